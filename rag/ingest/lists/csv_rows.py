"""
Reads the CSV lists that a user keeps beside the articles: cells by column, and faults.

Each fault is one line of text that names line and column, what was expected and found, and the
next step.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from rag.errors import ArticleError
from rag.schema.reports import Skipped

DELIMITERS = ",;\t|"  # the first where the header has none of them
SHOWN = 80  # characters of a wrong value that a message repeats


class CsvTable:
    """
    Rows of one list while it is read, and their faults.

    ``name`` is the file in fault messages, ``where`` its path in errors that end the reading.
    """

    def __init__(self, name: str, where: str, columns: Sequence[str], required: str) -> None:
        self.name = name
        self.where = where
        self.columns = columns
        self.required = required
        self.faults: list[Skipped] = []

    def rows(self, content: str) -> Iterator[tuple[int, dict[str, str]]]:
        """
        Rows that are not empty, each with its line and its trimmed cells by column.

        Raises ArticleError if the content is not CSV or lacks the required column.
        """
        records = self._records(content)
        header = self._header(next(records, (1, []))[1])
        for line, cells in records:
            if len(cells) > len(header):
                self.fault(
                    line,
                    None,
                    f"expected {len(header)} cells, found {len(cells)}",
                    "Put cells that hold commas in quotation marks; the row is ignored",
                )
            elif any(cell.strip() for cell in cells):
                yield line, dict(zip(header, (c.strip() for c in cells), strict=False))

    def fault(self, line: int, column: str | None, found: str, remedy: str) -> None:
        """Record a fault in a row."""
        where = f"line {line}" + (f", column {column}" if column else "")
        self.faults.append(Skipped(self.name, f"{where}: {found}. {remedy}", fault=True))

    def _records(self, content: str) -> Iterator[tuple[int, list[str]]]:
        """Records with the line that each starts on."""
        delimiter = delimiter_of(content)
        reader = csv.reader(io.StringIO(content, newline=""), strict=True, delimiter=delimiter)
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
        if self.required not in header:
            found = ", ".join(header) or "an empty line"
            raise ArticleError(
                f"{self.where}, line 1: expected a column `{self.required}`, found "
                f"{found[:SHOWN]}. The columns are: {', '.join(self.columns)}"
            )
        for name in self.columns:
            if header.count(name) > 1:
                raise ArticleError(
                    f"{self.where}, line 1: expected one column `{name}`, found "
                    f"{header.count(name)}. Keep one of them"
                )
        return header


def delimiter_of(content: str) -> str:
    """What separates the cells of a list: a spreadsheet writes that of its country."""
    header = content.lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


def one_line(value: str | None) -> str | None:
    """A cell as one line of text, None if it is empty."""
    return " ".join(value.split()) or None if value else None
