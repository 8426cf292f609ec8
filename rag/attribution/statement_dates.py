"""
On which day something was said, and the words that this is known from.

The words of an attribution are read, never those that were said: a day inside a quotation is the
day of some event. Where several readings are open, the day stays unknown.
"""

import re
from dataclasses import replace
from datetime import date

from rag.lexicon import reporting
from rag.lexicon.function_words import MONTH_NAMES, SHORT_MONTHS, UNITS
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import StatementDate, StatementDateBasis
from rag.text.dates import (
    MONTH,
    find_stated,
)
from rag.text.relative_dates import day_spoken

LONGEST = 2000  # characters of an attribution that are read; what is longer is no prose


# ", who was arrested on Monday," says when something else was.
_ASIDE = re.compile(r",\s*(?:who|whom|whose|which|where|when)\b[^,;:“”\"]*(?=,)")
# What parts the words around a verb from the rest; "August 20, 2019" is not parted.
_PART = re.compile(rf"[;:()“”\"—–]|,(?!\s+(?:\d|{MONTH}\b))", re.IGNORECASE)
# Times that are no day; any day in the same words is preferred to them.
_SHORT_MONTHS = [form.title() for form in SHORT_MONTHS if form not in ("jun", "jul", "sep")]
_MONTH = rf"(?:(?:{'|'.join(MONTH_NAMES).title()})|(?:{'|'.join(_SHORT_MONTHS)})\.)"
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
    | \b(?:(?:an?|the|{"|".join(UNITS[1:11])}|(?:a\s+)?few|several|many|\d+)\s+)?
        (?:days?|nights?|weeks?|months?|years?|decades?)\s+(?:ago|earlier|before|later)\b
    | \b(?:the\s+)?(?:other|next|previous|following)\s+(?:day|night|morning|evening)\b
    | \b(?:{"|".join(sorted(reporting.VAGUE_TIMES))})\b(?!\s+(?:in\s+the\s+day|today)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def said_on(
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
    guessed = not from_dispatch and article.date_basis in (DateBasis.INFERRED, DateBasis.UNKNOWN)
    words, near = _ASIDE.sub("", words[:LONGEST]), near[:LONGEST]
    found = day_spoken(near, anchor, article.day_first, at_verb=True)
    found = found or day_spoken(words, anchor, article.day_first)
    if found and found.day is None:
        return StatementDate(basis=StatementDateBasis.AMBIGUOUS, words=found.words)
    if found and (anchor is None or find_stated(found.words, day_first=True)):
        return StatementDate(day=found.day, basis=StatementDateBasis.STATED, words=found.words)
    if anchor is None:
        return StatementDate(basis=StatementDateBasis.UNDATED)
    if found:
        return StatementDate(
            day=found.day,
            basis=StatementDateBasis.COUNTED,
            words=found.words,
            anchor=anchor,
            from_dispatch=from_dispatch,
            inferred=guessed,
        )
    if coarse := _coarse(words, anchor):
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
