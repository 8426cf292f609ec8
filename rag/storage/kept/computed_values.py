"""
What an update has computed of single articles, kept for the next update: ``computed.sqlite``.

Each value belongs to a key that names everything it was computed from, so that a changed article
has another one. Each has a checksum of its own: a value that is damaged is computed anew. Where the
file cannot be opened, every value is.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rag.storage import lifecycle

FILE = "computed.sqlite"
AT_ONCE = 500  # keys of unused values that are deleted at a time


class ComputedValues:
    """The values of one version of the code, by their keys."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """The value of a key, None where there is none or it is damaged."""
        self._used.add(key)
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT value, checksum FROM computed WHERE key = ?", (key,)
            ).fetchone()
            return row[0] if row and zlib.crc32(row[0]) == row[1] else None
        except (sqlite3.Error, TypeError):
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep the value of a key."""
        self._used.add(key)
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute(
                    "INSERT OR REPLACE INTO computed VALUES (?, ?, ?)",
                    (key, value, zlib.crc32(value)),
                )

    def prune(self) -> None:
        """Delete the values that were neither asked for nor put, once all were."""
        if self._connection is None:
            return
        with suppress(sqlite3.Error):
            keys = [key for (key,) in self._connection.execute("SELECT key FROM computed")]
            unused = [(key,) for key in keys if key not in self._used]
            self._connection.executemany("DELETE FROM computed WHERE key = ?", unused)


@contextmanager
def opened(index: Path, maker: str) -> Iterator[ComputedValues]:
    """
    The values that updates before this one kept, to be written when the block ends without error.

    Those of another ``maker``, the version of the code, are thrown away, as is a damaged file. Only
    the holder of the lock may call this.
    """
    path = index / FILE
    connection = _connected(path, maker)
    if connection is None:
        lifecycle.discard(path)
        connection = _connected(path, maker)
    if connection is None:
        yield ComputedValues(None)
        return
    with closing(connection):
        yield ComputedValues(connection)
        with suppress(sqlite3.Error):
            connection.commit()


def _connected(path: Path, maker: str) -> sqlite3.Connection | None:
    """An open file of this maker, made where it is missing; None where it is another's, damaged."""
    try:
        connection = sqlite3.connect(path)
    except sqlite3.Error:
        return None
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS computed "
            "(key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID"
        )
        connection.execute("CREATE TABLE IF NOT EXISTS maker (name TEXT PRIMARY KEY)")
        found = connection.execute("SELECT name FROM maker").fetchall()
        if not found:
            connection.execute("INSERT INTO maker VALUES (?)", (maker,))
        if found in ([], [(maker,)]):
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None
