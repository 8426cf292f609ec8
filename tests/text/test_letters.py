"""Folding of letters for comparison."""

import pytest

from rag.text.letters import fold_letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yıldız", "yildiz"),
        ("İnönü", "inonu"),
        ("Søren Kjærsgård", "soren kjaersgard"),
        ("Wałęsa", "walesa"),
        ("Müller", "muller"),
        ("O’Neill", "o’neill"),
        ("Лавров", "лавров"),
        ("", ""),
    ],
)
def test_fold_letters_drops_case_and_accents(text: str, expected: str) -> None:
    assert fold_letters(text) == expected
    assert fold_letters(expected) == expected
