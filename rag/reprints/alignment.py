"""
Which pieces of the copies of one text are the same words, though they may have drifted.

Pieces are sentences or claims. Where their words differ, ``differences`` shows it.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from rag.text.tokens import normalised_words, numbers_and_negations

SAME = 90.0  # rapidfuzz ratio of two pieces that differ by drift: "county", a lost ellipsis
SAME_AT_ONE_PLACE = 75.0  # the same for pieces of which it is known that they stand at one place
DRIFTING_WORDS = 5  # shorter pieces are the same only where all words are
COMMON = 64  # word pairs in more pieces than this do not propose one
PROPOSALS = 8


def same_words(
    copies: Sequence[Sequence[str]], places: Sequence[Sequence[Hashable]] | None = None
) -> list[list[int]]:
    """
    Number the pieces (sentences, claims) of copies of one text so that the same words share one.

    Pieces of one copy never do; the second "he said" of a copy goes with the second of another.
    Small drift is allowed. Another number or denial is drift only at the same place of the text:
    where ``places``, if known, are equal, else where the pieces around it are the same too.
    Where several pieces fit, the one at the like place is taken. Groups are numbered in order of
    appearance. Near-linear.
    """
    groups = _Groups()
    if places is None:
        return [groups.place(copy, None) for copy in copies]
    return [groups.place(copy, there) for copy, there in zip(copies, places, strict=True)]


class _Groups:
    """Pieces seen so far, each group known by its first member."""

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.places: list[float] = []
        self.equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.before: dict[int, set[int]] = defaultdict(set)
        self.after: dict[int, set[int]] = defaultdict(set)
        self.held: dict[Hashable, list[int]] = defaultdict(list)

    def place(self, copy: Sequence[str], there: Sequence[Hashable] | None) -> list[int]:
        """The groups of the pieces of one more copy."""
        words = [normalised_words(piece) for piece in copy]
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
        self._take(self._fits(words, found, used), found, used)
        variants = (
            self._beside(words, found, used)
            if there is None
            else self._held_at(words, there, found, used)
        )
        self._take(variants, found, used)
        numbers = [
            self._new(piece, at / len(words)) if group is None else group
            for at, (piece, group) in enumerate(zip(words, found, strict=True))
        ]
        self._remember(numbers, there)
        return numbers

    @staticmethod
    def _take(
        fits: Iterator[tuple[float, float, int, int]], found: list[int | None], used: set[int]
    ) -> None:
        """Give each piece the group that fits it best, and no group to two pieces."""
        for _, _, at, group in sorted(fits):
            if found[at] is None and group not in used:
                found[at] = group
                used.add(group)

    def _fits(
        self, words: Sequence[list[str]], found: Sequence[int | None], used: set[int]
    ) -> Iterator[tuple[float, float, int, int]]:
        """Distance in words, distance in place, piece and group of what may be drift."""
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
                if numbers_and_negations(piece) == numbers_and_negations(self.words[group]):
                    yield from self._likeness(piece, at, place, group, SAME)

    def _beside(
        self, words: Sequence[list[str]], found: Sequence[int | None], used: set[int]
    ) -> Iterator[tuple[float, float, int, int]]:
        """What stands beside or between the same pieces as in another copy, whatever it says."""
        for at, piece in enumerate(words):
            if found[at] is not None:
                continue
            ahead = found[at - 1] if at else None
            behind = found[at + 1] if at + 1 < len(words) else None
            one = self.after[ahead] if ahead is not None else set()
            other = self.before[behind] if behind is not None else set()
            for group in sorted((one | other | self._among(found, at)) - used):
                between = group in one and group in other
                if between or len(piece) >= DRIFTING_WORDS:
                    least = SAME_AT_ONE_PLACE if between else SAME
                    yield from self._likeness(piece, at, at / len(words), group, least)

    def _among(self, found: Sequence[int | None], at: int) -> set[int]:
        """Groups that another copy has between the nearest pieces found around ``at``."""
        low = next((group for group in reversed(found[:at]) if group is not None), None)
        high = next((group for group in found[at + 1 :] if group is not None), None)
        if low is None and high is None:
            return set()
        first = low + 1 if low is not None else 0
        last = high if high is not None else len(self.words)
        return set(range(first, min(last, first + PROPOSALS)))

    def _held_at(
        self,
        words: Sequence[list[str]],
        there: Sequence[Hashable],
        found: Sequence[int | None],
        used: set[int],
    ) -> Iterator[tuple[float, float, int, int]]:
        """What is held at the same place in another copy, whatever its numbers say."""
        for at, piece in enumerate(words):
            if found[at] is None:
                for group in self.held[there[at]]:
                    if group not in used:
                        place = at / len(words)
                        yield from self._likeness(piece, at, place, group, SAME_AT_ONE_PLACE)

    def _likeness(
        self, piece: Sequence[str], at: int, place: float, group: int, least: float
    ) -> Iterator[tuple[float, float, int, int]]:
        from rapidfuzz.fuzz import ratio

        score = ratio(" ".join(piece), " ".join(self.words[group]), score_cutoff=least)
        if score >= least:
            yield round(100 - score, 3), abs(self.places[group] - place), at, group

    def _new(self, piece: list[str], place: float) -> int:
        group = len(self.words)
        self.words.append(piece)
        self.places.append(place)
        self.equal[tuple(piece)].append(group)
        for pair in sorted(set(pairwise(piece))):
            self.pairs[pair].append(group)
        return group

    def _remember(self, numbers: Sequence[int], there: Sequence[Hashable] | None) -> None:
        """Which groups stand beside each other in a copy, and at which places."""
        for one, other in pairwise(numbers):
            self.after[one].add(other)
            self.before[other].add(one)
        for group, place in zip(numbers, there or (), strict=False):
            if group not in self.held[place]:
                self.held[place].append(group)
