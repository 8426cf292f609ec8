"""A watched question or set of filters, and the statements that are on record for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import ScopeError
from rag.export.feed_formats import words_key
from rag.schema.answers import Citation
from rag.schema.articles import Span
from rag.schema.claims import Claim
from rag.schema.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from rag.corpus import Corpus


@dataclass(frozen=True, slots=True)
class WatchedView:
    """A question, or "" for all claims within the filters."""

    question: str
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class StatementOnRecord:
    """A citation of the answer, or a claim within the filters, with its words in the article."""

    source: Citation | Claim
    span: Span
    words: str

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.source.article

    @property
    def key(self) -> str:
        """The same for the same words, so that a reprint is nothing new."""
        return words_key(self.words)


def on_record(corpus: "Corpus", watched: WatchedView) -> Iterator[StatementOnRecord]:
    """
    The statements for a watched view: the citations of its answer, or the claims of its filters.

    Nothing for a declined question, or one without a word.
    """
    for one in _statements(corpus, watched):
        span = one.evidence if isinstance(one, Claim) else one.span
        text = corpus.tables.articles[one.article].text
        yield StatementOnRecord(one, span, text[span.start : span.end])


def _statements(corpus: "Corpus", watched: WatchedView) -> tuple[Citation | Claim, ...]:
    if not watched.question:
        return corpus.claims(watched.scope)
    try:
        answer = corpus.ask(watched.question, watched.scope)
    except ScopeError:
        return ()
    return () if answer.declined else answer.citations
