"""Terms: the forms in which words of a question are compared."""

import pytest

from rag.questions.terms import forms_of, matches_term, same_word, stem


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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bases", "base", True),
        ("Iraqi", "Iraq", True),
        ("Iraq's", "iraqi", True),
        ("U.S.", "American", True),
        ("al-Kadhimi", "Kadhimi", True),
        ("goverment", "government", True),
        ("Khafji", "Khafaji", True),
        ("withdrawl", "withdrawal", True),
        ("base", "case", False),
        ("Iraq", "Iran", False),
        ("Iraqi", "Irani", False),
        ("adviser", "advisers", True),
        ("troops", "trumps", False),
    ],
)
def test_same_word_compares_by_stem_country_or_typing_error(
    one: str, other: str, *, same: bool
) -> None:
    assert same_word(one, other) is same
    assert same_word(other, one) is same


def test_stem_joins_forms_of_a_word() -> None:
    assert stem("withdrawing") == stem("withdraws")
    assert stem("Iraqi") == stem("Iraq’s") == "iraq"
    assert stem("") == ""
