"""
ParsedQuestion and Scope → ranked evidence.

Candidates come from four rankings fused by reciprocal rank (dense and BM25, over passages and
over sentences); the scope is applied before ranking. Each candidate is then scored by the features
that ``features.Weights`` lists.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from rag.caching import LruCache
from rag.calibration.parameters import parameters
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of, stem
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
    """Searches one generation of the index; thread-safe, its tables are built on first use."""

    def __init__(self, tables: CorpusTables, weights: Weights | None = None) -> None:
        self._generation = tables.generation
        self._tables = tables
        self._lock = threading.Lock()
        self.vocabulary = Vocabulary(tables.generation, tables)
        self._scorer = CandidateScorer(tables, weights or WEIGHTS)
        self._scopes: LruCache[Scope, _InScope] = LruCache(LIMITS.scopes)

    # --- search ---------------------------------------------------------------------------------

    def search(
        self, question: ParsedQuestion, scope: Scope, embedder: "Embedder", limit: int = 40
    ) -> tuple[Evidence, ...]:
        """At most ``limit`` pieces of evidence, best first, one for the copies of one dispatch."""
        with self._lock:  # the caches are filled once; numpy and SQLite release the GIL below
            inside = self._scopes.get(scope, lambda: self._in_scope(scope))
            if not inside.sentences:
                return ()
            return self._search(question, scope, inside, embedder, limit)

    def _search(
        self,
        question: ParsedQuestion,
        scope: Scope,
        inside: "_InScope",
        embedder: "Embedder",
        limit: int,
    ) -> tuple[Evidence, ...]:
        tables = self._tables
        acronyms = {
            stem(term): name for term, name in self.vocabulary.expand_acronyms(question).items()
        }
        spellings = self.vocabulary.other_spellings(question)
        other_words = {word for name in (*acronyms.values(), *spellings.values()) for word in name}
        terms = (*question.terms, *sorted(other_words))
        texts = [question.query, " ".join(question.topic) or question.query]
        query, topic = embedder.encode(texts)
        ids, rows, vectors = tables.sentence_vectors
        dense, dense_topic = vectors @ query, vectors @ topic
        passages = self._generation.nearest(query, CANDIDATES.depth, inside.passages)
        fused = fuse(
            [
                self._best(ids, dense, inside),
                self._matching_rows("sentences", terms, inside.sentences),
                self._sentences_of([name for name, _ in passages], inside.sentences),
                self._sentences_of(
                    self._matching_rows("passages", terms, inside.passages), inside.sentences
                ),
            ]
        )
        chosen = sorted(fused, key=lambda name: (-fused[name], name))[: CANDIDATES.scored]
        passage_rows, passage_vectors = tables.passage_vectors
        rarity = {term: self.vocabulary.rarity(term) for term in (*question.terms, *question.topic)}
        misspelt = frozenset(t for t in question.terms if not self.vocabulary.frequency(t))
        plain = [term for term in question.topic if term not in question.names]
        nearest = zip(plain, embedder.synonyms(plain), strict=True)
        synonyms = {term: self.vocabulary.synonyms(term, words) for term, words in nearest}
        context = QueryContext(
            question=question,
            scope=scope,
            rarity=rarity,
            misspelt=misspelt,
            synonyms=synonyms,
            acronyms=acronyms,
            spellings={stem(term): forms_of(*others) for term, others in spellings.items()},
        )

        def score(name: str) -> Evidence:
            row, passage = rows[name], passage_rows.get(tables.passage_of.get(name, ""))
            in_passage = float(passage_vectors[passage] @ query) if passage is not None else 0.0
            near = max((float(dense[rows[n]]) for n in self._scorer.beside(name, 1)), default=0.0)
            cosines = QuestionCosines(float(dense[row]), float(dense_topic[row]), near, in_passage)
            return self._scorer.score(context, name, cosines)

        scored = {name: score(name) for name in chosen}
        best = sorted(scored, key=lambda name: (-scored[name].hit.score, name))[
            : CANDIDATES.followed
        ]
        for name in best:
            for near in self._scorer.beside(name, CANDIDATES.followed_by):
                if near not in scored and near in inside.sentences:
                    scored[near] = score(near)
        ranked = sorted(scored.values(), key=lambda e: (-e.hit.score, e.hit.article, e.hit.span))
        return tuple(self._one_per_group(ranked))[:limit]

    @staticmethod
    def _best(ids: Sequence[str], dense: "NDArray[np.float32]", allowed: "_InScope") -> list[str]:
        """The sentences in scope nearest to the question; ties in the order of the rows."""
        order = np.argsort(-dense, kind="stable")
        if allowed.everything:
            return [ids[n] for n in order[: CANDIDATES.depth]]
        return list(
            islice((ids[n] for n in order if ids[n] in allowed.sentences), CANDIDATES.depth)
        )

    def _matching_rows(
        self, table: "Table", terms: Sequence[str], allowed: frozenset[str] | None
    ) -> list[str]:
        """
        The rows in scope that match the terms, best first.

        Listing the rows of a wide scope for SQLite costs more than reading further down the ranking
        of the whole corpus. The search is restricted to the scope only if that gives too few rows.
        """
        everything = allowed is None or len(allowed) == len(self._tables.sentences)
        depth = CANDIDATES.depth if everything else CANDIDATES.depth * CANDIDATES.wider
        matches = [name for name, _ in self._generation.lexical(table, terms, depth, None)]
        if allowed is None or everything:
            return matches
        inside = [name for name in matches if name in allowed][: CANDIDATES.depth]
        if len(inside) == CANDIDATES.depth or len(matches) < depth:
            return inside
        return [
            name for name, _ in self._generation.lexical(table, terms, CANDIDATES.depth, allowed)
        ]

    def _in_scope(self, scope: Scope) -> "_InScope":
        """Sentences in scope; for speaker and kind those with such a claim."""
        tables = self._tables
        if scope.empty:
            return _InScope(frozenset(tables.sentences), None, everything=True)
        ids = []
        for name, article in tables.articles.items():
            if not article_in_scope(article, scope):
                continue
            dated = dated_in_scope(article.published, scope)
            for sentence in tables.by_article.get(name, ()):
                claims = tables.claims_by_sentence.get(sentence.id, ())
                if claims or scope.needs_claim:
                    if any(in_scope(claim, article, scope) for claim in claims):
                        ids.append(sentence.id)
                elif dated:
                    ids.append(sentence.id)
        sentences = frozenset(ids)
        passages = frozenset(tables.passage_of[s] for s in sentences if s in tables.passage_of)
        return _InScope(sentences, passages, everything=len(sentences) == len(tables.sentences))

    def _sentences_of(self, passages: Sequence[str], allowed: frozenset[str]) -> list[str]:
        """The sentences of ranked passages, in their order."""
        return [
            sentence
            for name in passages
            for sentence in self._tables.in_passage.get(name, ())
            if sentence in allowed
        ]

    def _one_per_group(self, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Each sentence once, as the copy of best known provenance, with the best copy's score."""
        rank = self._tables.provenance
        seen: set[str] = set()
        position: dict[str, int] = {}
        result: list[Evidence] = []
        for evidence in ranked:
            sentence = self._tables.at[evidence.hit.article, evidence.hit.span]
            group = sentence.group or sentence.id
            if group not in seen:
                seen.add(group)
                position[group] = len(result)
                result.append(evidence)
            elif rank.get(evidence.hit.article, 0) < rank.get(
                result[position[group]].hit.article, 0
            ):
                best = result[position[group]].hit
                shown = replace(evidence.hit, score=best.score, why=best.why)
                result[position[group]] = replace(evidence, hit=shown)
        return result


@dataclass(frozen=True, slots=True)
class _InScope:
    """The sentences in a scope, and the passages in which they start; None for all passages."""

    sentences: frozenset[str]
    passages: frozenset[str] | None
    everything: bool
