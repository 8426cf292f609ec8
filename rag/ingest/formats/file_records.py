"""
Records: the pages of a web archive, the messages of a mailbox, the members of a zip file.

A record is read when it is wanted, so that one that kills the reading process, or makes a library
raise, is refused alone. Records may hold records: a zip file with a mailbox in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.ingest.formats.parts import Part, Refused

REASON: Final = 280  # characters of a reason or a note, most of which are words of ours


@dataclass(frozen=True, slots=True)
class Record:
    """One of many records of a file, and what reads it; ``key`` names it where it is not read."""

    key: str
    read: Callable[[], Iterable["Part | Refused | Record"]]


@dataclass(frozen=True, slots=True)
class RecordMark:
    """
    Says which record is read from now on; without a key it is the file itself.

    ``place`` counts records from 1: (2, 5) is the fifth record within the second of the file.
    """

    key: str | None = None
    place: tuple[int, ...] = ()


def walk(
    items: Iterable[Part | Refused | Record],
    passed: Sequence[int] = (),
    outer: RecordMark = RecordMark(),
) -> Iterator[Part | Refused | RecordMark]:
    """
    The articles, with those of each record in its place; a fault of one hides no other.

    A mark comes before each record, and after it that of what it lies in. ``passed`` is the place
    of the last record that was begun before: what comes up to its end is not given again.
    """
    last, within = (passed[0], passed[1:]) if passed else (0, ())
    number = 0
    for item in items:
        if not isinstance(item, Record):
            if number >= last:
                yield item
            continue
        number += 1
        if number > last or (number == last and within):
            mark = RecordMark(item.key, (*outer.place, number))
            yield mark
            try:
                yield from walk(item.read(), within if number == last else (), mark)
            except Exception as error:  # a hostile record makes a library raise anything
                yield Refused(reason_of(error), item.key)
        yield outer  # also after one that is passed: it shows that the reader goes on


def expanded(items: Iterable[Part | Refused | Record]) -> Iterator[Part | Refused]:
    """The articles, with those of each record in its place."""
    return (item for item in walk(items) if not isinstance(item, RecordMark))


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
