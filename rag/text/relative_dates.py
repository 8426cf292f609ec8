"""Finds days that are named relative to a date of publication: "Thursday", "two days ago"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rag.lexicon.function_words import UNITS
from rag.lexicon.loader import alternation
from rag.lexicon.time_words import (
    AFTER_OTHER_WEEKDAYS,
    BEFORE_OTHER_EVENTS,
    BEFORE_OTHER_WEEKDAYS,
    OCCASIONS,
)
from rag.text.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    TODAY,
    WEEKDAY,
    find_ambiguous,
    find_stated,
    month_number,
    recent,
    weekday_number,
)

SUNDAY = 6


# A day and month without a year is the last one, unless the coming one is nearer: newspapers
# leave the year out for days to come as well.
HALF_A_YEAR = timedelta(days=183)


# "Super Tuesday", "the Mail on Sunday", "next Friday", "every Friday": no day of speaking.
_NOT_BEFORE = "".join(
    r"(?<!\b{}\s)".format(word.replace(" ", r"\s")) for word in sorted(BEFORE_OTHER_WEEKDAYS)
)


_NOT_AFTER = (
    rf"(?!\s+(?:{alternation(AFTER_OTHER_WEEKDAYS)}"
    r"|(?:to|through)\s+(?:next\s+)?[A-Z][a-z]+day)\b)"
)


_OWNER = r"(?P<owner{}>['’]s?(?=\s))?"


_SPOKEN = re.compile(
    rf"""
      \blast\s+week,?\s+(?:on\s+)?(?P<lastweek1>{WEEKDAY})(?!\w)
    | \b(?P<lastweek2>{WEEKDAY}),?\s+(?:of\s+)?last\s+week\b
    | (?<!\w)(?:(?P<named>{WEEKDAY}),?\s+(?:the\s+)?\(?)?(?:{MONTH_FIRST}|{DAY_FIRST})
        (?![\w:]|,?\s+\d{{4}}){_OWNER.format(1)}
    | {_NOT_BEFORE}\b(?:(?P<last>(?:last|previous|(?:this\s+)?past)\s+)|(?P<this>this\s+))?
        (?P<weekday>{WEEKDAY})(?!\w)(?-i:{_NOT_AFTER}){_OWNER.format(2)}
    | \b(?P<second>the\s+day\s+before\s+yesterday)\b
    | \b(?P<yesterday>yesterday|last\s+night)\b{_OWNER.format(3)}
    | \b(?P<ago>\d{{1,2}}|{"|".join(UNITS[1:11])})\s+(?:day|night)s?\s+ago\b
    | \b(?P<today>{TODAY}|tonight|this\s+(?:morning|afternoon|evening))\b{_OWNER.format(4)}
    """,
    re.IGNORECASE | re.VERBOSE,
)


# Words before a day that tie it to another event than the saying, or make it one end of a time.
_OTHER_EVENT = re.compile(
    rf"\b(?:{alternation(BEFORE_OTHER_EVENTS)}"
    r"|(?:hours|days|weeks|months|years)\s+(?:earlier|later)"
    r"|between\s+[^,;]{1,40}\sand)\s+(?:(?:on|late|early|the)\s+)*$",
    re.IGNORECASE,
)


_NOT_YET = re.compile(
    r"\b(?:since|before|until|till|by|for|ahead\s+of|prior\s+to)\s+(?:the\s+)?$", re.IGNORECASE
)


# "The Friday before the vote".
_COUNTED_FROM = (re.compile(r"\bthe\s+$", re.I), re.compile(r"\s+(?:before|after|of|when)\b"))


# "At Thursday's debate", "following Thursday's meeting": an occasion to speak.
_OCCASION = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?{alternation(OCCASIONS)}\b", re.IGNORECASE)


class RelativeDay(NamedTuple):
    """
    A day and the words that name it; None if the words are ambiguous.

    ``yearless`` if they are so only because a coming day is nearer than the last one.
    """

    day: date | None
    words: str
    yearless: bool = False


def day_spoken(
    phrase: str, anchor: date | None, day_first: bool | None = None, *, at_verb: bool = False
) -> RelativeDay | None:
    """
    The day that the words of an attribution name, seen from the day of publication.

    A weekday is the most recent one on or before ``anchor`` ("last Thursday": before it), a month
    and day without a year likewise. Days of other events ("since Monday", "Friday's attack") and
    later days are none; ``Thursday's debate`` counts where nothing else does. Two different days,
    numbers that may be either day or month and, ``at_verb``, a day whose year is not certain leave
    the day open (None in the result). Without ``anchor`` only days with their year are known.
    """
    plain: list[RelativeDay] = []
    occasions: list[RelativeDay] = []
    for occasion, found in _days(phrase, anchor, day_first):
        if found.day is None and found.yearless and not at_verb:
            continue
        if anchor is None or found.day is None or found.day <= anchor:
            (occasions if occasion else plain).append(found)
    usable = plain or occasions
    if len({found.day for found in usable}) > 1:
        words = dict.fromkeys(found.words for found in usable)
        return RelativeDay(None, "”, “".join(words))
    return usable[0] if usable else None


def _days(
    phrase: str, anchor: date | None, day_first: bool | None
) -> Iterator[tuple[bool, RelativeDay]]:
    """The days of a phrase that may be those of speaking, each with whether by its occasion."""
    whole = [(s.span, RelativeDay(s.day, "")) for s in find_stated(phrase, day_first)]
    if day_first is None:
        whole += [(either.span, RelativeDay(None, "")) for either in find_ambiguous(phrase)]
    for span, found in whole:
        if not _OTHER_EVENT.search(phrase[: span.start]):
            yield False, found._replace(words=phrase[span.start : span.end])
    for match in _SPOKEN.finditer(phrase) if anchor else ():
        assert anchor is not None
        at, end = match.span()
        if any(span.start < end and at < span.end for span, _ in whole):
            continue
        owner = any(match[f"owner{n}"] for n in range(1, 5))
        if owner:
            if not _OCCASION.match(phrase, end) or _NOT_YET.search(phrase[:at]):
                continue
        elif _OTHER_EVENT.search(phrase[:at]) or (
            _COUNTED_FROM[0].search(phrase[:at]) and _COUNTED_FROM[1].match(phrase, end)
        ):
            continue
        spoken = _seen_from(match, anchor)
        if spoken is not None:
            yield owner, spoken


def _seen_from(match: re.Match[str], anchor: date) -> RelativeDay | None:
    """The most recent day that a match of ``_SPOKEN`` can mean; None if it is no past day."""
    words = match[0].strip()
    weekday = match["lastweek1"] or match["lastweek2"]
    if weekday:
        number = weekday_number(weekday)
        monday = anchor - timedelta(days=anchor.weekday() + 7)
        # weeks start on Sunday or on Monday, so the Sunday of last week is one of two days
        return RelativeDay(None if number == SUNDAY else monday + timedelta(days=number), words)
    if match["weekday"]:
        back = (anchor.weekday() - weekday_number(match["weekday"])) % 7
        if match["this"] and back > anchor.weekday():
            return None  # "this Friday", before Friday: the coming one
        return RelativeDay(anchor - timedelta(days=back or 7 if match["last"] else back), words)
    if match["second"]:
        return RelativeDay(anchor - timedelta(days=2), words)
    if match["yesterday"]:
        return RelativeDay(anchor - timedelta(days=1), words)
    if match["ago"]:
        count = match["ago"].lower()
        days = UNITS.index(count) if count in UNITS else int(count)
        return RelativeDay(anchor - timedelta(days=days), words)
    if match["today"]:
        return RelativeDay(anchor, words)
    return _without_year(match, anchor)


def _without_year(match: re.Match[str], anchor: date) -> RelativeDay | None:
    """A month and day without year; a weekday beside them decides the year."""
    month, number = match["m1"] or match["m2"], int(match["d1"] or match["d2"])
    if not month[0].isupper():  # "may 5 percent"
        return None
    day = recent(month_number(month), number, anchor)
    if match["named"]:
        while day and day.weekday() != weekday_number(match["named"]):
            day = recent(day.month, number, day - timedelta(days=1))
            if day and day < anchor - 2 * HALF_A_YEAR:
                return None
        return RelativeDay(day, match[0]) if day else None
    if day is None or day < anchor - HALF_A_YEAR:
        return RelativeDay(None, match[0], yearless=True)
    return RelativeDay(day, match[0])
