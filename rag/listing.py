"""
``articles.csv``: what is known of the articles of a folder, row by row.

Pure: the content in, rows and faults out. Each fault is one line that names line and column, what
was expected and found, and the next step; the rest of its row counts.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from rag.errors import ArticleError
from rag.schema import DateBasis, Skipped
from rag.stated import EARLIEST, parse_iso

NAME = "articles.csv"
COLUMNS = (
    "file",
    "title",
    "outlet",
    "author",
    "url",
    "published",
    "date_basis",
    "origin",
    "origin_published",
    "note",
)
SHOWN = 80  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Row:
    """What the list says of a file; ``dated`` where its date cells hold anything, even wrong."""

    line: int = 0
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    origin: str | None = None
    origin_published: date | None = None
    note: str | None = None
    dated: bool = False
    origin_dated: bool = False


def parse(
    content: str, where: str, exists: Callable[[str], bool], today: date
) -> tuple[dict[str, Row], tuple[Skipped, ...]]:
    """
    Rows by the key of their file (see ``key``), and the faults found.

    ``where`` names the list in errors, ``exists`` tells whether the folder has a file. Raises
    ArticleError where the content is not CSV or has no column ``file``.
    """
    reading = _Parser(where, exists, today)
    reading.read(content)
    return reading.rows, tuple(reading.faults)


def key(name: str) -> str:
    """A file name for comparison: file systems differ in how they compose accents."""
    return unicodedata.normalize("NFC", name)


class _Parser:
    """The rows and faults of one list while it is read."""

    def __init__(self, where: str, exists: Callable[[str], bool], today: date) -> None:
        self.where = where
        self.exists = exists
        self.today = today
        self.rows: dict[str, Row] = {}
        self.faults: list[Skipped] = []

    def read(self, content: str) -> None:
        """Take in all rows."""
        records = self._records(content)
        header = self._header(next(records, (1, []))[1])
        for line, cells in records:
            if len(cells) > len(header):
                self._fault(
                    line,
                    None,
                    f"expected {len(header)} cells, found {len(cells)}",
                    "Put cells that hold commas in quotation marks; the row is ignored",
                )
            elif any(cell.strip() for cell in cells):
                self._row(line, dict(zip(header, (c.strip() for c in cells), strict=False)))

    def _records(self, content: str) -> Iterator[tuple[int, list[str]]]:
        """Records with the line that each starts on."""
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise ArticleError(
                f"{self.where}, line {line}: not CSV ({error}). "
                "Check the quotation marks of that row"
            ) from error

    def _header(self, cells: list[str]) -> list[str]:
        header = [cell.strip().casefold() for cell in cells]
        if "file" not in header:
            found = ", ".join(header) or "an empty line"
            hint = " Separate the columns by commas." if ";" in found or "\t" in found else ""
            raise ArticleError(
                f"{self.where}, line 1: expected a column `file`, found {found[:SHOWN]}.{hint} "
                f"The columns are: {', '.join(COLUMNS)}"
            )
        for name in COLUMNS:
            if header.count(name) > 1:
                raise ArticleError(
                    f"{self.where}, line 1: expected one column `{name}`, found "
                    f"{header.count(name)}. Keep one of them"
                )
        return header

    def _row(self, line: int, values: dict[str, str]) -> None:
        name = str(PurePosixPath(values.get("file", "").replace("\\", "/")))
        if not values.get("file"):
            self._fault(line, "file", "expected a path, found nothing", "Name the file")
        elif key(name) in self.rows:
            first = self.rows[key(name)].line
            self._fault(
                line,
                "file",
                f"expected each file once, found {name} again, first on line {first}",
                "Remove one of the rows; the first counts",
            )
        elif not self.exists(name):
            self._fault(
                line,
                "file",
                f"expected a file of the folder, found none named {name}",
                "Add the file, or remove the row",
            )
        else:
            published = self._date(line, "published", values)
            self.rows[key(name)] = Row(
                line=line,
                title=_one_line(values.get("title")),
                outlet=_one_line(values.get("outlet")),
                author=_one_line(values.get("author")),
                url=self._url(line, values),
                published=published,
                date_basis=self._basis(line, values, published),
                origin=_one_line(values.get("origin")),
                origin_published=self._date(line, "origin_published", values),
                note=values.get("note") or None,
                dated=bool(values.get("published")),
                origin_dated=bool(values.get("origin_published")),
            )

    def _date(self, line: int, column: str, values: dict[str, str]) -> date | None:
        value = values.get(column)
        if not value:
            return None
        try:
            day = parse_iso(value)
        except ValueError as error:
            self._fault(
                line,
                column,
                f"expected a date as YYYY-MM-DD, {error}",
                "Correct it; until then the article has no such date",
            )
            return None
        if EARLIEST <= day <= self.today:
            return day
        self._fault(
            line,
            column,
            f"expected a date from {EARLIEST} to today, {self.today}, found {day}",
            "Correct it; until then the article has no such date",
        )
        return None

    def _basis(self, line: int, values: dict[str, str], published: date | None) -> DateBasis:
        value = values.get("date_basis", "").casefold()
        if value and value not in set(DateBasis):
            self._fault(
                line,
                "date_basis",
                f"expected {', '.join(DateBasis)}, found {value!r}",
                "Correct it; until then the basis counts as unknown",
            )
            return DateBasis.UNKNOWN
        if published is None:
            return DateBasis.UNKNOWN
        return DateBasis(value) if value else DateBasis.METADATA

    def _url(self, line: int, values: dict[str, str]) -> str | None:
        value = values.get("url")
        if not value or value.startswith(("http://", "https://")):
            return value or None
        self._fault(
            line,
            "url",
            f"expected an address that starts with http:// or https://, found {value[:SHOWN]!r}",
            "Correct it; until then the article has no address",
        )
        return None

    def _fault(self, line: int, column: str | None, found: str, remedy: str) -> None:
        where = f"line {line}" + (f", column {column}" if column else "")
        self.faults.append(Skipped(NAME, f"{where}: {found}. {remedy}", fault=True))


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
