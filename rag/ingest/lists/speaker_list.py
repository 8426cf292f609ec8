"""Reads ``speakers.csv``: rows by which a user merges, splits, renames or corrects speakers."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rag.ingest.lists.article_list import key
from rag.ingest.lists.csv_rows import CsvTable, one_line
from rag.schema.reports import Skipped
from rag.speakers.names import FoldedName, fold_name

NAME = "speakers.csv"
COLUMNS = ("speaker", "article", "claim", "name", "role", "organisation", "actor", "note")


CHANGED = ("name", "role", "organisation", "actor")


UNKNOWN = "-"  # in a cell: the fact is unknown, whatever the articles say


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    One row: the claims that it is about, and the corrected facts about their speaker.

    ``changes`` are the filled columns; None marks a fact as unknown.
    """

    line: int
    speaker: str | None
    article: str | None
    claim: str | None
    changes: tuple[tuple[str, str | None], ...]

    @property
    def subject(self) -> tuple[FoldedName | None, str | None, str | None]:
        """The claims that the row is about; two rows about the same contradict each other."""
        return fold_name(self.speaker) if self.speaker else None, self.article, self.claim

    @property
    def general(self) -> bool:
        """Whether the row is about a speaker everywhere."""
        return self.article is None and self.claim is None

    def renamed(self) -> tuple[bool, str | None]:
        """Whether the row gives a name, and which."""
        changes = dict(self.changes)
        return "name" in changes, changes.get("name")


def parse(content: str, where: str) -> tuple[tuple[Correction, ...], tuple[Skipped, ...]]:
    """
    The rows that can be used, and the faults found.

    ``where`` names the file in errors. Raises ArticleError where the content is not CSV or has no
    column ``speaker``.
    """
    table = CsvTable(NAME, where, COLUMNS, "speaker")
    rows = []
    first: dict[object, int] = {}
    for line, values in table.rows(content):
        row = _row(line, values)
        if row.speaker is None and row.claim is None:
            table.fault(
                line, "speaker", "expected a speaker, found nothing", "Name one, or a claim"
            )
        elif not row.changes:
            table.fault(
                line,
                None,
                f"expected a value in one of {', '.join(CHANGED)}, found none",
                "Fill one of them, or remove the row",
            )
        elif row.subject in first:
            table.fault(
                line,
                None,
                f"expected one row about this, found another on line {first[row.subject]}",
                "Join the two; the first counts",
            )
        else:
            first[row.subject] = line
            rows.append(row)
    for row in _circular(rows):
        table.fault(
            row.line,
            "name",
            f"expected another name, found {row.renamed()[1]!r}, which leads back to "
            f"{row.speaker!r}",
            "Remove one of the rows; this one is ignored",
        )
        rows.remove(row)
    return tuple(rows), tuple(table.faults)


def _row(line: int, values: Mapping[str, str]) -> Correction:
    article = one_line(values.get("article"))
    cells = {column: one_line(values.get(column)) for column in CHANGED}
    return Correction(
        line=line,
        speaker=one_line(values.get("speaker")),
        article=key(str(PurePosixPath(article.replace("\\", "/")))) if article else None,
        claim=one_line(values.get("claim")),
        changes=tuple(
            (column, None if cell == UNKNOWN else cell) for column, cell in cells.items() if cell
        ),
    )


def _circular(rows: Iterable[Correction]) -> Iterator[Correction]:
    """Rows whose new name leads back to the old one through other rows."""
    names = {row.subject[0]: row for row in rows if row.general and row.renamed()[1]}
    broken: set[FoldedName | None] = set()
    for start, row in names.items():
        at, seen = start, {start}
        while at in names and at not in broken:
            before, at = at, fold_name(names[at].renamed()[1] or "")
            if at == before:  # another spelling, no more
                break
            if at in seen:
                broken.add(start)
                yield row
                break
            seen.add(at)


def fingerprint(corrections: Iterable[Correction]) -> str:
    """Hash of the rows without order, lines and notes; empty if there are none."""
    rows = sorted(
        json.dumps([row.speaker, row.article, row.claim, row.changes]) for row in corrections
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16] if rows else ""
