"""
ParsedQuestion and Scope → ranked evidence.

Candidates come from four rankings fused by reciprocal rank (dense and BM25, over passages and
over sentences); the scope is applied before ranking. Of many articles only those are read that have
the nearest passages or the words. Each candidate is then scored by the features
that ``features.Weights`` lists.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.caching import LruCache
from rag.calibration.parameters import parameters
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of, stem
from rag.retrieval.features import WEIGHTS, Weights
from rag.retrieval.fusion import fuse
from rag.retrieval.limits import LIMITS
from rag.retrieval.ranker import CandidateScorer, QueryContext, QuestionCosines
from rag.retrieval.search_scope import SearchScope
from rag.retrieval.vocabulary import Vocabulary
from rag.schema.answers import Evidence
from rag.schema.articles import Sentence
from rag.schema.scope import Scope
from rag.storage.article_parts import ArticleParts
from rag.storage.corpus_tables import CorpusTables

if TYPE_CHECKING:
    from rag.models.embedder import Embedder
    from rag.storage.database import Table


Vectors = NDArray[np.float32]
Row = tuple[str, str]  # ids of a sentence or passage, and of its article


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateParameters:
    """Which sentences are scored."""

    depth: int  # places of each ranking that are fused
    scored: int  # sentences that are scored after fusion
    followed: int  # best sentences whose neighbours are scored too
    followed_by: int  # neighbours on either side of them
    all_of: int  # articles in scope up to which all their sentences are compared
    passages: int  # nearest passages whose articles are compared, of more articles
    rows: int  # sentences with the words of a question that are ranked by them, about
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
        self._scopes: LruCache[Scope, SearchScope] = LruCache(LIMITS.scopes)

    # --- search ---------------------------------------------------------------------------------

    def search(
        self, question: ParsedQuestion, scope: Scope, embedder: "Embedder", limit: int = 40
    ) -> tuple[Evidence, ...]:
        """At most ``limit`` pieces of evidence, best first, one for the copies of one dispatch."""
        with self._lock:  # the caches are filled once; numpy and SQLite release the GIL below
            inside = self._scopes.get(scope, lambda: SearchScope.of(scope, self._tables))
            if not inside.articles:
                return ()
            return self._search(question, inside, embedder, limit)

    def _search(
        self, question: ParsedQuestion, inside: SearchScope, embedder: "Embedder", limit: int
    ) -> tuple[Evidence, ...]:
        acronyms = {
            stem(term): name for term, name in self.vocabulary.expand_acronyms(question).items()
        }
        spellings = self.vocabulary.other_spellings(question)
        other_words = {word for name in (*acronyms.values(), *spellings.values()) for word in name}
        terms = (*question.terms, *sorted(other_words))
        texts = [question.query, " ".join(question.topic) or question.query]
        query, topic = embedder.encode(texts)
        sought = self.vocabulary.rarest(terms, CANDIDATES.rows)
        rankings, meaning = self._rankings(sought, query, topic, inside)
        candidates = {one.id: one for ranking in rankings for one in ranking}
        fused = fuse([one.id for one in ranking] for ranking in rankings)
        chosen = sorted(fused, key=lambda name: (-fused[name], name))[: CANDIDATES.scored]
        rarity = {term: self.vocabulary.rarity(term) for term in (*question.terms, *question.topic)}
        misspelt = frozenset(t for t in question.terms if not self.vocabulary.frequency(t))
        plain = [term for term in question.topic if term not in question.names]
        nearest = zip(plain, embedder.synonyms(plain), strict=True)
        synonyms = {term: self.vocabulary.synonyms(term, words) for term, words in nearest}
        context = QueryContext(
            question=question,
            scope=inside.scope,
            rarity=rarity,
            misspelt=misspelt,
            synonyms=synonyms,
            acronyms=acronyms,
            spellings={stem(term): forms_of(*others) for term, others in spellings.items()},
        )

        def score(sentence: Sentence) -> Evidence:
            return self._scorer.score(context, sentence, meaning.cosines(sentence))

        scored = {name: score(candidates[name]) for name in chosen}
        best = sorted(scored, key=lambda name: (-scored[name].hit.score, name))[
            : CANDIDATES.followed
        ]
        for name in best:
            parts = meaning.parts[candidates[name].article]
            for near in parts.beside(candidates[name], CANDIDATES.followed_by):
                if near.id not in scored and inside.holds(near, parts):
                    scored[near.id] = score(near)
        ranked = sorted(scored.values(), key=lambda e: (-e.hit.score, e.hit.article, e.hit.span))
        return tuple(self._one_per_group(ranked))[:limit]

    def _rankings(
        self, terms: Sequence[str], query: Vectors, topic: Vectors, inside: SearchScope
    ) -> tuple[list[list[Sentence]], "_Meaning"]:
        """
        Sentences in scope, ranked by meaning and by words, over sentences and over passages.

        In a few articles every sentence is compared with the question; in more, those of the
        articles that have the passages nearest to it or its words.
        """
        tables = self._tables
        by_words = [
            self._matching_rows(table, terms, inside) for table in ("sentences", "passages")
        ]
        few = len(inside.articles) <= CANDIDATES.all_of
        parts = tables.parts(inside.articles) if few else {}
        if few and not inside.everything:
            near = _nearest(parts, query)
        else:
            within = None if inside.everything else inside.articles.keys()
            names = [n for n, _ in self._generation.nearest(query, CANDIDATES.passages, within)]
            owners = self._generation.owners("passages", names)
            near = [(name, owners[name]) for name in names]
        if not few:
            rows = (*near, *by_words[0], *by_words[1])
            parts = tables.parts(sorted({article for _, article in rows}))
        meaning = _Meaning.of(parts, query, topic)

        def of_sentences(sentences: Iterable[Sentence]) -> list[Sentence]:
            held = (one for one in sentences if inside.holds(one, parts[one.article]))
            return list(islice(held, CANDIDATES.depth))

        def of_passages(rows: Iterable[Row]) -> list[Sentence]:
            sentences = (parts[article].within.get(name, ()) for name, article in rows)
            held = (
                [one for one in some if inside.holds(one, parts[one.article])] for some in sentences
            )
            passages = (some for some in held if some or inside.everything)
            return [one for some in islice(passages, CANDIDATES.depth) for one in some]

        return [
            of_sentences(meaning.nearest()),
            of_sentences(parts[article].sentence(name) for name, article in by_words[0]),
            of_passages(near),
            of_passages(by_words[1]),
        ], meaning

    def _matching_rows(
        self, table: "Table", terms: Sequence[str], inside: SearchScope
    ) -> list[Row]:
        """
        The rows in the articles of a scope that match the terms, best first.

        Listing the articles of a wide scope for SQLite costs more than reading further down the
        ranking of the whole corpus. The search is restricted to them only if that gives too few.
        """
        if inside.everything:
            return self._generation.lexical(table, terms, CANDIDATES.depth)
        depth = CANDIDATES.depth * CANDIDATES.wider
        matches = self._generation.lexical(table, terms, depth)
        rows = [row for row in matches if row[1] in inside.articles]
        if len(matches) < depth or (inside.whole and len(rows) >= CANDIDATES.depth):
            return rows
        return self._generation.lexical(table, terms, depth, inside.articles.keys())

    def _one_per_group(self, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Each sentence once, as the copy of best known provenance, with the best copy's score."""
        rank = self._tables.provenance
        seen: set[str] = set()
        position: dict[str, int] = {}
        result: list[Evidence] = []
        for evidence in ranked:
            sentence = self._tables.parts_of(evidence.hit.article).at[evidence.hit.span]
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
class _Meaning:
    """How near the sentences and passages of some articles are to a question and its topic."""

    parts: Mapping[str, ArticleParts]
    sentences: Mapping[str, Vectors]  # by article, shape (sentences, 2): question and topic
    passages: Mapping[str, Vectors]  # by article, to the question

    @classmethod
    def of(cls, parts: Mapping[str, ArticleParts], query: Vectors, topic: Vectors) -> "_Meaning":
        both = np.stack([query, topic], axis=1)
        full = {name: one for name, one in parts.items() if one.sentences}
        return cls(
            parts,
            {name: one.vectors @ both for name, one in full.items()},
            {name: one.passage_vectors @ query for name, one in full.items() if one.passages},
        )

    def nearest(self) -> Iterator[Sentence]:
        """All sentences, those nearest to the question first."""
        if not self.sentences:
            return
        every = [one for name in self.sentences for one in self.parts[name].sentences]
        cosines = np.concatenate([both[:, 0] for both in self.sentences.values()])
        for n in np.argsort(-cosines, kind="stable"):
            yield every[n]

    def cosines(self, sentence: Sentence) -> QuestionCosines:
        """Those of a sentence and of what is around it."""
        parts, both = self.parts[sentence.article], self.sentences[sentence.article]
        question, topic = both[parts.number[sentence.id]]
        passage = parts.passage_of.get(sentence.id)
        beside = (float(both[parts.number[one.id], 0]) for one in parts.beside(sentence, 1))
        return QuestionCosines(
            float(question),
            float(topic),
            max(beside, default=0.0),
            0.0 if passage is None else float(self.passages[sentence.article][passage]),
        )


def _nearest(parts: Mapping[str, ArticleParts], query: Vectors) -> list[Row]:
    """The passages of some articles, those nearest to the question first, ties by id."""
    rows = [
        (-round(float(cosine), 6), passage.id, passage.article)
        for one in parts.values()
        if one.passages
        for passage, cosine in zip(one.passages, one.passage_vectors @ query, strict=True)
    ]
    return [(name, article) for _, name, article in sorted(rows)]
