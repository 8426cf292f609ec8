"""
Days and months as the reader writes them: in words, and on the axis of a chart.

Plotly itself knows English only; ``axis`` gives a figure the names of the reader's locale.
"""

import re
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from babel import Locale

# The locale of the reader whose page is drawn, as browsers name it ("de-DE"); "" for English.
LOCALE: ContextVar[str] = ContextVar("LOCALE", default="")

# Unicode's date patterns → those of plotly.
_PATTERN: Final = {
    "y": "%Y", "yyyy": "%Y", "MMM": "%b", "LLL": "%b", "MMMM": "%B", "LLLL": "%B",
    "M": "%-m", "MM": "%m", "L": "%-m", "d": "%-d", "dd": "%d",
}  # fmt: skip
_PARTS: Final = {"month": "yMMM", "dayMonth": "MMMd", "dayMonthYear": "yMMMd"}
_PIECE: Final = re.compile(r"'([^']*)'|([yMLd])\2*")


def day(value: date) -> str:
    """A date for reading, as the reader's locale writes it: "17 January 2019"."""
    from babel.dates import format_date

    locale = _locale()
    if locale is None:
        return f"{value.day} {value:%B} {value.year}"
    return format_date(value, "long", locale=locale)


def moment(value: datetime, zone: str | None) -> str:
    """A day and a time in the reader's time zone, in UTC where it is not known."""
    try:
        local = value.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no zone, or no file of zones
        local = value.astimezone(UTC)
    return f"{day(local.date())}, {local:%H:%M}"


def short_day(value: date) -> str:
    """A date where there is little room: "17 Jan 2019"."""
    from babel.dates import format_date

    locale = _locale()
    if locale is None:
        return f"{value.day} {value:%b} {value.year}"
    return format_date(value, "medium", locale=locale)


def language_name(code: str) -> str:
    """The English name of a language: "French"; its code where it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def month(value: date, *, year: bool = True) -> str:
    """The month of a date: "January 2019", or without its year "January"."""
    from babel.dates import format_date, format_skeleton

    locale = _locale()
    if locale is None:
        return f"{value:%B} {value.year}" if year else f"{value:%B}"
    if year:
        return format_skeleton("yMMMM", value, locale=locale)
    return format_date(value, "LLLL", locale=locale)


def stretch(first: date, last: date) -> str:
    """A range of days in words: "March 2021", "2021", "3 to 9 March 2021"."""
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.month, last.month) == (1, 12) and first.year == last.year:
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return month(first)
        return f"{month(first, year=first.year != last.year)} to {month(last)}"
    return f"{day(first)} to {day(last)}"


def later(days: int | None) -> str:
    """How much later than the first print of a dispatch an article is, in words."""
    if days is None:
        return "undated"
    return "first" if days == 0 else f"+{days:,} day{'' if days == 1 else 's'}"


def axis() -> dict[str, Any]:
    """A chart's configuration for the names of months and the order of day and month."""
    locale = _locale()
    if locale is None:
        return {}
    months = locale.months["format"]
    known = locale.datetime_skeletons
    made: dict[str, Any] = {
        "months": [months["wide"][n] for n in range(1, 13)],
        "shortMonths": [months["abbreviated"][n] for n in range(1, 13)],
        "year": "%Y",
    }
    for name, skeleton in _PARTS.items():
        if skeleton in known:
            made[name] = _PIECE.sub(_percent, str(known[skeleton].pattern))
    return {"locale": str(locale), "locales": {str(locale): {"format": made}}}


def _percent(match: re.Match[str]) -> str:
    return match[1] if match[1] is not None else _PATTERN.get(match[0], "%" + match[0][0])


def _locale() -> "Locale | None":
    """The reader's locale, None where the browser sends no valid one."""
    from babel import Locale, UnknownLocaleError

    named = LOCALE.get()
    try:
        return Locale.parse(named, sep="-") if named else None
    except (UnknownLocaleError, ValueError, TypeError):
        return None
