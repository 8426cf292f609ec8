"""Two questions in one: which texts hold several, and what each then asks."""

import pytest

from rag.questions.two_questions import separate


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "What did Lund say about the storm, and how much did the school roof cost?",
            ["What did Lund say about the storm?", "How much did the school roof cost?"],
        ),
        (
            "Who closed the quay in Bergen? Who paid for the harbour repairs?",
            ["Who closed the quay in Bergen?", "Who paid for the harbour repairs?"],
        ),
        (
            "did lund close the quay and who paid for the harbour repairs",
            ["Did lund close the quay?", "Who paid for the harbour repairs?"],
        ),
        (
            "What did Lund say about the night ferry and when will it stop?",
            ["What did Lund say about the night ferry?", "When will the night ferry stop?"],
        ),
    ],
)
def test_questions_that_stand_alone_are_separated(text: str, parts: list[str]) -> None:
    assert list(separate(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "What did Lund say about the quay?",
        "Who closed the quay, and when?",
        "How many troops were in Iraq, and how many were American?",  # needs the one before it
        "What did Lund say about the fire and why he left?",  # no second question
        "When did the talks begin and how did Lund react to them?",
        "Lund and the quay: what did she say before, and what did she promise later?",
        "What did Lund say on Monday, and when will it reach the harbour mouth?",
        "The quay closed on Monday. Who paid for the harbour repairs?",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert separate(text) == (text,)
