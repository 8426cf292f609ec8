"""
Changes cells of ``articles.csv`` and ``speakers.csv``, and changes them back.

All other cells, the order of rows and columns, the delimiter and the line ends stay. The file is
written as UTF-8, with a byte order mark where it had one or was in another encoding.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from rag.errors import ArticleError
from rag.ingest.encodings import decoded
from rag.ingest.lists import article_list, speaker_list
from rag.ingest.lists.csv_rows import delimiter_of
from rag.schema.marks import CellChange, ListEdit
from rag.speakers.names import fold_name
from rag.whole_files import write_whole

# The columns of a list, and those that say what a row is about.
_LISTS: Final = {
    article_list.NAME: (article_list.COLUMNS, ("file",)),
    speaker_list.NAME: (speaker_list.COLUMNS, ("speaker", "article", "claim")),
}
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Table:
    """A list as it is: its cells, and how they are written."""

    rows: list[list[str]]
    delimiter: str
    line_end: str
    marked: bool  # begins with a byte order mark


def change(folder: Path, name: str, row: Mapping[str, str], cells: Mapping[str, str]) -> ListEdit:
    """
    Write ``cells`` into the row of a list that is about ``row``, which is added where it lacks.

    ``row`` and ``cells`` are by column. Raises ArticleError where the list cannot be read as CSV or
    cannot be written.
    """
    path = folder / name
    table = _read(path, _LISTS[name][0])
    header = _header(table)
    for column in (*row, *cells):
        if column not in header:
            table.rows[0].append(column)
            header.append(column)
    found = _row_about(table, header, name, row)
    added = found is None
    if found is None:
        found = [row.get(column, "") for column in header]
        table.rows.append(found)
    found += [""] * (len(header) - len(found))
    changes = []
    for column, after in cells.items():
        at = header.index(column)
        changes.append(CellChange(column, None if added else found[at].strip(), after))
        found[at] = after
    _write(path, table)
    return ListEdit(name, tuple(row.items()), tuple(changes))


def change_back(folder: Path, edit: ListEdit) -> None:
    """
    Take back a change. Raises ArticleError where its cells have been changed since.

    A row that was added for it goes, unless it has got other cells.
    """
    path = folder / edit.list
    table = _read(path, _LISTS[edit.list][0])
    header = _header(table)
    found = _row_about(table, header, edit.list, dict(edit.row))
    for one in edit.changes:
        at = header.index(one.column) if one.column in header else len(header)
        now = found[at].strip() if found and at < len(found) else None
        if found is None or now != one.after:
            raise ArticleError(
                f"{path}: expected {one.after!r} in the column `{one.column}` of "
                f"{', '.join(cell for _, cell in edit.row)}, found {now!r}: it has been changed "
                "since. Change it in the file"
            )
        found[at] = one.before or ""
    assert found is not None
    own = {column for column, _ in edit.row}
    if any(one.before is None for one in edit.changes) and not any(
        cell.strip() for column, cell in zip(header, found, strict=False) if column not in own
    ):
        table.rows.remove(found)
    _write(path, table)


def _read(path: Path, columns: Sequence[str]) -> _Table:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return _Table([list(columns)], ",", "\n", marked=False)
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror}). Check it") from error
    try:
        text, guessed = decoded(content)
    except ValueError as error:
        raise ArticleError(f"{path}: {error}") from error
    marked = bool(guessed) or not content.startswith(text[:1].encode("utf-8", "replace"))
    text = text.removeprefix(_BOM)
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ArticleError(
            f"{path}, line {reader.line_num}: not CSV ({error}). Check the quotation marks there"
        ) from error
    line_end = "\r\n" if "\r\n" in text else "\n"
    return _Table(rows or [list(columns)], delimiter, line_end, marked=marked)


def _header(table: _Table) -> list[str]:
    return [cell.strip().casefold() for cell in table.rows[0]]


def _row_about(
    table: _Table, header: Sequence[str], name: str, row: Mapping[str, str]
) -> list[str] | None:
    """The first row about the subject of ``row``."""
    subject = [column for column in _LISTS[name][1] if column in header]
    wanted = {column: _same(column, row.get(column, "")) for column in subject}
    for cells in table.rows[1:]:
        found = dict(zip(header, cells, strict=False))
        if all(_same(column, found.get(column, "")) == wanted[column] for column in subject):
            return cells
    return None


def _same(column: str, cell: str) -> object:
    """A cell for comparison, as the reading of the list compares it."""
    cell = " ".join(cell.split())
    if column == "speaker":
        return fold_name(cell) if cell else ""
    if column in ("file", "article") and cell:
        return article_list.key(str(PurePosixPath(cell.replace("\\", "/"))))
    return cell


def _write(path: Path, table: _Table) -> None:
    """Replace the file as a whole."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=table.delimiter, lineterminator=table.line_end).writerows(table.rows)
    content = (_BOM if table.marked else "") + text.getvalue()
    try:
        write_whole(path, content.encode("utf-8"))
    except OSError as error:
        raise ArticleError(
            f"{path}: cannot be written ({error.strerror or error}). Make the folder of the "
            "articles writable"
        ) from error
