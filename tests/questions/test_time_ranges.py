"""The time that a question asks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.time_ranges import period

TODAY = date(2024, 9, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "words", "first", "last"),
    [
        ("What was said in August 2020?", "in August 2020", date(2020, 8, 1), date(2020, 8, 31)),
        ("in 2019", "in 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("in late 2019", "in late 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("in the last week of October 2016", None, date(2016, 10, 25), date(2016, 10, 31)),
        ("the first week of May 2016", None, date(2016, 5, 1), date(2016, 5, 7)),
        ("in the first ten days of May 2016", None, date(2016, 5, 1), date(2016, 5, 10)),
        ("the last 3 months of 2016", None, date(2016, 10, 1), date(2016, 12, 31)),
        ("In the Gazette's May 2016 coverage", "May 2016", date(2016, 5, 1), date(2016, 5, 31)),
        ("What is said today?", "today", TODAY, TODAY),
        ("between 2019 and 2020", None, date(2019, 1, 1), date(2020, 12, 31)),
        ("between March and May 2019", None, date(2019, 3, 1), date(2019, 5, 31)),
        ("between 2020 and 2019", None, date(2019, 1, 1), date(2020, 12, 31)),
        ("from 1 May 2019 to 3 June 2019", None, date(2019, 5, 1), date(2019, 6, 3)),
        ("since 2020", None, date(2020, 1, 1), None),
        ("from 2020 onwards", None, date(2020, 1, 1), None),
        ("after May 2019", None, date(2019, 6, 1), None),
        ("before May 2019", None, None, date(2019, 4, 30)),
        ("until 2019", None, None, date(2019, 12, 31)),
        ("on 17 January 2019", None, date(2019, 1, 17), date(2019, 1, 17)),
        ("on January 17", None, date(2024, 1, 17), date(2024, 1, 17)),
        ("on 2019-01-17", None, date(2019, 1, 17), date(2019, 1, 17)),
        ("in 2019-01", None, date(2019, 1, 1), date(2019, 1, 31)),
        ("What was said in May?", "in May", date(2024, 5, 1), date(2024, 5, 31)),
        ("in October", None, date(2023, 10, 1), date(2023, 10, 31)),
        ("in the first half of 2020", None, date(2020, 1, 1), date(2020, 6, 30)),
        ("the second half of 2020", None, date(2020, 7, 1), date(2020, 12, 31)),
        ("last year", None, date(2023, 1, 1), date(2023, 12, 31)),
        ("this month", None, date(2024, 9, 1), date(2024, 9, 30)),
        ("this week", None, date(2024, 9, 4), date(2024, 9, 15)),
        ("last week", None, date(2024, 9, 2), date(2024, 9, 8)),
        ("Who resigned recently?", "recently", date(2024, 7, 13), TODAY),
        ("in the past 3 months", None, date(2024, 6, 11), TODAY),
        ("yesterday", None, date(2024, 9, 10), date(2024, 9, 10)),
    ],
)
def test_period_has_inclusive_bounds_and_its_words(
    question: str, words: str | None, first: date | None, last: date | None
) -> None:
    time_range = period(question, TODAY)
    assert time_range is not None
    assert (time_range.first, time_range.last) == (first, last)
    if words:
        assert question[time_range.span.start : time_range.span.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2016 election?",
        "US poverty rate as Obama began his last year",
        "What changed in Obama's last year?",
        "Why did he call the 2019 statement a lie?",
        "What did USA Today write?",
        "what did usa today write?",
        "What may Iraq do?",
        "What did Iraq say about US bases?",
        "Did they march in protest?",
        "What happened on 31 February 2019?",
        "on 03/04/2019",
        "in 2019-13",
        "Who spoke of 5,000 troops in 3000 bases?",
    ],
)
def test_period_is_none_without_certain_time(question: str) -> None:
    assert period(question, TODAY) is None


def test_printed_date_is_no_period_where_it_may_be_the_topic() -> None:
    assert period("Who was hurt in 2014?", TODAY, dated=False) is None
    this_week = period("Who was hurt this week, and who in 2014?", TODAY, dated=False)
    assert this_week
    assert this_week.last == date(2024, 9, 15)


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_period_of_any_text_is_in_order(words: str, today: date) -> None:
    for text in (words, f"between {words} and 2019", f"in {words}", f"since {words} 2020"):
        time_range = period(text, today)
        if time_range and time_range.first and time_range.last:
            assert time_range.first <= time_range.last
