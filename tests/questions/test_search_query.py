"""What is typed into the search for words: phrases, fields, operators, and what is none of them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions import search_query
from rag.questions.search_query import SearchTerm
from rag.schema.articles import SEARCHED_FIELDS


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Iraq bases", '("iraq" AND "bases")'),
        ("Iraq AND bases", '("iraq" AND "bases")'),
        ("iraq and bases", '("iraq" AND "and" AND "bases")'),
        ("no “bases in Iraq”", '("no" AND "bases in iraq")'),
        ("«bases in» OR „Iraq“", '("bases in" OR "iraq")'),
        ("a b OR c", '(("a" AND "b") OR "c")'),
        ("a (b OR c)", '("a" AND ("b" OR "c"))'),
        ("a NOT b c", '(("a" AND "c") NOT "b")'),
        ("a AND NOT b", '("a" NOT "b")'),
        ("-b a", '("a" NOT "b")'),
        ("a -(b c)", '("a" NOT ("b" AND "c"))'),
        ("US-led", '"us led"'),
        ("don’t", '"don t"'),
        ("Yıldız café", '("yildiz" AND "cafe")'),
        ("khafa*", '"khafa" *'),
        ('title:iraq author:"Ann Lee"', '(title : "iraq" AND author : "ann lee")'),
        ("colour:red", '"colour red"'),
        ("“not closed", '"not closed"'),
        ("U.S. — forces", '("u s" AND "forces")'),
        ("— ?!", ""),
        ("", ""),
    ],
)
def test_read_gives_the_expression_of_a_search(text: str, expression: str) -> None:
    query = search_query.read(text)
    assert (query.expression, query.problem) == (expression, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("NOT a", "NOT needs words beside it"),
        ("a OR", "OR needs words on both sides"),
        ("AND a", "AND needs words on both sides"),
        ("a NOT", "an operator has no words after it"),
        ("(a b", "a bracket is not closed"),
        ("a (", "a bracket is not closed"),
        ("a) b", "a bracket is closed that was not opened"),
        ("a ()", "there are no words in the brackets"),
        ("(" * 30 + "a" + ")" * 30, "there are too many brackets within brackets"),
        ("a " * 200, "only its first 100 words are used"),
    ],
)
def test_read_searches_for_the_words_of_what_it_cannot_read(text: str, problem: str) -> None:
    query = search_query.read(text)
    assert query.problem == problem
    assert query.expression.startswith('"a"')


def test_terms_are_those_that_must_or_may_occur() -> None:
    query = search_query.read("a NOT (b OR c*) title:d a")
    assert query.terms == (SearchTerm(("a",)), SearchTerm(("d",), field="title"))


@given(st.lists(st.sampled_from([*'()"“”-*', "AND", "OR", "NOT", "title:", "a", "b'c", " "])))
def test_every_search_is_one_that_sqlite_can_run(parts: list[str]) -> None:
    query = search_query.read(" ".join(parts) + "".join(parts))
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({', '.join(SEARCHED_FIELDS)})")
    if query.expression:
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (query.expression,)).fetchall()
    connection.close()
