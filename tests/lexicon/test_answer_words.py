"""Vocabulary of answers."""

from rag.lexicon import answer_words
from rag.lexicon.function_words import UNITS, WEEKDAY_NAMES


def test_quantities_hold_no_plain_number_word() -> None:
    assert not answer_words.QUANTITIES & set(UNITS)


def test_weekdays_belong_to_no_name() -> None:
    assert set(WEEKDAY_NAMES) <= answer_words.NO_PERSON
