"""
Which articles print one text, and which of their pieces are the same words.

A dispatch that ten outlets carry is one source. Candidates come from MinHash, which is fast and
approximate; whether two stories are one is then decided on their words, exactly.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.lines import normalised
from rag.schema import Article, DateBasis, Dispatch

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE = 5  # words: long enough that chance and set phrases rarely share one
# Share of the shorter story's words that stand in runs of SHINGLE or more words which the longer
# story has too. Of all pairs of 924 US articles one lies between 0.34 (shared background, a long
# quotation) and 0.78 (editions of one story); that one, at 0.57, is another text on the same event.
CONTAINED = 0.6
FEWEST_WORDS = 40  # below, one shared quotation may be most of a story: only equal words count
PERMUTATIONS = 128
SIZES = 4  # classes of length in the MinHash index; more find fewer false pairs, but build slower
SEED = 1
# The share at which MinHash proposes a pair: shingles that hold a changed word do not match, so
# that a story with one word in ten changed keeps half of them.
PROPOSED = 0.3
BASES = (DateBasis.STATED, DateBasis.METADATA, DateBasis.INFERRED, DateBasis.UNKNOWN)

SAME = 90.0  # rapidfuzz ratio of two pieces that differ by drift: "county", a lost ellipsis
DRIFTING_WORDS = 5  # shorter pieces are the same only where all words are
COMMON = 64  # word pairs in more pieces than this do not propose one
PROPOSALS = 8
DENIALS = frozenset(
    ("no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "without", "cannot")
)


def dispatches(articles: Sequence[Article]) -> tuple[Dispatch, ...]:
    """
    Group articles whose stories are one text; each article is in exactly one group.

    Only story counts: mastheads, captions and comment policies make no reprint. Groups stand in
    the order of their first ids. The result does not depend on the order of ``articles``.
    """
    known = {article.id: article for article in articles}
    words = {name: story_words(known[name]) for name in sorted(known)}
    groups: dict[str, list[str]] = defaultdict(list)
    for name, root in _components(words).items():
        groups[root].append(name)
    return tuple(_dispatch([known[name] for name in group], words) for group in groups.values())


def story_words(article: Article) -> list[str]:
    """The normalised words of the story, in order."""
    return [
        word for span in article.story for word in normalised(article.text[span.start : span.end])
    ]


def contained(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """
    Share of the words of ``shorter`` in runs of SHINGLE or more that ``longer`` has too.

    Paragraphs may stand in another order, as editors leave them. Linear in the words.
    """
    if not shorter:
        return 0.0
    there = set(_shingles(longer))
    covered, reached = 0, 0
    for start, shingle in enumerate(_shingles(shorter)):
        if shingle in there:
            covered += start + SHINGLE - max(start, reached)
            reached = start + SHINGLE
    return covered / len(shorter)


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _components(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Article → the first article of its group."""
    root = {name: name for name in words}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in _proposed(words):
        low, high = sorted((find(one), find(other)))
        if low != high and _same_story(words[one], words[other]):
            root[high] = low
    return {name: find(name) for name in words}


def _same_story(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < FEWEST_WORDS:
        return bool(shorter) and list(shorter) == list(longer)
    return contained(shorter, longer) >= CONTAINED


def _proposed(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs that may be one story: equal short ones, and those MinHash finds alike."""
    from datasketch import MinHashLSHEnsemble

    equal: dict[tuple[str, ...], str] = {}
    for name, story in words.items():
        if story:
            first = equal.setdefault(tuple(story), name)
            if first != name:
                yield first, name
    sketches = {
        name: (_sketch(story), len(set(_shingles(story))))
        for name, story in words.items()
        if len(story) >= FEWEST_WORDS
    }
    if not sketches:
        return
    index = MinHashLSHEnsemble(threshold=PROPOSED, num_perm=PERMUTATIONS, num_part=SIZES)
    index.index([(name, sketch, size) for name, (sketch, size) in sketches.items()])
    for name, (sketch, size) in sketches.items():
        for other in sorted(index.query(sketch, size)):
            if other != name:
                yield name, other


def _sketch(words: Sequence[str]) -> "MinHash":
    from datasketch import MinHash

    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update_batch(sorted({" ".join(shingle).encode() for shingle in _shingles(words)}))
    return sketch


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
        id=hashlib.sha256(content.encode()).hexdigest()[:24],
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


# --- pieces --------------------------------------------------------------------------------------


def same_words(copies: Sequence[Sequence[str]]) -> list[list[int]]:
    """
    Number the pieces (sentences, claims) of copies of one text so that the same words share one.

    Pieces of one copy never do; the second "he said" of a copy goes with the second of another.
    Small drift is allowed, a different number or denial is not. Where several pieces fit, the one
    at the like place is taken. Groups are numbered in order of appearance. Near-linear.
    """
    groups = _Groups()
    return [groups.place(copy) for copy in copies]


class _Groups:
    """Pieces seen so far, each group known by its first member."""

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.places: list[float] = []
        self.equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)

    def place(self, copy: Sequence[str]) -> list[int]:
        """The groups of the pieces of one more copy."""
        words = [normalised(piece) for piece in copy]
        found: list[int | None] = [None] * len(copy)
        used: set[int] = set()
        seen: Counter[tuple[str, ...]] = Counter()
        for at, piece in enumerate(words):
            equal = self.equal[tuple(piece)]
            turn = seen[tuple(piece)]
            if turn < len(equal):
                found[at] = equal[turn]
                used.add(equal[turn])
            seen[tuple(piece)] += 1
        fits = sorted(self._fits(words, found, used))
        for _, _, at, group in fits:
            if found[at] is None and group not in used:
                found[at] = group
                used.add(group)
        return [
            self._new(piece, at / len(words)) if group is None else group
            for at, (piece, group) in enumerate(zip(words, found, strict=True))
        ]

    def _fits(
        self, words: Sequence[list[str]], found: Sequence[int | None], used: set[int]
    ) -> Iterator[tuple[float, float, int, int]]:
        """Distance in words, distance in place, piece and group of what may be drift."""
        from rapidfuzz.fuzz import ratio

        for at, piece in enumerate(words):
            if found[at] is not None or len(piece) < DRIFTING_WORDS:
                continue
            shared = Counter(
                group
                for pair in set(pairwise(piece))
                if len(self.pairs.get(pair, ())) <= COMMON
                for group in self.pairs.get(pair, ())
                if group not in used
            )
            place = at / len(words)
            best = sorted(
                shared, key=lambda group: (-shared[group], abs(self.places[group] - place), group)
            )
            for group in best[:PROPOSALS]:
                other = self.words[group]
                score = ratio(" ".join(piece), " ".join(other), score_cutoff=SAME)
                if score >= SAME and _says(piece) == _says(other):
                    yield round(100 - score, 3), abs(self.places[group] - place), at, group

    def _new(self, piece: list[str], place: float) -> int:
        group = len(self.words)
        self.words.append(piece)
        self.places.append(place)
        self.equal[tuple(piece)].append(group)
        for pair in sorted(set(pairwise(piece))):
            self.pairs[pair].append(group)
        return group


def _says(words: Sequence[str]) -> Counter[str]:
    """The numbers and denials among words: what makes a like sentence say something else."""
    return Counter(
        "not" if word.endswith("n't") or word in DENIALS else word
        for word in words
        if word in DENIALS or word.endswith("n't") or any(c.isdigit() for c in word)
    )
