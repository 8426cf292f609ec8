"""
What an article says of itself: headline, byline, agency. Its date is read by ``dating``.

Read only where it is safe; what is not certain stays None, for an unknown outlet is a smaller
fault than a wrong one. Photo credits never name the outlet.
"""

import re
from dataclasses import dataclass
from datetime import date

from rag.ingest import agencies
from rag.ingest.boilerplate import StorySegments

_BY = re.compile(r"(?:written|posted)?\s*by\s+", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:copyright|©|\(c\))\W*(?:©|\(c\))?\W*(?:\d{4}\s?[-–]\s?)?\d{4}\s*,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][^.|,©]{1,50}?)\s*(?=[.|,]|all\s+rights|$)",
    re.IGNORECASE,
)
_FRAME = re.compile(r"^(?:#{1,6}|\*\*|__)\s*|\s*(?:#+|\*\*|__)$")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was found; None where nothing certain was."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    origin: str | None = None
    origin_published: date | None = None


def read(text: str, marked: StorySegments, author: str | None = None) -> Provenance:
    """
    Read the gaps of an article, and the first paragraph of its story.

    ``author`` is who signs it where a list says so: an agency there is its origin.
    """
    found: dict[str, list[str]] = {}
    for gap in marked.gaps:
        found.setdefault(gap.reason, []).append(text[gap.span.start : gap.span.end])
    origin, origin_published = agencies.read(text, marked.story, marked.gaps, author)
    return Provenance(
        title=_title(found),
        outlet=_outlet(found),
        author=_author(found),
        origin=origin,
        origin_published=origin_published,
    )


def _title(found: dict[str, list[str]]) -> str | None:
    if fronted := _front(found, "title"):
        return fronted
    for title in found.get("title", ()):
        return " ".join(_FRAME.sub("", title).split()) or None
    return None


def _front(found: dict[str, list[str]], name: str) -> str | None:
    """A value of the ``key: value`` lines at the top of a markdown file."""
    for line in found.get("front matter", ()):
        key, _, value = line.partition(":")
        if key.strip().casefold() == name:
            return value.strip().strip("\"'") or None
    return None


def _outlet(found: dict[str, list[str]]) -> str | None:
    """Who signs the copyright line, where exactly one does; an agency's is that of the origin."""
    lines = [_OWNER.match(line) for line in found.get("copyright", ())]
    names = {match["name"].strip() for match in lines if match}
    names = {name for name in names if not agencies.agency(name)}
    return names.pop() if len(names) == 1 else None


def _author(found: dict[str, list[str]]) -> str | None:
    if fronted := _front(found, "author"):
        return fronted
    for line in found.get("byline", ()):
        return _BY.sub("", line, count=1).strip() or None
    return None
