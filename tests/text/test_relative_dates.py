"""Days that are named relative to a date of publication."""

from datetime import date

import pytest

from rag.text.relative_dates import day_spoken

FRIDAY = date(2019, 5, 17)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on Thursday", date(2019, 5, 16)),
        ("on Friday", FRIDAY),
        ("last Friday", date(2019, 5, 10)),
        ("yesterday", date(2019, 5, 16)),
        ("the day before yesterday", date(2019, 5, 15)),
        ("two days ago", date(2019, 5, 15)),
        ("on May 3", date(2019, 5, 3)),
        ("on 3 October", None),
        ("Tuesday of last week", date(2019, 5, 7)),
        ("Sunday of last week", None),
        ("at Thursday's debate", date(2019, 5, 16)),
    ],
)
def test_day_is_the_most_recent_one(phrase: str, day: date | None) -> None:
    spoken = day_spoken(phrase, FRIDAY)
    assert (spoken.day if spoken else None) == day


@pytest.mark.parametrize(
    "phrase",
    [
        "on Super Tuesday",
        "next Friday",
        "in the Mail on Sunday",
        "the Sunday Times",
        "since Monday",
        "before Friday's attack",
        "early on",
    ],
)
def test_other_days_are_no_day_of_speaking(phrase: str) -> None:
    assert day_spoken(phrase, FRIDAY) is None


def test_two_days_leave_the_day_open() -> None:
    spoken = day_spoken("on Monday, and again on Tuesday", FRIDAY)
    assert spoken
    assert (spoken.day, spoken.words) == (None, "Monday”, “Tuesday")


def test_without_an_anchor_only_whole_dates_are_known() -> None:
    assert day_spoken("on Thursday", None) is None
    spoken = day_spoken("on 3 May 2019", None)
    assert spoken
    assert spoken.day == date(2019, 5, 3)
