"""Extraction from malformed texts never raises, and every span lies inside the text."""

from dataclasses import replace

import fuzz
import pytest

from rag.attribution.extractor import extract
from rag.attribution.frames import LIMITS
from rag.schema.articles import Article, Span
from rag.schema.claims import Kind

SEED, TEXTS = 20240815, 240


def test_spoilt_texts_give_sound_claims() -> None:
    texts = [
        (str(number), fuzz.malformed_text(SEED, number, long=False)) for number in range(TEXTS)
    ]
    tally = fuzz.check_texts(texts)
    assert tally.faults == []
    assert tally.claims > TEXTS  # they are spoilt, not empty


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("“a” ", id="quotations"),
        pytest.param("'a ", id="apostrophes"),
        pytest.param("a / ", id="words"),
        pytest.param("BAGHDAD, ", id="names"),
        pytest.param("03/04/2019 ", id="dates"),
        pytest.param(" ", id="blanks"),
        pytest.param("e\u0301", id="combining marks"),
        pytest.param("\u202eقال ", id="right to left"),
    ],
)
def test_long_line_takes_linear_time(line: str) -> None:
    """What takes the square of its length takes minutes here."""
    text = "He said that it rained.\n\nx" + line * (100_000 // len(line)) + "y said z."
    assert fuzz.check_texts([(line, text)]).faults == []


def test_injected_fault_is_reported() -> None:
    article = fuzz.article_of("a.txt", "He said that it rained in Oslo.\n\nShe said no.")
    (sound,) = extract([article])
    assert list(fuzz.faults_of(article, sound)) == []
    (claim,) = [c for c in sound.claims if "rained" in c.text]
    for wrong in (
        replace(claim, text="it snowed"),
        replace(
            claim,
            content=(Span(13, 15), Span(8, 12)),
            shown=(Span(8, 15),),
            text=article.text[8:15],
        ),
        replace(claim, shown=(Span(0, len(article.text)),)),
        replace(claim, mention="Someone"),
        replace(claim, cue=(Span(7, 8),)),
    ):
        broken = replace(sound, claims=(wrong,))
        assert list(fuzz.faults_of(article, broken)), wrong


def test_paragraph_too_long_to_parse_is_read_in_parts() -> None:
    """Some files have a whole article, or a whole day, on one line."""
    sentence = 'Kari Lund, the harbour master, said on Monday that quay {} was open. "All is well."'
    count = LIMITS.paragraph_characters // len(sentence) + 30
    text = " ".join(sentence.format(number) for number in range(count))
    assert len(text) > LIMITS.paragraph_characters > LIMITS.part_characters
    article = Article(id="a.txt", text=text, fingerprint="", story=(Span(0, len(text)),))
    (found,) = extract([article])
    said = [claim for claim in found.claims if claim.kind is Kind.INDIRECT]
    assert len(said) == count
    for number, claim in enumerate(said):
        assert f"quay {number} was open" in claim.text
        assert claim.speaker == "Kari Lund"
        (content,) = claim.content
        assert text[content.start : content.end] == claim.text
