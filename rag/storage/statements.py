"""The statements of SQL that make, fill and read the tables of records."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.schema.articles import Passage, Sentence
from rag.schema.claims import Claim
from rag.storage import fulltext
from rag.storage.codecs import COLUMNS, TABLES, Record, to_row
from rag.text.tokens import words

Vectors = NDArray[np.float32]

FLOAT: Final = np.dtype("<f4")
OWNED: Final = (Passage, Sentence, Claim)  # computed from one article, deleted with it


def create_tables(connection: sqlite3.Connection) -> None:
    """Make all tables, empty."""
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    for kind, table in TABLES.items():
        columns = [f'"{name}"' for name in COLUMNS[kind]]
        columns[columns.index('"id"')] += " TEXT NOT NULL UNIQUE"
        if kind in (Passage, Sentence):
            columns += ["text TEXT NOT NULL", "vector BLOB NOT NULL"]
        connection.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY, {', '.join(columns)})")
        if kind in OWNED:
            connection.execute(f"CREATE INDEX {table}_by_article ON {table}(article)")
    for table in sorted(fulltext.TABLES):
        fulltext.create(connection, table)
    fulltext.create_articles(connection)
    connection.execute(
        "CREATE TABLE printed (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID"
    )


def count_words(connection: sqlite3.Connection, text: str, sign: int) -> None:
    """Add the words of an article to those that the articles print, or with -1 take them away."""
    connection.executemany(
        "INSERT INTO printed VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET count = count + ?",
        [(word, sign * n, sign * n) for word, n in Counter(words(text)).items()],
    )
    if sign < 0:
        connection.execute("DELETE FROM printed WHERE count = 0")


def insert(
    connection: sqlite3.Connection,
    kind: type[Record],
    records: Sequence[Record],
    text: str | None = None,
    vectors: Vectors | None = None,
) -> None:
    """Write records; those with a span of ``text`` take the words and their row of ``vectors``."""
    names = column_names(kind)
    rows = [to_row(record) for record in records]
    if text is not None and vectors is not None:
        names += ", text, vector"
        for row, record, vector in zip(rows, records, vectors, strict=True):
            assert isinstance(record, Passage | Sentence)
            row += [text[record.span.start : record.span.end], vector.astype(FLOAT).tobytes()]
    marks = ", ".join("?" * (names.count(",") + 1))
    connection.executemany(f"INSERT INTO {TABLES[kind]} ({names}) VALUES ({marks})", rows)  # noqa: S608  - names of ours


def column_names(kind: type) -> str:
    """The columns of a kind of record, as a list in SQL."""
    return ", ".join(f'"{name}"' for name in COLUMNS[kind])  # quoted: "group" is a word of SQL


def order(kind: type) -> str:
    """The order of article and place in it."""
    if kind not in OWNED:
        return "id, row"
    place = "evidence" if kind is Claim else "span"
    return f"article, json_extract({place}, '$[0]'), row"


def among(column: str, values: Iterable[str] | None) -> str:
    """The condition that a column holds one of `_list`'s values; none where all are wanted."""
    return "" if values is None else f"WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608  - a name of ours


def listed(values: Iterable[str] | None) -> tuple[str, ...]:
    """Values as json_each takes them, any number in one parameter."""
    return () if values is None else (json.dumps(sorted(values)),)
