"""
Successive statements of one speaker, with the changes in wording marked.

Describes without judging: where two statements are similar enough to compare, words that only one
of them has are marked. Different words do not prove a changed position.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rag.text.tokens import WORDING_TOKEN, negations
from rag.timeline.rows import ClaimRow

ALIKE: Final = 0.5  # share of words in common, in order, from which two statements are compared
SHARED: Final = 4  # least words in common: "he will go" is too common to compare
OVERLAP: Final = 0.3  # share of words in common, in any order, below which ALIKE is out of reach
BACK: Final = 60  # earlier statements that a statement is compared with


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a statement, with state "kept", "new", or "gone" (only in the earlier statement)."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """
    One statement; ``earlier`` is an earlier one with similar words, None where there is none.

    ``above`` says that ``earlier`` directly precedes it. The pieces that are not gone, joined, are
    the text of the statement.
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
    Statements of one speaker, given in time order, each with an earlier one of similar words.

    The directly preceding statement is preferred; else the most similar one is taken. A statement
    and its negation are never compared: they share most words and say opposite things.
    """
    made: list[HistoryEntry] = []
    words = [_words(row.text) for row in rows]
    senses = [(row.negated, negations(row.text)) for row in rows]
    for n, row in enumerate(rows):
        earlier = _earlier(words, senses, n)
        if earlier is None:
            made.append(HistoryEntry(row, None, (WordRun(row.text, "kept"),)))
        else:
            before = rows[earlier]
            pieces = tuple(compared(before.text, row.text))
            made.append(HistoryEntry(row, before, pieces, above=earlier == n - 1))
    return tuple(made)


def compared(before: str, after: str) -> Iterator[WordRun]:
    """``after`` in pieces: words shared with ``before``, new ones, and lost ones in place."""
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


def _earlier(
    words: Sequence[tuple[str, ...]], senses: Sequence[tuple[bool, int]], n: int
) -> int | None:
    """The number of the earlier statement to compare with statement ``n``."""
    same_sense = [m for m in range(max(0, n - BACK), n) if senses[m] == senses[n]]
    if n and n - 1 in same_sense and _alike(words[n - 1], words[n]) >= ALIKE:
        return n - 1
    best = max(((_alike(words[m], words[n]), m) for m in same_sense), default=(0.0, 0))
    return best[1] if best[0] >= ALIKE else None


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of words in common, in order, in [0, 1]; 0.0 below SHARED words."""
    common = len(set(one) & set(other))
    if common < min(SHARED, len(set(other))) or common < OVERLAP * max(len(set(one)), 1):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return 0.0 if shared < SHARED else matcher.ratio()
