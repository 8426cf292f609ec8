"""Confidence by the form of a claim."""

from dataclasses import fields
from typing import Any

import pytest

from rag.attribution.confidence import INFERRED_SPEAKER, PRECISION, confidence, form
from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind, Speaker

LUND = (Speaker("Kari Lund"),)
EARLIER = {"mention": "Lund", "source": (Span(5, 9),), "evidence": Span(9, 30)}


def claim(**known: Any) -> Claim:
    known.setdefault("kind", Kind.DIRECT)
    known.setdefault("source", (Span(20, 24),))
    known.setdefault("evidence", Span(10, 30))
    return Claim(
        id="c",
        article="a.txt",
        cue=(),
        content=(Span(10, 20),),
        text="x" * 10,
        shown=(Span(10, 20),),
        confidence=0.0,
        **known,
    )


@pytest.mark.parametrize(
    ("known", "flags", "expected"),
    [
        ({"mention": "Lund", "speakers": LUND}, "", "direct_named"),
        ({"mention": "She", "speakers": LUND}, "", "direct_pronoun"),
        ({"mention": "an official"}, "", "direct_described"),
        ({"source": ()}, "", "direct_unattributed"),
        ({"mention": "Lund", "speakers": LUND, "kind": Kind.MIXED}, "", "mixed_named"),
        ({"mention": "Lund", "speakers": LUND}, "nested", "nested"),
        (EARLIER, "nested", "continued"),
        (EARLIER, "follows", "following"),
    ],
)
def test_form_names_kind_and_source(known: dict[str, Any], flags: str, expected: str) -> None:
    found = form(claim(**known), nested=flags == "nested", follows=flags == "follows")
    assert found == expected


def test_every_form_has_a_share() -> None:
    sources = ("named", "pronoun", "described", "unattributed")
    forms = {f"{kind.value}_{source}" for kind in Kind for source in sources}
    assert {field.name for field in fields(PRECISION)} == forms | {
        "following",
        "continued",
        "nested",
    }
    assert all(0.0 < getattr(PRECISION, field.name) < 1.0 for field in fields(PRECISION))


def test_inferred_speaker_lowers_confidence() -> None:
    named = claim(mention="Lund", speakers=LUND)
    expected = round(PRECISION.direct_named * INFERRED_SPEAKER.factor, 2)
    assert confidence(named, nested=False, follows=False, inferred_speaker=True) == expected
    assert confidence(named, nested=False, follows=False) == PRECISION.direct_named
