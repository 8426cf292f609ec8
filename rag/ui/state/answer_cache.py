"""
Cached answers and suggested questions, each computed once for a generation of the corpus.

A cached value depends on its key alone, so that readers can share it.
"""

from dataclasses import replace
from datetime import date

from rag.api.record_queries import QuestionQuery
from rag.api.record_service import composed, whole_question
from rag.caching import LruCache
from rag.corpus import Corpus
from rag.schema.answers import Answer
from rag.schema.scope import Scope
from rag.ui.state import suggestions

MOST_ANSWERS = 256  # a few megabytes
MOST_SUGGESTIONS = 32  # scopes

_answers: LruCache[tuple[str, str, Scope, bool, date], Answer] = LruCache(MOST_ANSWERS)
_suggestions: LruCache[tuple[str, Scope], tuple[str, ...]] = LruCache(MOST_SUGGESTIONS)


def suggested_questions(corpus: Corpus, scope: Scope) -> tuple[str, ...]:
    """Questions to start from, made of the claims in scope; see ``suggestions.questions``."""

    def make() -> tuple[str, ...]:
        texts = {article.id: article.text for article in corpus.articles()}
        return suggestions.questions(corpus.claim_table, scope, texts)

    return _suggestions.get((corpus.fingerprint, scope), make)


def cached_answer(
    corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True
) -> Answer | None:
    """The answer, if it is in the cache."""
    return _answers.peek((corpus.fingerprint, question, scope, narrow, date.today()))


def answer(corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True) -> Answer:
    """The answer; raises as ``Corpus.ask`` does."""
    key = (corpus.fingerprint, question, scope, narrow, date.today())  # "this week" counts from it
    return _answers.get(key, lambda: corpus.ask(question, scope, narrow=narrow))


def asked(corpus: Corpus, query: QuestionQuery) -> Answer:
    """The answer to the question of a program, shared with the pages where no day is given."""
    if query.asked:
        return composed(corpus, query)
    question = whole_question(corpus, query)
    return replace(answer(corpus, question, query.scope, narrow=query.narrow), id=query.id)
