"""
Finds the days that a text prints in full, and holds the patterns that dates are made of.

``03/04/2019`` is one day in Europe and another in the US. It is read only if the weekday beside it
or the caller (see ``ingest.publication_dates``) decides. ``18/01/2019`` and ``03.04.2019`` (dotted
dates have the day first) are certain by themselves.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from rag.lexicon.function_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from rag.schema.articles import Span

EARLIEST = date(1900, 1, 1)  # older dates belong to events, not to news
LATEST = date(2099, 12, 31)
_MONTH_STARTS = tuple(name[:3] for name in MONTH_NAMES)
_WEEKDAY_STARTS = tuple(name[:3] for name in WEEKDAY_NAMES)
_DOTTED = ("june", "july")  # whole names that some outlets print with a full stop all the same
_MONTH_FORMS = "|".join(
    form + (r"\.?" if form != name or name in _DOTTED else "")
    for name, *short in MONTHS
    for form in (name, *short)
)
MONTH = rf"(?:{_MONTH_FORMS})"
_SHORT_WEEKDAYS = tuple(form for _, *short in WEEKDAYS for form in short)
# Short forms only with their full stop: "the Sun" is a newspaper, "wed" and "sat" are verbs.
WEEKDAY = (
    rf"(?:{'|'.join(WEEKDAY_NAMES)}"
    rf"|(?:{'|'.join(form for form in _SHORT_WEEKDAYS if form not in ('sat', 'sun'))})\.)"
)
# Beside a whole date the short forms are plain enough.
_SHORT_WEEKDAY = rf"(?:{'|'.join(_SHORT_WEEKDAYS)})\.?"
TODAY = r"(?<!usa\s)(?-i:today|^Today|(?<=[.?!]\s)Today)"  # "USA Today" is a newspaper
YEAR = r"(?:19|20)\d{2}"
_ANY_YEAR = r"(?:1[5-9]|2[01])\d{2}(?!\s?(?:GMT|UTC|hrs|hours)\b)"  # "17 Jan 1530 GMT" is a time
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
TH = r"(?:st|nd|rd|th)?"

MONTH_FIRST = rf"(?P<m1>{MONTH})\s+(?P<d1>{DAY}){TH}"
DAY_FIRST = rf"(?P<d2>{DAY}){TH}\s+(?:of\s+)?(?P<m2>{MONTH})"
_ABSOLUTE = re.compile(
    rf"""(?<![\w./-])(?:(?P<weekday>{WEEKDAY}|{_SHORT_WEEKDAY}),?\s+(?:the\s+)?)?(?:
      {MONTH_FIRST}\s*,?\s+(?P<y1>{_ANY_YEAR})
    | {DAY_FIRST}\s*,?\s+(?P<y2>{_ANY_YEAR})
    | (?P<d6>{DAY})-(?P<m6>{MONTH})-(?P<y6>{_ANY_YEAR})
    | (?P<y3>{_ANY_YEAR})(?P<by>[-/.])(?P<m3>\d\d?)(?P=by)(?P<d3>\d\d?)
        (?:[T\ ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s?Z|[+-]\d\d:?\d\d)?)?
    | (?P<d4>\d\d?)\.\s?(?P<m4>\d\d?)\.\s?(?P<y4>{_ANY_YEAR})
    | (?P<a5>\d\d?)(?P<sep>[-/])(?P<b5>\d\d?)(?P=sep)(?P<y5>{_ANY_YEAR})
    )(?![\w/-]|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMERIC = re.compile(r"\d([/-])\d\d?\1\d{4}")  # found much faster than a whole date


class StatedDate(NamedTuple):
    """A day printed in a text, and where."""

    span: Span
    day: date


class AmbiguousDate(NamedTuple):
    """A date whose numbers are one day read day first, and another read month first."""

    span: Span
    day_first: date
    month_first: date


def parse_iso(value: str) -> date:
    """
    The calendar day of an ISO 8601 date or date-time, as printed: time and zone do not move it.

    Raises ValueError, whose words fit after "expected a date as YYYY-MM-DD, ".
    """
    value = value.strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?", value):
        raise ValueError(f"found {value!r}")
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"found {value!r}, which no calendar or clock has") from error
    return date.fromisoformat(value[:10])


def find_stated(text: str, day_first: bool | None = None) -> tuple[StatedDate, ...]:
    """
    Certain absolute dates of a text from 1900 to 2099, in order.

    ``day_first`` says how the text writes numeric dates, None if that is unknown; ambiguous dates
    are then left out. Impossible dates and dates with a wrong weekday are left out too, because
    it is not known which of their parts is wrong.
    """
    return tuple(d for d in find_printed(text, day_first) if EARLIEST <= d.day <= LATEST)


def find_printed(text: str, day_first: bool | None = None) -> tuple[StatedDate, ...]:
    """As ``find_stated``, with the days before and after."""
    found = []
    for match, days in _matches(text):
        if len(days) == 1:
            found.append(StatedDate(Span(*match.span()), days[0]))
        elif days and day_first is not None:
            found.append(StatedDate(Span(*match.span()), days[0 if day_first else 1]))
    return tuple(found)


def find_ambiguous(text: str) -> tuple[AmbiguousDate, ...]:
    """Numeric dates of a text that can be two different days, in order."""
    if not _NUMERIC.search(text):
        return ()
    return tuple(
        AmbiguousDate(Span(*match.span()), *days) for match, days in _matches(text) if len(days) > 1
    )


def find_order_evidence(text: str) -> tuple[tuple[StatedDate, bool], ...]:
    """Numeric dates that only one order fits ("23/04/2019"), each with whether the day is first."""
    found = []
    for match, days in _matches(text) if _NUMERIC.search(text) else ():
        if match["a5"] and len(days) == 1 and match["a5"].lstrip("0") != match["b5"].lstrip("0"):
            day = days[0]
            found.append((StatedDate(Span(*match.span()), day), int(match["a5"]) == day.day))
    return tuple(found)


def _matches(text: str) -> Iterator[tuple[re.Match[str], list[date]]]:
    """Matches of ``_ABSOLUTE`` with the days that each can be, day first before month first."""
    for match in _ABSOLUTE.finditer(text):
        yield match, _readings(match)


def _readings(match: re.Match[str]) -> list[date]:
    part = match.groupdict()
    year = int(next(part[key] for key in ("y1", "y2", "y3", "y4", "y5", "y6") if part[key]))
    if part["a5"]:
        first, second = int(part["a5"]), int(part["b5"])
        orders = [(second, first), (first, second)]
    elif part["m3"] or part["m4"]:
        orders = [(int(part["m3"] or part["m4"]), int(part["d3"] or part["d4"]))]
    else:
        month = month_number(part["m1"] or part["m2"] or part["m6"])
        orders = [(month, int(part["d1"] or part["d2"] or part["d6"]))]
    days = []
    for month, number in orders:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        fits = not part["weekday"] or day.weekday() == weekday_number(part["weekday"])
        if fits and day not in days:
            days.append(day)
    return days


def recent(month: int, number: int, anchor: date) -> date | None:
    """The latest such day of the year on or before ``anchor``; 29 February may be 8 years back."""
    for year in range(anchor.year, anchor.year - 9, -1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= anchor:
            return day
    return None


def month_number(word: str) -> int:
    """The number of a month from its name or short form."""
    return _MONTH_STARTS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """The number of a weekday, Monday 0, from its name or short form."""
    return _WEEKDAY_STARTS.index(word[:3].lower())
