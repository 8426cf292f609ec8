"""Records of attributions."""

import pytest
from extraction import claims_of

from rag.attribution.frames import LIMITS, Frame
from rag.schema.articles import Span


def test_frame_is_built_by_keyword() -> None:
    with pytest.raises(TypeError):
        Frame(Span(0, 4), ())  # type: ignore[call-arg]  # by position on purpose
    frame = Frame(sentence=Span(0, 4), content=(Span(0, 4),))
    assert frame.chain == ()


def test_parts_of_a_long_paragraph_fit_the_parser() -> None:
    assert 0 < LIMITS.part_characters < LIMITS.paragraph_characters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "He praised a dam that Kari Lund said was unsafe.",
            "a dam that Kari Lund said was unsafe",
        ),
        ("Kari Lund said that the dam was unsafe.", "the dam was unsafe"),
        ("Kari Lund sought to re-open the dam.", "sought to re-open"),
        (
            "Kari Lund spoke. She’ll predict that the dam holds.",
            "She’ll predict that the dam holds",
        ),
    ],
    ids=["noun before a relative clause", "clause", "hyphen", "clitic"],
)
def test_shown_words_are_whole_and_leave_out_nothing(text: str, shown: str) -> None:
    assert [claim.text for claim in claims_of(text)][-1] == shown


def test_noun_before_a_quotation_is_not_shown_with_it() -> None:
    (claim,) = claims_of("It was a story that Kari Lund told: “The dam has burst again.”")
    assert claim.text == "“The dam has burst again.”"
