"""Finds the text that was extracted from a web page in the blocks that readers of the page see."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rag.ingest.formats.web.page_tree import SeenBlock

WINDOW = 20_000  # characters of the page in which the next block is looked for
SHORT = 20  # characters that may be anywhere by accident
MISSES = 200  # searches of the whole page
PART = 0.8  # of a block that is the block

Located = list[tuple[int | None, SeenBlock]]  # blocks with their place in the page


class Finder:
    """Finds blocks of text in those of the page, where white space does not count."""

    def __init__(self, seen: Sequence[SeenBlock]) -> None:
        self._seen = seen
        self._keys = "".join(block.key for block in seen)
        self._starts = [0, *accumulate(len(block.key) for block in seen)]
        self._at: dict[str, list[int]] = {}
        for index, block in enumerate(seen):
            self._at.setdefault(block.key, []).append(index)
        self._misses = 0
        self._end = 0

    def located(self, body: Sequence[SeenBlock]) -> Located:
        """Blocks with their index in the page, which is None for those that are not in it."""
        found: Located = []
        for block in body:
            span = self._span(block.key)
            if span is None:
                found.append((None, block))
                continue
            self._end = span[1]
            found += [item for item in self._cut(*span) if item not in found[-1:]]
        return found

    def _span(self, key: str) -> tuple[int, int] | None:
        if places := self._at.get(key):
            now = bisect_left(self._starts, self._end)
            index = places[min(bisect_left(places, now), len(places) - 1)]
            return self._starts[index], self._starts[index + 1]
        if len(key) < SHORT:
            return None
        start = self._keys.find(key, self._end, self._end + len(key) + WINDOW)
        if start < 0 and self._misses < MISSES:
            self._misses += 1
            start = self._keys.find(key)
        if start >= 0:
            return start, start + len(key)
        return self._with_gap(key)

    def _with_gap(self, key: str) -> tuple[int, int] | None:
        """The block of which something was left out."""
        start = self._keys.find(key[:SHORT], self._end, self._end + WINDOW)
        if start < 0:
            return None
        index = bisect_right(self._starts, start) - 1
        whole = self._seen[index].key
        if whole.endswith(key[-SHORT:]) and PART * len(whole) <= len(key) <= len(whole):
            return self._starts[index], self._starts[index + 1]
        return None

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, SeenBlock]]:
        """The blocks between two places; most of a block is the block."""
        for index in range(bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)):
            block, at = self._seen[index], self._starts[index]
            first, last = max(start - at, 0), min(end - at, len(block.key))
            if last - first >= PART * len(block.key):
                yield index, block
            else:
                places = [n for n, character in enumerate(block.text) if not character.isspace()]
                text = block.text[places[first] : places[last - 1] + 1]
                key = block.key[first:last]
                yield index, SeenBlock(text=text, key=key, kind=block.kind, hints=block.hints)
