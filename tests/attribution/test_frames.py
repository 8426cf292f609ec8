"""Records of attributions."""

import pytest

from rag.attribution.frames import LIMITS, Frame
from rag.schema.articles import Span


def test_frame_is_built_by_keyword() -> None:
    with pytest.raises(TypeError):
        Frame(Span(0, 4), ())  # type: ignore[call-arg]  # by position on purpose
    frame = Frame(sentence=Span(0, 4), content=(Span(0, 4),))
    assert frame.chain == ()


def test_parts_of_a_long_paragraph_fit_the_parser() -> None:
    assert 0 < LIMITS.part_characters < LIMITS.paragraph_characters
