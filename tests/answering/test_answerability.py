"""Answerability: the probability that the evidence answers at all."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.answerability import DECIDING, AnswerabilityModel, answerability, measures
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Evidence, Hit
from rag.schema.articles import Span

KNOWN = frozenset(stem(word) for word in "Kari Lund".split())
QUESTION = "What did Kari Lund say about Benghazi and the harbour?"
EVIDENCE = Evidence(
    hit=Hit(article="a.txt", span=Span(0, 10), score=2.0, claims=()),
    covered=0.8,
    speaker_match=1.0,
    side=0,
    missing=(),
    reader_score=1.0,
    probability=0.5,
)


def parse(text: str = QUESTION) -> ParsedQuestion:
    return read(text, (), date(2020, 1, 1), KNOWN)


def measured(*ranked: Evidence, question: str = QUESTION) -> dict[str, float]:
    names = [field.name for field in fields(AnswerabilityModel)]
    return dict(zip(names, measures(parse(question), ranked), strict=False))


def test_no_evidence_does_not_answer() -> None:
    assert answerability(parse(), ()) == 0.0


def test_one_measure_for_each_weight_but_the_constant() -> None:
    assert len(measures(parse(), [EVIDENCE])) == len(fields(AnswerabilityModel)) - 1


def test_reader_and_search_give_their_highest() -> None:
    further = replace(EVIDENCE, reader_score=-3.0, hit=replace(EVIDENCE.hit, score=4.0))
    values = measured(further, EVIDENCE)
    assert (values["reader"], values["nearness"]) == (1.0, 4.0)


def test_evidence_far_down_does_not_count() -> None:
    low = replace(EVIDENCE, reader_score=-3.0)
    assert measured(*[low] * DECIDING.read, EVIDENCE)["reader"] == -3.0


def test_words_that_the_best_piece_lacks_count_as_missing() -> None:
    lacking = replace(EVIDENCE, missing=("benghazi", "harbour"))
    values = measured(lacking)
    assert (values["missing"], values["names_never_met"]) == (2, 1)
    assert measured(lacking, EVIDENCE)["names_never_met"] == 0  # another piece has the name


def test_numbers_that_no_piece_has_count_by_themselves() -> None:
    lacking = replace(EVIDENCE, missing=("96th", "harbour"))
    values = measured(lacking, question="Which ship won at the 96th harbour days?")
    assert (values["numbers_never_met"], values["names_never_met"]) == (1, 0)
    assert measured(lacking, EVIDENCE)["numbers_never_met"] == 0


def test_a_missing_speaker_is_no_missing_name() -> None:
    assert measured(replace(EVIDENCE, missing=("lund",)))["names_never_met"] == 0


@pytest.mark.parametrize(
    ("question", "particular", "one_fact"),
    [
        (QUESTION, 1, 0),
        ("How many ships did Kari Lund sell?", 0, 1),
        ("What did politicians say about the harbour?", 0, 0),
    ],
)
def test_kinds_of_question(question: str, particular: int, one_fact: int) -> None:
    values = measured(EVIDENCE, question=question)
    assert (values["particular"], values["one_fact"]) == (particular, one_fact)


@given(st.floats(-8, 8), st.floats(0, 1), st.integers(0, 3))
def test_a_better_reading_is_never_less_probable(score: float, covered: float, lost: int) -> None:
    missing = ("benghazi", "harbour", "lund")[:lost]
    piece = replace(EVIDENCE, reader_score=score, covered=covered, missing=missing)
    better = replace(piece, reader_score=score + 1)
    worse = replace(piece, missing=("benghazi", "harbour", "lund", "kari"))
    found = answerability(parse(), [piece])
    assert 0 <= answerability(parse(), [worse]) <= found <= answerability(parse(), [better]) <= 1
