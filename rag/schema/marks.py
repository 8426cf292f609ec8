"""What readers add to the record: marks on claims and articles, and corrections of the lists."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from rag.schema.articles import Span

LONGEST_NOTE: Final = 4000  # characters
LONGEST_NAME: Final = 120  # of a tag, or of who checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    A reader's mark on a claim, or on an article where ``claim`` is empty.

    ``span`` and ``words`` are those of the claim when it was marked, by which it is found again
    after an edit of its article. ``changed`` is a UTC time, None before the mark is kept.
    """

    article: str
    claim: str = ""
    span: Span | None = None
    words: str = ""
    star: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    changed: datetime | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """The article and the claim; there is one mark for each."""
        return self.article, self.claim

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.star or self.tags or self.note or self.checked_by or self.checked_on)

    def cleared(self) -> "Mark":
        """The same subject without a mark."""
        return replace(
            self, star=False, tags=(), note="", checked_by="", checked_on=None, changed=None
        )


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a list before and after a correction; None: the row was not there."""

    column: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class ListEdit:
    """
    A correction of one row of ``articles.csv`` or ``speakers.csv``.

    ``row`` are the cells that identify the row, by column.
    """

    list: str
    row: tuple[tuple[str, str], ...]
    changes: tuple[CellChange, ...]
