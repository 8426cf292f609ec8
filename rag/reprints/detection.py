"""
Which articles print one text.

A dispatch that ten outlets carry is one source. Candidates come from MinHash, which is fast and
approximate; whether two stories are one is then decided on their words, exactly.
"""

import hashlib
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from sys import intern

from rag.schema.articles import Article, DateBasis, Dispatch
from rag.text import quotations
from rag.text.tokens import normalised_words

SHINGLE = 5  # words: long enough that chance and set phrases rarely share one

# When two stories are one text, in the words of `Overlap`. bench/reprints.py --curve prints what
# other values reach on articles edited as newsrooms do; all of these lie on broad plateaus.
NEARLY_ALL = 0.85  # share that needs no other evidence
LED = 0.45  # share where the beginning is shared: own paragraphs may have been added
LED_FEW = 0.5  # the same where fewer than FEW words are shared
NOT_LED = 0.75  # share where neither does: as much may be a site's own lines, or one statement
FEW = 120  # words: three long sentences, which a follow-up may repeat from a brief
TOLD = 0.4  # share outside quotation marks: two reports of one speech share what is inside
SIZES = 0.25  # length of the shorter to that of the longer; a brief may be quoted in a long story
ALIKE = 0.5  # the same from which on it does not matter whose beginning is shared
TOLD_WORDS = 40  # fewer words outside quotation marks decide nothing
LEAD = 40  # words: one or two sentences
FEWEST_WORDS = 40  # below, one shared quotation may be most of a story: only equal words count

