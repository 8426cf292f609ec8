"""Terms: the forms in which words of a question are compared."""

import pytest

from rag.questions.terms import forms_of, matches_term


@pytest.mark.parametrize(
    ("term", "text", "misspelt", "expected"),
    [
        ("bases", "one base", False, True),
        ("iraq", "Iraqi officials", False, True),
        ("khafaij", "Maj. Gen. Khafaji", False, False),
        ("khafaaji", "Maj. Gen. Khafaji", True, True),
        ("us-led", "led by the US", False, True),
        ("bass", "bases", True, False),
        ("iowans", "in Iowa", False, True),
        ("texan", "in Texas", False, True),
        ("ohioans", "in Ohio", False, True),
        ("iowans", "in Maine", False, False),
    ],
)
def test_term_matches_by_stem_parts_place_or_typing_error(
    term: str, text: str, *, misspelt: bool, expected: bool
) -> None:
    assert matches_term(term, forms_of(text), misspelt=misspelt) is expected
