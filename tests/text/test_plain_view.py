"""Texts as their readers see them, and the spans of both."""

import random

import pytest

from rag.schema.articles import Span
from rag.text.plain_view import PlainView, seen

SOFT, ZERO, NBSP = "\u00ad", "\u200b", "\u00a0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"bio{SOFT}lo{SOFT}gist", "biologist"),
        (f"Aino{ZERO} Koskinen", "Aino Koskinen"),
        ("ﬁsheries oﬃce", "fisheries office"),
        (f"10{NBSP}000", "10 000"),
        ("report-\ners at the quay", "reporters at the quay"),
        ("report-\r\n  ers", "reporters"),
        ("US-\nLed", "US-\nLed"),
        ("1990-\nborn", "1990-\nborn"),
        ("well-known", "well-known"),
        ("plain", "plain"),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    assert seen(text) == shown


def test_line_breaks_of_wrapped_paragraphs_are_blanks() -> None:
    text = "One line\nand another.\n\nA second\r\nparagraph."
    view = PlainView(text, [Span(0, 21), Span(23, len(text))])
    assert view.text == "One line and another.\n\nA second paragraph."


def test_spans_of_the_view_cut_the_text() -> None:
    text = f"The ﬁsheries oﬃce, bio{SOFT}lo{SOFT}gist Aino{ZERO} said."
    view = PlainView(text)
    for word, written in (
        ("fisheries", "ﬁsheries"),
        ("office", "oﬃce"),
        ("biologist", f"bio{SOFT}lo{SOFT}gist"),
        ("Aino", "Aino"),
        ("said", "said"),
    ):
        at = view.text.index(word)
        span = view.in_original(Span(at, at + len(word)))
        assert text[span.start : span.end] == written
        back = view.in_view(span)
        assert back is not None
        assert view.text[back.start : back.end] == word


def test_what_nobody_sees_has_no_place_in_the_view() -> None:
    assert PlainView(f"a{ZERO}{ZERO}b").in_view(Span(1, 3)) is None


@pytest.mark.parametrize("seed", range(20))
def test_every_span_of_any_text_has_its_place(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice(f"ab c-\n.ﬁ{SOFT}{ZERO}{NBSP}") for _ in range(80))
    view = PlainView(text, [Span(0, len(text))])
    assert (view.text == text) or not view.same
    last = 0
    for at in range(len(view.text)):
        span = view.in_original(Span(at, at + 1))
        assert last <= span.start < span.end <= len(text)
        last = span.start
        assert seen(text[span.start : span.end])[:1].strip() in (view.text[at].strip(), "", "f")
