"""Outlets named in a question."""

import pytest

from rag.questions.outlets import abbreviates, outlet_of

OUTLETS = ("Rudaw", "The New York Times", "HuffPost", "USA Today")


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("NYT", "The New York Times", True),
        ("WaPo", "The Washington Post", True),
        ("NYP", "The New York Times", False),
        ("RT", "Rudaw", False),
    ],
)
def test_short_form_abbreviates_an_outlet(short: str, name: str, *, expected: bool) -> None:
    assert abbreviates(short, name) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Lund say, according to Rudaw?", "Rudaw"),
        ("What did Lund say in the NYT?", "The New York Times"),
        ("What did Rudaw report about Lund?", "Rudaw"),
        ("What did Lund say about the quay?", None),
        ("NYT: how did Lund sum it up?", "The New York Times"),
        ("What was Lund's message, as HuffPost tells it?", "HuffPost"),
        ("Lund and Dahl: what do they want?", None),
        ("Rudaw on the withdrawal", "Rudaw"),
        ("Lund on the withdrawal", None),
    ],
)
def test_outlet_of_a_question(question: str, expected: str | None) -> None:
    outlet = outlet_of(question.rstrip("?"), OUTLETS)
    assert (outlet and outlet[0]) == expected
