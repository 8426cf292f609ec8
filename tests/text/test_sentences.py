"""Splitting into paragraphs and sentences, exactly and never within a quotation."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from timing import growth

from rag.schema.articles import Span
from rag.text import quotations
from rag.text.sentences import paragraphs, sentences
from rag.text.spans import cut, trimmed

TRICKY = st.text(
    alphabet="aBc.!?…“”\"'’‘«»)]([*_ \n\r\t\x0b\x0c\x85\u2028\u00a0\ufeff\x00\u202eא\ud8001",
    max_size=120,
)
WORDS = st.lists(
    st.sampled_from(
        'Obama said the U.S. Mr. Smith “Yes!” "No?" Jan. 5 a.m. e.g. vs. Inc. ... She … '
        "''So.'' J. R. don’t ‘quote.’ (Really.) No. 3 end. End! “Open \n \n\n".split(" ")
    ),
    max_size=40,
).map(" ".join)
ANY = st.text(st.characters(), max_size=120)


def inside(text: str, span: Span) -> str:
    return text[span.start : span.end]


def split(text: str) -> list[str]:
    return [inside(text, span) for span in sentences(text, Span(0, len(text)))]


def assert_disjoint_and_trimmed(text: str, spans: Sequence[Span], within: Span) -> None:
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert within.start <= span.start
        assert span.end <= within.end
        assert inside(text, span) == inside(text, span).strip()


def uncovered(text: str, spans: Sequence[Span], within: Span) -> str:
    """What lies between the spans, less white space and byte order marks."""
    kept = []
    at = within.start
    for span in spans:
        kept.append(text[at : span.start])
        at = span.end
    kept.append(text[at : within.end])
    return "".join(kept).replace("\ufeff", "").strip().replace(" ", "")


@settings(max_examples=400, deadline=None)
@given(text=TRICKY | WORDS | ANY)
def test_paragraphs_of_any_text_are_whole_and_in_order(text: str) -> None:
    whole = Span(0, len(text) or 1)
    found = paragraphs(text)
    assert_disjoint_and_trimmed(text, found, whole)
    assert not "".join(uncovered(text, found, whole).split())


@settings(max_examples=600, deadline=None)
@given(text=TRICKY | WORDS | ANY)
@example(text="“Stop.’ So he went” on. He said.")
@example(text="x.\"'' So\" it. ")
def test_sentences_of_any_text_are_whole_and_cut_no_quotation(text: str) -> None:
    for paragraph in paragraphs(text):
        found = sentences(text, paragraph)
        assert found
        assert_disjoint_and_trimmed(text, found, paragraph)
        assert not "".join(uncovered(text, found, paragraph).split())
        for quotation in quotations.pair(text, paragraph):
            words = trimmed(text, quotation.span.start, quotation.span.end)
            assert words is not None
            assert any(s.start <= words.start and words.end <= s.end for s in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One. Two! Three? Four… Five.", 5, id="all terminators"),
        pytest.param("Mr. Smith met Dr. Jones. They spoke.", 2, id="titles"),
        pytest.param("Maj. Gen. Tahsin Khafaji spoke. He left.", 2, id="ranks"),
        pytest.param("The U.S. Senate voted. It was close.", 2, id="U.S. before a name"),
        pytest.param("He moved to the U.S. The trip was long.", 2, id="U.S. at an end"),
        pytest.param("It began at 9 a.m. on Friday. Nobody came.", 2, id="a.m. goes on"),
        pytest.param("It began at 9 a.m. The hall was empty.", 2, id="a.m. at an end"),
        pytest.param("J. R. R. Tolkien wrote. We read.", 2, id="initials"),
        pytest.param("George W. Bush and John F. Kennedy. Two men.", 2, id="middle initials"),
        pytest.param("It was Jan. 5 then. Now it is Feb. 6.", 2, id="months before days"),
        pytest.param("He chose option No. 3 of ten. Fine.", 2, id="numbers"),
        pytest.param("Acme Inc. Chairman Lee resigned. Shares fell.", 2, id="Inc. before a name"),
        pytest.param("Prices rose 3.5 percent. Wages did not.", 2, id="decimal point"),
        pytest.param("He paused ... and went on. Then he left.", 2, id="ellipsis goes on"),
        pytest.param("See example.com for more. It is free.", 2, id="address"),
        pytest.param("Is it over? no one knows. Not yet.", 2, id="lower case goes on"),
        pytest.param('"Stop. Go back. Now," she said. He did.', 2, id="stops inside a quotation"),
        pytest.param("“Is it over?” Obama asked. He left.", 2, id="question, then attribution"),
        pytest.param("“Never!” the minister said. He left.", 2, id="cry, then attribution"),
        pytest.param("“It is over.” He left.", 2, id="quotation as a sentence"),
        pytest.param("''It is over.'' He left.", 2, id="two apostrophes"),
        pytest.param("He said it was “over.” She agreed.", 2, id="stop inside the last marks"),
        pytest.param("(It was over.) He left.", 2, id="brackets"),
        pytest.param("One only", 1, id="no terminator"),
    ],
)
def test_sentence_ends_are_recognised(text: str, expected: int) -> None:
    assert len(split(text)) == expected, split(text)


def test_seed_paragraph_keeps_its_three_sentence_quotation_whole() -> None:
    text = (
        '"Washington does not have any bases in Iraq. There is not even a single US base. '
        'Secondly, all those present are advisers," Maj. Gen. Tahsin Khafaji said. He left.'
    )
    first, second = split(text)
    assert first.endswith("Khafaji said.")
    assert second == "He left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."], id="a line each"),
        pytest.param("One.\r\n\r\nTwo.\rThree.", ["One.", "Two.", "Three."], id="all line ends"),
        pytest.param("\n\n  One. \t\n \n", ["One."], id="blank lines and edges"),
        pytest.param("\ufeffOne.", ["One."], id="byte order mark"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\u00a0", [], id="only white space"),
    ],
)
def test_paragraphs_are_lines_that_are_not_blank(text: str, expected: list[str]) -> None:
    assert [inside(text, span) for span in paragraphs(text)] == expected


def test_lines_broken_by_an_editor_are_one_paragraph() -> None:
    lines = [
        "The minister said on Monday that the bases were to be handed",
        "back by the end of the year, and that the timetable agreed in",
        "the spring was still in force.",
    ]
    text = "\n".join(lines) + "\n\nAnother paragraph."
    first, second = paragraphs(text)
    assert inside(text, first) == "\n".join(lines)
    assert inside(text, second) == "Another paragraph."


def test_headline_and_its_deck_are_not_joined() -> None:
    text = "Ministry says that all bases were handed back in May\nThe coalition agrees to the plan"
    assert len(paragraphs(text)) == 2


def test_cut_shows_an_ellipsis_between_parts() -> None:
    assert cut("abcdef", [Span(0, 2), Span(4, 6)]) == "ab … ef"
    assert cut("abcdef", [Span(1, 3)]) == "bc"


@pytest.mark.parametrize("piece", ["a. ", "Aa. ", "“a. ", "word ", "A ", "'a. ", "?! "], ids=repr)
def test_splitting_takes_linear_time(piece: str) -> None:
    """Ten times the line may take ten times as long, and not a hundred times."""

    def split(length: int) -> None:
        text = (piece * length)[:length]
        for paragraph in paragraphs(text):
            sentences(text, paragraph)

    assert growth(split, 20_000, 200_000) < 30
