"""
The one in-memory model of a generation: its records, cross-referenced.

Search, timeline, pages and the public Corpus all read these tables. Each is built on first use.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rag.schema.articles import Article, Dispatch, Passage, Sentence, Span, ranks
from rag.schema.claims import Claim
from rag.schema.reports import Facets
from rag.storage.generation import Generation
from rag.text.article_corrections import ArticleCorrections, notice_spans

_Record = TypeVar("_Record", Claim, Passage, Sentence)


class CorpusTables:
    """Articles, passages, sentences, claims and dispatches of a generation, and their relations."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation

    # --- records by id ----------------------------------------------------------------------------

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, in order of id."""
        return {article.id: article for article in self.generation.articles()}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id, each copy in a reprint too, in order of article and place in it."""
        return {claim.id: claim for claim in self.generation.claims()}

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """Sentences by id."""
        return {sentence.id: sentence for sentence in self.generation.sentences()}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Passages by id."""
        return {passage.id: passage for passage in self.generation.passages()}

    @property
    def dispatches(self) -> tuple[Dispatch, ...]:
        """All dispatches, in order of id."""
        return self.generation.dispatches()

    # --- vectors ----------------------------------------------------------------------------------

    @cached_property
    def sentence_vectors(self) -> tuple[tuple[str, ...], Mapping[str, int], NDArray[np.float32]]:
        """Ids in row order, rows by id, and the unit rows, shape ``(n, dim)``."""
        ids, vectors = self.generation.vectors("sentences")
        return ids, {name: n for n, name in enumerate(ids)}, vectors

    @cached_property
    def passage_vectors(self) -> tuple[Mapping[str, int], NDArray[np.float32]]:
        """Rows by id, and the unit rows, shape ``(n, dim)``."""
        ids, vectors = self.generation.vectors("passages")
        return {name: n for n, name in enumerate(ids)}, vectors

    # --- relations --------------------------------------------------------------------------------

    @cached_property
    def by_article(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of each article, in text order."""
        grouped = _grouped(self.sentences.values())
        return {
            name: tuple(sorted(sentences, key=lambda s: s.span))
            for name, sentences in grouped.items()
        }

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each sentence in its article, from 0."""
        return {s.id: n for sentences in self.by_article.values() for n, s in enumerate(sentences)}

    @cached_property
    def claims_by_article(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each article, in text order."""
        return {name: tuple(claims) for name, claims in _grouped(self.claims.values()).items()}

    @cached_property
    def corrections(self) -> Mapping[str, ArticleCorrections]:
        """The correction notices of each article that has any."""
        return {
            name: ArticleCorrections(article, self.claims_by_article.get(name, ()))
            for name, article in self.articles.items()
            if notice_spans(article)
        }

    @cached_property
    def claims_by_sentence(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by the sentence that covers their evidence, in text order."""
        grouped: dict[str, list[Claim]] = {}
        for article, claims in self.claims_by_article.items():
            sentences = self.by_article.get(article, ())
            starts = [sentence.span.start for sentence in sentences]
            for claim in claims:
                at = bisect_right(starts, claim.evidence.start) - 1
                if at >= 0 and claim.evidence.end <= sentences[at].span.end:
                    grouped.setdefault(sentences[at].id, []).append(claim)
        return {
            name: tuple(sorted(claims, key=lambda c: c.content)) for name, claims in grouped.items()
        }

    @cached_property
    def passage_of(self) -> Mapping[str, str]:
        """The passage in which each sentence starts."""
        passages = _grouped(self.passages.values())
        containing: dict[str, str] = {}
        for sentence in self.sentences.values():
            for passage in passages.get(sentence.article, ()):
                if passage.span.start <= sentence.span.start < passage.span.end:
                    containing[sentence.id] = passage.id
                    break
        return containing

    @cached_property
    def in_passage(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the sentences that start in each passage, in text order."""
        grouped: dict[str, list[str]] = {}
        for sentences in self.by_article.values():
            for sentence in sentences:
                if sentence.id in self.passage_of:
                    grouped.setdefault(self.passage_of[sentence.id], []).append(sentence.id)
        return {name: tuple(inside) for name, inside in grouped.items()}

    @cached_property
    def copies(self) -> Mapping[str, tuple[Sentence, ...]]:
        """By group, the sentences with the same words in reprints; only groups of several."""
        grouped: dict[str, list[Sentence]] = {}
        for sentence in self.sentences.values():
            grouped.setdefault(sentence.group or sentence.id, []).append(sentence)
        return {group: tuple(copies) for group, copies in grouped.items() if len(copies) > 1}

    @cached_property
    def at(self) -> Mapping[tuple[str, Span], Sentence]:
        """Sentences by article and span."""
        return {(s.article, s.span): s for s in self.sentences.values()}

    @cached_property
    def provenance(self) -> Mapping[str, int]:
        """The rank of each article in its dispatch, from 0; the copy best known comes first."""
        return ranks(self.dispatches)

    @cached_property
    def facets(self) -> Facets:
        """The values by which the corpus can be scoped."""
        claims = self.claims.values()
        days = sorted(claim.said_on for claim in claims if claim.said_on)
        return Facets(
            outlets=tuple(sorted({a.outlet for a in self.articles.values() if a.outlet})),
            speakers=tuple(sorted({name for claim in claims if (name := claim.speaker)})),
            articles=tuple(self.articles),
            kinds=tuple(sorted({claim.kind for claim in claims})),
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def _grouped(records: Iterable[_Record]) -> dict[str, list[_Record]]:
    """Records by article, in their order."""
    grouped: dict[str, list[_Record]] = {}
    for record in records:
        grouped.setdefault(record.article, []).append(record)
    return grouped
