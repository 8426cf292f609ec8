"""
Full-text search over sentences, passages and whole articles: SQLite's FTS5 with BM25.

The words of a table ``sentences`` lie in ``sentences_words``, an index without a copy of the text:
it reads the columns ``row`` and ``text`` of its table, as a reader sees them: without soft hyphens
and ligatures. So `delete` must come before the rows go.
Terms are stemmed (Porter) and lose their accents, at indexing and in a search alike.

Of articles, all text is indexed and some of the metadata (`SEARCHED_FIELDS`), word by word as
written but for case and accents: what is searched for there are words, not what they are about.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence

from rag.schema.articles import SEARCHED_FIELDS
from rag.text.plain_view import search_letters, seen

TABLES = frozenset({"passages", "sentences"})
# Words of the title count most, those about the article more than those in it.
_FIELD_WEIGHTS = "8.0, 4.0, 4.0, 4.0, 1.0"
_ARTICLE_VALUES = ", ".join(f"letters({field})" for field in SEARCHED_FIELDS)

# A search of thousands of words is a pasted article, not a question; FTS5 would spend seconds.
MOST_TERMS = 200


def create(connection: sqlite3.Connection, table: str) -> None:
    """Make the empty index of ``table``, whose columns include row, id, article and text."""
    connection.execute(
        f"CREATE VIRTUAL TABLE {_known(table)}_words USING fts5(text, content='{table}', "
        "content_rowid='row', tokenize='porter unicode61 remove_diacritics 2')"
    )


def add(connection: sqlite3.Connection, table: str, article: str) -> None:
    """Index the rows of ``article``, after they are in the table."""
    connection.create_function("seen", 1, seen, deterministic=True)
    connection.execute(
        f"INSERT INTO {_known(table)}_words(rowid, text) "  # noqa: S608  - one of two constants
        f"SELECT row, seen(text) FROM {table} WHERE article = ?",
        (article,),
    )


def delete(connection: sqlite3.Connection, table: str, article: str) -> None:
    """Take the rows of ``article`` out of the index, before they leave the table."""
    connection.create_function("seen", 1, seen, deterministic=True)
    connection.execute(
        f"INSERT INTO {_known(table)}_words({table}_words, rowid, text) "  # noqa: S608  - as in add
        f"SELECT 'delete', row, seen(text) FROM {table} WHERE article = ?",
        (article,),
    )


def search(
    connection: sqlite3.Connection,
    table: str,
    terms: Sequence[str],
    limit: int,
    articles: Collection[str] | None = None,
) -> list[tuple[str, str]]:
    """
    The ids of the rows that hold any of ``terms``, best first by BM25, each with its article.

    Ties are ordered by id. A term of several words is a phrase. Nothing in a term is syntax:
    operators, quotation marks and control characters are only characters. Only rows of
    ``articles``, where given, count among the best ``limit``. No terms, no rows: stopwords are for
    the caller to leave out.
    """
    phrases = [phrase for term in dict.fromkeys(terms) if (phrase := _phrase(term))][:MOST_TERMS]
    if not phrases or limit < 1:
        return []
    expression = " OR ".join(phrases)
    if articles is None and (best := _best(connection, table, expression, limit)) is not None:
        return best
    restriction, parameters = "", [expression]
    if articles is not None:
        restriction = "AND article IN (SELECT value FROM json_each(?)) "
        parameters.append(json.dumps(sorted(articles)))
    return connection.execute(
        f"SELECT id, article FROM {_known(table)}_words "  # noqa: S608  - as in add
        f"JOIN {table} ON {table}.row = {table}_words.rowid WHERE {table}_words MATCH ? "
        f"{restriction}ORDER BY bm25({table}_words), id LIMIT ?",
        (*parameters, limit),
    ).fetchall()


def _best(
    connection: sqlite3.Connection, table: str, expression: str, limit: int
) -> list[tuple[str, str]] | None:
    """
    The best rows of a whole table; None where more of them tie than were looked at.

    The ids of only these are read, which takes a third of the time of reading those of all matches.
    """
    looked_at = 2 * limit
    ranked = connection.execute(
        f"SELECT rowid, rank FROM {_known(table)}_words WHERE {table}_words MATCH ? "  # noqa: S608  - as in add
        "ORDER BY rank LIMIT ?",
        (expression, looked_at),
    ).fetchall()
    if len(ranked) == looked_at and ranked[-1][1] == ranked[limit - 1][1]:
        return None
    scores = dict(ranked)
    rows = connection.execute(
        f"SELECT row, id, article FROM {table} WHERE row IN (SELECT value FROM json_each(?))",  # noqa: S608  - as in add
        (json.dumps(list(scores)),),
    )
    best = sorted((scores[row], name, article) for row, name, article in rows)
    return [(name, article) for _, name, article in best[:limit]]


def create_articles(connection: sqlite3.Connection) -> None:
    """Make the empty index of the table of articles."""
    connection.execute(
        f"CREATE VIRTUAL TABLE articles_words USING fts5({', '.join(SEARCHED_FIELDS)}, "
        "content='articles', content_rowid='row', tokenize='unicode61', prefix='3')"
    )


def add_article(connection: sqlite3.Connection, article: str) -> None:
    """Index an article, after it is in the table."""
    connection.create_function("letters", 1, search_letters, deterministic=True)
    connection.execute(
        f"INSERT INTO articles_words(rowid, {', '.join(SEARCHED_FIELDS)}) "  # noqa: S608  - names of ours
        f"SELECT row, {_ARTICLE_VALUES} FROM articles WHERE id = ?",
        (article,),
    )


def delete_article(connection: sqlite3.Connection, article: str) -> None:
    """Take an article out of the index, before it leaves the table."""
    connection.create_function("letters", 1, search_letters, deterministic=True)
    connection.execute(
        f"INSERT INTO articles_words(articles_words, rowid, {', '.join(SEARCHED_FIELDS)}) "  # noqa: S608  - names of ours
        f"SELECT 'delete', row, {_ARTICLE_VALUES} FROM articles WHERE id = ?",
        (article,),
    )


def search_articles(connection: sqlite3.Connection, expression: str) -> list[str]:
    """
    The ids of the articles that an expression of FTS5 matches, best first, ties by id.

    Its words must be quoted and without case and accents, as `search_letters` leaves them.
    """
    rows = connection.execute(
        "SELECT id FROM articles_words JOIN articles ON articles.row = articles_words.rowid "  # noqa: S608  - numbers of ours
        f"WHERE articles_words MATCH ? ORDER BY bm25(articles_words, {_FIELD_WEIGHTS}), id",
        (expression,),
    )
    return [row[0] for row in rows]


def vocabulary(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    """The stemmed words of ``table``, each with the number of rows that hold it."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{_known(table)}_vocabulary "
        f"USING fts5vocab(main, {table}_words, row)"
    )
    return dict(connection.execute(f"SELECT term, doc FROM temp.{table}_vocabulary"))  # noqa: S608  - one of two constants


def _known(table: str) -> str:
    """The name of a table, checked because SQL takes no parameter for it."""
    if table not in TABLES:
        raise ValueError(f"no full-text index of {table!r}, only of {sorted(TABLES)}")
    return table


def _phrase(term: str) -> str:
    """A term as a quoted FTS5 string; empty where it holds no letter or digit."""
    if not any(character.isalnum() for character in term):
        return ""
    # SQLite ends a statement's text at NUL and takes no lone surrogates.
    text = term.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    return '"' + text.replace('"', '""') + '"'
