"""Places of the words of a search in a text, and the pieces around them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions import search_query
from rag.retrieval.text_search import occurrences, snippets
from rag.storage import fulltext

AROUND = 90
TEXT = (
    "The Café of the US-led coalition’s base.\n"
    "No US bases here; US-led talks of the co\u00adali\u00adtion. Baseless."
)


def found(words: str, text: str = TEXT) -> list[str]:
    places = occurrences(text, search_query.read(words).terms)
    return [text[place.start : place.end] for place in places]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CAFE", ["Café"]),
        ("us-led", ["US-led", "US-led"]),
        ("“us bases”", ["US bases"]),
        ("coalition", ["coalition", "co\u00adali\u00adtion"]),
        ("base*", ["base", "bases", "Baseless"]),
        ("“US ba*”", []),  # within quotation marks the star is no operator
        ("“US ba”*", ["US bases"]),
        ("“led talks” talks", ["led talks"]),
        ("talks NOT syria", ["talks"]),
        ("title:cafe text:base", ["base"]),
        ("“talks led”", []),
        ("bas", []),
    ],
)
def test_occurrences_cut_the_words_of_a_search(words: str, expected: list[str]) -> None:
    assert found(words) == expected


@given(
    st.text("abAÉé ıßﬁ\u00ad\u0301'-½.\n_", max_size=40),
    st.text("abeifls1", min_size=1, max_size=3),
)
def test_an_article_that_the_index_finds_has_a_place(text: str, word: str) -> None:
    query = search_query.read(f"{word}*")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        "CREATE TABLE articles (row INTEGER PRIMARY KEY, id, title, author, outlet, origin, text)"
    )
    fulltext.create_articles(connection)
    connection.execute("INSERT INTO articles(id, text) VALUES ('x', ?)", (text,))
    fulltext.add_article(connection, "x")
    matches = fulltext.search_articles(connection, query.expression)
    places = occurrences(text, query.terms)
    connection.close()
    assert bool(matches) == bool(places)


def test_snippets_lie_in_one_line_and_end_between_words() -> None:
    long = "A line before.\n" + "word " * 60 + "target here " + "more " * 60 + "\nAnother line."
    places = occurrences(long, search_query.read("target").terms)
    (snippet,) = snippets(long, places, 3, AROUND)
    words = long[snippet.span.start : snippet.span.end]
    assert words == words.strip()
    assert set(words.split()) == {"word", "target", "here", "more"}
    assert len(words) <= 2 * AROUND + len("target")


def test_snippets_share_near_words_and_prefer_places_with_several() -> None:
    text = "one two three.\n" + "one.\n" * 3 + "x " * 200 + "two and one"
    places = occurrences(text, search_query.read("one two").terms)
    first, last = snippets(text, places, 2, AROUND)
    assert text[first.span.start : first.span.end] == "one two three."
    assert len(first.marks) == len(last.marks) == 2
    assert text[last.marks[0].start : last.span.end] == "two and one"


def test_a_word_longer_than_its_surroundings_is_shown_whole() -> None:
    text = "a" * 400
    (snippet,) = snippets(text, occurrences(text, search_query.read("a*").terms), 1, AROUND)
    assert (snippet.span.start, snippet.span.end) == (0, 400)
