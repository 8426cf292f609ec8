"""Days printed in full."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.dates import find_ambiguous, find_order_evidence, find_printed, find_stated, parse_iso


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday, August 15, 2024", date(2024, 8, 15)),
        ("**-** 18.01.2019", date(2019, 1, 18)),
        ("on 03.04.2019", date(2019, 4, 3)),
        ("Sputnik (17 January 2019)", date(2019, 1, 17)),
        ("the 3rd of May 2016", date(2016, 5, 3)),
        ("Sept. 4, 2015", date(2015, 9, 4)),
        ("2020-08-24T23:30:00+03:00", date(2020, 8, 24)),
        ("2020/08/24", date(2020, 8, 24)),
        ("18/01/2019", date(2019, 1, 18)),
        ("01/18/2019", date(2019, 1, 18)),
        ("04/04/2019", date(2019, 4, 4)),
        ("18-01-2019", date(2019, 1, 18)),
        ("17-Jan-2019", date(2019, 1, 17)),
        ("2019.01.18", date(2019, 1, 18)),
        ("2019/1/8", date(2019, 1, 8)),
        ("Wednesday 03/04/2019", date(2019, 4, 3)),
        ("Mon, 03/04/2019", date(2019, 3, 4)),
        ("Fri 18 Jan 2019", date(2019, 1, 18)),
    ],
)
def test_unambiguous_date_is_found(text: str, day: date) -> None:
    (found,) = find_stated(text)
    assert found.day == day
    assert (
        text[found.span.start : found.span.end].strip() == text[found.span.start : found.span.end]
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("03/04/2019", id="day or month first"),
        pytest.param("31 February 2019", id="no such day"),
        pytest.param("Friday, August 15, 2024", id="another weekday"),
        pytest.param("version 1.2.2019.4", id="version number"),
        pytest.param("https://example.org/a/2019/01/18/b", id="part of an address"),
        pytest.param("in August 2024", id="a month"),
        pytest.param("Tuesday 03/04/2019", id="the weekday of neither reading"),
        pytest.param("17 January 1530 GMT", id="a time of day"),
        pytest.param("12 May 1897", id="before 1900"),
        pytest.param("12 May 2100", id="after 2099"),
        pytest.param("call 555-2019-01-18-7", id="part of a number"),
    ],
)
def test_uncertain_dates_are_not_found(text: str) -> None:
    assert find_stated(text) == ()


def test_date_that_may_be_two_days_is_both() -> None:
    (either,) = find_ambiguous("on 03/04/2019, 23/04/2019 and 04/04/2019")
    assert (either.day_first, either.month_first) == (date(2019, 4, 3), date(2019, 3, 4))
    assert find_stated("on 03/04/2019", day_first=True)[0].day == either.day_first
    assert find_stated("on 03/04/2019", day_first=False)[0].day == either.month_first


def test_date_is_order_evidence_if_only_one_order_fits() -> None:
    text = "03/04/2019 04/04/2019 23/04/2019 04-23-2019 Wednesday 03/04/2019 1 May 2019"
    assert [(found.day.day, first) for found, first in find_order_evidence(text)] == [
        (23, True), (23, False), (3, True),
    ]  # fmt: skip


def test_dates_before_and_after_the_news_are_printed_but_not_stated() -> None:
    text = "12 May 1897, 12 May 1997, 12 May 2124"
    assert [found.day.year for found in find_printed(text)] == [1897, 1997, 2124]
    assert [found.day.year for found in find_stated(text)] == [1997]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_numeric_date_is_read_back_in_the_order_it_was_written(day: date, day_first: bool) -> None:
    text = day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y")
    (found,) = find_stated(text, day_first=day_first)
    assert found.day == day
    assert bool(find_ambiguous(text)) is not bool(find_stated(text))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_printed_form_of_a_day_is_read_back(day: date) -> None:
    forms = ("%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%d", "%d.%m.%Y")
    text = " | ".join(day.strftime(form) for form in forms)
    assert [found.day for found in find_stated(text)] == [day] * len(forms)


@pytest.mark.parametrize(
    "value", ["2019-01-18", "2019-01-18T10:00:00Z", "2019-01-18 23:59", " 2019-01-18 "]
)
def test_iso_date_keeps_the_printed_day(value: str) -> None:
    assert parse_iso(value) == date(2019, 1, 18)


@pytest.mark.parametrize(
    "value", ["18.01.2019", "2019-02-30", "2019-1-8", "yesterday", "20190118", "2019-01-18T99:00"]
)
def test_malformed_iso_date_is_reported(value: str) -> None:
    with pytest.raises(ValueError, match="found") as error:
        parse_iso(value)
    assert value in str(error.value)
