"""
Finds the origin of an article: the agency that a dateline, credit, byline or the lead names.

A line counts only if it says that the text itself comes from the agency. Photo credits do not, nor
notes that an agency contributed to the outlet's own report.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from rag.lexicon import function_words, organisations, page_words
from rag.lexicon.loader import alternation
from rag.schema.articles import Gap, Span
from rag.text.dates import find_printed

NAME = rf"(?:the\s+)?(?P<agency>{organisations.AGENCY})(?:['’]s)?"
JOB = r"(?:staff\s+)?(?:writers?|reporters?|correspondents?|journalists?)"
KIND = rf"(?:\s+(?:news|wire|newswire|staff|agency|service|reports?|team|desk|{JOB}))*"
_IGNORE = re.IGNORECASE

_NAMED = re.compile(rf"(?<![\w@.-]){NAME}(?![\w@]|[.-]\w)", _IGNORE)
_ALONE = re.compile(rf"[^\w\"“'‘]*{NAME}{KIND}\W*", _IGNORE)
_SOURCE = re.compile(
    r"\W*(?:\w{1,12}/\s?)?(?:sources?|via)\s?[:–—|-]\s*(?P<names>.{1,80})", _IGNORE
)
# "By Ann Lee, Associated Press", "Ann Lee | Reuters", "AFP"; "and" would name two.
_SIGNED = re.compile(
    rf"(?:(?:written\s+|posted\s+)?by\s+)?(?:[^,|/;]{{1,60}}\s?[,|/]\s*)?{NAME}{KIND}\W*", _IGNORE
)
_BYLINE = re.compile(r"(?:written\s+|posted\s+)?by\s", _IGNORE)
# "Reuters in Baghdad", "AP, Washington"; "AFP, Getty" is under a photograph.
_POSTED = re.compile(
    rf"{NAME}{KIND}(?:\s+in\s+|,\s*|\s?\|\s*)(?!(?:file|pool|getty|photo|image|handout|via)\b)"
    r"(?-i:[A-Z]).{1,60}",
    _IGNORE,
)
_REPORTING = re.compile(
    rf"\W*(?:reporting|writing|written|report)\s+by\s+(?:{NAME}\b"
    rf"|[^;]{{1,150}}?(?:,|\sfor|\sof)\s+(?P<of>{organisations.AGENCY})\b)"
    rf"|\W*(?:reporting|writing)\s+by\s.{{1,200}}[;,)–—-]\s*(?P<last>{organisations.AGENCY})\W*",
    _IGNORE,
)
_OWN_WRITER = re.compile(rf"\W*{NAME}\s+{JOB}\b", _IGNORE)
_OWNER = re.compile(
    rf"(?:copyright|©|\(c\))[^a-z\d]*(?:\(?\d{{4}}\)?\W*)?(?:by\s+)?{NAME}(?!\s*/|\w)"
    r"|(?:the[\s-])?(?P<wire>cnn)[\s-]wire\b",
    _IGNORE,
)
_FIRST = re.compile(
    r"(?i:.{0,40}\b(?:originally|first|re)[\s-]?(?:published|appeared|printed|posted)\s+(?:\w+\s+)?"
    r"(?:(?:with|by)\s+(?:the\s+)?permission\s+(?:from|of|by)|by|in|on|at|from)\s+)"
    r"(?P<name>(?:[Tt]he\s+)?[A-Z][\w.&'’/-]*(?:\s+(?:(?:of|and|for|the)\s+)?[A-Z&][\w.&'’/-]*){0,5})"
)
_NO_OUTLET = re.compile(
    rf"(?:the\s+)?{alternation((*function_words.WEEKDAY_NAMES, *page_words.LANGUAGES))}\b.*",
    _IGNORE,
)
# Read in the lead alone, and for agencies only: other outlets also report what a broadcaster heard.
_TOLD = re.compile(
    rf"\b(?:told|tells|informed)\s+{NAME}\b"
    r"(?=\s+(?:on\s+)?(?:\w+day|earlier|in\s+an|that)\b|\s*[.,;”\"])",
    _IGNORE,
)
BROADCASTERS = ("CNN", "Bloomberg")


def read(
    text: str, story: Sequence[Span], gaps: Sequence[Gap], author: str | None = None
) -> tuple[str | None, date | None]:
    """
    The origin of a text and the day of its dispatch, each None if nothing certain names it.

    ``author`` is the author that the list gives.
    """
    for name, line in _named(text, story, gaps, author):
        days = {stated.day for stated in find_printed(line)}
        return name, days.pop() if len(days) == 1 else None
    return None, None


def agency(name: str) -> str | None:
    """The agency of this name, as the product shows it."""
    return organisations.AGENCIES.get(re.sub(r"^the\s+", "", name.casefold()))


def _named(
    text: str, story: Sequence[Span], gaps: Sequence[Gap], author: str | None
) -> Iterator[tuple[str, str]]:
    """Names of origins, the most certain first, each with the line that dates it."""
    lines = [(gap.kind, text[gap.span.start : gap.span.end]) for gap in gaps]
    first = story[0] if story else Span(0, 1)
    end = story[-1].end if story else 0
    head = [text[gap.span.start : gap.span.end] for gap in gaps if gap.span.end <= first.start]
    tail = [text[gap.span.start : gap.span.end] for gap in gaps if gap.span.start >= end]
    for wanted in ("source", "dateline"):
        for kind, line in lines:
            if kind == wanted and (name := _only(line)):
                yield name, line
    for kind, line in lines:
        source = _SOURCE.match(line) if kind == "credit" else None
        if source and _NAMED.match(source["names"]) and (name := _only(source["names"])):
            yield name, line
    signed = [line for line in head if _BYLINE.match(line)]
    for line in (*signed, *([author] if author else ())):
        yield from _found(_SIGNED, line)
    for above, line in pairwise(head):
        if above in signed:
            yield from _found(_ALONE, line)
    for line in head:
        yield from _found(_POSTED, line)
    for line in tail:
        yield from _found(_ALONE, line)
    for kind, line in lines:
        if kind == "credit":
            yield from _found(_REPORTING, line, whole=False)
            yield from _found(_OWN_WRITER, line, whole=False)
            yield from _first_printed(line)
    for line in tail:
        yield from _found(_OWNER, line, whole=False)
    match = _TOLD.search(text, first.start, first.end)
    if match and (name := _signed(match["agency"])) and name not in BROADCASTERS:
        yield name, ""


def _found(shape: re.Pattern[str], line: str, *, whole: bool = True) -> Iterator[tuple[str, str]]:
    """The agency that a line of this shape names; such lines have no date of the dispatch."""
    match = shape.fullmatch(line.strip()) if whole else shape.match(line.strip())
    if match:
        printed = next(group for group in match.groupdict().values() if group)
        if name := _signed(printed):
            yield name, ""


def _only(line: str) -> str | None:
    """The agency that a line names, where it names exactly one."""
    names = {name for match in _NAMED.finditer(line) if (name := _signed(match["agency"]))}
    return names.pop() if len(names) == 1 else None


def _signed(printed: str) -> str | None:
    """The agency, if its name is printed as agencies print it: not every Nina is NINA."""
    name = organisations.AGENCIES[printed.casefold()]
    if name.casefold() == printed.casefold() and name.isupper():
        return name if printed == name else None
    return name if printed == name or not printed[0].islower() else None


def _first_printed(line: str) -> Iterator[tuple[str, str]]:
    """The outlet of "This article first appeared in The Conversation"."""
    match = _FIRST.match(line)
    name = match["name"].rstrip(".,-/'’") if match else ""
    if name and not _NO_OUTLET.fullmatch(name) and not find_printed(name):
        yield agency(name) or name, ""
