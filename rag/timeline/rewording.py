"""
What one voice said, one statement after the other, and how the wording changed.

It describes and never judges: where two statements are alike enough to be set beside each other,
the words that only one of them has are marked. Whether the speaker changed a position, the words
alone cannot tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rag.text.tokens import WORDING_TOKEN
from rag.timeline.rows import ClaimRow

ALIKE: Final = 0.5  # share of words in common, in order, from which two statements are compared
SHARED: Final = 4  # words in common that this takes at least: "he will go" is nobody's wording
OVERLAP: Final = 0.3  # share of words in common, in any order, below which that cannot be
BACK: Final = 60  # earlier statements that one is compared with


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a statement: ``kept``, ``new`` here, or ``gone``, which only the earlier one has."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """
    One statement; ``earlier`` is the one that it is worded like, None where there is none.

    ``above`` says that it is the one just before.

    Without the pieces that are gone, ``pieces`` are the statement's text, character by character.
    """

    row: ClaimRow
    earlier: ClaimRow | None
    pieces: tuple[WordRun, ...]
    above: bool = False

    @property
    def same(self) -> bool:
        """Whether the earlier statement has the same words."""
        return self.earlier is not None and all(piece.state == "kept" for piece in self.pieces)


def succession(rows: Sequence[ClaimRow]) -> tuple[HistoryEntry, ...]:
    """
    Statements of one voice in time order, each beside the earlier one that it is worded like.

    That is the one just before it where they are alike enough, else the most alike of those before.
    """
    made: list[HistoryEntry] = []
    words = [_words(row.text) for row in rows]
    for n, row in enumerate(rows):
        earlier = _earlier(words, n)
        if earlier is None:
            made.append(HistoryEntry(row, None, (WordRun(row.text, "kept"),)))
        else:
            before = rows[earlier]
            pieces = tuple(compared(before.text, row.text))
            made.append(HistoryEntry(row, before, pieces, above=earlier == n - 1))
    return tuple(made)


def compared(before: str, after: str) -> Iterator[WordRun]:
    """``after`` in pieces, the words that it has not from ``before`` marked, lost words put in."""
    old, new = list(WORDING_TOKEN.finditer(before)), list(WORDING_TOKEN.finditer(after))
    keys = [match[0].casefold() for match in old], [match[0].casefold() for match in new]
    at = 0
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        start = new[c].start() if c < len(new) else len(after)
        end = new[d - 1].end() if c < d else start
        if start > at:
            yield WordRun(after[at:start], "kept")
        if a < b:
            yield WordRun(before[old[a].start() : old[b - 1].end()], "gone")
        if end > start:
            yield WordRun(after[start:end], "new")
        at = end
    if at < len(after):
        yield WordRun(after[at:], "kept")


def _words(text: str) -> tuple[str, ...]:
    return tuple(match[0].casefold() for match in WORDING_TOKEN.finditer(text))


def _earlier(words: Sequence[tuple[str, ...]], n: int) -> int | None:
    """The number of the earlier statement to set beside statement ``n``."""
    if n and _alike(words[n - 1], words[n]) >= ALIKE:
        return n - 1
    best = max(
        ((_alike(words[m], words[n]), m) for m in range(max(0, n - BACK), n - 1)),
        default=(0.0, 0),
    )
    return best[1] if best[0] >= ALIKE else None


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of the words that both have in one order; 0.0 where they are too few."""
    common = len(set(one) & set(other))
    if common < min(SHARED, len(set(other))) or common < OVERLAP * max(len(set(one)), 1):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return 0.0 if shared < SHARED else matcher.ratio()
