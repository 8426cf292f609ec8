"""Sources in words for the reader."""

from itertools import product

import pytest

from rag.text.english import described


@pytest.mark.parametrize(
    ("speaker", "role", "organisation"), list(product(("A B", None), ("mayor", None), ("C", None)))
)
def test_a_source_in_words_never_says_none(
    speaker: str | None, role: str | None, organisation: str | None
) -> None:
    words = described(speaker, role, organisation)
    assert "None" not in words
    assert all(part in words for part in (speaker, role, organisation) if part)
    assert speaker or words.startswith("an unnamed source")
