"""
Readers' marks and corrections, in an SQLite file of its own beside the generations of the index.

    marks.sqlite    kept by updates and rebuilds of the index, which never write to it

It holds nothing that is needed to read the index. A mark is changed only if it is as the reader saw
it, so that no reader overwrites what another one has written meanwhile.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from rag.errors import StorageError
from rag.schema.articles import Span
from rag.schema.marks import CellChange, ListEdit, Mark

FILE: Final = "marks.sqlite"
LAYOUT: Final = 1
WAIT: Final = 5.0  # seconds for another reader's change, which takes milliseconds
_COLUMNS: Final = (
    "article", "claim", "start", "stop", "words", "star", "tags", "note", "checked_by",
    "checked_on", "changed",
)  # fmt: skip
_NAMES: Final = ", ".join(_COLUMNS)


class MarkStore:
    """The marks and corrections beside one index; threads and processes may share it."""

    def __init__(self, index: Path) -> None:
        self._path = index / FILE

    def all(self) -> tuple[Mark, ...]:
        """All marks, the one changed last first. Raises StorageError."""
        with self._opened() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                f"SELECT {_NAMES} FROM marks ORDER BY changed DESC, article, claim"  # noqa: S608  - names of ours
            )
            return tuple(map(_mark, rows))

    def get(self, article: str, claim: str = "") -> Mark | None:
        """The mark on a claim, or on an article. Raises StorageError."""
        with self._opened() as connection:
            return None if connection is None else _found(connection, (article, claim))

    def put(self, mark: Mark, before: Mark | None) -> Mark | None:
        """
        Keep a mark in place of ``before``; an empty one removes it. Returns it as it is kept.

        Raises StorageError where another reader has changed it meanwhile, or it cannot be written.
        """
        with self._changing() as connection:
            if _found(connection, mark.subject) != before:
                raise StorageError(
                    "Somebody else has changed this mark meanwhile. Look at it as it is now, then "
                    "save again"
                )
            connection.execute("DELETE FROM marks WHERE article = ? AND claim = ?", mark.subject)
            if not mark.empty:
                places = ", ".join("?" * len(_COLUMNS))
                connection.execute(
                    f"INSERT INTO marks ({_NAMES}) VALUES ({places})",  # noqa: S608  - names of ours
                    _row(mark, datetime.now(UTC)),
                )
            return _found(connection, mark.subject)

    def edits(self) -> tuple[tuple[int, datetime, ListEdit], ...]:
        """The corrections in force, the last one first: number, UTC time and what was changed."""
        with self._opened() as connection:
            if connection is None:
                return ()
            rows = connection.execute("SELECT id, made, edit FROM edits ORDER BY id DESC")
            return tuple((n, datetime.fromisoformat(made), _edit(edit)) for n, made, edit in rows)

    def edit(self, make: Callable[[], ListEdit]) -> int:
        """
        Make a correction and note it; one at a time. Returns its number.

        Nothing is noted where ``make`` raises. Raises StorageError.
        """
        with self._changing() as connection:
            edit = json.dumps(asdict(make()), ensure_ascii=False)
            made = datetime.now(UTC).isoformat()
            row = connection.execute("INSERT INTO edits (made, edit) VALUES (?, ?)", (made, edit))
            assert row.lastrowid is not None
            return row.lastrowid

    def undo(self, number: int, revert: Callable[[ListEdit], object]) -> None:
        """
        Take back a correction and forget it; it stays where ``revert`` raises.

        Raises StorageError where it was taken back already.
        """
        with self._changing() as connection:
            row = connection.execute("SELECT edit FROM edits WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise StorageError("This correction was taken back already. Open the page again")
            connection.execute("DELETE FROM edits WHERE id = ?", (number,))
            revert(_edit(row[0]))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """The file for reading, None where there is none."""
        if not self._path.exists():
            yield None
            return
        with self._guarded("read"):
            address = f"{self._path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection:
                # A file whose first change was dropped has no tables yet.
                if _layout(connection) == 0:
                    yield None
                    return
                _check_layout(connection, self._path)
                yield connection

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """The file in one transaction, which is dropped where anything is raised."""
        with self._guarded("written"):
            connection = sqlite3.connect(self._path, timeout=WAIT, isolation_level=None)
            with closing(connection):
                connection.execute("BEGIN IMMEDIATE")
                if _layout(connection) == 0:
                    _create(connection)
                _check_layout(connection, self._path)
                yield connection
                connection.execute("COMMIT")

    @contextmanager
    def _guarded(self, doing: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise StorageError(
                f"{self._path}: the marks cannot be {doing} ({error}). Make the file and its "
                "folder writable, or move a damaged file away"
            ) from error


def _create(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE TABLE marks ({_NAMES}, PRIMARY KEY (article, claim))")
    connection.execute("CREATE TABLE edits (id INTEGER PRIMARY KEY AUTOINCREMENT, made, edit)")
    connection.execute(f"PRAGMA user_version = {LAYOUT}")


def _layout(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _check_layout(connection: sqlite3.Connection, path: Path) -> None:
    found = _layout(connection)
    if found != LAYOUT:
        raise StorageError(
            f"{path}: expected marks of layout {LAYOUT}, found {found}. Use the version of "
            "On Record that wrote them, or move the file away"
        )


def _found(connection: sqlite3.Connection, subject: tuple[str, str]) -> Mark | None:
    row = connection.execute(
        f"SELECT {_NAMES} FROM marks WHERE article = ? AND claim = ?",  # noqa: S608  - names of ours
        subject,
    ).fetchone()
    return None if row is None else _mark(row)


def _row(mark: Mark, changed: datetime) -> tuple[object, ...]:
    return (
        mark.article,
        mark.claim,
        mark.span.start if mark.span else None,
        mark.span.end if mark.span else None,
        mark.words,
        int(mark.star),
        json.dumps(mark.tags, ensure_ascii=False),
        mark.note,
        mark.checked_by,
        mark.checked_on.isoformat() if mark.checked_on else None,
        changed.isoformat(),
    )


def _mark(row: tuple[Any, ...]) -> Mark:
    cells = dict(zip(_COLUMNS, row, strict=True))
    start, stop = cells.pop("start"), cells.pop("stop")
    return Mark(
        **cells
        | {
            "span": None if start is None else Span(start, stop),
            "star": bool(cells["star"]),
            "tags": tuple(json.loads(cells["tags"])),
            "checked_on": date.fromisoformat(cells["checked_on"]) if cells["checked_on"] else None,
            "changed": datetime.fromisoformat(cells["changed"]),
        }
    )


def _edit(text: str) -> ListEdit:
    value = json.loads(text)
    return ListEdit(
        list=value["list"],
        row=tuple((column, cell) for column, cell in value["row"]),
        changes=tuple(CellChange(**change) for change in value["changes"]),
    )
