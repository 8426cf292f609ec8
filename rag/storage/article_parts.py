"""The sentences and passages of one article, with their vectors and what they hold."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag.schema.articles import Passage, Sentence, Span
from rag.schema.claims import Claim

Vectors = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class ArticleParts:
    """
    The sentences of an article in text order, and what belongs to each of them.

    Rows of ``vectors`` are those of the sentences, in their order; of ``passage_vectors`` those of
    the passages. A passage is that in which a sentence begins.
    """

    sentences: tuple[Sentence, ...] = ()
    vectors: Vectors = field(default_factory=lambda: np.empty((0, 0), np.float32))
    passages: tuple[Passage, ...] = ()
    passage_vectors: Vectors = field(default_factory=lambda: np.empty((0, 0), np.float32))
    number: Mapping[str, int] = field(default_factory=dict)  # of each sentence, from 0
    at: Mapping[Span, Sentence] = field(default_factory=dict)
    read_claims: Callable[[], Iterable[Claim]] = tuple
    passage_of: Mapping[str, int] = field(default_factory=dict)  # by sentence, its number
    within: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)  # by passage

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims in each sentence that has any, by its id; read on first use."""
        return _claims(self.sentences, self.read_claims())

    def sentence(self, name: str) -> Sentence:
        """The sentence with this id."""
        return self.sentences[self.number[name]]

    def beside(self, sentence: Sentence, distance: int) -> tuple[Sentence, ...]:
        """The sentences up to ``distance`` before and after one, in text order."""
        at = self.number[sentence.id]
        return (
            *self.sentences[max(0, at - distance) : at],
            *self.sentences[at + 1 : at + distance + 1],
        )

    def around(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences that begin in the same passage, itself among them."""
        passage = self.passage_of.get(sentence.id)
        return () if passage is None else self.within[self.passages[passage].id]


def related(
    sentences: Iterable[Sentence],
    passages: Iterable[Passage],
    read_claims: Callable[[], Iterable[Claim]],
    vectors: Mapping[str, Vectors],
) -> ArticleParts:
    """The parts of one article; ``vectors`` are rows by id of sentence and passage."""
    ordered = tuple(sorted(sentences, key=lambda one: one.span))
    pieces = tuple(sorted(passages, key=lambda one: one.span))
    passage_of = _containing(ordered, pieces)
    within: dict[str, list[Sentence]] = {}
    for sentence in ordered:
        if sentence.id in passage_of:
            within.setdefault(pieces[passage_of[sentence.id]].id, []).append(sentence)
    return ArticleParts(
        sentences=ordered,
        vectors=_rows(ordered, vectors),
        passages=pieces,
        passage_vectors=_rows(pieces, vectors),
        number={sentence.id: n for n, sentence in enumerate(ordered)},
        at={sentence.span: sentence for sentence in ordered},
        read_claims=read_claims,
        passage_of=passage_of,
        within={name: tuple(inside) for name, inside in within.items()},
    )


def _rows(records: Sequence[Sentence | Passage], vectors: Mapping[str, Vectors]) -> Vectors:
    if not records:
        return np.empty((0, 0), np.float32)
    return np.stack([vectors[record.id] for record in records])


def _containing(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> dict[str, int]:
    """The number of the passage in which each sentence starts."""
    starts = [passage.span.start for passage in passages]
    found = {}
    for sentence in sentences:
        at = bisect_right(starts, sentence.span.start) - 1
        if at >= 0 and sentence.span.start < passages[at].span.end:
            found[sentence.id] = at
    return found


def _claims(sentences: Sequence[Sentence], claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    """Claims by the sentence that covers their evidence, in text order."""
    starts = [sentence.span.start for sentence in sentences]
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        at = bisect_right(starts, claim.evidence.start) - 1
        if at >= 0 and claim.evidence.end <= sentences[at].span.end:
            grouped.setdefault(sentences[at].id, []).append(claim)
    return {
        name: tuple(sorted(some, key=lambda one: one.content)) for name, some in grouped.items()
    }
