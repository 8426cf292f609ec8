"""
Question and scope → hits: the sentences that may answer, best first.

Candidates come from four rankings fused by reciprocal rank (dense and BM25, over passages and
over sentences); the scope is applied before anything is ranked. What is then weighed for each
candidate is named in ``weighing.Weights``.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from rag.caching import bound_lru_cache
from rag.calibration.parameters import parameters
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import stem
from rag.retrieval.features import WEIGHTS, Weights
from rag.retrieval.fusion import fuse
from rag.retrieval.limits import LIMITS
from rag.retrieval.ranker import CandidateScorer, QueryContext, QuestionCosines
from rag.retrieval.vocabulary import Vocabulary
from rag.schema.answers import Evidence
from rag.schema.scope import Scope, article_in_scope, dated_in_scope, in_scope
from rag.storage.corpus_tables import CorpusTables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rag.models.embedder import Embedder
    from rag.storage.database import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateParameters:
    """Which sentences are scored."""

    depth: int  # places of each ranking that are fused
    scored: int  # sentences that are scored after fusion
    followed: int  # best sentences whose neighbours are scored too
    followed_by: int  # neighbours on either side of them
    wider: int  # times ``depth`` that is looked up in the whole corpus before a scope cuts it


CANDIDATES = parameters(CandidateParameters, "retrieval", "candidates")


class Searcher:
    """What one generation of the index offers to questions; thread-safe, built on first use."""

    def __init__(self, tables: CorpusTables, weights: Weights | None = None) -> None:
        self._generation = tables.generation
        self._held = tables
        self._lock = threading.Lock()
        self.vocabulary = Vocabulary(tables.generation, tables)
        self._scales = CandidateScorer(tables, weights or WEIGHTS)
        self._allowed = bound_lru_cache(self._in_scope, LIMITS.scopes)

    # --- search ---------------------------------------------------------------------------------

    def search(
        self, asked: ParsedQuestion, scope: Scope, embedder: "Embedder", limit: int = 40
    ) -> tuple[Evidence, ...]:
        """At most ``limit`` pieces of evidence, best first, one for the copies of one dispatch."""
        with self._lock:  # the caches are filled once; numpy and SQLite release the GIL below
            allowed = self._allowed(scope)
            if not allowed.sentences:
                return ()
            return self._search(asked, scope, allowed, embedder, limit)

    def _search(
        self,
        asked: ParsedQuestion,
        scope: Scope,
        allowed: "_Allowed",
        embedder: "Embedder",
        limit: int,
    ) -> tuple[Evidence, ...]:
        held = self._held
        acronyms = {
            stem(term): name for term, name in self.vocabulary.expand_acronyms(asked).items()
        }
        terms = (*asked.terms, *sorted({word for name in acronyms.values() for word in name}))
        texts = [asked.query, " ".join(asked.topic) or asked.query]
        query, topic = embedder.encode(texts)
        ids, rows, vectors = held.sentence_vectors
        dense, dense_topic = vectors @ query, vectors @ topic
        around = self._generation.nearest(query, CANDIDATES.depth, allowed.passages)
        fused = fuse(
            [
                self._best(ids, dense, allowed),
                self._with_words("sentences", terms, allowed.sentences),
                self._sentences_of([name for name, _ in around], allowed.sentences),
                self._sentences_of(
                    self._with_words("passages", terms, allowed.passages), allowed.sentences
                ),
            ]
        )
        chosen = sorted(fused, key=lambda name: (-fused[name], name))[: CANDIDATES.scored]
        passage_rows, passage_vectors = held.passage_vectors
        rarity = {term: self.vocabulary.rarity(term) for term in (*asked.terms, *asked.topic)}
        misspelt = frozenset(t for t in asked.terms if not self.vocabulary.frequency(t))
        plain = [term for term in asked.topic if term not in asked.names]
        likened = zip(plain, embedder.synonyms(plain), strict=True)
        synonyms = {term: self.vocabulary.synonyms(term, words) for term, words in likened}
        question = QueryContext(
            asked=asked,
            scope=scope,
            rarity=rarity,
            misspelt=misspelt,
            synonyms=synonyms,
            acronyms=acronyms,
        )

        def weigh(name: str) -> Evidence:
            row, passage = rows[name], passage_rows.get(held.passage_of.get(name, ""))
            there = float(passage_vectors[passage] @ query) if passage is not None else 0.0
            near = max((float(dense[rows[n]]) for n in self._scales.beside(name, 1)), default=0.0)
            cosines = QuestionCosines(float(dense[row]), float(dense_topic[row]), near, there)
            return self._scales.weigh(question, name, cosines)

        weighed = {name: weigh(name) for name in chosen}
        best = sorted(weighed, key=lambda name: (-weighed[name].hit.score, name))[
            : CANDIDATES.followed
        ]
        for name in best:
            for near in self._scales.beside(name, CANDIDATES.followed_by):
                if near not in weighed and near in allowed.sentences:
                    weighed[near] = weigh(near)
        ranked = sorted(weighed.values(), key=lambda e: (-e.hit.score, e.hit.article, e.hit.span))
        return tuple(self._one_per_group(ranked))[:limit]

    @staticmethod
    def _best(ids: Sequence[str], dense: "NDArray[np.float32]", allowed: "_Allowed") -> list[str]:
        """The sentences in scope nearest to the question; ties in order of id, as rows stand."""
        order = np.argsort(-dense, kind="stable")
        if allowed.everything:
            return [ids[n] for n in order[: CANDIDATES.depth]]
        return list(
            islice((ids[n] for n in order if ids[n] in allowed.sentences), CANDIDATES.depth)
        )

    def _with_words(
        self, table: "Table", terms: Sequence[str], allowed: frozenset[str] | None
    ) -> list[str]:
        """
        The rows in scope that hold most of the terms, best first.

        To name all rows of a wide scope to SQLite costs more than to look further down the ranking
        of the whole corpus; only where that gives too few is the search made within the scope.
        """
        everything = allowed is None or len(allowed) == len(self._held.sentences)
        depth = CANDIDATES.depth if everything else CANDIDATES.depth * CANDIDATES.wider
        found = [name for name, _ in self._generation.lexical(table, terms, depth, None)]
        if allowed is None or everything:
            return found
        inside = [name for name in found if name in allowed][: CANDIDATES.depth]
        if len(inside) == CANDIDATES.depth or len(found) < depth:
            return inside
        return [
            name for name, _ in self._generation.lexical(table, terms, CANDIDATES.depth, allowed)
        ]

    def _in_scope(self, scope: Scope) -> "_Allowed":
        """Sentences in scope; for speaker and kind those that hold such a claim."""
        held = self._held
        if scope.empty:
            return _Allowed(frozenset(held.sentences), None, everything=True)
        found = []
        for name, article in held.articles.items():
            if not article_in_scope(article, scope):
                continue
            dated = dated_in_scope(article.published, scope)
            for sentence in held.by_article.get(name, ()):
                claims = held.claims_by_sentence.get(sentence.id, ())
                if claims or scope.needs_claim:
                    if any(in_scope(claim, article, scope) for claim in claims):
                        found.append(sentence.id)
                elif dated:
                    found.append(sentence.id)
        sentences = frozenset(found)
        passages = frozenset(held.passage_of[s] for s in sentences if s in held.passage_of)
        return _Allowed(sentences, passages, everything=len(sentences) == len(held.sentences))

    def _sentences_of(self, passages: Sequence[str], allowed: frozenset[str]) -> list[str]:
        """The sentences of ranked passages, in their order."""
        return [
            sentence
            for name in passages
            for sentence in self._held.in_passage.get(name, ())
            if sentence in allowed
        ]

    def _one_per_group(self, weighed: Sequence[Evidence]) -> list[Evidence]:
        """The copy whose provenance is best known stands for all; the score is the best one's."""
        rank = self._held.provenance
        seen: set[str] = set()
        kept: dict[str, int] = {}
        result: list[Evidence] = []
        for evidence in weighed:
            sentence = self._held.at[evidence.hit.article, evidence.hit.span]
            group = sentence.group or sentence.id
            if group not in seen:
                seen.add(group)
                kept[group] = len(result)
                result.append(evidence)
            elif rank.get(evidence.hit.article, 0) < rank.get(result[kept[group]].hit.article, 0):
                best = result[kept[group]].hit
                shown = replace(evidence.hit, score=best.score, why=best.why)
                result[kept[group]] = replace(evidence, hit=shown)
        return result


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The sentences in a scope and the passages in which they start; None for all passages."""

    sentences: frozenset[str]
    passages: frozenset[str] | None
    everything: bool
