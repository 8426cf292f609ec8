"""Pages of lists: a cursor is the name of the last entry that was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.api.record_queries import PageQuery
from rag.errors import ScopeError
from rag.storage.claim_columns import ClaimColumns
from rag.timeline.periods import Numbers


class NamedEntries(Protocol):
    """A list whose entries have names."""

    def __len__(self) -> int:
        """The number of entries."""

    def position(self, name: str) -> int | None:
        """The place of the entry with this name."""

    def name(self, position: int) -> str:
        """The name of an entry."""


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names, each once."""

    names: Sequence[str]

    def __len__(self) -> int:
        return len(self.names)

    def position(self, name: str) -> int | None:
        """The place of a name."""
        return self.names.index(name) if name in self.names else None

    def name(self, position: int) -> str:
        """The name at a place."""
        return self.names[position]


def page_of(entries: NamedEntries, page: PageQuery) -> tuple[range, str | None]:
    """
    The places of a page in a list, and the cursor of the next page, None after the last.

    A cursor is the name of the last entry that was sent: a list that grows meanwhile moves no page,
    but what comes in before the cursor is not sent. Raises ScopeError for one that is no longer in
    the list.
    """
    start = 0
    if page.cursor is not None:
        at = entries.position(page.cursor)
        if at is None:
            raise ScopeError(
                f"cursor {page.cursor!r} is not in this list, which may have changed since: begin "
                "again without a cursor"
            )
        start = at + 1
    end = min(start + page.limit, len(entries))
    more = start < end < len(entries)
    return range(start, end), entries.name(end - 1) if more else None


@dataclass(frozen=True, slots=True)
class ClaimNumbers:
    """Claims as an ordered list of names, without making a name of each."""

    numbers: Numbers
    columns: ClaimColumns

    def __len__(self) -> int:
        return len(self.numbers)

    def position(self, name: str) -> int | None:
        """The place of the claim with this id."""
        return self.columns.position(self.numbers, name)

    def name(self, position: int) -> str:
        """The id of a claim."""
        return self.columns.name(int(self.numbers[position]))
