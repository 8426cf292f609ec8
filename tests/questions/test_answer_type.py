"""Answer types of questions: number, day, person, sides and others."""

from datetime import date

import pytest

from rag.questions.answer_type import AnswerType, TimeOrder, time_order
from rag.questions.parser import read
from rag.questions.terms import stem

KNOWN = frozenset(stem(word) for word in "Tom Clarke Khafaji Trump Obama".split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Tom Clarke?", AnswerType.DESCRIPTION),
        ("who is tom clarke", AnswerType.DESCRIPTION),
        ("Who is suing him?", AnswerType.PERSON),
        ("Who was behind it?", AnswerType.PERSON),
        ("Which senator scolded him?", AnswerType.PERSON),
        ("How many outlets reported the speech?", AnswerType.SOURCES),
        ("How many independent sources say so?", AnswerType.SOURCES),
        ("Which outlets carried Khafaji's statement?", AnswerType.SOURCES),
        ("Who reprinted the story about the quay?", AnswerType.SOURCES),
        ("Which papers endorsed Trump?", AnswerType.PERSON),  # they did more than carry
        ("Who ran the campaign?", AnswerType.PERSON),
        ("What did those who first reported it say?", AnswerType.STATEMENT),
        ("What share of voters agrees?", AnswerType.NUMBER),
        ("By how much did it rise?", AnswerType.NUMBER),
        ("quake death toll", AnswerType.NUMBER),
        ("visa program expiry date", AnswerType.DAY),
        ("By when must it end?", AnswerType.DAY),
        ("What year did it end?", AnswerType.DAY),
        ("Why did Khafaji leave?", AnswerType.REASON),
        ("What reason has Khafaji given for leaving?", AnswerType.REASON),
        ("Did Trump pay his taxes?", AnswerType.YES_OR_NO),
        ("Are there bases in Iraq?", AnswerType.YES_OR_NO),
        ("What do Obama and Trump say about climate change?", AnswerType.SIDES),
        ("What does Obama say about climate change?", AnswerType.STATEMENT),
        ("How did Obama's view of climate change evolve over the years?", AnswerType.CHANGE),
        ("How has Obama's position on trade changed?", AnswerType.CHANGE),
        ("How did Obama's national lead change since May?", AnswerType.STATEMENT),
        ("Who do Obama and Trump each blame for the leak?", AnswerType.SIDES),
        ("Obama vs Trump, how high should taxes go", AnswerType.SIDES),
        ("exactly what percent did Obama get in Iowa", AnswerType.NUMBER),
        ("What did parents and teachers say about it?", AnswerType.STATEMENT),  # crowds, no sides
    ],
)
def test_expected_answer_of_a_question(text: str, expected: AnswerType) -> None:
    assert read(text, (), date(2026, 1, 1), KNOWN).answer_type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the latest Clarke said about storms?", TimeOrder.LATEST),
        ("What was Clarke's most recent statement on storms?", TimeOrder.LATEST),
        ("What did Clarke last say about storms?", TimeOrder.LATEST),
        ("What did Clarke first say about storms?", TimeOrder.FIRST),
        ("What did the first lady say about storms?", None),
        ("Who won the last election?", None),
    ],
)
def test_time_order_of_a_question(text: str, expected: TimeOrder | None) -> None:
    assert time_order(text) is expected
