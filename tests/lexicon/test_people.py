"""Offices under the words that people use for them."""

import pytest

from rag.lexicon.people import COVERS, SHORT, covers_office
from rag.questions.terms import stem


@pytest.mark.parametrize(
    ("asked", "found", "expected"),
    [
        ("boss", "President", True),
        ("boss", "directors", True),
        ("spokesman", "spokeswoman", True),
        ("lawmaker", "senator", True),
        ("senator", "lawmaker", False),  # not every lawmaker is one
        ("boss", "voter", False),
        ("lund", "president", False),
    ],
)
def test_a_word_for_an_office_covers_those_it_may_stand_for(
    asked: str, found: str, *, expected: bool
) -> None:
    assert covers_office(asked, found) is expected


@pytest.mark.parametrize("short", sorted(SHORT))
def test_an_office_cut_short_is_the_same_word(short: str) -> None:
    assert stem(short) == stem(f"{short.title()}.") == stem(SHORT[short])


def test_no_word_covers_nothing() -> None:
    assert all(word and covered for word, covered in COVERS.items() if word)
