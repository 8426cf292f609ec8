"""Full-text search: results, order, and terms treated as text, not syntax."""

import sqlite3
from collections.abc import Iterator

import pytest

from rag.storage import fulltext

TEXTS = {
    "a1": ("a", "Washington does not have any bases in Iraq."),
    "a2": ("a", "The coalition hands back the base it used."),
    "b1": ("b", "The café in Lyon closes."),
    "b2": ("b", 'He said: "never" AND left.'),
    "c1": ("c", "The coalition hands back the base it used."),
}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE sentences (row INTEGER PRIMARY KEY, id TEXT, article TEXT, text TEXT)"
    )
    fulltext.create(connection, "sentences")
    # Written in an order that is not that of the ids, which must not show.
    for name in ("c1", "a1", "b2", "a2", "b1"):
        connection.execute(
            "INSERT INTO sentences(id, article, text) VALUES (?, ?, ?)", (name, *TEXTS[name])
        )
    for article in "abc":
        fulltext.add(connection, "sentences", article)
    yield connection
    connection.close()


def found(connection: sqlite3.Connection, *terms: str) -> list[str]:
    return [name for name, _ in fulltext.search(connection, "sentences", terms, 10)]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        pytest.param(("bases", "iraq"), ["a1", "a2", "c1"], id="stems, better first, ties by id"),
        pytest.param(("CAFE",), ["b1"], id="case and accents do not count"),
        pytest.param(("hands back",), ["a2", "c1"], id="a term of two words is a phrase"),
        pytest.param(("back hands",), [], id="a phrase keeps its order"),
        pytest.param(("zeppelin",), [], id="unknown word"),
        pytest.param((), [], id="no terms"),
        pytest.param(("", "  ", "?!", "\0"), [], id="terms without words"),
    ],
)
def test_search_finds_rows_that_contain_a_term(
    connection: sqlite3.Connection, terms: tuple[str, ...], expected: list[str]
) -> None:
    assert found(connection, *terms) == expected


@pytest.mark.parametrize(
    "term",
    [
        '"',
        '""" OR "',
        "AND",
        "NOT base",
        "base*",
        "NEAR(base iraq)",
        "text: base",
        "{text}: base",
        "^base",
        "base\0iraq",
        "base \ud800",
        "(base",
        "-base",
        "' OR 1=1 --",
    ],
)
def test_search_treats_terms_as_text_not_syntax(connection: sqlite3.Connection, term: str) -> None:
    rows = found(connection, term, "zeppelin")
    assert set(rows) <= set(TEXTS)
    assert ("b2" in rows) == (term == "AND")  # as a word: only b2 has it


def test_search_accepts_thousands_of_terms(connection: sqlite3.Connection) -> None:
    assert found(connection, "café", *(f"word{n}" for n in range(5000))) == ["b1"]


def test_search_ranks_rows_of_the_articles_only(connection: sqlite3.Connection) -> None:
    rows = fulltext.search(connection, "sentences", ["base"], 1, articles={"c", "none"})
    assert rows == [("c1", "c")]
    assert fulltext.search(connection, "sentences", ["base"], 5, articles=set()) == []


def test_rows_with_more_of_the_rarer_words_come_first(connection: sqlite3.Connection) -> None:
    rows = fulltext.search(connection, "sentences", ["base", "iraq"], 5)
    assert all(article == name[0] for name, article in rows)
    texts = [TEXTS[name][1].casefold() for name, _ in rows]
    assert [("base" in text) + ("iraq" in text) for text in texts] == sorted(
        (("base" in text) + ("iraq" in text) for text in texts), reverse=True
    )


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 40])
def test_best_rows_are_those_of_all_matches_also_where_many_tie(limit: int) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE sentences (row INTEGER PRIMARY KEY, id TEXT, article TEXT, text TEXT)"
    )
    fulltext.create(connection, "sentences")
    rows = [(f"s{n * 7 % 20:02}", f"a{n % 3}", f"a base {'is ' * (n % 4)}here") for n in range(20)]
    connection.executemany("INSERT INTO sentences(id, article, text) VALUES (?, ?, ?)", rows)
    for article in ("a0", "a1", "a2"):
        fulltext.add(connection, "sentences", article)
    of_all = fulltext.search(connection, "sentences", ["base"], limit, ["a0", "a1", "a2"])
    assert fulltext.search(connection, "sentences", ["base"], limit) == of_all
    assert len(of_all) == min(limit, 20)
    connection.close()


def test_delete_removes_rows_and_keeps_the_index_sound(
    connection: sqlite3.Connection,
) -> None:
    fulltext.delete(connection, "sentences", "a")
    connection.execute("DELETE FROM sentences WHERE article = 'a'")
    assert found(connection, "base") == ["c1"]
    # Raises where the index and the rows of its table differ.
    connection.execute("INSERT INTO sentences_words(sentences_words) VALUES ('integrity-check')")


def test_search_refuses_an_unknown_table(connection: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no full-text index of 'articles'"):
        fulltext.search(connection, "articles", ["base"], 5)


@pytest.fixture
def articles() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE articles (row INTEGER PRIMARY KEY, id, title, author, outlet, origin, text)"
    )
    fulltext.create_articles(connection)
    for row in (
        ("b", "Bases in Iraq", "Ann Lee", "Rudaw", None, "The co\u00adalition leaves."),
        ("a", None, None, "AVİM", "Sputnik", "No bases in Iraq. No bases in Iraq. No bases."),
        ("c", "Café", None, None, None, "Left alone."),
    ):
        connection.execute(
            "INSERT INTO articles(id, title, author, outlet, origin, text) VALUES (?,?,?,?,?,?)",
            row,
        )
        fulltext.add_article(connection, row[0])
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param('"bases"', ["b", "a"], id="a word of the title counts most"),
        pytest.param('"base"', [], id="no stems"),
        pytest.param('"base" *', ["b", "a"], id="beginnings"),
        pytest.param('"coalition"', ["b"], id="as seen"),
        pytest.param('"avim" OR "cafe"', ["c", "a"], id="accents of outlet and title"),
        pytest.param('author : "lee" AND title : "iraq"', ["b"], id="fields"),
        pytest.param('"iraq" NOT "coalition"', ["a"], id="operators"),
    ],
)
def test_search_articles_finds_words_in_text_and_metadata(
    articles: sqlite3.Connection, expression: str, expected: list[str]
) -> None:
    assert fulltext.search_articles(articles, expression) == expected


def test_delete_article_keeps_the_index_of_articles_sound(articles: sqlite3.Connection) -> None:
    fulltext.delete_article(articles, "b")
    articles.execute("DELETE FROM articles WHERE id = 'b'")
    assert fulltext.search_articles(articles, '"iraq"') == ["a"]
    assert fulltext.search_articles(articles, '"coalition" OR "lee"') == []
