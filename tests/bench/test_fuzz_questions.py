"""Hostile and senseless questions give an answer, a decline or a usage error."""

from collections import Counter

import fuzz_questions as fuzz
import pytest

from rag.corpus import Corpus

QUESTIONS = 48  # three of each kind; bench/fuzz_questions.py asks 10,000


def test_no_question_raises_and_every_citation_cuts(corpus: Corpus) -> None:
    became = Counter(
        fuzz.ask(corpus, question, scope)
        for question, scope in fuzz.questions(corpus, QUESTIONS, seed=1)
    )
    assert became.total() == QUESTIONS
    assert set(became) == {"answered", "declined", "usage"}


def test_same_seed_asks_the_same(corpus: Corpus) -> None:
    first, again, other = (list(fuzz.questions(corpus, 64, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_inexact_citation_is_reported(corpus: Corpus) -> None:
    """The check itself is worth something."""
    answer = corpus.ask("what did Iraq say about US bases?")
    fuzz.check(corpus, answer)
    object.__setattr__(answer.citations[0], "quote", "x" * len(answer.citations[0].quote))
    with pytest.raises(AssertionError):
        fuzz.check(corpus, answer)
