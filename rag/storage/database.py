"""
The SQLite file of one generation: all records and vectors.

Each kind of record has its table (codecs.py). Passages and sentences have their ``text`` and their
``vector`` (float32, little-endian) beside them; they and articles have a full-text index
(fulltext.py).
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rag.errors import StorageError
from rag.schema.articles import Article, Dispatch, Passage, Sentence
from rag.schema.claims import Claim, ClaimSpeaker, Speaker
from rag.storage import fulltext, statements
from rag.storage.codecs import (
    COLUMNS,
    TABLES,
    Record,
    decoder,
    from_row,
    speakers_column,
    speakers_of,
    to_row,
)
from rag.storage.statements import FLOAT, OWNED

Vectors = NDArray[np.float32]
Table = Literal["passages", "sentences"]

FILE = "records.sqlite"
AT_ONCE = 5_000  # rows that are fetched at a time
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecords:
    """An article and its records; each row of vectors belongs to the record at its position."""

    article: Article
    passages: Sequence[Passage]
    sentences: Sequence[Sentence]
    claims: Sequence[Claim]
    passage_vectors: Vectors
    sentence_vectors: Vectors


class RecordDatabase:
    """An open file of records; threads may share it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def create(cls, path: Path, base: "RecordDatabase | None" = None) -> "RecordDatabase":
        """A new file with all that ``base`` holds, without one empty."""
        index = path.parents[1]  # for messages: the draft is gone by the time they are read
        with _wall(index):
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # A draft that a crash spoils is thrown away, so it needs no journal on the disk; the
            # finished file is synced before it is put in force.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
        records = cls(index, connection)
        try:
            if base is not None:
                with base._guarded() as source, _wall(index):
                    source.backup(connection)
            with _wall(index):
                connection.execute("BEGIN")
                if base is None:
                    statements.create_tables(connection)
        except BaseException:
            records.close()
            raise
        return records

    @classmethod
    def open(cls, path: Path) -> "RecordDatabase":
        """A finished file, for reading alone; it may lie on a read-only disk."""
        with _wall(path):
            # Immutable, as generations are: SQLite then makes no locks and no side files.
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            return cls(path, connection)

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; sqlite3's errors leave as StorageError."""
        with self._lock, _wall(self._path):
            yield self._connection

    def close(self) -> None:
        """Close the file; a draft loses what `save` has not kept."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.close()

    def meta(self) -> dict[str, str]:
        """The notes of the writer about the generation, by key."""
        with self._guarded() as connection:
            return dict(connection.execute("SELECT key, value FROM meta"))

    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each article, in order of id."""
        with self._guarded() as connection:
            return dict(connection.execute("SELECT id, fingerprint FROM articles ORDER BY id"))

    def counts(self) -> dict[str, int]:
        """The number of records in each table."""
        with self._guarded() as connection:
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  - a name of ours
                for table in TABLES.values()
            }

    def all(self, kind: type[Record], articles: Iterable[str] | None = None) -> tuple[Record, ...]:
        """The records of a kind, of some articles or all, in order of article and place in it."""
        owner = "article" if kind in OWNED else "id"
        with self._guarded() as connection:
            rows = connection.execute(
                f"SELECT {statements.column_names(kind)} FROM {TABLES[kind]} "  # noqa: S608  - names of ours
                f"{statements.among(owner, articles)} ORDER BY {statements.order(kind)}",
                statements.listed(articles),
            ).fetchall()
        return tuple(from_row(kind, row) for row in rows)

    def named(self, kind: type[Record], ids: Iterable[str]) -> tuple[Record, ...]:
        """The records of a kind with some ids, in any order."""
        with self._guarded() as connection:
            names = statements.column_names(kind)
            rows = connection.execute(
                f"SELECT {names} FROM {TABLES[kind]} {statements.among('id', ids)}",  # noqa: S608  - names of ours
                statements.listed(ids),
            ).fetchall()
        return tuple(from_row(kind, row) for row in rows)

    def fields(
        self, kind: type[Record], names: Sequence[str], *, distinct: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """
        Some fields of all records of a kind, in order of article and place in it.

        With ``distinct``, each combination once, in any order.
        """
        columns = ", ".join(f'"{name}"' for name in names)
        order = "" if distinct else f" ORDER BY {statements.order(kind)}"
        decoders = [decoder(kind, name) for name in names]
        with self._guarded() as connection:
            cursor = connection.execute(
                f"SELECT {'DISTINCT ' * distinct}{columns} FROM {TABLES[kind]}{order}"  # noqa: S608  - names of ours
            )
        while rows := self._fetched(cursor):
            for row in rows:
                yield tuple(decode(value) for decode, value in zip(decoders, row, strict=True))

    def _fetched(self, cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
        with self._guarded():
            return cursor.fetchmany(AT_ONCE)

    def columns(self, kind: type[Record], articles: Iterable[str]) -> list[dict[str, object]]:
        """The rows of some articles by column, as stored, whichever layout wrote them."""
        owner = "article" if kind in OWNED else "id"
        with self._guarded() as connection:
            found = connection.execute(
                f"SELECT * FROM {TABLES[kind]} {statements.among(owner, articles)} ORDER BY row",  # noqa: S608  - names of ours
                statements.listed(articles),
            )
            names = [name for name, *_ in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found]
        return [{name: row[name] for name in names if name != "row"} for row in rows]

    def texts(self, table: Table, articles: Iterable[str]) -> dict[str, str]:
        """The text of each row of some articles, by id."""
        with self._guarded() as connection:
            rows = connection.execute(
                f"SELECT id, text FROM {table} {statements.among('article', articles)}",  # noqa: S608  - a name of ours
                statements.listed(articles),
            )
            return dict(rows)

    def ids(self, table: Table) -> list[str]:
        """The ids of a table, sorted."""
        with self._guarded() as connection:
            return [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608  - a name of ours

    def vectors(
        self, table: Table, ids: Iterable[str] | None = None
    ) -> tuple[tuple[str, ...], Vectors]:
        """The ids of a table, sorted, all or those of ``ids`` that it holds, and a row for each."""
        return self._vectors(table, "id", ids)

    def vectors_of(self, table: Table, articles: Iterable[str]) -> tuple[tuple[str, ...], Vectors]:
        """The ids of the rows of some articles, sorted, and a row for each."""
        return self._vectors(table, "article", articles)

    def _vectors(
        self, table: Table, column: str, values: Iterable[str] | None
    ) -> tuple[tuple[str, ...], Vectors]:
        with self._guarded() as connection:
            rows = connection.execute(
                f"SELECT id, vector FROM {table} {statements.among(column, values)} ORDER BY id",  # noqa: S608  - names of ours
                statements.listed(values),
            ).fetchall()
        if not rows:
            return (), np.empty((0, 0), np.float32)
        matrix = np.frombuffer(b"".join(row[1] for row in rows), FLOAT).reshape(len(rows), -1)
        return tuple(row[0] for row in rows), matrix.astype(np.float32, copy=False)

    def owners(self, table: Table, ids: Iterable[str] | None = None) -> dict[str, str]:
        """The article of each row of a table, all or those of ``ids``, by id."""
        with self._guarded() as connection:
            rows = connection.execute(
                f"SELECT id, article FROM {table} {statements.among('id', ids)}",  # noqa: S608  - a name of ours
                statements.listed(ids),
            )
            return dict(rows)

    def words(
        self, table: Table, terms: Sequence[str], limit: int, articles: Collection[str] | None
    ) -> list[tuple[str, str]]:
        """See `fulltext.search`."""
        with self._guarded() as connection:
            return fulltext.search(connection, table, terms, limit, articles)

    def found_articles(self, expression: str) -> list[str]:
        """See `fulltext.search_articles`."""
        with self._guarded() as connection:
            return fulltext.search_articles(connection, expression)

    def vocabulary(self, table: Table) -> dict[str, int]:
        """See `fulltext.vocabulary`."""
        with self._guarded() as connection:
            return fulltext.vocabulary(connection, table)

    def printed(self) -> dict[str, int]:
        """The words that the articles print, as printed, each with how often they do."""
        with self._guarded() as connection:
            return dict(connection.execute("SELECT word, count FROM printed"))

    def damage(self) -> str | None:
        """What SQLite's own check finds wrong with the file, None when nothing is."""
        with self._guarded() as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return None if verdict == "ok" else str(verdict)

    def remove(self, article: str) -> None:
        """Delete an article and its records."""
        with self._guarded() as connection:
            for table in sorted(fulltext.TABLES):
                fulltext.delete(connection, table, article)
            fulltext.delete_article(connection, article)
            for kind in OWNED:
                connection.execute(f"DELETE FROM {TABLES[kind]} WHERE article = ?", (article,))  # noqa: S608  - a name of ours
            texts = connection.execute("SELECT text FROM articles WHERE id = ?", (article,))
            for (text,) in texts.fetchall():
                statements.count_words(connection, text, -1)
            connection.execute("DELETE FROM articles WHERE id = ?", (article,))

    def put(self, entry: ArticleRecords) -> None:
        """Add an article, whose id must be new, and its records."""
        text = entry.article.text
        with self._guarded() as connection:
            statements.insert(connection, Article, [entry.article])
            statements.insert(connection, Claim, entry.claims)
            statements.insert(connection, Passage, entry.passages, text, entry.passage_vectors)
            statements.insert(connection, Sentence, entry.sentences, text, entry.sentence_vectors)
            for table in sorted(fulltext.TABLES):
                fulltext.add(connection, table, entry.article.id)
            fulltext.add_article(connection, entry.article.id)
            statements.count_words(connection, text, 1)

    def relate(
        self, dispatches: Sequence[Dispatch], groups: Mapping[str, str], claims: Iterable[Claim]
    ) -> None:
        """
        Replace dispatches, groups and copies, which depend on the whole corpus.

        Every sentence and claim gets a group of its own, except the sentences in ``groups`` (group
        by id) and ``claims``, which replace the stored ones of the same ids.
        """
        with self._guarded() as connection:
            connection.execute("DELETE FROM dispatches")
            statements.insert(connection, Dispatch, dispatches)
            connection.executemany(
                "UPDATE articles SET dispatch = ? WHERE id = ?",
                [
                    (dispatch.id, article)
                    for dispatch in dispatches
                    for article in dispatch.articles
                ],
            )
            connection.execute('UPDATE sentences SET "group" = id WHERE "group" <> id')
            connection.execute(
                'UPDATE claims SET "group" = id, places = ?, dispatch = '
                "(SELECT dispatch FROM articles WHERE articles.id = claims.article)",
                (json.dumps([]),),
            )
            connection.executemany(
                'UPDATE sentences SET "group" = ? WHERE id = ?',
                [(group, sentence) for sentence, group in groups.items()],
            )
            marks = ", ".join("?" * len(COLUMNS[Claim]))
            connection.executemany(
                f"UPDATE claims SET ({statements.column_names(Claim)}) = ({marks}) WHERE id = ?",  # noqa: S608  - names of ours
                ([*to_row(claim), claim.id] for claim in claims),
            )

    def claim_speakers(self) -> list[ClaimSpeaker]:
        """The speakers of each claim, in order of article and claim."""
        with self._guarded() as connection:
            rows = connection.execute(
                'SELECT id, article, "group", mention, extracted_speakers, speakers '
                "FROM claims ORDER BY article, id"
            ).fetchall()
        return [
            ClaimSpeaker(
                claim=claim,
                article=article,
                group=group,
                mention=mention,
                extracted=speakers_of(json.loads(extracted)),
                linked=speakers_of(json.loads(linked)),
            )
            for claim, article, group, mention, extracted, linked in rows
        ]

    def set_speakers(self, linked: Mapping[str, Sequence[Speaker]]) -> None:
        """Replace the speakers of these claims, by their ids."""
        with self._guarded() as connection:
            connection.executemany(
                "UPDATE claims SET speakers = ? WHERE id = ?",
                [(speakers_column(speakers), claim) for claim, speakers in linked.items()],
            )

    def save(self, meta: Mapping[str, str]) -> None:
        """Commit everything, with ``meta`` as the notes of the generation."""
        with self._guarded() as connection:
            connection.execute("DELETE FROM meta")
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            connection.execute("COMMIT")
            connection.execute("BEGIN")


@contextmanager
def _wall(path: Path) -> Iterator[None]:
    """Turn sqlite3's errors into a StorageError that names the next step."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # two records of one id: a bug of ours, no fault of the disk
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            advice = "no space is left on the disk; free some and run again: onrecord index"
        elif code in _DAMAGED:
            advice = f"the file is damaged ({error}); build the index anew: onrecord index"
        else:
            advice = f"{error}; check the disk and run again: onrecord index"
        raise StorageError(f"{path}: {advice}") from error
