"""Negation: whether a text affirms or negates the phrases of a question."""

import pytest

from rag.questions.negation import negated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("there are no US bases in Iraq", True),
        ("there is not even a single US base in Iraq", True),
        ("Washington does not have any US bases in Iraq", True),
        ("there aren't US military bases in Iraq", True),
        ("US bases do not exist in Iraq", True),
        ("he denied that there are US bases in Iraq", True),
        ("he did not deny that there are US bases in Iraq", None),
        ("there are US bases in Iraq", False),
        ("there may be US bases in Iraq", None),
        ("he asked: are there US bases in Iraq?", None),
        ("Iraq does not need any US bases", None),  # which does not say that there are none
        ("Iraq does not want war, and the US bases stay", None),
        ("the US side visited the bases of Iraq", None),
        ("there are no US bases in Syria", None),
        ("the weather is fine", None),
    ],
)
def test_text_affirms_negates_or_leaves_open(text: str, expected: bool | None) -> None:
    assert negated(text, (("us", "bases"), ("iraq",))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lund endorsed Dahl", False),
        ("Lund, she said, endorses Mr. Dahl", False),
        ("Lund was reluctant to endorse Dahl", None),
        ("she asked why Lund had yet to endorse Dahl", None),
        ("Lund has more endorsements than Dahl", None),
        ("the endorsement that Lund gave Dahl", None),
        ("Dahl endorsed Lund", None),
        ("Lund has not endorsed Dahl", True),
        ("Lund never endorsed Dahl", True),
        ("Lund has not eaten since she endorsed Dahl", None),
    ],
)
def test_action_is_affirmed_by_its_verb_only(text: str, expected: bool | None) -> None:
    assert negated(text, (("lund", "endorse", "dahl"),), "endorse") is expected
