"""What one generation of the index holds, cross-referenced; each table is made on first use."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.calibration.parameters import parameters
from rag.schema.articles import Article, Passage, Sentence, Span, ranks
from rag.schema.claims import Claim

if TYPE_CHECKING:
    from rag.storage.generation import Generation


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLimits:
    """Sizes of the caches of a search, and of its costly steps."""

    scopes: int  # scopes whose sentences are cached
    sentences: int  # sentences whose stems are cached, enough for the questions of an hour
    articles: int  # articles whose stems are cached
    words: int  # words of questions whose frequency is cached
    acronyms: int  # acronyms of one question that are expanded; each may read all articles


LIMITS = parameters(SearchLimits, "retrieval", "limits")


class CorpusTables:
    """Articles, passages, sentences and claims of a generation, and which belongs to which."""

    def __init__(self, generation: "Generation") -> None:
        self._generation = generation

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self._generation.articles()}

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """Sentences by id."""
        return {sentence.id: sentence for sentence in self._generation.sentences()}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Passages by id."""
        return {passage.id: passage for passage in self._generation.passages()}

    @cached_property
    def sentence_vectors(self) -> tuple[tuple[str, ...], Mapping[str, int], NDArray[np.float32]]:
        """Ids in row order, rows by id, and the unit rows."""
        ids, vectors = self._generation.vectors("sentences")
        return ids, {name: n for n, name in enumerate(ids)}, vectors

    @cached_property
    def passage_vectors(self) -> tuple[Mapping[str, int], NDArray[np.float32]]:
        """Rows by id, and the unit rows."""
        ids, vectors = self._generation.vectors("passages")
        return {name: n for n, name in enumerate(ids)}, vectors

    @cached_property
    def by_article(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of each article, in text order."""
        found: dict[str, list[Sentence]] = {}
        for sentence in self.sentences.values():
            found.setdefault(sentence.article, []).append(sentence)
        return {name: tuple(sorted(some, key=lambda s: s.span)) for name, some in found.items()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each sentence in its article, from 0."""
        return {s.id: n for some in self.by_article.values() for n, s in enumerate(some)}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by the sentence that holds their evidence."""
        found: dict[str, list[Claim]] = {}
        starts = {
            name: [sentence.span.start for sentence in some]
            for name, some in self.by_article.items()
        }
        for claim in self._generation.claims():
            at = bisect_right(starts.get(claim.article, []), claim.evidence.start) - 1
            if at < 0:
                continue
            sentence = self.by_article[claim.article][at]
            if claim.evidence.end <= sentence.span.end:
                found.setdefault(sentence.id, []).append(claim)
        return {name: tuple(sorted(some, key=lambda c: c.content)) for name, some in found.items()}

    @cached_property
    def passage_of(self) -> Mapping[str, str]:
        """The passage in which each sentence starts."""
        spans: dict[str, list[Passage]] = {}
        for passage in self.passages.values():
            spans.setdefault(passage.article, []).append(passage)
        found: dict[str, str] = {}
        for sentence in self.sentences.values():
            for passage in spans.get(sentence.article, ()):
                if passage.span.start <= sentence.span.start < passage.span.end:
                    found[sentence.id] = passage.id
                    break
        return found

    @cached_property
    def in_passage(self) -> Mapping[str, tuple[str, ...]]:
        """The sentences that start in each passage, in text order."""
        found: dict[str, list[str]] = {}
        for some in self.by_article.values():
            for sentence in some:
                if sentence.id in self.passage_of:
                    found.setdefault(self.passage_of[sentence.id], []).append(sentence.id)
        return {name: tuple(inside) for name, inside in found.items()}

    @cached_property
    def copies(self) -> Mapping[str, tuple[Sentence, ...]]:
        """By group, the sentences that print the same words in reprints."""
        found: dict[str, list[Sentence]] = {}
        for sentence in self.sentences.values():
            found.setdefault(sentence.group or sentence.id, []).append(sentence)
        return {group: tuple(some) for group, some in found.items() if len(some) > 1}

    @cached_property
    def at(self) -> Mapping[tuple[str, Span], Sentence]:
        """Sentences by article and span."""
        return {(s.article, s.span): s for s in self.sentences.values()}

    @cached_property
    def provenance(self) -> Mapping[str, int]:
        """The place of each article in its dispatch, the copy best known first."""
        return ranks(self._generation.dispatches())
