"""Quotations that find their words again."""

from hypothesis import given
from hypothesis import strategies as some

from rag.schema.articles import Span
from rag.text.text_quote import (
    CONTEXT,
    TextQuote,
    begins_with,
    find_quote,
    occurs_once,
    quote_of,
)

WORDS = some.text(alphabet="ab \n", max_size=40)


@given(before=WORDS, words=WORDS.filter(str.strip), after=WORDS, near=some.integers(0, 100))
def test_find_quote_cuts_exactly_the_words_from_an_edited_text(
    before: str, words: str, after: str, near: int
) -> None:
    text = before + words + after
    quote = quote_of(text, Span(len(before), len(before) + len(words)))
    assert quote.exact == words
    for edited in (after + text, text.replace("a", "ab", 1), after + before, text[1:]):
        span = find_quote(edited, quote, near)
        assert (span is None) == (words.split() == [] or not _has(edited, words))
        if span is not None:
            found = edited[span.start : span.end]
            assert found == words if words in edited else found.split() == words.split()


def _has(text: str, words: str) -> bool:
    """Whether a text has words that read the same, wrapped in any way."""
    return " ".join(words.split()) in " ".join(text.split())


def test_quote_of_takes_its_surroundings_and_at_most_so_many_characters() -> None:
    text = "x" * 50 + "The port is open." + "y" * 50
    assert quote_of(text, Span(50, 67)) == TextQuote(
        "The port is open.", "x" * CONTEXT, "y" * CONTEXT
    )
    assert quote_of(text, Span(50, 67), 8) == TextQuote(
        "The port", "x" * CONTEXT, " is open." + "y" * (CONTEXT - 9)
    )


def test_find_quote_prefers_agreeing_surroundings_then_the_nearest_place() -> None:
    text = "Lund: no. Dahl: no. Berg: no."
    assert find_quote(text, TextQuote("no", "Dahl: ", ". Be"), 0) == Span(16, 18)
    assert find_quote(text, TextQuote("no"), 27) == Span(26, 28)
    assert find_quote(text, TextQuote("no"), 0) == Span(6, 8)


def test_find_quote_marks_words_whose_lines_were_wrapped_anew() -> None:
    text = "He said\nthat no ship\n  was damaged. No ship was."
    span = find_quote(text, TextQuote("no ship was damaged"), 0)
    assert span is not None
    assert text[span.start : span.end] == "no ship\n  was damaged"


def test_find_quote_finds_no_other_words() -> None:
    assert find_quote("One ship was damaged.", TextQuote("no ship was damaged"), 4) is None
    assert find_quote("", TextQuote("no"), 0) is None


def test_begins_with_needs_the_place_inside_the_text() -> None:
    assert begins_with("The port", Span(4, 8), TextQuote("po"))
    assert not begins_with("The port", Span(4, 9), TextQuote("port"))


def test_occurs_once_counts_overlapping_places() -> None:
    assert occurs_once("abc", "b")
    assert not occurs_once("aaa", "aa")
    assert not occurs_once("abc", "x")
