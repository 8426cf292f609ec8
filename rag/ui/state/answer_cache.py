"""
Cached answers and suggested questions, each computed once for a generation of the corpus.

A cached value depends on its key alone, so that readers can share it.
"""

import threading
from collections import OrderedDict

from rag.corpus import Corpus
from rag.schema.answers import Answer
from rag.schema.scope import Scope
from rag.ui.state import suggestions

MOST_ANSWERS = 256  # a few megabytes
MOST_SUGGESTIONS = 32  # scopes

_lock = threading.Lock()
_answers: OrderedDict[tuple[str, str, Scope, bool], Answer] = OrderedDict()
_suggestions: OrderedDict[tuple[str, Scope], tuple[str, ...]] = OrderedDict()


def suggested_questions(corpus: Corpus, scope: Scope) -> tuple[str, ...]:
    """Questions to start from, made of the claims in scope; see ``suggestions.questions``."""
    key = (corpus.fingerprint, scope)
    with _lock:
        if key in _suggestions:
            return _suggestions[key]
    texts = {article.id: article.text for article in corpus.articles()}
    questions = suggestions.questions(corpus.claims(scope), texts)
    with _lock:
        _suggestions[key] = questions
        while len(_suggestions) > MOST_SUGGESTIONS:
            _suggestions.popitem(last=False)
    return questions


def cached_answer(
    corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True
) -> Answer | None:
    """The answer, if it is in the cache."""
    with _lock:
        return _answers.get((corpus.fingerprint, question, scope, narrow))


def answer(corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True) -> Answer:
    """The answer; raises as ``Corpus.ask`` does."""
    key = (corpus.fingerprint, question, scope, narrow)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    fresh = corpus.ask(question, scope, narrow=narrow)
    with _lock:
        _answers[key] = fresh
        while len(_answers) > MOST_ANSWERS:
            _answers.popitem(last=False)
    return fresh
