"""
Detects reprints: articles that print one text, grouped as a dispatch.

A dispatch that ten outlets carry is one source. MinHash proposes pairs, which is fast and
approximate; the exact overlap of their words then decides.
"""

import hashlib
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from sys import intern
from typing import Protocol

from rag.calibration.parameters import parameters
from rag.schema.articles import Article, DateBasis, Dispatch
from rag.text import quotations
from rag.text.tokens import normalised_words

BASES = (DateBasis.STATED, DateBasis.METADATA, DateBasis.INFERRED, DateBasis.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTextThreshold:
    """When two stories are one text, in the terms of `Overlap`."""

    nearly_all: float  # share that needs no other evidence
    with_lead: float  # share where the lead is shared: paragraphs may have been added
    with_lead_few: float  # the same where fewer than `few_words` are shared
    without_lead: float  # share where it is not: it may be a site's own lines, or one statement
    few_words: int  # a follow-up may repeat so many words from a brief
    unquoted: float  # share outside quotation marks: two reports of one speech share the inside
    lengths: float  # shorter length to longer: a brief may be quoted in a long story


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapParameters:
    """How the overlap of two stories is measured, in words."""

    shingle: int  # shortest run that counts; chance and set phrases rarely share one
    lead_words: int  # one or two sentences
    unquoted_words: int  # a story with fewer words outside quotation marks is not judged by them
    fewest_words: int  # a shorter story is a reprint only where all its words are equal
    similar_lengths: float  # ratio from which the lead of either story may be the shared one


@dataclass(frozen=True, slots=True, kw_only=True)
class MinHashParameters:
    """Which pairs of stories MinHash proposes."""

    permutations: int
    seed: int
    crowd: int  # more stories with one value share a set phrase, or are copies, joined as a chain
    slack: int  # a pair needs 1 / slack of the agreement expected at the threshold


ONE_TEXT = parameters(OneTextThreshold, "reprints", "one_text")
OVERLAP = parameters(OverlapParameters, "reprints", "overlap")
CANDIDATES = parameters(MinHashParameters, "reprints", "candidates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """
    Words that the shorter of two stories shares with the longer, in runs of a shingle or more.

    ``words`` counts them and ``share`` is their share of the shorter story. ``unquoted`` is the
    same share outside quotation marks, 1.0 where there are too few such words. ``lead`` is true
    where the shorter story has the lead of the longer; for stories of similar length also the
    reverse. ``lengths`` is the ratio of the shorter length to the longer.
    """

    words: int
    share: float
    unquoted: float
    lead: bool
    lengths: float


class KnownSketches(Protocol):
    """Sketches that were made before."""

    def kept(self, key: str) -> "array[int] | None":
        """The sketch with a key, the digest of a story's words."""

    def keep(self, key: str, sketch: "array[int]") -> None:
        """Keep a sketch."""


def dispatches(
    articles: Sequence[Article], known_sketches: KnownSketches | None = None
) -> tuple[Dispatch, ...]:
    """
    Group articles whose stories are one text; each article is in exactly one group.

    Only story words count, so mastheads, captions and comment policies make no reprint. Groups
    come in the order of their first ids, whatever the order of ``articles``. Sketches that are
    known are not made again, which takes most of the time.
    """
    known = {article.id: article for article in articles}
    words = {name: story_words(known[name]) for name in sorted(known)}
    groups: dict[str, list[str]] = defaultdict(list)
    for name, root in _components(known, words, known_sketches).items():
        groups[root].append(name)
    return tuple(_dispatch([known[name] for name in group], words) for group in groups.values())


def story_words(article: Article) -> list[str]:
    """Normalised words of the story, in order; equal words are one object in memory."""
    return [
        intern(word)
        for span in article.story
        for word in normalised_words(article.text[span.start : span.end])
    ]


def overlap(one: Article, other: Article) -> Overlap:
    """The overlap of two stories; the order of the two does not matter."""
    mine, theirs = story_words(one), story_words(other)
    if (len(mine), mine) > (len(theirs), theirs):
        return _overlap(other, mine)
    return _overlap(one, theirs)


def one_text(shared: Overlap, threshold: OneTextThreshold = ONE_TEXT) -> bool:
    """Whether two stories with this overlap print one text."""
    if shared.share >= threshold.nearly_all:
        return True
    if shared.unquoted < threshold.unquoted or shared.lengths < threshold.lengths:
        return False
    few = shared.words < threshold.few_words
    if shared.lead:
        return shared.share >= (threshold.with_lead_few if few else threshold.with_lead)
    return shared.share >= threshold.without_lead and not few


def _is_reprint(shorter: Article, words: Sequence[str], longer: Sequence[str]) -> bool:
    """As `one_text`, but pairs no quotation marks where nearly all words are shared."""
    if sum(_in_shared_runs(words, longer)) >= ONE_TEXT.nearly_all * len(words):
        return True
    return one_text(_overlap(shorter, longer))


def _overlap(shorter: Article, longer: Sequence[str]) -> Overlap:
    words: list[str] = []
    unquoted: list[bool] = []
    for piece, quoted in _pieces(shorter):
        piece_words = normalised_words(piece)
        words += piece_words
        unquoted += [not quoted] * len(piece_words)
    shared = _in_shared_runs(words, longer)
    shared_unquoted = sum(a and b for a, b in zip(shared, unquoted, strict=True))
    lengths = len(words) / len(longer) if longer else 1.0
    lead = _shares_lead(_in_shared_runs(longer[: OVERLAP.lead_words], words))
    if lengths >= OVERLAP.similar_lengths:
        lead = lead or _shares_lead(shared)
    enough = sum(unquoted) >= OVERLAP.unquoted_words
    return Overlap(
        words=sum(shared),
        share=sum(shared) / len(words) if words else 0.0,
        unquoted=shared_unquoted / sum(unquoted) if enough else 1.0,
        lead=lead,
        lengths=lengths,
    )


def _shares_lead(shared: Sequence[bool]) -> bool:
    """Whether at least half of the words of a lead are shared."""
    return 2 * sum(shared[: OVERLAP.lead_words]) >= OVERLAP.lead_words


def _pieces(article: Article) -> Iterator[tuple[str, bool]]:
    """Pieces of the story between and inside quotation marks, each with whether it is quoted."""
    for span in article.story:
        at = span.start
        for quotation in quotations.pair(article.text, span):
            yield article.text[at : quotation.span.start], False
            yield article.text[quotation.span.start : quotation.span.end], True
            at = quotation.span.end
        yield article.text[at : span.end], False


def _in_shared_runs(words: Sequence[str], others: Sequence[str]) -> list[bool]:
    """
    For each of ``words`` whether it is in a run of a shingle or more that ``others`` contain.

    The runs may come in another order, because editors move paragraphs. Linear in the words.
    """
    there = set(_shingles(others))
    shared, run = [False] * len(words), [True] * OVERLAP.shingle
    for start, shingle in enumerate(_shingles(words)):
        if shingle in there:
            shared[start : start + len(run)] = run
    return shared


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(OVERLAP.shingle)), strict=False)


