"""Days printed in full."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.stated import find_stated, parse_iso


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
    ],
)
def test_an_unambiguous_date_is_found(text: str, day: date) -> None:
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
        pytest.param("call 555-2019-01-18-7", id="part of a number"),
    ],
)
def test_what_is_no_certain_date_is_left_alone(text: str) -> None:
    assert find_stated(text) == ()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_printed_form_of_a_day_is_read_back(day: date) -> None:
    forms = ("%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%d", "%d.%m.%Y")
    text = " | ".join(day.strftime(form) for form in forms)
    assert [found.day for found in find_stated(text)] == [day] * len(forms)


@pytest.mark.parametrize(
    "value", ["2019-01-18", "2019-01-18T10:00:00Z", "2019-01-18 23:59", " 2019-01-18 "]
)
def test_an_iso_date_keeps_the_printed_day(value: str) -> None:
    assert parse_iso(value) == date(2019, 1, 18)


@pytest.mark.parametrize(
    "value", ["18.01.2019", "2019-02-30", "2019-1-8", "yesterday", "20190118", "2019-01-18T99:00"]
)
def test_a_broken_iso_date_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="found") as error:
        parse_iso(value)
    assert value in str(error.value)
