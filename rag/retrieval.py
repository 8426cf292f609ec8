"""
Question and scope → hits: the sentences that may answer, best first.

Candidates come from four rankings fused by reciprocal rank (dense and BM25, over passages and
over sentences); the scope is applied before anything is ranked. What is then weighed for each
candidate is named in ``weighing.Weights``.
"""

import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from rag.catalogue import Catalogue
from rag.question import Asked
from rag.schema import Article, Claim, Copy, Hit, Scope, Sentence
from rag.weighing import Evidence, Weights, coverage, forms_of, heard, holds, met, voice_text

if TYPE_CHECKING:
    from rag.embedding import Embedder
    from rag.store import Generation

DEPTH = 60  # places of each ranking that are fused; deeper ones never won on the questions of dev
CANDIDATES = 120  # sentences that are weighed after fusion
REMEMBERED = 50_000  # words whose frequency is kept at hand: about 5 MB
NEIGHBOURS = 1  # sentences before and after that count as a candidate's context


def fuse(rankings: Iterable[Sequence[str]], k: int = 60) -> dict[str, float]:
    """
    Merge rankings of ids by reciprocal rank fusion.

    Each ranking adds 1 / (k + rank) to an id, rank counted from 1; an id missing from a ranking
    gets nothing from it. Scores serve for ordering only, they are no probability.
    Source: Cormack, Clarke and Büttcher, SIGIR 2009, whose k = 60 is kept.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, start=1):
            scores[name] = scores.get(name, 0.0) + 1.0 / (k + rank)
    return scores


def in_scope(claim: Claim, article: Article, scope: Scope) -> bool:
    """Whether a claim lies in a scope; its day is ``said_on``, else the article's."""
    if scope.speakers and claim.speaker not in scope.speakers:
        return False
    if scope.kinds and claim.kind not in scope.kinds:
        return False
    return article_in_scope(article, scope) and _dated(claim.said_on or article.published, scope)


def article_in_scope(article: Article, scope: Scope) -> bool:
    """Whether an article is of the outlets and among the articles of a scope, whatever its day."""
    if scope.outlets and article.outlet not in scope.outlets:
        return False
    return not scope.articles or article.id in scope.articles


def _dated(day: date | None, scope: Scope) -> bool:
    if scope.after is None and scope.before is None:
        return True
    if day is None:
        return False
    return (scope.after or day) <= day <= (scope.before or day)


