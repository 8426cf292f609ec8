"""Aligns the sentences of two reprints."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from rag.reprints.alignment import same_words
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences

Pair = tuple[Span | None, Span | None]


ALIKE: Final = 0.5  # share of words from which two sentences at one place are compared


def pairs(ours: Article, theirs: Article) -> tuple[Pair, ...]:
    """The sentences of both stories in the order of ``ours``; None where one has no counterpart."""
    left, right = _sentences(ours), _sentences(theirs)
    words = [
        [article.text[span.start : span.end] for span in spans]
        for article, spans in ((ours, left), (theirs, right))
    ]
    numbers, others = same_words(words)
    place = {number: at for at, number in enumerate(others)}
    shared = set(numbers) & set(others)
    # What only the other has follows the sentence that it follows there.
    after: dict[int | None, list[Span]] = {}
    last: int | None = None
    for number, span in zip(others, right, strict=True):
        if number in shared:
            last = number
        else:
            after.setdefault(last, []).append(span)
    made: list[Pair] = [(None, span) for span in after.get(None, ())]
    for number, span in zip(numbers, left, strict=True):
        made.append((span, right[place[number]] if number in shared else None))
        if number in shared:
            made += [(None, other) for other in after.get(number, ())]
    return tuple(_met(made, ours.text, theirs.text))


def _met(made: Sequence[Pair], ours: str, theirs: str) -> Iterator[Pair]:
    """Between two rows of both prints, sentences most of whose words are the same are one row."""
    for whole, run in groupby(made, key=lambda pair: None not in pair):
        some = list(run)
        if whole:
            yield from some
            continue
        left = [here for here, _ in some if here is not None]
        right = [there for _, there in some if there is not None]
        for here in left:
            fits = (n for n, other in enumerate(right) if _alike(ours, here, theirs, other))
            like = next(fits, None)
            if like is None:
                yield (here, None)
                continue
            yield from ((None, other) for other in right[:like])
            yield (here, right[like])
            right = right[like + 1 :]
        yield from ((None, other) for other in right)


def _alike(ours: str, here: Span, theirs: str, there: Span) -> bool:
    left = ours[here.start : here.end].casefold().split()
    right = theirs[there.start : there.end].casefold().split()
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE


def _sentences(article: Article) -> list[Span]:
    return [span for part in article.story for span in sentences(article.text, part)]
