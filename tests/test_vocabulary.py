"""The words of a corpus: how rare, and what a misspelt one means."""

from datetime import date

import pytest
from asking import opened

from rag.corpus import Corpus
from rag.question import Asked, mended, read
from rag.settings import Settings
from rag.vocabulary import Vocabulary


@pytest.fixture
def known(seed_index: Settings) -> Vocabulary:
    return opened(seed_index)._searcher.vocabulary


def asked(corpus: Corpus, text: str) -> Asked:
    return corpus._find(text, corpus.ask("troops").scope, 1)[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("waht did Khafji say about airstrikes", {"khafji": "khafaji"}),
        ("what did Blinkne say about trops", {"blinkne": "blinken", "trops": "troops"}),
        ("what did Khafaji say about the coalitoin", {"coalitoin": "coalition"}),
        ("what did Khafaji say about copper", {}),  # unknown, and near to nothing
        ("what did Angela say about bases", {}),
    ],
)
def test_a_word_one_slip_away_is_mended(
    known: Vocabulary, text: str, meant: dict[str, str]
) -> None:
    question = read(text, (), date(2026, 1, 1), known.names)
    assert known.corrections(question) == meant
    told = " ".join(mended(question, meant).understood)
    assert all(f"“{wrong}” read as “{right}”" in told for wrong, right in meant.items())


def test_rare_words_weigh_more(known: Vocabulary) -> None:
    assert known.frequency("Iraq") > known.frequency("airstrikes") > known.frequency("copper") == 0
    assert known.rarity("iraq") < known.rarity("airstrikes") < known.rarity("copper")
    assert known.frequency("bases") == known.frequency("base")


def test_unknown_are_words_that_stand_nowhere(seed_index: Settings, known: Vocabulary) -> None:
    question = asked(opened(seed_index), "What did Khafaji say about copper in 2019?")
    assert known.unknown(question) == ("copper",)  # a year stands in dates


def test_names_are_those_of_speakers(known: Vocabulary) -> None:
    assert {"khafaji", "blinken"} <= known.names
    assert "bases" not in known.names
