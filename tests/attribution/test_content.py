"""Content of claims as exact spans."""

import pytest
from extraction import parsed, token

from rag.schema.articles import Span


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (", that it rained.", "it rained"),
        ("— it rained in the U.S.", "it rained in the U.S."),
        ('"It rained."', '"It rained."'),
        (" ,;", None),
    ],
    ids=["that and full stop", "initials", "quotation", "empty"],
)
def test_trimmed_drops_marks_at_the_ends(text: str, content: str | None) -> None:
    span = parsed(text).trimmed(Span(0, len(text)))
    assert (text[span.start : span.end] if span else None) == content


def test_normalise_spans_widens_to_whole_quotations_and_merges() -> None:
    text = 'It was "very cold", "wet" and dark.'
    paragraph = parsed(text)
    start = text.index("cold")
    spans = paragraph.normalise_spans(
        [Span(start, start + 4), Span(text.index('"wet'), len(text))], None, None
    )
    assert [text[s.start : s.end] for s in spans] == ['"very cold", "wet" and dark']


def test_normalise_spans_drops_spans_with_the_cue() -> None:
    text = "It rained, Lund said."
    paragraph = parsed(text)
    assert paragraph.normalise_spans([Span(0, len(text))], token(paragraph, "said"), None) == ()


def test_around_quotation_takes_the_whole_phrase() -> None:
    text = 'Kari Lund warned against the "dark dreams" of Omar.'
    paragraph = parsed(text)
    (span,) = paragraph.around_quotation(token(paragraph, "warned"))
    assert text[span.start : span.end] == 'the "dark dreams" of Omar'


def test_with_coordinated_adds_the_second_quotation() -> None:
    text = 'Lund saw it as "mad" and a "grave threat" to all.'
    paragraph = parsed(text)
    span = paragraph.with_coordinated(paragraph.quotations[0], Span(0, len(text)))
    assert text[span.start : span.end] == '"mad" and a "grave threat"'
