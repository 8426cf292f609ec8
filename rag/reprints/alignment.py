"""
Aligns the pieces of reprints: which sentences or claims are the same words.

Their words may have drifted; ``differences`` shows where.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.calibration.parameters import parameters
from rag.text.tokens import normalised_words, numbers_and_negations


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftParameters:
    """How far the words of one piece may drift between reprints; ratios are in [0, 100]."""

    same: float  # rapidfuzz ratio from which two pieces are one: "county", a lost ellipsis
    same_place: float  # the same for two pieces at the same place of the text
    fewest_words: int  # a shorter piece is the same only where all its words are equal
    alike_sentences: float  # share of equal words of two sentences that are shown side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintLimits:
    """Bounds of work and of what is shown."""

    common_pairs: int  # a pair of words in more pieces than this proposes none of them
    proposals: int  # pieces that one piece is compared with
    around: int  # characters around a span in which words cut off by its bounds are looked for
    shown_characters: int  # of one side of a difference in a sentence
    named_differences: int  # in sentences; the others are counted


DRIFT = parameters(DriftParameters, "reprints", "drift")
LIMITS = parameters(ReprintLimits, "reprints", "limits")


def same_words(
    copies: Sequence[Sequence[str]], places: Sequence[Sequence[Hashable]] | None = None
) -> list[list[int]]:
    """
    Number the pieces (sentences, claims) of the copies of a text: equal numbers, same words.

    No two pieces of one copy share a number; repeated pieces ("he said") match in turn. Small
    drift is allowed. A changed number or negation counts as drift only at the same place of the
    text: where ``places``, if given, are equal, else where the pieces around it match. Where
    several pieces fit, the one at the most similar position matches. Numbers follow the order of
    appearance. Near-linear.
    """
    groups = _Groups()
    if places is None:
        return [groups.place(copy, None) for copy in copies]
    return [groups.place(copy, at) for copy, at in zip(copies, places, strict=True)]


class _Groups:
    """Groups of pieces with the same words; each group is represented by its first piece."""

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.positions: list[float] = []
        self.equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.before: dict[int, set[int]] = defaultdict(set)
        self.after: dict[int, set[int]] = defaultdict(set)
        self.at_place: dict[Hashable, list[int]] = defaultdict(list)

    def place(self, copy: Sequence[str], places: Sequence[Hashable] | None) -> list[int]:
        """Add a copy; returns the group of each of its pieces."""
        words = [normalised_words(piece) for piece in copy]
        assigned: list[int | None] = [None] * len(copy)
        used: set[int] = set()
        seen: Counter[tuple[str, ...]] = Counter()
        for at, piece in enumerate(words):
            equal = self.equal[tuple(piece)]
            turn = seen[tuple(piece)]
            if turn < len(equal):
                assigned[at] = equal[turn]
                used.add(equal[turn])
            seen[tuple(piece)] += 1
        self._assign(self._similar_words(words, assigned, used), assigned, used)
        variants = (
            self._between_neighbours(words, assigned, used)
            if places is None
            else self._same_place(words, places, assigned, used)
        )
        self._assign(variants, assigned, used)
        numbers = [
            self._new(piece, at / len(words)) if group is None else group
            for at, (piece, group) in enumerate(zip(words, assigned, strict=True))
        ]
        self._remember(numbers, places)
        return numbers

    @staticmethod
    def _assign(
        fits: Iterator[tuple[float, float, int, int]], assigned: list[int | None], used: set[int]
    ) -> None:
        """Give each piece its best fitting group; no group goes to two pieces."""
        for _, _, at, group in sorted(fits):
            if assigned[at] is None and group not in used:
                assigned[at] = group
                used.add(group)

    def _similar_words(
        self, words: Sequence[list[str]], assigned: Sequence[int | None], used: set[int]
    ) -> Iterator[tuple[float, float, int, int]]:
        """Fits of pieces with similar words, as distance in words and position, piece, group."""
        for at, piece in enumerate(words):
            if assigned[at] is not None or len(piece) < DRIFT.fewest_words:
                continue
            shared = Counter(
                group
                for pair in set(pairwise(piece))
                if len(self.pairs.get(pair, ())) <= LIMITS.common_pairs
                for group in self.pairs.get(pair, ())
                if group not in used
            )
            place = at / len(words)
            best = sorted(
                shared,
                key=lambda group: (-shared[group], abs(self.positions[group] - place), group),
            )
            for group in best[: LIMITS.proposals]:
                if numbers_and_negations(piece) == numbers_and_negations(self.words[group]):
                    yield from self._similarity(piece, at, place, group, DRIFT.same)

    def _between_neighbours(
        self, words: Sequence[list[str]], assigned: Sequence[int | None], used: set[int]
    ) -> Iterator[tuple[float, float, int, int]]:
        """Fits of pieces with the same neighbours in another copy; numbers may differ."""
        for at, piece in enumerate(words):
            if assigned[at] is not None:
                continue
            ahead = assigned[at - 1] if at else None
            behind = assigned[at + 1] if at + 1 < len(words) else None
            one = self.after[ahead] if ahead is not None else set()
            other = self.before[behind] if behind is not None else set()
            for group in sorted((one | other | self._between_nearest(assigned, at)) - used):
                between = group in one and group in other
                if between or len(piece) >= DRIFT.fewest_words:
                    least = DRIFT.same_place if between else DRIFT.same
                    yield from self._similarity(piece, at, at / len(words), group, least)

    def _between_nearest(self, assigned: Sequence[int | None], at: int) -> set[int]:
        """Groups of other copies between the nearest groups assigned before and after ``at``."""
        low = next((group for group in reversed(assigned[:at]) if group is not None), None)
        high = next((group for group in assigned[at + 1 :] if group is not None), None)
        if low is None and high is None:
            return set()
        first = low + 1 if low is not None else 0
        last = high if high is not None else len(self.words)
        return set(range(first, min(last, first + LIMITS.proposals)))

    def _same_place(
        self,
        words: Sequence[list[str]],
        places: Sequence[Hashable],
        assigned: Sequence[int | None],
        used: set[int],
    ) -> Iterator[tuple[float, float, int, int]]:
        """Fits of pieces at the same place of another copy; numbers may differ."""
        for at, piece in enumerate(words):
            if assigned[at] is None:
                for group in self.at_place[places[at]]:
                    if group not in used:
                        place = at / len(words)
                        yield from self._similarity(piece, at, place, group, DRIFT.same_place)

    def _similarity(
        self, piece: Sequence[str], at: int, place: float, group: int, least: float
    ) -> Iterator[tuple[float, float, int, int]]:
        from rapidfuzz.fuzz import ratio

        score = ratio(" ".join(piece), " ".join(self.words[group]), score_cutoff=least)
        if score >= least:
            yield round(100 - score, 3), abs(self.positions[group] - place), at, group

    def _new(self, piece: list[str], place: float) -> int:
        group = len(self.words)
        self.words.append(piece)
        self.positions.append(place)
        self.equal[tuple(piece)].append(group)
        for pair in sorted(set(pairwise(piece))):
            self.pairs[pair].append(group)
        return group

    def _remember(self, numbers: Sequence[int], places: Sequence[Hashable] | None) -> None:
        """Record the neighbours and the places of the groups of a copy."""
        for one, other in pairwise(numbers):
            self.after[one].add(other)
            self.before[other].add(one)
        for group, place in zip(numbers, places or (), strict=False):
            if group not in self.at_place[place]:
                self.at_place[place].append(group)
