"""Function words, negations, number words and the calendar."""

import pytest

from rag.lexicon import function_words


def test_number_words_are_in_the_order_of_their_values() -> None:
    assert function_words.UNITS.index("nineteen") == 19
    assert [word[:2] for word in function_words.TENS] == [
        "tw", "th", "fo", "fi", "si", "se", "ei", "ni",
    ]  # fmt: skip
    assert function_words.ORDINALS.index("twelfth") == 11
    assert function_words.SCALES == ("hundred", "thousand", "million", "billion", "trillion")


def test_the_calendar_has_twelve_months_and_seven_weekdays() -> None:
    assert (len(function_words.MONTHS), len(function_words.WEEKDAYS)) == (12, 7)
    for name, *short in (*function_words.MONTHS, *function_words.WEEKDAYS):
        assert name in function_words.CALENDAR
        assert short == sorted(short, key=len, reverse=True)
        assert all(name.startswith(form) for form in short)


@pytest.mark.parametrize(
    ("word", "negates"),
    [("not", True), ("didn't", True), ("didn’t", True), ("no", True), ("know", False)],
)
def test_negations_are_words_and_contractions(word: str, negates: bool) -> None:
    assert function_words.is_negation(word) is negates


@pytest.mark.parametrize(
    ("phrase", "last", "every"),
    [
        ("Iraq’s", "Iraq", "Iraq"),
        ("the states'", "the states", "the states"),
        ("Iraq's army's", "Iraq's army", "Iraq army"),
        ("US", "US", "US"),
    ],
)
def test_possessive_endings_are_removed(phrase: str, last: str, every: str) -> None:
    assert function_words.without_possessive(phrase) == last
    assert function_words.without_possessives(phrase) == every


def test_a_mere_apostrophe_stays_where_it_may_close_a_quotation() -> None:
    assert function_words.without_possessive_s("states'") == "states'"
    assert function_words.without_possessive_s("Iraq’s") == "Iraq"


def test_topics_leave_out_all_stopwords() -> None:
    assert function_words.STOPWORDS < function_words.NO_TOPICS
