"""
Reads ``articles.csv``: the facts that a user lists about the articles of a folder.

Each fault is one line of text that names line and column, what was expected and found, and the
next step; the other cells of its row still count.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from rag.ingest.lists.csv_rows import SHOWN, CsvTable, one_line
from rag.schema.articles import (
    DateBasis,
)
from rag.schema.reports import Skipped
from rag.text.dates import EARLIEST, parse_iso

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleListRow:
    """One row of the list; ``dated`` is true if its date cell holds anything, even a wrong date."""

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
) -> tuple[dict[str, ArticleListRow], tuple[Skipped, ...]]:
    """
    Rows by the key of their file (see ``key``), and the faults found.

    ``where`` names the list in errors; ``exists`` is true for the name of a file in the folder.
    Raises ArticleError if the content is not CSV or has no column ``file``.
    """
    reading = _Parser(where, exists, today)
    for line, values in reading.rows(content):
        reading.take(line, values)
    return reading.listed, tuple(reading.faults)


def key(name: str) -> str:
    """A file name for comparison: file systems differ in how they compose accents."""
    return unicodedata.normalize("NFC", name)


class _Parser(CsvTable):
    """The rows and faults of one list while it is read."""

    def __init__(self, where: str, exists: Callable[[str], bool], today: date) -> None:
        super().__init__(NAME, where, COLUMNS, "file")
        self.exists = exists
        self.today = today
        self.listed: dict[str, ArticleListRow] = {}

    def take(self, line: int, values: dict[str, str]) -> None:
        """Take in one row."""
        path, mark, article = values.get("file", "").partition("#")
        name = str(PurePosixPath(path.replace("\\", "/"))) + mark + article
        if not values.get("file"):
            self.fault(line, "file", "expected a path, found nothing", "Name the file")
        elif key(name) in self.listed:
            first = self.listed[key(name)].line
            self.fault(
                line,
                "file",
                f"expected each file once, found {name} again, first on line {first}",
                "Remove one of the rows; the first counts",
            )
        elif not self.exists(name):
            self.fault(
                line,
                "file",
                f"expected a file of the folder, found none named {name}",
                "Add the file, or remove the row",
            )
        else:
            published = self._date(line, "published", values)
            self.listed[key(name)] = ArticleListRow(
                line=line,
                title=one_line(values.get("title")),
                outlet=one_line(values.get("outlet")),
                author=one_line(values.get("author")),
                url=self._url(line, values),
                published=published,
                date_basis=self._basis(line, values, published),
                origin=one_line(values.get("origin")),
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
            self.fault(
                line,
                column,
                f"expected a date as YYYY-MM-DD, {error}",
                "Correct it; until then the article has no such date",
            )
            return None
        if EARLIEST <= day <= self.today:
            return day
        self.fault(
            line,
            column,
            f"expected a date from {EARLIEST} to today, {self.today}, found {day}",
            "Correct it; until then the article has no such date",
        )
        return None

    def _basis(self, line: int, values: dict[str, str], published: date | None) -> DateBasis:
        value = values.get("date_basis", "").casefold()
        if value and value not in set(DateBasis):
            self.fault(
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
        self.fault(
            line,
            "url",
            f"expected an address that starts with http:// or https://, found {value[:SHOWN]!r}",
            "Correct it; until then the article has no address",
        )
        return None
