"""
The records that an update has made so far, kept until it is complete.

An update that is killed loses what it has drafted. Of many articles that would be hours of work, so
their records also go into the file ``unfinished.sqlite`` of the index, from which the next update
takes them. A draft is not used for that: it may be half written.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.errors import StorageError
from rag.schema.articles import Article, Passage, Sentence
from rag.schema.claims import Claim
from rag.storage import lifecycle
from rag.storage.codecs import LAYOUT, Record, from_row, to_row
from rag.storage.database import ArticleRecords, Vectors

FILE = "unfinished.sqlite"
_FLOAT = np.dtype("<f4")
_TABLE = "CREATE TABLE entries (article PRIMARY KEY, fingerprint, records, passages, sentences)"


# A transaction that a killed process left open can be passed over, but not taken back, by a reader.
_WAYS = ("mode=ro", "mode=ro&immutable=1")


@dataclass(frozen=True, slots=True)
class UnfinishedUpdate:
    """
    How far an update came that did not end.

    ``articles`` is None where the file is damaged. ``usable``: the next update goes on from there.
    """

    articles: int | None
    usable: bool


class Unfinished:
    """The finished articles of an unfinished update."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def records(self, article: Article) -> ArticleRecords | None:
        """What was made of an article, None where nothing was or the article has changed since."""
        with _guarded(self._path):
            row = self._connection.execute(
                "SELECT records, passages, sentences FROM entries "
                "WHERE article = ? AND fingerprint = ?",
                (article.id, article.fingerprint),
            ).fetchone()
            if row is None:
                return None
            passages, sentences, claims = json.loads(row[0])
            return ArticleRecords(
                article=article,
                passages=_records(Passage, passages),
                sentences=_records(Sentence, sentences),
                claims=_records(Claim, claims),
                passage_vectors=_vectors(row[1], len(passages)),
                sentence_vectors=_vectors(row[2], len(sentences)),
            )

    def keep(self, entries: Sequence[ArticleRecords]) -> None:
        """Write the records of some articles through. Raises StorageError."""
        with _guarded(self._path), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", map(_row, entries)
            )


@contextmanager
def opened(index: Path, maker: str) -> Iterator[Unfinished]:
    """
    What an update before this one left, or else nothing.

    What another ``maker`` (version and model) made, or what is damaged, is thrown away. Only the
    holder of the lock may call this. Raises StorageError where nothing can be written.
    """
    path = index / FILE
    maker = f"{LAYOUT} {maker}"
    if path.exists() and not _usable(path, maker):
        discard(index)
    with _guarded(path), closing(sqlite3.connect(path)) as connection:
        # A killed process loses nothing that it has handed to the system; a power failure may.
        connection.execute("PRAGMA synchronous = OFF")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            with connection:
                connection.execute(_TABLE)
                connection.execute("CREATE TABLE maker AS SELECT ? AS name", (maker,))
        yield Unfinished(path, connection)


def unfinished_update(index: Path, maker: str) -> UnfinishedUpdate | None:
    """What an update has kept for one of this ``maker``, if any has; changes nothing."""
    path = index / FILE
    if not path.exists():
        return None
    for way in _WAYS:
        address = f"{path.resolve().as_uri()}?{way}"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                (articles,) = connection.execute("SELECT count(*) FROM entries").fetchone()
                made = connection.execute("SELECT name FROM maker").fetchone()
                return UnfinishedUpdate(articles, made == (f"{LAYOUT} {maker}",))
        except (sqlite3.Error, ValueError):  # damage may spoil even the message about it
            continue
    return UnfinishedUpdate(None, usable=False)


def discard(index: Path) -> None:
    """Delete what an update left, once its articles are in a generation."""
    for name in (FILE, f"{FILE}-journal"):
        lifecycle.discard(index / name)


def _usable(path: Path, maker: str) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
            made = connection.execute("SELECT name FROM maker").fetchone()
            return (verdict, made) == (("ok",), (maker,))
    except sqlite3.Error:
        return False


def _row(entry: ArticleRecords) -> tuple[str, str, str, bytes, bytes]:
    kinds = (entry.passages, entry.sentences, entry.claims)
    return (
        entry.article.id,
        entry.article.fingerprint,
        json.dumps([[to_row(record) for record in some] for some in kinds]),
        entry.passage_vectors.astype(_FLOAT).tobytes(),
        entry.sentence_vectors.astype(_FLOAT).tobytes(),
    )


def _records(kind: type[Record], rows: Sequence[Sequence[object]]) -> list[Record]:
    return [from_row(kind, row) for row in rows]


def _vectors(content: bytes, rows: int) -> Vectors:
    return np.frombuffer(content, _FLOAT).reshape(rows, -1 if rows else 0).astype(np.float32)


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        advice = f"{error}. Check the disk, delete the file and run again: onrecord index"
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            advice = "no space is left on the disk; free some and run again: onrecord index"
        raise StorageError(f"{path} cannot be written or read: {advice}") from error
