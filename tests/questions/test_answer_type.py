"""What kind of thing would answer a question."""

from datetime import date

import pytest

from rag.questions.answer_type import Wanted
from rag.questions.parser import read
from rag.questions.terms import stem

KNOWN = frozenset(stem(word) for word in "Tom Clarke Khafaji Trump Obama".split())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Who is Tom Clarke?", Wanted.DESCRIPTION),
        ("who is tom clarke", Wanted.DESCRIPTION),
        ("Who is suing him?", Wanted.PERSON),
        ("Who was behind it?", Wanted.PERSON),
        ("Which senator scolded him?", Wanted.PERSON),
        ("How many outlets reported the speech?", Wanted.SOURCES),
        ("How many independent sources say so?", Wanted.SOURCES),
        ("Which outlets carried Khafaji's statement?", Wanted.SOURCES),
        ("Who reprinted the story about the quay?", Wanted.SOURCES),
        ("Which papers endorsed Trump?", Wanted.PERSON),  # they did more than carry
        ("Who ran the campaign?", Wanted.PERSON),
        ("What did those who first reported it say?", Wanted.STATEMENT),
        ("What share of voters agrees?", Wanted.NUMBER),
        ("By how much did it rise?", Wanted.NUMBER),
        ("quake death toll", Wanted.NUMBER),
        ("visa program expiry date", Wanted.DAY),
        ("By when must it end?", Wanted.DAY),
        ("What year did it end?", Wanted.DAY),
        ("Why did Khafaji leave?", Wanted.REASON),
        ("What reason has Khafaji given for leaving?", Wanted.REASON),
        ("Did Trump pay his taxes?", Wanted.YES_OR_NO),
        ("Are there bases in Iraq?", Wanted.YES_OR_NO),
        ("What do Obama and Trump say about climate change?", Wanted.SIDES),
        ("What does Obama say about climate change?", Wanted.STATEMENT),
        ("How did Obama's view of climate change evolve over the years?", Wanted.CHANGE),
        ("What did parents and teachers say about it?", Wanted.STATEMENT),  # crowds, no sides
    ],
)
def test_what_would_answer(text: str, wanted: Wanted) -> None:
    assert read(text, (), date(2026, 1, 1), KNOWN).wanted is wanted