def _components(
    known: Mapping[str, Article],
    words: Mapping[str, Sequence[str]],
    sketches: KnownSketches | None,
) -> dict[str, str]:
    """Article → the first article of its group."""
    root = {name: name for name in words}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    def join(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    for one, other in _equal_stories(words):
        join(one, other)
    for one, other in _proposed_pairs(words, sketches):
        if find(one) == find(other):
            continue
        shorter, longer = sorted((one, other), key=lambda name: (len(words[name]), name))
        if _is_reprint(known[shorter], words[shorter], words[longer]):
            join(one, other)
    return {name: find(name) for name in words}


def _equal_stories(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of articles with exactly the same words, however few."""
    first: dict[tuple[str, ...], str] = {}
    for name, story in words.items():
        if story and first.setdefault(tuple(story), name) != name:
            yield first[tuple(story)], name


def _proposed_pairs(
    words: Mapping[str, Sequence[str]], known: KnownSketches | None
) -> Iterator[tuple[str, str]]:
    """
    Pairs that may be one text, by MinHash with locality-sensitive hashing.

    Bands are one value wide, because no bound on the Jaccard similarity finds a brief of 60 words
    in a story of a thousand. The lengths of a pair give the number of values in which it should
    agree at the threshold; pairs that agree in far fewer do so by chance. Linear in the stories,
    except for those that share something.
    """
    names = [name for name, story in words.items() if len(story) >= OVERLAP.fewest_words]
    sketches = [_known_sketch(words[name], known) for name in names]
    agreed: Counter[tuple[int, int]] = Counter()
    for band in range(CANDIDATES.permutations):
        buckets: dict[int, list[int]] = defaultdict(list)
        for number, sketch in enumerate(sketches):
            buckets[sketch[band]].append(number)
        for members in buckets.values():
            crowded = len(members) > CANDIDATES.crowd
            agreed.update(pairwise(members) if crowded else combinations(members, 2))
    for (one, other), count in agreed.items():
        lengths = sorted((len(words[names[one]]), len(words[names[other]])))
        shared = ONE_TEXT.with_lead * lengths[0]
        expected = CANDIDATES.permutations * shared / (sum(lengths) - shared)
        if count * CANDIDATES.slack >= expected:
            yield names[one], names[other]


def _known_sketch(words: Sequence[str], known: KnownSketches | None) -> "array[int]":
    """The sketch of a story, made only if it is not known."""
    if known is None:
        return _sketch(words)
    key = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    sketch = known.kept(key)
    if sketch is None or len(sketch) != CANDIDATES.permutations:
        sketch = _sketch(words)
        known.keep(key, sketch)
    return sketch


def _sketch(words: Sequence[str]) -> "array[int]":
    from datasketch import MinHash

    sketch = MinHash(num_perm=CANDIDATES.permutations, seed=CANDIDATES.seed, hashfunc=zlib.crc32)
    sketch.update_batch({" ".join(shingle).encode() for shingle in _shingles(words)})
    return array("Q", sketch.hashvalues.tolist())


def _dispatch(copies: list[Article], words: Mapping[str, Sequence[str]]) -> Dispatch:
    copies = sorted(copies, key=_provenance)
    first = copies[0]
    content = " ".join(words[first.id]) or first.id
    counts = Counter(copy.origin for copy in copies if copy.origin)
    most = max(counts.values(), default=0)
    origin = next(
        (copy.origin for copy in copies if copy.origin and counts[copy.origin] == most), None
    )
    dates = (copy.origin_published for copy in copies if copy.origin == origin)
    return Dispatch(
        id=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        articles=tuple(copy.id for copy in copies),
        origin=origin,
        origin_published=next((day for day in dates if day), None) if origin else None,
    )


def _provenance(copy: Article) -> tuple[int, bool, bool, int, str]:
    """Sort key: the copy with the best known provenance comes first."""
    return (
        BASES.index(copy.date_basis),
        copy.origin_published is None,
        copy.published is None,
        copy.published.toordinal() if copy.published else 0,
        copy.id,
    )
