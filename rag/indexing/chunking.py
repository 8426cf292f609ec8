"""Splits the story of an article into passages of about a paragraph, with exact offsets."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rag.calibration.parameters import parameters
from rag.schema.articles import Article, Passage, Span
from rag.text.sentences import sentences

Count = Callable[[Sequence[str]], list[int]]
Piece = tuple[Span, int]  # a span and its word pieces


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """Sizes of passages in word pieces; values from calibration/indexing.toml."""

    joined: int  # up to which neighbouring paragraphs are joined


CHUNK_SIZES = parameters(ChunkSizes, "indexing", "chunking")


def passages(article: Article, count: Count, limit: int) -> tuple[Passage, ...]:
    """
    Split the story of an article into disjoint passages of at most ``limit`` word pieces, in order.

    ``count`` returns the number of word pieces of each text. A passage is a paragraph, or several
    small ones without a gap between them. A longer paragraph is split between sentences into parts
    of even size, a longer sentence at white space.
    """
    text = article.text
    sizes = count([text[span.start : span.end] for span in article.story])
    pieces: list[Piece] = []
    for span, size in zip(article.story, sizes, strict=True):
        if size <= limit:
            pieces.append((span, size))
        else:
            pieces += _split(text, span, count, limit)
    seen: Counter[str] = Counter()
    result = []
    for span in _joined(article, pieces, min(CHUNK_SIZES.joined, limit)):
        words = text[span.start : span.end]
        result.append(Passage(_identity(article.id, words, seen[words]), article.id, span))
        seen[words] += 1
    return tuple(result)


def _identity(article: str, words: str, occurrence: int) -> str:
    """A hash of the content; ``occurrence`` distinguishes repeated passages of one article."""
    content = f"{article}\0{words}\0{occurrence}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _joined(article: Article, pieces: Sequence[Piece], limit: int) -> list[Span]:
    """Join neighbouring pieces up to ``limit`` word pieces, never across a gap."""
    gaps = [gap.span.start for gap in article.gaps]
    joined: list[Piece] = []
    at = 0
    for span, size in pieces:
        while at < len(gaps) and gaps[at] < (joined[-1][0].end if joined else 0):
            at += 1
        gap_between = at < len(gaps) and gaps[at] < span.start
        if joined and not gap_between and joined[-1][1] + size <= limit:
            before, total = joined.pop()
            joined.append((Span(before.start, span.end), total + size))
        else:
            joined.append((span, size))
    return [span for span, _ in joined]


def _split(text: str, paragraph: Span, count: Count, limit: int) -> list[Piece]:
    """Split a paragraph between sentences into parts of even size."""
    spans = sentences(text, paragraph)
    sizes = count([text[span.start : span.end] for span in spans])
    parts: list[Piece] = []
    for span, size in zip(spans, sizes, strict=True):
        parts += [(span, size)] if size <= limit else _cut(text, span, count, limit)
    bounds = _even([size for _, size in parts], limit)
    return [
        (Span(parts[low][0].start, parts[high - 1][0].end), sum(n for _, n in parts[low:high]))
        for low, high in pairwise(bounds)
    ]


def _cut(text: str, sentence: Span, count: Count, limit: int) -> list[Piece]:
    """Halve a sentence at the white space nearest its middle, else inside a word, until it fits."""
    cut = text[sentence.start : sentence.end]
    (size,) = count([cut])
    if size <= limit or len(cut) == 1:
        return [(sentence, size)]
    middle = len(cut) // 2
    blanks = [n for n, character in enumerate(cut) if character.isspace()]
    at = min(blanks, key=lambda n: abs(n - middle)) if blanks else middle
    left, right = cut[:at].rstrip(), cut[at:].lstrip()
    halves = (
        Span(sentence.start, sentence.start + len(left)),
        Span(sentence.end - len(right), sentence.end),
    )
    return [piece for half in halves for piece in _cut(text, half, count, limit)]


def _even(sizes: Sequence[int], limit: int) -> list[int]:
    """
    Bounds of the fewest runs that fit ``limit``, with the smallest possible largest run.

    The sizes of sentences can be added, because word-piece models split at white space first.
    """
    fewest = _runs(sizes, limit)
    low, high = max(sizes), limit if limit >= max(sizes) else max(sizes)
    while low < high:
        middle = (low + high) // 2
        if len(_runs(sizes, middle)) <= len(fewest):
            high = middle
        else:
            low = middle + 1
    return [0, *accumulate(_runs(sizes, low))]


def _runs(sizes: Sequence[int], limit: int) -> list[int]:
    """Lengths of the runs when each is filled up to ``limit`` in turn."""
    lengths: list[int] = []
    total = limit + 1
    for size in sizes:
        if total + size > limit:
            lengths.append(0)
            total = 0
        lengths[-1] += 1
        total += size
    return lengths