PERMUTATIONS = 128
SEED = 1
CROWD = 64  # stories that agree in one value: a set phrase, or many copies, which a chain joins
SLACK = 3  # a third of the agreement that a pair at LED is expected to have still proposes it
BASES = (DateBasis.STATED, DateBasis.METADATA, DateBasis.INFERRED, DateBasis.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Overlap:
    """
    What the shorter of two stories has from the longer, in runs of SHINGLE or more words.

    ``words`` counts them, ``share`` is their share of all its words, ``told`` the same for its
    words outside quotation marks (where it has few, 1.0). ``lead`` is true where the longer
    begins with words that the shorter has, or the reverse where their lengths are alike.
    ``sizes`` is the shorter length to the longer.
    """

    words: int
    share: float
    told: float
    lead: bool
    sizes: float


def dispatches(articles: Sequence[Article]) -> tuple[Dispatch, ...]:
    """
    Group articles whose stories are one text; each article is in exactly one group.

    Only story counts: mastheads, captions and comment policies make no reprint. Groups stand in
    the order of their first ids. The result does not depend on the order of ``articles``.
    """
    known = {article.id: article for article in articles}
    words = {name: story_words(known[name]) for name in sorted(known)}
    groups: dict[str, list[str]] = defaultdict(list)
    for name, root in _components(known, words).items():
        groups[root].append(name)
    return tuple(_dispatch([known[name] for name in group], words) for group in groups.values())


def story_words(article: Article) -> list[str]:
    """The normalised words of the story, in order; each is held once for all stories."""
    return [
        intern(word)
        for span in article.story
        for word in normalised_words(article.text[span.start : span.end])
    ]


def overlap(one: Article, other: Article) -> Overlap:
    """What two stories share; the order of the two does not matter."""
    mine, theirs = story_words(one), story_words(other)
    if (len(mine), mine) > (len(theirs), theirs):
        return _overlap(other, mine)
    return _overlap(one, theirs)


def one_text(found: Overlap) -> bool:
    """Whether two stories that share so much are prints of one text."""
    if found.share >= NEARLY_ALL:
        return True
    if found.told < TOLD or found.sizes < SIZES:
        return False
    few = found.words < FEW
    if found.lead:
        return found.share >= (LED_FEW if few else LED)
    return found.share >= NOT_LED and not few


def _prints(shorter: Article, words: Sequence[str], longer: Sequence[str]) -> bool:
    """As `one_text`, without pairing quotation marks where they decide nothing."""
    if sum(_shared(words, longer)) >= NEARLY_ALL * len(words):
        return True
    return one_text(_overlap(shorter, longer))


def _overlap(shorter: Article, longer: Sequence[str]) -> Overlap:
    words: list[str] = []
    told: list[bool] = []
    for piece, quoted in _pieces(shorter):
        found = normalised_words(piece)
        words += found
        told += [not quoted] * len(found)
    shared = _shared(words, longer)
    own = sum(told)
    own_shared = sum(a and b for a, b in zip(shared, told, strict=True))
    sizes = len(words) / len(longer) if longer else 1.0
    lead = sum(_shared(longer[:LEAD], words)) >= LEAD / 2
    if sizes >= ALIKE:
        lead = lead or sum(shared[:LEAD]) >= LEAD / 2
    return Overlap(
        words=sum(shared),
        share=sum(shared) / len(words) if words else 0.0,
        told=own_shared / own if own >= TOLD_WORDS else 1.0,
        lead=lead,
        sizes=sizes,
    )


def _pieces(article: Article) -> Iterator[tuple[str, bool]]:
    """The story cut at its quotation marks, each piece with whether it is quoted."""
    for span in article.story:
        at = span.start
        for quotation in quotations.pair(article.text, span):
            yield article.text[at : quotation.span.start], False
            yield article.text[quotation.span.start : quotation.span.end], True
            at = quotation.span.end
        yield article.text[at : span.end], False


def _shared(words: Sequence[str], others: Sequence[str]) -> list[bool]:
    """
    For each of ``words`` whether it stands in a run of SHINGLE or more that ``others`` has too.

    Paragraphs may stand in another order, as editors leave them. Linear in the words.
    """
    there = set(_shingles(others))
    shared = [False] * len(words)
    for start, shingle in enumerate(_shingles(words)):
        if shingle in there:
            shared[start : start + SHINGLE] = [True] * SHINGLE
    return shared


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


def _components(known: Mapping[str, Article], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
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

    for one, other in _equal(words):
        join(one, other)
    for one, other in _proposed(words):
        if find(one) == find(other):
            continue
        shorter, longer = sorted((one, other), key=lambda name: (len(words[name]), name))
        if _prints(known[shorter], words[shorter], words[longer]):
            join(one, other)
    return {name: find(name) for name in words}


def _equal(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of articles with exactly the same words, however few."""
    first: dict[tuple[str, ...], str] = {}
    for name, story in words.items():
        if story and first.setdefault(tuple(story), name) != name:
            yield first[tuple(story)], name


def _proposed(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """
    Pairs that may be one text, by MinHash with locality-sensitive hashing.

    Bands are one value wide, as no bound on the Jaccard similarity finds a brief of 60 words in a
    story of a thousand. Pairs that agree by chance are few and have few values; how many a pair at
    the bound is expected to agree in follows from its lengths. Linear in the stories, but for
    those that share something.
    """
    names = [name for name, story in words.items() if len(story) >= FEWEST_WORDS]
    sketches = [_sketch(words[name]) for name in names]
    agreed: Counter[tuple[int, int]] = Counter()
    for band in range(PERMUTATIONS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for number, sketch in enumerate(sketches):
            buckets[sketch[band]].append(number)
        for members in buckets.values():
            agreed.update(combinations(members, 2) if len(members) <= CROWD else pairwise(members))
    for (one, other), count in agreed.items():
        sizes = sorted((len(words[names[one]]), len(words[names[other]])))
        shared = LED * sizes[0]
        if count * SLACK >= PERMUTATIONS * shared / (sum(sizes) - shared):
            yield names[one], names[other]


def _sketch(words: Sequence[str]) -> "array[int]":
    from datasketch import MinHash

    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=zlib.crc32)
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
    """Sort key: the copy whose provenance is known best comes first."""
    return (
        BASES.index(copy.date_basis),
        copy.origin_published is None,
        copy.published is None,
        copy.published.toordinal() if copy.published else 0,
        copy.id,
    )
