"""Tests of days and months as a reader's locale writes them."""

from datetime import UTC, date, datetime

import pytest

from rag.ui import reader_locale


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 3, 1), date(2021, 3, 31), "March 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(2021, 4, 1), date(2021, 6, 30), "April to June 2021"),
        (date(2021, 3, 1), date(2021, 3, 1), "1 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 7), "1 March 2021 to 7 March 2021"),
    ],
)
def test_stretch_names_whole_months_and_years(first: date, last: date, words: str) -> None:
    assert reader_locale.stretch(first, last) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Tokyo", "2 March 2021, 08:30"),
        (None, "1 March 2021, 23:30"),
        ("No/Where", "1 March 2021, 23:30"),
        ("../etc", "1 March 2021, 23:30"),
    ],
)
def test_moment_is_in_the_reader_s_zone_or_in_utc(zone: str | None, words: str) -> None:
    assert reader_locale.moment(datetime(2021, 3, 1, 23, 30, tzinfo=UTC), zone) == words


@pytest.mark.parametrize(
    ("locale", "words"), [("", "7 Mar 2021"), ("en-US", "Mar 7, 2021"), ("de-DE", "07.03.2021")]
)
def test_short_day_is_written_as_the_locale_does(locale: str, words: str) -> None:
    token = reader_locale.LOCALE.set(locale)
    try:
        assert reader_locale.short_day(date(2021, 3, 7)) == words
    finally:
        reader_locale.LOCALE.reset(token)


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("", {}),
        ("<b>", {}),
        ("en-GB", {"month": "%b %Y", "dayMonth": "%-d %b", "dayMonthYear": "%-d %b %Y"}),
        ("en-US", {"month": "%b %Y", "dayMonth": "%b %-d", "dayMonthYear": "%b %-d, %Y"}),
        ("de-DE", {"month": "%b %Y", "dayMonth": "%-d. %b", "dayMonthYear": "%-d. %b %Y"}),
        ("ja", {"month": "%Y年%-m月", "dayMonth": "%-m月%-d日"}),
    ],
)
def test_axis_writes_months_and_days_as_the_locale_does(
    locale: str, wanted: dict[str, str]
) -> None:
    token = reader_locale.LOCALE.set(locale)
    try:
        made = reader_locale.axis()
        assert bool(made) is bool(wanted)
        told = made["locales"][made["locale"]]["format"] if made else {}
        assert {name: told[name] for name in wanted} == wanted
        if locale == "de-DE":
            assert (told["shortMonths"][2], told["months"][0]) == ("März", "Januar")
            assert (
                reader_locale.stretch(date(2021, 4, 1), date(2021, 6, 30)) == "April to Juni 2021"
            )
    finally:
        reader_locale.LOCALE.reset(token)


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, "undated"), (0, "first"), (1, "+1 day"), (1200, "+1,200 days")],
)
def test_later_counts_days_after_the_first_print(days: int | None, words: str) -> None:
    assert reader_locale.later(days) == words
