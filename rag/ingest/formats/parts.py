"""
What a reader of a foreign format gives: parts, each of which is one article.

The text of a part is its blocks joined by blank lines. It is made once and never changed, so that
its offsets hold. Parts cross from the reading process as JSON, never as pickles.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from rag.schema.articles import Span

BETWEEN: Final = "\n\n"  # blocks
COUNTED: Final = "#"  # begins a key that is a number where other articles have names


class BlockKind(StrEnum):
    """What a block of a page is, as far as its format says."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list
    QUOTE = "quote"
    SPEAKER = "speaker"  # who says a quote, as a line of its own
    ROW = "row"  # of a table
    ENTRY = "entry"  # head of an entry of a live blog: its time, its title
    CAPTION = "caption"
    FURNITURE = "furniture"  # running heads, page numbers, buttons, cookie and paywall notices
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Block:
    """Characters of a part's text that belong together."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class KnownFact:
    """
    A fact about an article as its file states it.

    ``evidence`` names the place: "JSON-LD datePublished". ``printed`` where readers of the page saw
    it, else it is metadata.
    """

    value: str
    evidence: str
    printed: bool = False


FACTS: Final = (
    "title",
    "outlet",
    "author",
    "url",
    "published",  # ISO 8601 date or date-time, in the zone of the outlet where it is known
    "updated",
    "origin",
    "language",  # ISO 639-1
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One article of a file.

    ``key`` distinguishes the articles of one file: a number from 1, or what the file calls it; ""
    where the file is one article. A number in place of a missing name begins with COUNTED, as
    another file may have the same. ``pages`` are the offsets at which its pages begin. ``notes``
    say what was guessed or left out.
    """

    text: str
    blocks: tuple[Block, ...]
    key: str = ""
    known: Mapping[str, KnownFact] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if block.span.start < end or block.span.end > len(self.text):
                raise ValueError(f"block {block} is not in order within the text")
            end = block.span.end
        if any(not 0 <= start <= len(self.text) for start in self.pages):
            raise ValueError(f"pages {self.pages} are not within the text")
        if unknown := self.known.keys() - set(FACTS):
            raise ValueError(f"no fact is named {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True)
class Refused:
    """An article of a file, or without a ``key`` the file itself, that is not read, and why."""

    reason: str
    key: str = ""


class PartBuilder:
    """Puts a part together, block by block."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._length = 0
        self.known: dict[str, KnownFact] = {}
        self.notes: list[str] = []

    def page(self) -> None:
        """The next characters are on a new page."""
        self._pages.append(self._length + (len(BETWEEN) if self._pieces else 0))

    def page_within(self, characters: int) -> None:
        """A page began so many characters into the last block."""
        self._pages.append(self._blocks[-1].span.start + characters)

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """
        Add a block; white space at its ends and blank lines within it are dropped.

        Nothing is added for a text without any character to see.
        """
        lines = (line.rstrip() for line in text.replace("\0", "").split("\n"))
        block = "\n".join(line for line in lines if line.strip()).strip()
        if not block:
            return
        start = self._length + (len(BETWEEN) if self._pieces else 0)
        self._pieces.append(block)
        self._length = start + len(block)
        self._blocks.append(Block(Span(start, self._length), kind))

    def fact(self, name: str, value: str | None, evidence: str, *, printed: bool = False) -> None:
        """Note a fact, unless it is empty or already known."""
        cleaned = " ".join((value or "").split())
        if cleaned and name not in self.known:
            self.known[name] = KnownFact(cleaned, evidence, printed)

    @property
    def empty(self) -> bool:
        """Whether there is no text yet."""
        return not self._pieces

    def part(self, key: str = "") -> Part:
        """The part; raises ValueError where there is no text."""
        if self.empty:
            raise ValueError("a part without text")
        return Part(
            text=BETWEEN.join(self._pieces),
            blocks=tuple(self._blocks),
            key=key,
            known=dict(self.known),
            pages=tuple(self._pages),
            notes=tuple(self.notes),
        )


def to_json(item: Part | Refused) -> str:
    """One line of JSON."""
    if isinstance(item, Refused):
        return json.dumps({"refused": item.reason, "key": item.key})
    return json.dumps(
        {
            "key": item.key,
            "text": item.text,
            "blocks": [[block.span.start, block.span.end, block.kind] for block in item.blocks],
            "known": {n: [f.value, f.evidence, f.printed] for n, f in item.known.items()},
            "pages": item.pages,
            "notes": item.notes,
        }
    )


def from_json(value: dict[str, Any]) -> Part | Refused:
    """
    The item of a decoded line of ``to_json``.

    Raises ValueError, KeyError or TypeError for anything else: the process that wrote it read a
    hostile file.
    """
    if "refused" in value:
        return Refused(text_of(value["refused"]), text_of(value["key"]))
    return Part(
        text=text_of(value["text"]),
        blocks=tuple(_blocks(value["blocks"])),
        key=text_of(value["key"]),
        known={
            text_of(name): KnownFact(text_of(fact), text_of(evidence), bool(printed))
            for name, (fact, evidence, printed) in value["known"].items()
        },
        pages=tuple(int(start) for start in value["pages"]),
        notes=tuple(text_of(note) for note in value["notes"]),
    )


def _blocks(values: Iterable[Any]) -> Iterable[Block]:
    for start, end, kind in values:
        yield Block(Span(int(start), int(end)), BlockKind(kind))


def text_of(value: object) -> str:
    """A value that is a text; raises TypeError or ValueError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {type(value).__name__}")
    value.encode("utf-8")  # raises for half of a surrogate pair, which no file can hold
    return value
