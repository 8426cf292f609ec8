"""Words of the corpus: rarity, spelling corrections, synonyms and acronyms."""

from datetime import date

import pytest
from asking import opened

from rag.corpus import Corpus
from rag.models import embedder
from rag.questions.parsed import ParsedQuestion, with_corrections
from rag.questions.parser import read
from rag.questions.terms import forms_of
from rag.retrieval.vocabulary import Vocabulary
from rag.settings import Settings

PIECES = embedder.load(Settings.from_environment()).count


@pytest.fixture
def known(seed_index: Settings) -> Vocabulary:
    return opened(seed_index)._searcher.vocabulary


def parse(corpus: Corpus, text: str) -> ParsedQuestion:
    return corpus._find(text, corpus.ask("troops").scope, 1)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("waht did Khafji say about airstrikes", {"khafji": "khafaji"}),
        ("what did Blinkne say about trops", {"blinkne": "blinken", "trops": "troops"}),
        ("what did Khafaji say about the coalitoin", {"coalitoin": "coalition"}),
        ("what did Khafaji say about copper", {}),  # unknown, and near to nothing
        ("what did Angela say about bases", {}),
        ("what did Khafaji say about cases", {}),  # a word of its own, no slip of "bases"
        ("what did Troopsa say about bases", {}),  # a name is no typo of a plain word
    ],
)
def test_corrections_fix_words_one_typing_error_away(
    known: Vocabulary, text: str, expected: dict[str, str]
) -> None:
    question = read(text, (), date(2026, 1, 1), known.names)
    assert known.corrections(question, PIECES) == expected
    understood = " ".join(with_corrections(question, expected).understood)
    assert all(f"“{right}” instead of “{wrong}”" in understood for wrong, right in expected.items())


def test_synonyms_are_plain_words_of_the_corpus(known: Vocabulary) -> None:
    near = {"bases": 0.76, "iraq": 0.5, "zebra": 0.9}
    assert known.synonyms("base", near) == {"base": 0.76}  # a name, and what no article writes
    assert known.synonyms("iraq", {"bases": 0.5}) == {}


@pytest.mark.parametrize(
    ("text", "term", "name"),
    [
        ("What did the ISF say?", "isf", "Iraqi Security Forces"),
        ("what did the isf say", "isf", "Iraqi Security Forces"),
        ("What does OIR say?", "oir", "Operation Inherent Resolve"),
        ("What did the U.S. say?", "u.s", ""),  # a country
        ("What did the QXZ say?", "qxz", ""),
        ("did he say it", "say", ""),
    ],
)
def test_expand_acronyms_finds_full_names_in_articles(
    known: Vocabulary, text: str, term: str, name: str
) -> None:
    question = read(text, (), date(2026, 1, 1), known.names)
    assert known.expand_acronyms(question) == ({term: forms_of(name)} if name else {})


def test_rarity_is_higher_for_rare_words(known: Vocabulary) -> None:
    assert known.frequency("Iraq") > known.frequency("airstrikes") > known.frequency("copper") == 0
    assert known.rarity("iraq") < known.rarity("airstrikes") < known.rarity("copper")
    assert known.frequency("bases") == known.frequency("base")


def test_unknown_are_words_missing_from_the_corpus(seed_index: Settings, known: Vocabulary) -> None:
    question = parse(opened(seed_index), "What did Khafaji say about copper in 2019?")
    assert known.unknown(question) == ("copper",)  # a year occurs in dates


def test_names_are_those_of_speakers(known: Vocabulary) -> None:
    assert {"khafaji", "blinken"} <= known.names
    assert "bases" not in known.names


def test_rarest_leaves_out_what_too_many_sentences_have(known: Vocabulary) -> None:
    terms = ("Iraq", "airstrikes", "copper", "base")
    counts = {term: known.frequency(term) for term in terms}
    assert known.rarest(terms, sum(counts.values())) == terms
    assert known.rarest(terms, sum(counts.values()) - 1) == ("airstrikes", "copper", "base")
    assert known.rarest(("Iraq",), 0) == ("Iraq",)  # never nothing
    assert known.rarest((), 10) == ()
