"""
The time that a question asks for, counted from today where its words are relative.

``text.dates`` reads days printed in full, ``attribution.statement_dates`` the day of a statement.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from rag.lexicon.function_words import MONTH_NAMES, UNITS
from rag.schema.articles import Span
from rag.text.dates import (
    DAY,
    MONTH,
    TH,
    TODAY,
    WEEKDAY,
    YEAR,
    find_stated,
    month_number,
    recent,
)


class TimeRange(NamedTuple):
    """Inclusive bounds named by the words at ``span``; an open side is None."""

    span: Span
    first: date | None
    last: date | None


_PREFIX = r"(?:(?:early|late|mid|the\s+(?:start|beginning|middle|end)\s+of)[\s-]+)?"
_UNIT = (
    rf"(?:(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+{DAY}{TH}\s*,?\s+{YEAR}"
    rf"|{DAY}{TH}\s+(?:of\s+)?{MONTH}\s*,?\s+{YEAR})"
    rf"|{YEAR}-\d\d-\d\d|{YEAR}-\d\d(?!\d)|\d\d?\.\d\d?\.{YEAR}|\d\d?/\d\d?/{YEAR}"
    rf"|{MONTH}(?:\s+of)?,?\s+{YEAR}|{YEAR}"
    rf"|{MONTH}\s+{DAY}{TH}(?!\w)|{DAY}{TH}\s+(?:of\s+)?{MONTH}(?!\w))"
)
# "march" and "may" are verbs too, so those two months need their capital.
_NAMED = rf"(?:{'|'.join(name for name in MONTH_NAMES if name not in ('march', 'may'))})"
_WHEN = re.compile(
    rf"""\b(?:
      (?:between|from)\s+{_PREFIX}(?P<low>{_UNIT}|{MONTH})\s+(?:and|to|until|till|through|[-–])\s+
        {_PREFIX}(?P<high>{_UNIT})
    | in\s+(?P<one>{YEAR})\s+(?:and|or|vs\.?|versus|compared\s+(?:with|to)|to)\s+(?:in\s+)?
        (?P<other>{YEAR})
    | (?:(?:in|during|over)\s+)?(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+week
        \s+(?:of|in)\s+(?P<weekof>{_UNIT})
    | (?:(?:in|during|over)\s+)?(?:the\s+)?(?P<edge>first|last)\s+
        (?P<many>\d{{1,2}}|{"|".join(UNITS[2:11])})\s+(?P<length>day|week|month)s\s+(?:of|in)\s+
        (?P<edgeof>{_UNIT})
    | (?:(?:in|during|over)\s+)?the\s+(?P<half>first|second)\s+half\s+of\s+(?P<halfof>{_UNIT})
    | (?P<side>since|after|before|until|till|prior\s+to|up\s+to|as\s+of)
        \s+{_PREFIX}(?P<bound>{_UNIT})
    | from\s+{_PREFIX}(?P<onward>{_UNIT})\s+on(?:wards?)?
    | (?:in|on|during|throughout|within|from|dated)\s+{_PREFIX}(?P<unit>{_UNIT})
    | (?P<printed>{_UNIT})(?=\s+(?:coverage|reporting|articles|stories|news)\b)
    | (?:in|during|throughout)\s+{_PREFIX}(?P<month>{_NAMED}|(?-i:March|May))
    | (?:(?:in|during|over|within)\s+)?(?:the\s+)?(?:last|past)\s+(?P<number>\d{{1,3}})\s+
        (?P<unitword>day|week|month|year)s?
    | (?<!his\s)(?<!her\s)(?<!its\s)(?<!their\s)(?<!['’]s\s)(?<!s['’]\s)
        (?P<which>last|this)\s+(?P<span>week|month|year)
    | (?P<named>{TODAY}|yesterday|recently|in\s+recent\s+(?:days|weeks))
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_GROUPS = (
    "high",
    "other",
    "weekof",
    "edgeof",
    "halfof",
    "bound",
    "onward",
    "unit",
    "printed",
    "month",
)
WEEK = timedelta(days=7)
RECENT = timedelta(days=60)  # what "recently" may mean in a newsroom
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def period(text: str, today: date, *, dated: bool = True) -> TimeRange | None:
    """
    The time that a question asks about: the first words in it that name one.

    Without ``dated`` only words that count from the day of asking do: a printed date may belong to
    what is asked about, "this week" can only be the reader's.

    "after 2019" starts on 2020-01-01, "since 2019" on 2019-01-01, "before 2019" ends on 2018-12-31,
    "until 2019" on 2019-12-31. "Early 2019" means the whole of it. A year that only names a thing
    ("the 2016 election") is none: a word as "in" must lead to it. "In August" is the most recent
    one. Bounds in the wrong order are swapped.
    """
    for match in _WHEN.finditer(text):
        if not dated and match.lastgroup in _GROUPS:
            continue
        bounds = _bounds(match, today)
        if bounds is not None:
            return TimeRange(Span(*match.span()), *bounds)
    return None


def _bounds(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    """The inclusive bounds of a match of ``_WHEN``, or None where its date does not exist."""
    group = match.lastgroup if match.lastgroup in _GROUPS else None
    if group is None:
        return _relative(match, today)
    unit = _unit(match[group], today)
    if unit is None:
        return None
    first, last = unit
    bounds: tuple[date | None, date | None] | None = first, last
    if group == "high":
        bounds = _between(match["low"], first, last, today)
    elif group == "other":
        bounds = _between(match["one"], first, last, today)
    elif group == "weekof":
        bounds = _week(match["nth"].lower(), first, last)
    elif group == "edgeof":
        bounds = _edge(match, first, last)
    elif group == "halfof":
        bounds = _half(match["half"].lower(), first, last)
    elif group == "bound":
        bounds = _side(match["side"].lower().split()[0], first, last)
    elif group == "onward":
        bounds = first, None
    return bounds


def _between(words: str, first: date, last: date, today: date) -> tuple[date, date] | None:
    """From the time in ``words``, which may leave its year to the later one, to ``last``."""
    complete = words if re.search(YEAR, words) else f"{words} {last.year}"
    low = _unit(complete, today)
    return (min(low[0], first), max(low[1], last)) if low else None


def _side(side: str, first: date, last: date) -> tuple[date | None, date | None]:
    """What lies on one side of the days from ``first`` to ``last``."""
    if side in ("since", "as"):
        return first, None
    if side == "after":
        return last + timedelta(days=1), None
    if side in ("before", "prior"):
        return None, first - timedelta(days=1)
    return None, last


def _half(half: str, first: date, last: date) -> tuple[date, date]:
    """Half of a year (June and July part it) or of a shorter time."""
    year = first + relativedelta(years=1, days=-1) == last
    middle = first + (relativedelta(months=6, days=-1) if year else (last - first) // 2)
    return (first, middle) if half == "first" else (middle + timedelta(days=1), last)


def _week(nth: str, first: date, last: date) -> tuple[date, date]:
    """Seven days of a month or year, counted from its start, or its last seven."""
    if nth == "last":
        return last - timedelta(days=6), last
    start = first + timedelta(weeks=_NTH[nth])
    return start, start + timedelta(days=6)


def _edge(match: re.Match[str], first: date, last: date) -> tuple[date, date]:
    """Some days, weeks or months at the start or end of a month or year."""
    word = match["many"].lower()
    many = UNITS.index(word) if word in UNITS else int(word)
    length = relativedelta(**{f"{match['length'].lower()}s": many})
    day = timedelta(days=1)
    if match["edge"].lower() == "first":
        return first, max(first + length - day, first)
    return min(last - length + day, last), last


def _relative(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """
    Bounds of words that count from today: "last month", "the past 3 weeks".

    "This week" on a Monday is the week that has just passed, as newsrooms use it, and so with a
    month or year that has just begun.
    """
    named = (match["named"] or "").lower()
    if named.endswith(("recently", "days", "weeks")):
        return today - RECENT, today
    if named:
        day = today if named == "today" else today - timedelta(days=1)
        return day, day
    if match["number"]:
        back = relativedelta(**{f"{match['unitword'].lower()}s": int(match["number"])})
        return today - back, today
    word = match["span"].lower()
    first = {
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "year": today.replace(month=1, day=1),
    }[word]
    step = relativedelta(**{f"{word}s": 1})
    if match["which"].lower() == "last":
        first -= step
        return first, first + step - timedelta(days=1)
    return min(first, today - WEEK), first + step - timedelta(days=1)


def _unit(words: str, today: date) -> tuple[date, date] | None:
    """The first and last day of a year, a month or a day in words."""
    for stated in find_stated(words):
        return stated.day, stated.day
    year = re.search(YEAR, words)
    month = re.search(rf"(?<![a-z]){MONTH}(?![a-z])", words, re.IGNORECASE)
    number = re.search(rf"(?<!\d){DAY}(?!\d)", words)
    iso = re.fullmatch(rf"{YEAR}-(\d\d)", words)
    if year and (iso or month) and bool(iso) == bool(number):
        which = int(iso[1]) if iso else month_number(month[0]) if month else 0
        return _whole_month(int(year[0]), which)
    if year:
        whole = words == year[0]
        return (date(int(words), 1, 1), date(int(words), 12, 31)) if whole else None
    if month is None:
        return None
    day = recent(month_number(month[0]), int(number[0]) if number else 1, today)
    if day is None or number:
        return (day, day) if day else None
    return _whole_month(day.year, day.month)


def _whole_month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= len(MONTH_NAMES):
        return None
    first = date(year, month, 1)
    return first, first + relativedelta(months=1, days=-1)
