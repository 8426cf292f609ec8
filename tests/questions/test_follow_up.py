"""A question that needs the one before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.follow_up import standing_alone
from rag.questions.terms import stem

TODAY = date(2024, 9, 11)
OUTLETS = ("Rudaw", "Harbour News")
NAMES = frozenset(stem(name) for name in ("Lund", "Dahl", "Iraq", "Norway"))
BEFORE = "What did Lund say about the quay in 2019?"


@pytest.mark.parametrize(
    ("text", "previous", "expected"),
    [
        ("And in 2020?", BEFORE, "What did Lund say about the quay in 2020?"),
        ("and since March 2020", BEFORE, "What did Lund say about the quay since March 2020?"),
        ("What about Dahl?", BEFORE, "What did Dahl say about the quay in 2019?"),
        ("how about dahl", BEFORE, "What did dahl say about the quay in 2019?"),
        ("And about the bridge?", BEFORE, "What did Lund say about the bridge in 2019?"),
        ("what about the new bridge", BEFORE, "What did Lund say about the new bridge in 2019?"),
        (
            "And according to Rudaw?",
            "What did Lund say about the quay?",
            "What did Lund say about the quay according to Rudaw?",
        ),
        ("And why did he say so?", BEFORE, "Why did Lund say so?"),
        ("And what was her view of Dahl?", BEFORE, "What was Lund’s view of Dahl?"),
        ("And in 2020?", "How many ships came?", "How many ships came in 2020?"),
    ],
)
def test_follow_up_takes_what_it_lacks(text: str, previous: str, expected: str) -> None:
    assert standing_alone(text, previous, OUTLETS, TODAY, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("What did Dahl say about the bridge?", BEFORE),
        ("And in 2020?", ""),
        ("And what did Dahl say about the bridge that was built over the fjord?", BEFORE),
        ("What about Dahl?", "How many ships came?"),
        ("So what did Dahl say about his taxes this year and the last?", BEFORE),
        ("And is dahl hiding his plans for the whole of the northern quay?", BEFORE),
        ("", BEFORE),
    ],
)
def test_whole_question_or_nothing_to_take_from_is_left_alone(text: str, previous: str) -> None:
    assert standing_alone(text, previous, OUTLETS, TODAY, NAMES) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_a_question(text: str, previous: str) -> None:
    found = standing_alone(text, previous, OUTLETS, TODAY, NAMES)
    assert found == text or found.endswith("?")
