"""
Records: the pages of a web archive, the messages of a mailbox, the members of a zip file.

A record is read when it is wanted, so that one that kills the reading process, or makes a library
raise, is refused alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rag.ingest.formats.parts import Part, Refused

REASON: Final = 280  # characters of a reason or a note, most of which are words of ours


@dataclass(frozen=True, slots=True)
class Record:
    """One of many records of a file, and what reads it; ``key`` names it where it is not read."""

    key: str
    read: Callable[[], Iterable["Part | Refused | Record"]]


def expanded(items: Iterable[Part | Refused | Record]) -> Iterator[Part | Refused]:
    """The articles, with those of each record in its place; a fault of one hides no other."""
    for item in items:
        if not isinstance(item, Record):
            yield item
            continue
        try:
            yield from expanded(item.read())
        except Exception as error:  # a hostile record makes a library raise anything
            yield Refused(reason_of(error), item.key)


def reason_of(error: Exception) -> str:
    """Why something is not read, of which a library raised an error."""
    if isinstance(error, MemoryError):
        return "reading it takes more memory than is allowed; split the file"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    words = one_line(f"{error}")[:200]
    kind = type(error).__name__
    return f"cannot be read: {kind}: {words}" if words else f"cannot be read: {kind}"


def one_line(words: str) -> str:
    """Words on one line, without the unseen characters of those that a file chose."""
    shown = "".join(filter(str.isprintable, " ".join(words[: 10 * REASON].split())))
    return shown if len(shown) <= REASON else f"{shown[:REASON]}…"
