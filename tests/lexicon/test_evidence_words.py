"""Vocabulary for checking prose: lists that regexes are built from."""

import pytest

from rag.lexicon import evidence_words
from rag.lexicon.loader import alternation


@pytest.mark.parametrize(
    ("words", "member"),
    [
        (evidence_words.DOCUMENTS, "report"),
        (evidence_words.PERIODS, "week"),
        (evidence_words.MODEL_NAMES, "language model"),
    ],
    ids=["documents", "periods", "model names"],
)
def test_list_holds_lower_case_words(words: frozenset[str], member: str) -> None:
    assert member in words
    assert all(word == word.lower() for word in words)
    assert alternation(words).startswith("(?:")


def test_units_of_numbers_share_signs() -> None:
    assert evidence_words.NUMBER_UNITS["per cent"] == evidence_words.NUMBER_UNITS["%"]
