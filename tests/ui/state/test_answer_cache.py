"""Answers and suggestions are computed once for each key."""

from datetime import date

import pytest

from rag.api.record_queries import QuestionQuery
from rag.caching import LruCache
from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.ui.state import answer_cache, suggestions


def test_answer_is_cached_with_and_without_the_filters_of_the_question(
    seed_index: Settings,
) -> None:
    corpus = Corpus.open(seed_index)
    text = "what did Khafaji say about bases in August 2020?"
    narrow = answer_cache.answer(corpus, text, Scope())
    wide = answer_cache.answer(corpus, text, Scope(), narrow=False)
    assert narrow.scope.after == date(2020, 8, 1)
    assert wide.scope == Scope()
    assert answer_cache.answer(corpus, text, Scope()) is narrow
    corpus.close()


def test_cached_answer_is_none_until_it_is_computed(corpus: Corpus) -> None:
    text, scope = "what did Khafaji say about troops in 2021?", Scope(outlets=("Rudaw",))
    assert answer_cache.cached_answer(corpus, text, scope) is None
    fresh = answer_cache.answer(corpus, text, scope)
    assert answer_cache.cached_answer(corpus, text, scope) is fresh
    assert answer_cache.cached_answer(corpus, text, Scope()) is None


def test_oldest_answers_leave_the_cache(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "_answers", LruCache(1))
    first, second = ("who speaks of bases?", "who speaks of troops?")
    answer_cache.answer(corpus, first, Scope())
    answer_cache.answer(corpus, second, Scope())
    assert answer_cache.cached_answer(corpus, first, Scope()) is None
    assert answer_cache.cached_answer(corpus, second, Scope()) is not None


def test_suggested_questions_are_computed_once(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = Scope(outlets=("AVİM",))
    questions = answer_cache.suggested_questions(corpus, scope)
    assert questions
    monkeypatch.setattr(suggestions, "questions", lambda *_: ())
    assert answer_cache.suggested_questions(corpus, scope) is questions


def test_answer_of_another_day_is_composed_anew(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "What did Khafaji say this week?"

    class Day(date):
        today_is = date(2020, 8, 25)

        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return cls.today_is

    monkeypatch.setattr(answer_cache, "date", Day)
    first = answer_cache.answer(corpus, question, Scope())
    assert answer_cache.answer(corpus, question, Scope()) is first
    Day.today_is = date(2021, 3, 1)
    assert answer_cache.answer(corpus, question, Scope()) is not first


def test_question_of_a_program_shares_the_answer_of_the_page(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_page = answer_cache.answer(corpus, "What did Khafaji say?", Scope())
    asked = answer_cache.asked(corpus, QuestionQuery(question="What did Khafaji say?", id="7"))
    assert asked.id == "7"
    assert asked.citations is of_page.citations
    day = QuestionQuery(question="What did Khafaji say this week?", asked=date(2020, 8, 25))
    first = answer_cache.asked(corpus, day).scope.after
    assert first is not None
    assert first.year == 2020
