"""Stances: the side of a yes-or-no question that a piece of evidence takes."""

from datetime import date

import pytest
from record_tools import make_claim

from rag.answering.stance import stance
from rag.questions.parser import read
from rag.schema.answers import Evidence, Hit, Side
from rag.schema.articles import Span
from rag.schema.claims import Kind

DAY = date(2020, 1, 1)


def side(question: str, *claims: tuple[str, str | None]) -> Side | None:
    """The stance of evidence with these claims, each its content and speaker."""
    text = "\n".join(content for content, _ in claims)
    made, start = [], 0
    for n, (content, speaker) in enumerate(claims):
        span = Span(start, start + len(content))
        start = span.end + 1
        made.append(
            make_claim(
                id=f"c{n}", article="a.txt", kind=Kind.INDIRECT, source=(), cue=(),
                content=(span,), evidence=span, text=content, confidence=0.5, speaker=speaker,
            )
        )  # fmt: skip
    hit = Hit(article="a.txt", span=Span(0, len(text)), score=1.0, claims=tuple(made))
    evidence = Evidence(hit=hit, covered=0.5, speaker_match=0.0, side=-1, missing=())
    return stance(read(question, (), DAY), evidence)


NO, YES = ("there are no bases in Iraq", "Kari Lund"), ("there are bases in Iraq", "Ola Dahl")


@pytest.mark.parametrize(
    ("question", "claims", "expected"),
    [
        pytest.param("Are there bases in Iraq?", [NO], Side.DENIES, id="denies"),
        pytest.param("Are there bases in Iraq?", [YES], Side.AFFIRMS, id="affirms"),
        pytest.param("Are there bases in Iraq?", [NO, YES], None, id="both"),
        pytest.param("Are there bases in Iraq?", [(NO[0], None)], None, id="unnamed speaker"),
        pytest.param("Are there bases?", [NO], None, id="one word is too few"),
        pytest.param("Are there no bases in Iraq?", [NO], None, id="negated question"),
    ],
)
def test_stance_needs_one_clear_side_of_named_speakers(
    question: str, claims: list[tuple[str, str | None]], expected: Side | None
) -> None:
    assert side(question, *claims) is expected
