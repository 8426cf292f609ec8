"""The claims of a generation as records that are read by need, as if all were in memory."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from rag.caching import LruCache
from rag.schema.claims import Claim
from rag.storage.claim_columns import ClaimColumns
from rag.storage.generation import Generation

BLOCK = 128  # claims that are read together: neighbours in time are asked for together


class ClaimRecords(Sequence[Claim]):
    """All claims by number, in time order; those used last stay in memory."""

    def __init__(self, generation: Generation, columns: ClaimColumns, most: int) -> None:
        self._generation = generation
        self._columns = columns
        self._blocks: LruCache[int, tuple[Claim, ...]] = LruCache(max(1, most // BLOCK))

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, number: int) -> Claim: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Claim, ...]: ...
    def __getitem__(self, number: int | slice) -> Claim | tuple[Claim, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        at = number + len(self) if number < 0 else number
        if not 0 <= at < len(self):
            raise IndexError(number)
        block, place = divmod(at, BLOCK)
        return self._blocks.get(block, lambda: self._read(block))[place]

    def __iter__(self) -> Iterator[Claim]:
        for block in range(-(-len(self) // BLOCK)):
            yield from self._blocks.peek(block) or self._read(block)

    def _read(self, block: int) -> tuple[Claim, ...]:
        names = [
            self._columns.name(number)
            for number in range(block * BLOCK, min(len(self), (block + 1) * BLOCK))
        ]
        found = self._generation.claims_named(names)
        return tuple(found[name] for name in names)


class ArticleClaims:
    """The claims of each article; those used last stay in memory."""

    def __init__(self, generation: Generation, most: int) -> None:
        self._generation = generation
        self._kept: LruCache[str, tuple[Claim, ...]] = LruCache(most)

    def of(self, article: str) -> tuple[Claim, ...]:
        """The claims of an article, in text order."""
        return self._kept.get(article, lambda: tuple(self._generation.claims_of([article])))


class ClaimsById(Mapping[str, Claim]):
    """All claims by id, in time order, read by need."""

    def __init__(self, columns: ClaimColumns, records: ClaimRecords) -> None:
        self._columns = columns
        self._records = records

    def __getitem__(self, name: str) -> Claim:
        number = self._columns.number(name)
        if number is None:
            raise KeyError(name)
        return self._records[number]

    def __iter__(self) -> Iterator[str]:
        return map(self._columns.name, range(len(self)))

    def __len__(self) -> int:
        return len(self._columns)
