"""
A corpus as a llama-index retriever and query engine.

Their nodes are whole sentences, cut from an article by offsets, with speaker and day as metadata.
The classes are defined at the first call, because llama-index takes seconds to import.
"""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from rag.errors import ScopeError
from rag.export.contract_json import answer_text
from rag.schema.answers import Answer, Evidence, PassageCopy
from rag.schema.articles import Article, Span
from rag.schema.scope import Scope
from rag.text.english import basis_of_day

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.callbacks import CallbackManager
    from llama_index.core.schema import NodeWithScore

# Metadata for programs, not shown to a model that reads or embeds the node.
FOR_PROGRAMS = (
    "article start end title url dispatch claim corpus said_on_basis date_basis origin_published"
).split()


class _CorpusParts(Protocol):
    """The methods of Corpus that the classes here use."""

    @property
    def fingerprint(self) -> str:
        """Identifies the content of the corpus."""

    def ask(self, text: str, scope: Scope) -> Answer:
        """Answer a question."""

    def write(self, answer: Answer) -> Iterator[Answer]:
        """The answer with the prose of a language model, as it grows."""

    def search(self, text: str, scope: Scope, limit: int) -> tuple[Evidence, ...]:
        """Evidence for a question, best first."""

    def article(self, name: str) -> Article | None:
        """An article by its id."""


def retriever(
    corpus: _CorpusParts,
    scope: Scope,
    limit: int,
    *,
    cited: bool,
    callback_manager: "CallbackManager | None",
) -> "BaseRetriever":
    """See ``Corpus.as_retriever``."""
    retriever_class, _ = _classes()
    built: BaseRetriever = retriever_class(
        corpus, scope, limit, cited=cited, callback_manager=callback_manager
    )
    return built


def query_engine(
    corpus: _CorpusParts, scope: Scope, *, write: bool, callback_manager: "CallbackManager | None"
) -> "BaseQueryEngine":
    """See ``Corpus.as_query_engine``."""
    _, engine_class = _classes()
    built: BaseQueryEngine = engine_class(
        corpus, scope, write=write, callback_manager=callback_manager
    )
    return built


@cache
def _classes() -> tuple[Any, Any]:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.base.response.schema import Response
    from llama_index.core.schema import QueryBundle

    class CorpusRetriever(BaseRetriever):
        """Evidence for a question, best first."""

        def __init__(
            self,
            corpus: _CorpusParts,
            scope: Scope,
            limit: int,
            *,
            cited: bool,
            callback_manager: "CallbackManager | None",
        ) -> None:
            super().__init__(callback_manager=callback_manager)
            self._corpus, self._scope, self._limit, self._cited = corpus, scope, limit, cited

        def _retrieve(self, query_bundle: QueryBundle) -> "list[NodeWithScore]":
            text = query_bundle.query_str
            try:
                if self._cited:
                    return _cited(self._corpus, self._corpus.ask(text, self._scope))[: self._limit]
                found = self._corpus.search(text, self._scope, self._limit)
            except ScopeError:  # a query without a word has no results
                return []
            return [_evidence_node(self._corpus, evidence) for evidence in found]

        async def _aretrieve(self, query_bundle: QueryBundle) -> "list[NodeWithScore]":
            return await asyncio.to_thread(self._retrieve, query_bundle)

    class CorpusQueryEngine(BaseQueryEngine):
        """The composed answer as a response."""

        def __init__(
            self,
            corpus: _CorpusParts,
            scope: Scope,
            *,
            write: bool,
            callback_manager: "CallbackManager | None",
        ) -> None:
            super().__init__(callback_manager=callback_manager)
            self._corpus, self._scope, self._write = corpus, scope, write

        def _get_prompt_modules(self) -> dict[str, Any]:
            return {}

        def _query(self, query_bundle: QueryBundle) -> Response:
            answer = self._corpus.ask(query_bundle.query_str, self._scope)
            if self._write:
                answer = [answer, *self._corpus.write(answer)][-1]
            return Response(
                response=(answer.reason or "") if answer.declined else answer_text(answer),
                source_nodes=_cited(self._corpus, answer),
                metadata=_response_metadata(answer),
            )

        async def _aquery(self, query_bundle: QueryBundle) -> Response:
            return await asyncio.to_thread(self._query, query_bundle)

        def retrieve(self, query_bundle: QueryBundle) -> "list[NodeWithScore]":
            """The nodes that the answer to this question cites."""
            return _cited(self._corpus, self._corpus.ask(query_bundle.query_str, self._scope))

    return CorpusRetriever, CorpusQueryEngine


