"""
Reads what an article says about itself: headline, outlet, byline, agency.

Its date is read by ``publication_dates``. Only certain facts are read, because an unknown outlet is
a smaller fault than a wrong one; photo credits never name the outlet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rag.ingest import agencies
from rag.ingest.boilerplate import StorySegments
from rag.ingest.patterns import byline
from rag.schema.articles import Gap, Span

_BY = re.compile(r"(?:written|posted)?\s*by\s+", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:copyright|©|\(c\))\W*(?:©|\(c\))?\W*(?:\d{4}\s?[-–]\s?)?\d{4}\s*,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][^.|,©]{1,50}?)\s*(?=[.|,]|all\s+rights|$)",
    re.IGNORECASE,
)
_FRAME = re.compile(r"^(?:#{1,6}|\*\*|__)\s*|\s*(?:#+|\*\*|__)$")


ORIGIN_GAPS = ("source", "dateline", "credit", "byline")  # that name an origin, best first


class ExtractedFact(NamedTuple):
    """
    A fact that an article states, and the words that state it.

    ``value`` is None where nothing certain states it, ``span`` where no one place does.
    """

    value: str | None = None
    span: Span | None = None


NOT_STATED = ExtractedFact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Facts that an article states about itself."""

    title: ExtractedFact = NOT_STATED
    outlet: ExtractedFact = NOT_STATED
    author: ExtractedFact = NOT_STATED
    origin: ExtractedFact = NOT_STATED
    origin_published: date | None = None


def read(text: str, segments: StorySegments, author: str | None = None) -> Provenance:
    """
    Read the gaps of an article, and the first paragraph of its story.

    ``author`` is the author that the list gives; an agency there is the origin.
    """
    origin, origin_published = agencies.read(text, segments.story, segments.gaps, author)
    return Provenance(
        title=_title(text, segments.gaps),
        outlet=_outlet(text, segments.gaps),
        author=_author(text, segments.gaps),
        origin=ExtractedFact(origin, _naming(text, segments.gaps, origin) if origin else None),
        origin_published=origin_published,
    )


def _lines(text: str, gaps: Sequence[Gap], kind: str) -> Iterator[tuple[str, Span]]:
    """Text and span of the gaps of this kind, in order."""
    return ((text[g.span.start : g.span.end], g.span) for g in gaps if g.kind == kind)


def _title(text: str, gaps: Sequence[Gap]) -> ExtractedFact:
    if fronted := _front_matter(text, gaps, "title"):
        return fronted
    for line, span in _lines(text, gaps, "title"):
        return ExtractedFact(" ".join(_FRAME.sub("", line).split()) or None, span)
    return NOT_STATED


def _front_matter(text: str, gaps: Sequence[Gap], name: str) -> ExtractedFact | None:
    """A value of the ``key: value`` lines at the top of a markdown file."""
    for line, span in _lines(text, gaps, "front matter"):
        key, _, value = line.partition(":")
        if key.strip().casefold() == name:
            stated = value.strip().strip("\"'")
            return ExtractedFact(stated, span) if stated else None
    return None


def _outlet(text: str, gaps: Sequence[Gap]) -> ExtractedFact:
    """The name in the copyright lines, where they name exactly one; agencies do not count."""
    lines = [*_lines(text, gaps, "copyright")]
    owners = (_OWNER.match(line) for line, _ in lines)
    names = {match["name"].strip() for match in owners if match}
    names = {name for name in names if not agencies.agency(name)}
    return ExtractedFact(names.pop(), lines[0][1]) if len(names) == 1 else NOT_STATED


def _author(text: str, gaps: Sequence[Gap]) -> ExtractedFact:
    if fronted := _front_matter(text, gaps, "author"):
        return fronted
    for line, span in _lines(text, gaps, "byline"):
        return ExtractedFact(_BY.sub("", byline(line) or line, count=1).strip() or None, span)
    return NOT_STATED


def _naming(text: str, gaps: Sequence[Gap], origin: str) -> Span | None:
    """The gap that names the origin."""
    for kind in ORIGIN_GAPS:
        for line, span in _lines(text, gaps, kind):
            if origin.casefold() in " ".join(line.split()).casefold():
                return span
    return None
