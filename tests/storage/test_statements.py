"""The statements that make and fill tables."""

import sqlite3
from collections.abc import Iterator

import pytest

from rag.schema.articles import Article, Passage
from rag.schema.claims import Claim
from rag.storage import statements


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    statements.create_tables(connection)
    yield connection
    connection.close()


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT word, count FROM printed"))


def test_words_are_counted_as_printed_and_taken_away(connection: sqlite3.Connection) -> None:
    statements.count_words(connection, "Iraq says: Iraq needs no US bases", 1)
    statements.count_words(connection, "the US says no", 1)
    assert counted(connection) == {
        "Iraq": 2, "says": 2, "needs": 1, "no": 2, "US": 2, "bases": 1, "the": 1,
    }  # fmt: skip
    statements.count_words(connection, "Iraq says: Iraq needs no US bases", -1)
    assert counted(connection) == {"the": 1, "US": 1, "says": 1, "no": 1}


def test_records_are_in_order_of_article_and_place() -> None:
    assert statements.order(Article) == "id, row"
    assert statements.order(Passage) == "article, json_extract(span, '$[0]'), row"
    assert statements.order(Claim) == "article, json_extract(evidence, '$[0]'), row"


def test_any_number_of_values_is_one_parameter(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO printed VALUES ('a', 1), ('b', 2)")
    chosen = statements.among("word", ["b", "c"])
    found = connection.execute(
        f"SELECT count FROM printed {chosen}",
        statements.listed(["b", "c"]),
    ).fetchall()
    assert found == [(2,)]
    assert (statements.among("word", None), statements.listed(None)) == ("", ())
