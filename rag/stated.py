"""
Days that a text prints in full, and the words that dates are made of.

Only what is unambiguous is read. ``03/04/2019`` is two different days on the two sides of the
Atlantic and is left alone; ``18/01/2019`` and the dotted ``03.04.2019`` (day first wherever dots
are written) are not.
"""

import re
from datetime import date, datetime
from typing import NamedTuple

from rag.schema import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
# Short forms only with their full stop: "the Sun" is a newspaper, "wed" and "sat" are verbs.
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thur?s?|fri)\.)"
YEAR = r"(?:19|20)\d{2}"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
TH = r"(?:st|nd|rd|th)?"

MONTH_FIRST = rf"(?P<m1>{MONTH})\s+(?P<d1>{DAY}){TH}"
DAY_FIRST = rf"(?P<d2>{DAY}){TH}\s+(?:of\s+)?(?P<m2>{MONTH})"
_ABSOLUTE = re.compile(
    rf"""(?<![\w./-])(?:
      (?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?
        (?:{MONTH_FIRST}\s*,?\s+(?P<y1>{YEAR}) | {DAY_FIRST}\s*,?\s+(?P<y2>{YEAR}))
    | (?P<y3>{YEAR})[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)
        (?:[T\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?
    | (?P<d4>\d\d?)\.\s?(?P<m4>\d\d?)\.\s?(?P<y4>{YEAR})
    | (?P<a5>\d\d?)/(?P<b5>\d\d?)/(?P<y5>{YEAR})
    )(?![\w/-]|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)


class StatedDate(NamedTuple):
    """A day printed in a text, and where."""

    span: Span
    day: date


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


def find_stated(text: str) -> tuple[StatedDate, ...]:
    """
    The unambiguous absolute dates of a text, in order.

    A date that no calendar has, or whose weekday is another one, is left out: one of its parts is
    wrong, and which is not known.
    """
    found = []
    for match in _ABSOLUTE.finditer(text):
        day = _absolute(match)
        if day is not None:
            found.append(StatedDate(Span(*match.span()), day))
    return tuple(found)


def _absolute(match: re.Match[str]) -> date | None:
    """The day of a match of ``_ABSOLUTE``, or None where it is none or ambiguous."""
    part = match.groupdict()
    year = int(next(part[key] for key in ("y1", "y2", "y3", "y4", "y5") if part[key]))
    if part["a5"]:
        first, second = int(part["a5"]), int(part["b5"])
        months = {m for m, d in ((first, second), (second, first)) if m <= len(MONTHS)}
        if len(months) != 1:
            return None
        (month,) = months
        number = second if month == first else first
    elif part["m3"] or part["m4"]:
        month, number = int(part["m3"] or part["m4"]), int(part["d3"] or part["d4"])
    else:
        month, number = month_number(part["m1"] or part["m2"]), int(part["d1"] or part["d2"])
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    if part["weekday"] and day.weekday() != weekday_number(part["weekday"]):
        return None
    return day


def month_number(word: str) -> int:
    """The number of a month from its name or short form."""
    return MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """The number of a weekday, Monday 0, from its name or short form."""
    return DAYS.index(word[:3].lower())
