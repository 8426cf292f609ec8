"""Paragraphs of an article while they are classified."""

import pytest

from rag.ingest.lines import line_of
from rag.schema.articles import Span


@pytest.mark.parametrize(
    ("text", "open_ended"),
    [
        ("Port closes after storm", True),
        ("It is over.", False),
        ("“It is over.”", False),
        ("So:", False),
    ],
    ids=["headline", "sentence", "quotation", "colon"],
)
def test_line_is_open_ended_without_closing_mark(text: str, open_ended: bool) -> None:
    assert line_of(text, Span(0, len(text))).open_ended is open_ended


def test_line_has_the_words_of_its_span_alone() -> None:
    line = line_of("One. Two, THREE.", Span(5, 16))
    assert (line.text, line.words, line.kind) == ("Two, THREE.", ["two", "three"], None)
