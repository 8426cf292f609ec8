"""The public face of the package: an opened index, to ask, search, list and read."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import rag
from rag.answering import abstention, composer, joining
from rag.calibration.parameters import parameters
from rag.models.llm import PATIENCE, Patience
from rag.questions import parsed, parser, two_questions
from rag.questions.search_query import SearchQuery
from rag.schema.answers import Answer, Citation, EvidenceSet
from rag.schema.articles import Article, Dispatch
from rag.schema.claims import Claim
from rag.schema.reports import Facets, RelatedClaims
from rag.schema.scope import (
    EVERYTHING,
    Scope,
    article_in_scope,
    dated_in_scope,
    narrowed_scope,
)
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.corpus_tables import CorpusTables
from rag.storage.kept.article_versions import ArticleVersions
from rag.timeline.claim_table import ClaimTable
from rag.writer import prose, verification

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.callbacks import CallbackManager

    from rag.models.embedder import Embedder
    from rag.questions.parsed import ParsedQuestion
    from rag.readers.reader import Reader
    from rag.retrieval.searcher import Searcher
    from rag.schema.answers import Evidence
    from rag.storage.generation import Generation


@dataclass(frozen=True, slots=True)
class RelatedClaimsParameters:
    """When a claim is about some words."""

    share: float  # least share of the best sentence's score
    least: float  # score of the best sentence below which nothing in the corpus is about them


RELATED = parameters(RelatedClaimsParameters, "corpus", "related_claims")


class Corpus:
    """
    One generation of the index, opened for reading; safe to share between threads.

    Opening loads no model: ``ask`` and ``search`` do, once, unless ``warm`` did before.
    """

    engine = rag.__version__

    def __init__(
        self,
        settings: Settings,
        generation: "Generation",
        embedder: "Embedder",
        reader: "Reader",
    ) -> None:
        self.settings = settings
        self.tables = CorpusTables(generation)
        self._generation = generation
        self._embedder = embedder
        self._reader = reader
        self._warming = threading.Lock()
        self._laying_out = threading.Lock()
        self._claim_table: ClaimTable | None = None
        self._ready = False

    @classmethod
    def open(
        cls,
        settings: Settings,
        embedder: "Embedder | None" = None,
        reader: "Reader | None" = None,
    ) -> "Corpus":
        """
        Open the current generation of the index.

        Raises MissingIndexError, StaleIndexError (another model or version), StorageError and
        MissingModelError, each with the next step in its message.
        """
        from rag.models import embedder as embedding
        from rag.readers import reader as reading
        from rag.storage import generation as store

        chosen = embedder or embedding.load(settings)
        generation = store.open_generation(settings, chosen.name)
        corpus = cls(settings, generation, chosen, reader or reading.load(settings))
        # When the last reader drops a superseded corpus, its files and the lease that keeps the old
        # generation on disk are released.
        weakref.finalize(corpus.tables, generation.close).atexit = False
        return corpus

    @staticmethod
    def current(settings: Settings) -> str | None:
        """The name of the current generation, without opening it; None where there is no index."""
        return lifecycle.current(settings.index)

    def close(self) -> None:
        """Release the files; the corpus cannot be used afterwards."""
        self._generation.close()

    # --- records ----------------------------------------------------------------------------------

    @property
    def generation(self) -> str:
        """The name of the generation that was opened."""
        return self._generation.name

    @property
    def fingerprint(self) -> str:
        """Hash over articles, model and version, the same on every machine."""
        return self._generation.fingerprint

    @cached_property
    def versions(self) -> ArticleVersions:
        """The earlier versions of edited articles."""
        return ArticleVersions(self.settings.index)

    def articles(self, scope: Scope = EVERYTHING) -> tuple[Article, ...]:
        """
        The articles in scope, in order of id.

        A filter on speaker or kind selects articles with such a claim.
        """
        articles = self.tables.articles.values()
        if scope.empty:
            return tuple(articles)
        every = scope.needs_article_only
        with_claims = set() if every else self.tables.columns.articles_in(scope)
        return tuple(
            article
            for article in articles
            if article_in_scope(article, scope)
            and (
                every
                or article.id in with_claims
                or (not scope.needs_claim and dated_in_scope(article.published, scope))
            )
        )

    def article(self, name: str) -> Article | None:
        """The article with this id."""
        return self.tables.articles.get(name)

    def dispatches(self) -> tuple[Dispatch, ...]:
        """All dispatches; every article is in exactly one."""
        return self.tables.dispatches

    def claims(self, scope: Scope = EVERYTHING) -> tuple[Claim, ...]:
        """
        The claims in scope in time order, undated ones last; copies in reprints are folded.

        Of the copies in scope, the one whose provenance is best known represents them; its
        ``places`` list all others.
        """
        table = self.claim_table
        return tuple(table.claims[number] for number in table.within(scope).tolist())

    def copies(self) -> tuple[Claim, ...]:
        """All claims, copies in reprints included, in order of article and place in it."""
        return tuple(self.tables.claims.values())

    def claim(self, name: str) -> Claim | None:
        """The claim with this id, whichever copy it is."""
        return self.tables.claims.get(name)

    def facets(self) -> Facets:
        """The values by which this corpus can be scoped."""
        return self.tables.facets

    @property
    def claim_table(self) -> ClaimTable:
        """All claims as columns, for pages that scope, fold, sort and count; built once."""
        with self._laying_out:
            if self._claim_table is None:
                self._claim_table = ClaimTable(self.tables)
            return self._claim_table

    # --- asking -----------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether the model is loaded, so that a question is answered without delay."""
        return self._ready

    def warm(self) -> None:
        """Load the model and the tables that questions need; only the first call does anything."""
        with self._warming:
            if not self._ready:
                self._read(*self._find("warm up", EVERYTHING, 1)[:2])
                self._ready = True

    def ask(
        self,
        text: str,
        scope: Scope = EVERYTHING,
        *,
        id: str | None = None,
        narrow: bool = True,
        today: date | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> Answer:
        """
        Answer a question from the articles in scope, or decline with a reason.

        Restrictions in the question itself ("according to X", "in August 2020") narrow ``scope``,
        unless ``narrow`` is False. "This week" counts from ``today``, by default the present day.
        Two questions in one are answered one by one. Raises ScopeError for a question without a
        word.
        """
        self.warm()
        started = clock()
        parts = two_questions.separate(text)
        answers = [self._ask(part, scope, narrow=narrow, today=today) for part in parts]
        answer = answers[0] if len(answers) == 1 else joining.joined(text, answers, scope)
        return replace(
            answer,
            corpus=self.fingerprint,
            engine=self.engine,
            seconds=clock() - started,
            id=id,
        )

    def _ask(self, text: str, scope: Scope, *, narrow: bool, today: date | None) -> Answer:
        """The answer to one question."""
        question, ranked, searched = self._find(text, scope, 40, narrow=narrow, today=today)
        answer = self._composed(question, ranked, searched)
        if narrow and answer.declined and (question.scope.after or question.scope.before):
            undated, ranked, searched = self._find(text, scope, 40, dated=False, today=today)
            if abstention.dates_are_topic(undated, question, ranked):
                again = self._composed(undated, ranked, searched)
                answer = answer if again.declined else again
        return answer

    def standing_alone(self, text: str, previous: str) -> str:
        """A question with what it leaves out taken from the one before it, see ``follow_up``."""
        from rag.questions import follow_up

        names = self._searcher.vocabulary.names
        return follow_up.standing_alone(
            text, previous, self.tables.facets.outlets, date.today(), names
        )

    def _composed(
        self, question: parsed.ParsedQuestion, ranked: "tuple[Evidence, ...]", scope: Scope
    ) -> Answer:
        ranked = self._read(question, ranked)
        unknown = self._searcher.vocabulary.unknown(question, self._embedder.synonyms)
        absent = tuple(term for term in unknown if not self._searcher.vocabulary.printed(term))
        evidence = EvidenceSet(ranked, scope, unknown, absent)
        return composer.compose(question, evidence, self.tables.articles, self.tables.corrections)

    def _read(
        self, question: "ParsedQuestion", ranked: "tuple[Evidence, ...]"
    ) -> "tuple[Evidence, ...]":
        from rag.retrieval import evidence_reading

        return evidence_reading.read(question, ranked, self._reader, self.tables)

    def write(self, answer: Answer, patience: Patience = PATIENCE) -> Iterator[Answer]:
        """
        Yield the answer with what the language model has written so far; the last one is final.

        The model sees only the citations of the answer, and each sentence appears once it has
        passed its check. Nothing is raised: where the model fails, ``written`` says why. Yields
        nothing where the settings name no model or the answer is declined.
        """
        for written in prose.write(answer, self.numbered_evidence(answer), self.settings, patience):
            yield replace(answer, written=written)

    def numbered_evidence(self, answer: Answer) -> tuple[verification.NumberedEvidence, ...]:
        """The citations of an answer as the language model and the checks of its prose get them."""
        return tuple(self._piece(citation) for citation in answer.citations)

    def search(
        self, text: str, scope: Scope = EVERYTHING, limit: int = 40, *, narrow: bool = True
    ) -> "tuple[Evidence, ...]":
        """The evidence for a question, best first, whether or not it answers."""
        return self._find(text, scope, limit, narrow=narrow)[1]

    def find(self, query: SearchQuery, scope: Scope = EVERYTHING) -> tuple[Article, ...]:
        """The articles in scope whose text or metadata match a search for words, best first."""
        if not query.expression:
            return ()
        known = {article.id: article for article in self.articles(scope)}
        found = self._generation.found_articles(query.expression)
        return tuple(known[name] for name in found if name in known)

    def about(self, words: str, scope: Scope = EVERYTHING) -> RelatedClaims:
        """
        The claims in scope that are about ``words``, the nearest first, copies folded.

        Ranked like the evidence of an answer, and cut at a share of the best score. Loads the model
        if necessary. Raises ScopeError for words without a letter.
        """
        from rag.retrieval.searcher import CANDIDATES

        found = self.search(words, scope, CANDIDATES.scored)
        if not found or found[0].hit.score < RELATED.least:
            return RelatedClaims(())
        near = [one for one in found if one.hit.score >= RELATED.share * found[0].hit.score]
        claims = [claim.id for one in near for claim in one.hit.claims]
        return RelatedClaims(tuple(dict.fromkeys(claims)), full=len(near) >= CANDIDATES.scored)

    # --- as parts of a llama-index program ------------------------------------------------------

    def as_retriever(
        self,
        scope: Scope = EVERYTHING,
        limit: int = 10,
        *,
        cited: bool = False,
        callback_manager: "CallbackManager | None" = None,
    ) -> "BaseRetriever":
        """
        A llama-index retriever of the evidence for a question, best first, at most ``limit`` nodes.

        With ``cited`` it returns the citations of the composed answer in their order, and nothing
        where the question is declined.
        """
        from rag.export import llama_index

        return llama_index.retriever(
            self, scope, limit, cited=cited, callback_manager=callback_manager
        )

    def as_query_engine(
        self,
        scope: Scope = EVERYTHING,
        *,
        write: bool = False,
        callback_manager: "CallbackManager | None" = None,
    ) -> "BaseQueryEngine":
        """
        A llama-index query engine that answers as ``ask`` does; its sources are the citations.

        With ``write``, the language model of the settings writes too, if they name one.
        """
        from rag.export import llama_index

        return llama_index.query_engine(self, scope, write=write, callback_manager=callback_manager)

    def _find(
        self,
        text: str,
        scope: Scope,
        limit: int,
        *,
        narrow: bool = True,
        dated: bool = True,
        today: date | None = None,
    ) -> "tuple[ParsedQuestion, tuple[Evidence, ...], Scope]":
        known = self._searcher.vocabulary
        asked = parser.read(
            text, self.tables.facets.outlets, today or date.today(), known.names, dated=dated
        )
        asked = parsed.with_corrections(asked, known.corrections(asked, self._embedder.count))
        narrowed = narrowed_scope(scope, asked.scope) if narrow else scope
        return asked, self._searcher.search(asked, narrowed, self._embedder, limit), narrowed

    # --- internals ----------- -------------------------------------------------------------------

    @cached_property
    def _searcher(self) -> "Searcher":
        from rag.retrieval.searcher import Searcher

        return Searcher(self.tables)

    def _piece(self, citation: Citation) -> verification.NumberedEvidence:
        """A citation with those who speak in it, and the words in it that are theirs."""
        span = citation.span
        claims = [
            claim
            for claim in self.tables.claims_of(citation.article)
            if span.start <= claim.evidence.start and claim.evidence.end <= span.end
        ]
        return prose.numbered(citation, claims, self.tables.articles[citation.article].text)
