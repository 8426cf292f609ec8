"""Confidence by the form of a claim."""

from dataclasses import fields
from typing import Any

import pytest

from rag.attribution.confidence import INFERRED_SPEAKER, PRECISION, confidence, form
from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind, Speaker

LUND = (Speaker("Kari Lund"),)


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
    ("known", "nested", "expected"),
    [
        ({"mention": "Lund", "speakers": LUND}, False, "direct_named"),
        ({"mention": "She", "speakers": LUND}, False, "direct_pronoun"),
        ({"mention": "an official"}, False, "direct_described"),
        ({"source": ()}, False, "direct_unattributed"),
        ({"mention": "Lund", "speakers": LUND, "kind": Kind.MIXED}, False, "mixed_named"),
        ({"mention": "Lund", "speakers": LUND}, True, "nested"),
        ({"mention": "Lund", "source": (Span(5, 9),), "evidence": Span(9, 30)}, True, "continued"),
    ],
)
def test_form_names_kind_and_source(known: dict[str, Any], *, nested: bool, expected: str) -> None:
    assert form(claim(**known), nested=nested) == expected


def test_every_form_has_a_share() -> None:
    sources = ("named", "pronoun", "described", "unattributed")
    forms = {f"{kind.value}_{source}" for kind in Kind for source in sources}
    assert {field.name for field in fields(PRECISION)} == forms | {"continued", "nested"}
    assert all(0.0 < getattr(PRECISION, field.name) < 1.0 for field in fields(PRECISION))


def test_inferred_speaker_lowers_confidence() -> None:
    named = claim(mention="Lund", speakers=LUND)
    expected = round(PRECISION.direct_named * INFERRED_SPEAKER.factor, 2)
    assert confidence(named, nested=False, inferred_speaker=True) == expected
    assert confidence(named, nested=False) == PRECISION.direct_named
