"""
On which day something was said, and the words that this is known from.

The words of an attribution are read, never those that were said: a day inside a quotation is the
day of some event. Where several readings are open, the day stays unknown.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rag.lexicon import reporting
from rag.schema.articles import Article, DateBasis, Span
from rag.text.dates import (
    DAY_FIRST,
    MONTH,
    MONTH_FIRST,
    TODAY,
    WEEKDAY,
    find_ambiguous,
    find_stated,
    month_number,
    recent,
    weekday_number,
)

COUNTED = ", counted from the date of"  # in the basis of a day that is reasoned from words
LONGEST = 2000  # characters of an attribution that are read; what is longer is no prose
NUMBERS = "one two three four five six seven eight nine ten".split()

SUNDAY = 6
# A day and month without a year is the last one, unless the coming one is nearer: newspapers
# leave the year out for days to come as well.
HALF_A_YEAR = timedelta(days=183)

# "Super Tuesday", "the Mail on Sunday", "next Friday", "every Friday": no day of speaking.
_NOT_BEFORE = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        *"super black good cyber ash palm easter holy bloody fat giving next coming".split(),
        *"upcoming every each most some many another any".split(),
        r"mail\son",
        r"the\sfollowing",
    )
)
_NOT_AFTER = (
    r"(?!\s+(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|People|Independent|World|Star|Sun"
    r"|Night\s+(?:Football|Live)|last|week|(?:to|through)\s+(?:next\s+)?[A-Z][a-z]+day)\b)"
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
    | \b(?P<ago>\d{{1,2}}|{"|".join(NUMBERS)})\s+(?:day|night)s?\s+ago\b
    | \b(?P<today>{TODAY}|tonight|this\s+(?:morning|afternoon|evening))\b{_OWNER.format(4)}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words before a day that tie it to another event than the saying, or make it one end of a time.
_OTHER_EVENT = re.compile(
    r"\b(?:after|since|before|until|till|from|of|by|following|for|ahead\s+of|between|through|to"
    r"|as\s+of|starting|beginning|effective|prior\s+to|than|ago"
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
_OCCASION = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:speech|address|remarks?|statement|interview|briefing|conference"
    r"|debate|hearing|testimony|rally|meeting|talks|summit|session|tweet|post|show|broadcast"
    r"|episode|programme|program|report|edition|paper|editorial|column|article|sermon|event"
    r"|announcement|forum|hall|call|appearance|lecture|ceremony|comments?|letter|memo)\b",
    re.IGNORECASE,
)
# ", who was arrested on Monday," says when something else was.
_ASIDE = re.compile(r",\s*(?:who|whom|whose|which|where|when)\b[^,;:“”\"]*(?=,)")
# What parts the words around a verb from the rest; "August 20, 2019" is not parted.
_PART = re.compile(rf"[;:()“”\"—–]|,(?!\s+(?:\d|{MONTH}\b))", re.IGNORECASE)
# Times that are no day; any day in the same words is preferred to them.
_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.)"
)
_LONG = r"(?:weeks?|weekend|months?|years?|spring|summer|fall|autumn|winter|decades?)"
_DATED = r"(?!election|race|campaign|presidential|vote|primar|cycle|season|budget|nomin)[a-z]+"
_COARSE = re.compile(
    rf"""
      (?:\b(?:in|since|during|back\ in)\s+)?(?:\b(?:early|late|mid)[\s-]+)?
        (?-i:(?<!\d\s)\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b)
    | \b(?:in|since|during|back\ in)\s+(?:(?:early|late|mid)[\s-]+)?(?-i:{_MONTH})(?!\w|\s+\d)
    | \b(?:in|since|during|back\ in)\s+(?:(?:early|late|mid)[\s-]+)?(?P<in>(?:19|20)\d\d)\b
    | \b(?:an?|the|his|her|its|their|that)\s+(?P<of>(?:19|20)\d\d)\s+{_DATED}
    | (?-i:(?!This\s+Week))\b(?:earlier\s+this|last|past|this|previous|next|following)\s+
        (?:(?:few|two|three|several|couple\s+of)\s+(?:days|{_LONG})|{_LONG})\b
    | \b(?:over|at|during|on)\s+the\s+weekend\b | \bin\s+recent\s+(?:days|{_LONG})\b
    | \b(?:(?:an?|the|{"|".join(NUMBERS)}|(?:a\s+)?few|several|many|\d+)\s+)?
        (?:days?|nights?|weeks?|months?|years?|decades?)\s+(?:ago|earlier|before|later)\b
    | \b(?:the\s+)?(?:other|next|previous|following)\s+(?:day|night|morning|evening)\b
    | \b(?:{"|".join(sorted(reporting.VAGUE_TIMES))})\b(?!\s+(?:in\s+the\s+day|today)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Said(NamedTuple):
    """
    The day of a statement, or None, and in words where it comes from.

    ``inferred`` where the statement's own words name no day, or one that is counted from a date
    which is itself inferred.
    """

    day: date | None
    basis: str
    inferred: bool = False


class DayFound(NamedTuple):
    """
    A day, and the words that it was reasoned from; None where they leave it open.

    ``yearless`` where they do so only because a coming day is nearer than the last one.
    """

    day: date | None
    words: str
    yearless: bool = False


def said_on(words: str, near: str, article: Article, before: Said | None = None) -> Said:
    """
    When something was said, read from ``words``: its sentences without what is reported in them.

    ``near``, the words around the verb, are preferred where they name a day. ``before`` is the
    day on which the same speaker is stated to have spoken in this article. Days count from the
    dispatch that the article prints, else from the article; without either, only a day with its
    year is known. Where no time is named, ``before`` holds, else the date of the article.
    """
    anchor = article.origin_published or article.published
    what = "the dispatch" if article.origin_published else "the article"
    guessed = article.origin_published is None and article.date_basis in (
        DateBasis.INFERRED,
        DateBasis.UNKNOWN,
    )
    words, near = _ASIDE.sub("", words[:LONGEST]), near[:LONGEST]
    found = day_spoken(near, anchor, article.day_first, at_verb=True)
    found = found or day_spoken(words, anchor, article.day_first)
    if found and found.day is None:
        return Said(None, f"“{found.words}”: the day is not certain")
    if found and (anchor is None or find_stated(found.words, day_first=True)):
        return Said(found.day, f"“{found.words}”")
    if anchor is None:
        return Said(None, "the article has no date")
    if found:
        return Said(found.day, f"“{found.words}”{COUNTED} {what}, {anchor}", guessed)
    if coarse := _coarse(words, anchor):
        return Said(None, f"“{coarse}”: the day is not stated")
    if before is not None:
        stated, counted, anchored = before.basis.partition(COUNTED)
        return Said(before.day, f"{stated} earlier in the article{counted}{anchored}", True)
    return Said(anchor, f"date of {what}; no day is stated", inferred=True)


def around(text: str, cue: Span, within: Span) -> Span:
    """The part of ``within`` around ``cue`` that no comma, mark or bracket parts from it."""
    before = [match.end() for match in _PART.finditer(text, within.start, cue.start)]
    after = _PART.search(text, cue.end, within.end)
    return Span(before[-1] if before else within.start, after.start() if after else within.end)


def _coarse(words: str, anchor: date) -> str | None:
    """The first time in ``words`` that is longer than a day, and more than just this year."""
    for match in _COARSE.finditer(words):
        year = match["in"] or match["of"]
        if year is None or int(year) != anchor.year:
            return match[0].strip()
    return None


def day_spoken(
    phrase: str, anchor: date | None, day_first: bool | None = None, *, at_verb: bool = False
) -> DayFound | None:
    """
    The day that the words of an attribution name, seen from the day of publication.

    A weekday is the most recent one on or before ``anchor`` ("last Thursday": before it), a month
    and day without a year likewise. Days of other events ("since Monday", "Friday's attack") and
    later days are none; ``Thursday's debate`` counts where nothing else does. Two different days,
    numbers that may be either day or month and, ``at_verb``, a day whose year is not certain leave
    the day open (None in the result). Without ``anchor`` only days with their year are known.
    """
    plain: list[DayFound] = []
    occasions: list[DayFound] = []
    for occasion, found in _days(phrase, anchor, day_first):
        if found.day is None and found.yearless and not at_verb:
            continue
        if anchor is None or found.day is None or found.day <= anchor:
            (occasions if occasion else plain).append(found)
    usable = plain or occasions
    if len({found.day for found in usable}) > 1:
        words = dict.fromkeys(found.words for found in usable)
        return DayFound(None, "”, “".join(words))
    return usable[0] if usable else None


def _days(
    phrase: str, anchor: date | None, day_first: bool | None
) -> Iterator[tuple[bool, DayFound]]:
    """The days of a phrase that may be those of speaking, each with whether by its occasion."""
    whole = [(s.span, DayFound(s.day, "")) for s in find_stated(phrase, day_first)]
    if day_first is None:
        whole += [(either.span, DayFound(None, "")) for either in find_ambiguous(phrase)]
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


def _seen_from(match: re.Match[str], anchor: date) -> DayFound | None:
    """The most recent day that a match of ``_SPOKEN`` can mean; None where it is no past day."""
    words = match[0].strip()
    weekday = match["lastweek1"] or match["lastweek2"]
    if weekday:
        number = weekday_number(weekday)
        monday = anchor - timedelta(days=anchor.weekday() + 7)
        # weeks start on Sunday or on Monday, so the Sunday of last week is one of two days
        return DayFound(None if number == SUNDAY else monday + timedelta(days=number), words)
    if match["weekday"]:
        back = (anchor.weekday() - weekday_number(match["weekday"])) % 7
        if match["this"] and back > anchor.weekday():
            return None  # "this Friday", before Friday: the coming one
        return DayFound(anchor - timedelta(days=back or 7 if match["last"] else back), words)
    if match["second"]:
        return DayFound(anchor - timedelta(days=2), words)
    if match["yesterday"]:
        return DayFound(anchor - timedelta(days=1), words)
    if match["ago"]:
        count = match["ago"].lower()
        days = NUMBERS.index(count) + 1 if count in NUMBERS else int(count)
        return DayFound(anchor - timedelta(days=days), words)
    if match["today"]:
        return DayFound(anchor, words)
    return _without_year(match, anchor)


def _without_year(match: re.Match[str], anchor: date) -> DayFound | None:
    """A month and day, perhaps with its weekday, which then tells the year."""
    month, number = match["m1"] or match["m2"], int(match["d1"] or match["d2"])
    if not month[0].isupper():  # "may 5 percent"
        return None
    day = recent(month_number(month), number, anchor)
    if match["named"]:
        while day and day.weekday() != weekday_number(match["named"]):
            day = recent(day.month, number, day - timedelta(days=1))
            if day and day < anchor - 2 * HALF_A_YEAR:
                return None
        return DayFound(day, match[0]) if day else None
    if day is None or day < anchor - HALF_A_YEAR:
        return DayFound(None, match[0], yearless=True)
    return DayFound(day, match[0])
