"""
Answers at hand: one question, scope and state of the corpus is answered once.

What is kept depends on nothing but its key, so sharing it between readers shows nobody another's
view: whoever asks the same gets the same.
"""

import threading
from collections import OrderedDict

from rag.corpus import Corpus
from rag.schema.answers import Answer
from rag.schema.scope import Scope
from rag.ui.state import suggestions

KEPT = 256  # answers: a few megabytes

QUESTIONS = 32  # scopes whose questions to begin with are kept

_lock = threading.Lock()
_held: OrderedDict[tuple[str, str, Scope, bool], Answer] = OrderedDict()
_beginnings: OrderedDict[tuple[str, Scope], tuple[str, ...]] = OrderedDict()


def beginnings(corpus: Corpus, scope: Scope) -> tuple[str, ...]:
    """Questions to begin with, made of the claims in scope; see ``examples.questions``."""
    key = (corpus.fingerprint, scope)
    with _lock:
        if key in _beginnings:
            return _beginnings[key]
    texts = {article.id: article.text for article in corpus.articles()}
    made = suggestions.questions(corpus.claims(scope), texts)
    with _lock:
        _beginnings[key] = made
        while len(_beginnings) > QUESTIONS:
            _beginnings.popitem(last=False)
    return made


def held(corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True) -> Answer | None:
    """The answer if it was made before."""
    with _lock:
        return _held.get((corpus.fingerprint, question, scope, narrow))


def answer(corpus: Corpus, question: str, scope: Scope, *, narrow: bool = True) -> Answer:
    """The answer; see ``Corpus.ask``, whose errors it raises."""
    key = (corpus.fingerprint, question, scope, narrow)
    with _lock:
        found = _held.get(key)
        if found is not None:
            _held.move_to_end(key)
            return found
    found = corpus.ask(question, scope, narrow=narrow)
    with _lock:
        _held[key] = found
        while len(_held) > KEPT:
            _held.popitem(last=False)
    return found
