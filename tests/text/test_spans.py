"""Cuts of a text by spans."""

import pytest

from rag.schema.articles import Span
from rag.text import spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" a b ", Span(1, 4)), ("\ufeff a", Span(2, 3)), (" \n ", None), ("", None)],
    ids=["blanks", "byte order mark", "blank", "empty"],
)
def test_trimmed_leaves_out_white_space_at_the_ends(text: str, expected: Span | None) -> None:
    assert spans.trimmed(text, 0, len(text)) == expected


def test_cut_joins_the_words_at_spans_by_an_ellipsis() -> None:
    assert spans.cut("one two three", [Span(0, 3), Span(8, 13)]) == "one … three"
    assert spans.cut("one", []) == ""


def test_merged_spans_cover_the_same_characters() -> None:
    assert spans.merged([Span(4, 6), Span(0, 3), Span(2, 4), Span(8, 9)]) == [
        Span(0, 4),
        Span(4, 6),
        Span(8, 9),
    ]


def test_blank_keeps_the_offsets_of_other_characters() -> None:
    text = "one two three"
    blanked = spans.blank(text, [Span(4, 7)])
    assert blanked == "one     three"
    assert len(blanked) == len(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("you’ll stay", 3, 11, "you’ll stay"),
        ("to re-open it", 0, 5, "to re-open"),
        ("co-founded it", 3, 13, "co-founded it"),
        ("it is 'well' now", 7, 11, "well"),
        ("stay - or go", 0, 4, "stay"),
        ("one two", 0, 3, "one"),
    ],
    ids=["clitic", "end", "start", "quotation marks", "dash", "whole"],
)
def test_whole_words_widens_a_span_to_words(text: str, start: int, end: int, words: str) -> None:
    found = spans.whole_words(text, Span(start, end))
    assert text[found.start : found.end] == words
