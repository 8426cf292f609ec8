"""Scopes and sources in words for the reader."""

from datetime import date
from itertools import product

import pytest

from rag.answering.phrasing import in_words
from rag.schema.claims import Kind
from rag.schema.scope import Scope
from rag.text.english import described


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), "the whole corpus"),
        (Scope(outlets=("Rudaw", "AVİM")), "Rudaw, AVİM"),
        (Scope(kinds=(Kind.DIRECT, Kind.MIXED)), "direct or mixed speech"),
        (Scope(after=date(2020, 1, 2)), "since 2020-01-02"),
        (Scope(before=date(2020, 1, 2)), "until 2020-01-02"),
        (Scope(after=date(2020, 1, 1), before=date(2020, 1, 2)), "2020-01-01 to 2020-01-02"),
        (Scope(outlets=("Rudaw",), speakers=("X",)), "Rudaw; X"),
    ],
)
def test_a_scope_in_words(scope: Scope, words: str) -> None:
    assert in_words(scope) == words


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
