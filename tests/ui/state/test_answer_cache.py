"""Tests of the cache of answers."""

from datetime import date

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.ui.state import answer_cache


def test_answer_ignores_dates_of_the_question_when_not_narrowed(
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
