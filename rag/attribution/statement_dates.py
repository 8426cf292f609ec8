"""
The day of a statement, and the words that give it.

Only the words of the attribution are read, because a day inside the content dates an event. Where
they have several readings, the day stays unknown.
"""

import re
from dataclasses import replace
from datetime import date

from rag.attribution.frames import LIMITS
from rag.lexicon import reporting
from rag.lexicon.function_words import MONTH_NAMES, SHORT_MONTHS, UNITS
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import StatementDate, StatementDateBasis
from rag.text.dates import MONTH, find_stated
from rag.text.relative_dates import day_spoken

# ", who was arrested on Monday," dates another event.
_RELATIVE_CLAUSE = re.compile(r",\s*(?:who|whom|whose|which|where|when)\b[^,;:“”\"]*(?=,)")
# Marks that separate the words around a verb from the rest, but not within "August 20, 2019".
_SEPARATOR = re.compile(rf"[;:()“”\"—–]|,(?!\s+(?:\d|{MONTH}\b))", re.IGNORECASE)

# Times longer than a day. Any day in the same words is preferred to them.
_SHORT_MONTHS = [form.title() for form in SHORT_MONTHS if form not in ("jun", "jul", "sep")]
_MONTH = rf"(?:(?:{'|'.join(MONTH_NAMES).title()})|(?:{'|'.join(_SHORT_MONTHS)})\.)"
_IN = r"\b(?:in|since|during|back\ in)\s+"
_PART_OF = r"(?:early|late|mid)[\s-]+"
_PERIOD = r"(?:weeks?|weekend|months?|years?|spring|summer|fall|autumn|winter|decades?)"
_COUNT = rf"(?:an?|the|{'|'.join(UNITS[1:11])}|(?:a\s+)?few|several|many|\d+)"
_MONTH_AND_YEAR = (
    rf"(?:{_IN})?(?:\b{_PART_OF})?(?-i:(?<!\d\s)\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b)"
)
_MONTH_ALONE = rf"{_IN}(?:{_PART_OF})?(?-i:{_MONTH})(?!\w|\s+\d)"
_YEAR_ALONE = rf"{_IN}(?:{_PART_OF})?(?P<in>(?:19|20)\d\d)\b"
# "a 2016 interview", but not "the 2016 election"
_NO_STATEMENT = r"(?!election|race|campaign|presidential|vote|primar|cycle|season|budget|nomin)"
_YEAR_BEFORE_NOUN = (
    rf"\b(?:an?|the|his|her|its|their|that)\s+(?P<of>(?:19|20)\d\d)\s+{_NO_STATEMENT}[a-z]+"
)
_NEARBY = r"(?:earlier\s+this|last|past|this|previous|next|following)"
_SOME_DAYS = rf"(?:few|two|three|several|couple\s+of)\s+(?:days|{_PERIOD})"
_NEARBY_PERIOD = rf"(?-i:(?!This\s+Week))\b{_NEARBY}\s+(?:{_SOME_DAYS}|{_PERIOD})\b"
_RECENTLY = rf"\b(?:over|at|during|on)\s+the\s+weekend\b|\bin\s+recent\s+(?:days|{_PERIOD})\b"
_DISTANCE = rf"\b(?:{_COUNT}\s+)?(?:days?|nights?|weeks?|months?|years?|decades?)"
_AGO = rf"{_DISTANCE}\s+(?:ago|earlier|before|later)\b"
_OTHER_DAY = r"\b(?:the\s+)?(?:other|next|previous|following)\s+(?:day|night|morning|evening)\b"
_VAGUE = rf"\b(?:{'|'.join(sorted(reporting.VAGUE_TIMES))})\b(?!\s+(?:in\s+the\s+day|today)\b)"
_COARSE = re.compile(
    "|".join(
        (
            _MONTH_AND_YEAR,
            _MONTH_ALONE,
            _YEAR_ALONE,
            _YEAR_BEFORE_NOUN,
            _NEARBY_PERIOD,
            _RECENTLY,
            _AGO,
            _OTHER_DAY,
            _VAGUE,
        )
    ),
    re.IGNORECASE,
)


def read_statement_date(
    words: str, near: str, article: Article, before: StatementDate | None = None
) -> StatementDate:
    """
    Read the day of a statement from its attribution: its sentences without the reported words.

    ``near``, the words around the verb, are preferred where they name a day. ``before`` is the
    date that an earlier attribution in this article states for the same speaker. Days are counted
    from the dispatch that the article prints, else from the article; without either, only a day
    with its year is known. Where no time is named, ``before`` applies, else the article's date.
    """
    anchor = article.origin_published or article.published
    from_dispatch = article.origin_published is not None
    inferred = not from_dispatch and article.date_basis in (DateBasis.INFERRED, DateBasis.UNKNOWN)
    longest = LIMITS.attribution_characters
    words, near = _RELATIVE_CLAUSE.sub("", words[:longest]), near[:longest]
    spoken = day_spoken(near, anchor, article.day_first, at_verb=True)
    spoken = spoken or day_spoken(words, anchor, article.day_first)
    if spoken and spoken.day is None:
        return StatementDate(basis=StatementDateBasis.AMBIGUOUS, words=spoken.words)
    if spoken and (anchor is None or find_stated(spoken.words, day_first=True)):
        return StatementDate(day=spoken.day, basis=StatementDateBasis.STATED, words=spoken.words)
    if anchor is None:
        return StatementDate(basis=StatementDateBasis.UNDATED)
    if spoken:
        return StatementDate(
            day=spoken.day,
            basis=StatementDateBasis.COUNTED,
            words=spoken.words,
            anchor=anchor,
            from_dispatch=from_dispatch,
            inferred=inferred,
        )
    if coarse := _coarse_time(words, anchor):
        return StatementDate(basis=StatementDateBasis.COARSE, words=coarse)
    if before is not None:
        return replace(before, earlier=True, inferred=True)
    return StatementDate(
        day=anchor,
        basis=StatementDateBasis.ANCHOR,
        anchor=anchor,
        from_dispatch=from_dispatch,
        inferred=True,
    )


def clause_around(text: str, cue: Span, within: Span) -> Span:
    """The part of ``within`` around ``cue``, up to the nearest commas, marks and brackets."""
    before = [match.end() for match in _SEPARATOR.finditer(text, within.start, cue.start)]
    after = _SEPARATOR.search(text, cue.end, within.end)
    return Span(before[-1] if before else within.start, after.start() if after else within.end)


def _coarse_time(words: str, anchor: date) -> str | None:
    """The first time in ``words`` that is longer than a day; the current year alone is none."""
    for match in _COARSE.finditer(words):
        year = match["in"] or match["of"]
        if year is None or int(year) != anchor.year:
            return match[0].strip()
    return None
