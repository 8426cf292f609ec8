"""
Which pieces of the copies of one text are the same words, though they may have drifted.

Pieces are sentences or claims. What has drifted is shown by ``differences``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.lines import normalised

SAME = 90.0  # rapidfuzz ratio of two pieces that differ by drift: "county", a lost ellipsis
DRIFTING_WORDS = 5  # shorter pieces are the same only where all words are
COMMON = 64  # word pairs in more pieces than this do not propose one
PROPOSALS = 8
DENIALS = frozenset(
    ("no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "without", "cannot")
)


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