class Searcher:
    """What one generation of the index offers to questions; thread-safe, built on first use."""

    def __init__(self, generation: "Generation", weights: Weights | None = None) -> None:
        self._generation = generation
        self._held = Catalogue(generation)
        self._weights = weights or Weights()
        self._lock = threading.Lock()
        self._frequency: dict[str, int] = {}
        self._forms: dict[str, frozenset[str]] = {}

    # --- search ---------------------------------------------------------------------------------

    def search(
        self, asked: Asked, scope: Scope, embedder: "Embedder", limit: int = 40
    ) -> tuple[Evidence, ...]:
        """At most ``limit`` pieces of evidence, best first, one for the copies of one dispatch."""
        with self._lock:  # the caches are filled once; numpy and SQLite release the GIL below
            allowed = self._allowed(scope)
            if not allowed:
                return ()
            return self._search(asked, scope, allowed, embedder, limit)

    def _search(
        self,
        asked: Asked,
        scope: Scope,
        allowed: frozenset[str],
        embedder: "Embedder",
        limit: int,
    ) -> tuple[Evidence, ...]:
        query = embedder.encode([asked.text])[0]
        ids, rows, vectors = self._held.sentence_vectors
        dense = vectors @ query
        everything = len(allowed) == len(self._held.sentences)
        passages = (
            None
            if everything
            else frozenset(self._held.passage_of[s] for s in allowed if s in self._held.passage_of)
        )
        near = self._generation.nearest(query, DEPTH, passages)
        order = np.lexsort((np.arange(len(ids)), -dense))
        best = list(islice((ids[n] for n in order if ids[n] in allowed), DEPTH))
        terms = list(asked.terms)
        lexical = self._generation.lexical(
            "sentences", terms, DEPTH, None if everything else allowed
        )
        lexical_passages = self._generation.lexical("passages", terms, DEPTH, passages)
        inside = self._sentences_of([name for name, _ in near], allowed)
        inside_lexical = self._sentences_of([name for name, _ in lexical_passages], allowed)
        fused = fuse([best, [name for name, _ in lexical], inside, inside_lexical])
        chosen = sorted(fused, key=lambda name: (-fused[name], name))[:CANDIDATES]
        passage_rows, passage_vectors = self._held.passage_vectors
        if len(self._frequency) > REMEMBERED:
            self._frequency.clear()
        rarity = {term: self._rarity(term) for term in asked.terms}
        misspelt = frozenset(term for term in asked.terms if not self._frequency[term])
        question = _Question(asked, scope, rarity, misspelt)
        weighed = []
        for name in chosen:
            row = passage_rows.get(self._held.passage_of.get(name, ""))
            around = float(passage_vectors[row] @ query) if row is not None else 0.0
            weighed.append(self._weigh(question, name, (float(dense[rows[name]]), around)))
        weighed.sort(key=lambda e: (-e.hit.score, e.hit.article, e.hit.span))
        return tuple(self._one_per_group(weighed))[:limit]

    def _allowed(self, scope: Scope) -> frozenset[str]:
        """Sentences in scope; for speaker and kind those that hold such a claim."""
        if scope.empty:
            return frozenset(self._held.sentences)
        found = set()
        for name, sentence in self._held.sentences.items():
            article = self._held.articles[sentence.article]
            if not article_in_scope(article, scope):
                continue
            claims = self._held.claims.get(name, ())
            if claims or scope.speakers or scope.kinds:
                if any(in_scope(claim, article, scope) for claim in claims):
                    found.add(name)
            elif _dated(article.published, scope):
                found.add(name)
        return frozenset(found)

    def _sentences_of(self, passages: Sequence[str], allowed: frozenset[str]) -> list[str]:
        """The sentences of ranked passages, in their order."""
        found = []
        for name in passages:
            passage = self._held.passages[name]
            for sentence in self._held.by_article.get(passage.article, ()):
                if (
                    passage.span.start <= sentence.span.start < passage.span.end
                    and sentence.id in allowed
                ):
                    found.append(sentence.id)
        return found

    def unknown(self, asked: Asked) -> tuple[str, ...]:
        """Words of the question that stand in no sentence, title or source of the corpus."""
        known = forms_of(*(a.title or "" for a in self._held.articles.values())) | forms_of(
            *(voice_text(c) for claims in self._held.claims.values() for c in claims)
        )
        return tuple(
            term
            for term in asked.terms
            if not self._generation.lexical("sentences", [term], 1, None)
            and not met(term, known, misspelt=True)
        )

    def _rarity(self, term: str) -> float:
        """Inverse document frequency of a word over the sentences, at least a small weight."""
        if term not in self._frequency:
            self._frequency[term] = len(
                self._generation.lexical("sentences", [term], len(self._held.sentences) or 1, None)
            )
        return math.log(1.0 + (len(self._held.sentences) + 1) / (1 + self._frequency[term]))

    # --- weighing -------------------------------------------------------------------------------

    def _weigh(self, question: "_Question", name: str, cosines: tuple[float, float]) -> Evidence:
        dense, around = cosines
        sentence = self._held.sentences[name]
        article = self._held.articles[sentence.article]
        text = article.text[sentence.span.start : sentence.span.end]
        asked, scope = question.asked, question.scope
        claims = tuple(c for c in self._held.claims.get(name, ()) if in_scope(c, article, scope))
        own = forms_of(text, *(voice_text(claim) for claim in claims))
        near = own | forms_of(*self._surroundings(sentence, article))
        covered, _ = question.covered(own)
        covered_near, missing = question.covered(near)
        if article.id not in question.whole:
            forms = self._article_forms(article.id)
            question.whole[article.id] = question.covered(forms)[0]
        voice, side = heard(asked, claims)
        w = self._weights
        measures = {
            "dense": max(dense, 0.0),
            "dense_passage": max(around, 0.0),
            "covered": covered,
            "covered_near": covered_near,
            "article": question.whole[article.id],
            "voice": voice,
            "kind": holds(asked.wanted, text, claims),
            "claim": float(bool(claims)) if asked.voices else 0.0,
        }
        score = sum(getattr(w, key) * value for key, value in measures.items())
        copies = tuple(
            Copy(other.article, self._held.articles[other.article].outlet, other.span)
            for other in self._held.copies.get(sentence.group or name, ())
            if other.id != name
        )
        why = tuple((key, round(value, 3)) for key, value in measures.items())
        hit = Hit(sentence.article, sentence.span, round(score, 6), claims, copies, why)
        return Evidence(hit, around, covered, voice, side, missing)

    def _article_forms(self, name: str) -> frozenset[str]:
        """Stems of all that an article says; one question weighs many of its sentences."""
        if name not in self._forms:
            article = self._held.articles[name]
            claims = (
                c for s in self._held.by_article[name] for c in self._held.claims.get(s.id, ())
            )
            self._forms[name] = forms_of(
                article.title or "",
                *(article.text[span.start : span.end] for span in article.story),
                *(voice_text(claim) for claim in claims),
            )
        return self._forms[name]

    def _surroundings(self, sentence: Sentence, article: Article) -> list[str]:
        found = [article.title or "", article.outlet or ""]
        passage = self._held.passages.get(self._held.passage_of.get(sentence.id, ""))
        if passage is not None:
            found.append(article.text[passage.span.start : passage.span.end])
        some = self._held.by_article[sentence.article]
        at = some.index(sentence)
        for other in some[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
            found.append(article.text[other.span.start : other.span.end])
        return found

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
                result[kept[group]] = evidence
        return result


@dataclass(frozen=True, slots=True)
class _Question:
    """What the candidates of one question are weighed against; ``whole`` remembers articles."""

    asked: Asked
    scope: Scope
    rarity: Mapping[str, float]
    misspelt: frozenset[str]
    whole: dict[str, float] = field(default_factory=dict)

    def covered(self, forms: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        return coverage(self.asked.terms, forms, self.rarity, self.misspelt)
