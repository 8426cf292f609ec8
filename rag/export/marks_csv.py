"""Readers' marks as CSV."""

from collections.abc import Iterable, Iterator
from typing import Final

from rag.export.claims_csv import table_csv
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.schema.marks import Mark

MARK_COLUMNS: Final = (
    "article", "outlet", "title", "published", "claim", "speaker", "said_on", "words", "star",
    "tags", "note", "checked_by", "checked_on", "changed", "found",
)  # fmt: skip

MarkedRow = tuple[Mark, Article | None, Claim | None, bool]  # with whether it is still there


def marks_csv(rows: Iterable[MarkedRow]) -> Iterator[str]:
    """A record for each mark, a header first; ``words`` are those of a claim."""
    return table_csv(MARK_COLUMNS, map(mark_row, rows))


def mark_row(row: MarkedRow) -> list[object]:
    """The values of MARK_COLUMNS."""
    mark, article, claim, found = row
    return [
        mark.article,
        article.outlet if article else None,
        article.title if article else None,
        article.published if article else None,
        mark.claim or None,
        claim.speaker if claim else None,
        claim.said_on if claim else None,
        claim.text if claim else mark.words or None,
        "yes" if mark.star else "no",
        "; ".join(mark.tags) or None,
        mark.note or None,
        mark.checked_by or None,
        mark.checked_on,
        mark.changed.isoformat(timespec="seconds") if mark.changed else None,
        "yes" if found else "no",
    ]
