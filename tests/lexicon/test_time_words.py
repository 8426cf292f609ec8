"""Words beside a weekday or date."""

import pytest

from rag.lexicon import time_words


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (time_words.BEFORE_OTHER_WEEKDAYS, "super"),
        (time_words.AFTER_OTHER_WEEKDAYS, "Times"),
        (time_words.BEFORE_OTHER_EVENTS, "since"),
        (time_words.OCCASIONS, "debate"),
    ],
    ids=["before weekday", "after weekday", "before event", "occasion"],
)
def test_lists_hold_their_typical_word(words: frozenset[str], word: str) -> None:
    assert word in words


def test_only_names_after_a_weekday_have_capitals() -> None:
    lists = (time_words.BEFORE_OTHER_WEEKDAYS, time_words.BEFORE_OTHER_EVENTS, time_words.OCCASIONS)
    assert all(word.islower() for words in lists for word in words)
