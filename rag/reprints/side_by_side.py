"""Aligns the sentences of two reprints, for showing both texts side by side."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rag.reprints.alignment import DRIFT, same_words
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences

SentencePair = tuple[Span | None, Span | None]


def sentence_pairs(ours: Article, theirs: Article) -> tuple[SentencePair, ...]:
    """Sentences of both stories in the order of ``ours``; None where one has no counterpart."""
    left, right = _story_sentences(ours), _story_sentences(theirs)
    texts = [
        [article.text[span.start : span.end] for span in spans]
        for article, spans in ((ours, left), (theirs, right))
    ]
    numbers, other_numbers = same_words(texts)
    counterpart = dict(zip(other_numbers, right, strict=True))
    shared = counterpart.keys() & set(numbers)
    # a sentence that only the other text has comes after the shared sentence that it follows there
    following: dict[int | None, list[SentencePair]] = {}
    last: int | None = None
    for number, span in counterpart.items():
        if number in shared:
            last = number
        else:
            following.setdefault(last, []).append((None, span))
    pairs = following.get(None, [])
    for number, span in zip(numbers, left, strict=True):
        pairs.append((span, counterpart.get(number)))
        if number in shared:
            pairs += following.get(number, ())
    return tuple(_with_similar_joined(pairs, ours.text, theirs.text))


def _with_similar_joined(
    pairs: Sequence[SentencePair], ours: str, theirs: str
) -> Iterator[SentencePair]:
    """Join similar sentences without counterpart that lie between the same pairs."""
    for complete, run in groupby(pairs, key=lambda pair: None not in pair):
        if complete:
            yield from run
            continue
        unpaired = list(run)
        left = [here for here, _ in unpaired if here is not None]
        right = [there for _, there in unpaired if there is not None]
        for here in left:
            similar = (n for n, there in enumerate(right) if _similar(ours, here, theirs, there))
            first = next(similar, None)
            if first is None:
                yield (here, None)
                continue
            yield from ((None, there) for there in right[:first])
            yield (here, right[first])
            right = right[first + 1 :]
        yield from ((None, there) for there in right)


def _similar(ours: str, here: Span, theirs: str, there: Span) -> bool:
    """Whether two sentences have most of their words in common, in one order."""
    from rapidfuzz.distance import Indel

    left = ours[here.start : here.end].casefold().split()
    right = theirs[there.start : there.end].casefold().split()
    return Indel.normalized_similarity(left, right) >= DRIFT.alike_sentences


def _story_sentences(article: Article) -> list[Span]:
    return [span for part in article.story for span in sentences(article.text, part)]