def _response_metadata(answer: Answer) -> dict[str, Any]:
    """The fields of an answer besides its text."""
    written = answer.written
    return {
        "declined": answer.declined,
        "reason": answer.reason,
        "understood": list(answer.understood),
        "independent_sources": answer.independent_sources,
        "articles": answer.articles,
        "writer": answer.writer,
        "writer_note": written.note if written else None,
        "corpus": answer.corpus,
        "engine": answer.engine,
    }


# --- nodes ------------------------------------------------------------------------------------


def _cited(corpus: _CorpusParts, answer: Answer) -> "list[NodeWithScore]":
    """
    The citations of an answer in their order, with falling scores.

    Empty where the question is declined: the nearest passages are not evidence.
    """
    if answer.declined:
        return []
    return [
        _node(
            corpus,
            c.article,
            c.span,
            {
                "n": c.n,
                "speaker": c.speaker,
                "role": c.role,
                "organisation": c.organisation,
                "said_on": str(c.said_on) if c.said_on else None,
                "said_on_basis": basis_of_day(c.statement_date) if c.statement_date else None,
                "claim": c.claim,
                "also_in": _places(c.also_in),
            },
            1.0 / c.n,
        )
        for c in answer.citations
    ]


def _evidence_node(corpus: _CorpusParts, evidence: Evidence) -> "NodeWithScore":
    """A piece of evidence, with speaker and day of its first claim."""
    hit = evidence.hit
    claim = hit.claims[0] if hit.claims else None
    speakers = dict.fromkeys(c.speaker for c in hit.claims if c.speaker)
    known: dict[str, Any] = {"also_in": _places(hit.also_in)}
    if claim is not None:
        known |= {
            "speaker": claim.speaker,
            "role": claim.role,
            "organisation": claim.organisation,
            "kind": claim.kind.value,
            "confidence": claim.confidence,
            "said_on": str(claim.said_on) if claim.said_on else None,
            "said_on_basis": basis_of_day(claim.statement_date),
            "claim": claim.id,
            "speakers": "; ".join(speakers) if len(speakers) > 1 else None,
        }
    return _node(corpus, hit.article, hit.span, known, hit.score)


def _places(copies: tuple[PassageCopy, ...]) -> str | None:
    """Other outlets with the same words, as one text because vector stores take no lists."""
    names = dict.fromkeys(copy.outlet or copy.article for copy in copies)
    return "; ".join(names) or None


def _node(
    corpus: _CorpusParts, name: str, span: Span, known: Mapping[str, Any], score: float
) -> "NodeWithScore":
    from llama_index.core.schema import (
        NodeRelationship,
        NodeWithScore,
        RelatedNodeInfo,
        TextNode,
    )

    article = corpus.article(name)
    assert article is not None, name
    text = article.text[span.start : span.end]
    fields = {
        "article": article.id,
        "start": span.start,
        "end": span.end,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": str(article.published) if article.published else None,
        "date_basis": article.date_basis.value,
        "origin": article.origin,
        "origin_published": str(article.origin_published) if article.origin_published else None,
        "dispatch": article.dispatch,
        "corpus": corpus.fingerprint,
        **known,
    }
    node = TextNode(
        id_=_id(article.id, span, text),
        text=text,
        start_char_idx=span.start,
        end_char_idx=span.end,
        metadata={key: value for key, value in fields.items() if value is not None},
        excluded_llm_metadata_keys=list(FOR_PROGRAMS),
        excluded_embed_metadata_keys=list(FOR_PROGRAMS),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )
    return NodeWithScore(node=node, score=score)


def _id(article: str, span: Span, text: str) -> str:
    """A hash of article, place and words, the same on every machine."""
    content = f"{article}\0{span.start}\0{span.end}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:24]
