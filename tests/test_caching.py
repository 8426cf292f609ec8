"""Caches of bound methods: bounded, and free of reference cycles."""

import gc
import weakref

from rag.caching import bound_lru_cache


class Squares:
    def __init__(self) -> None:
        self.calls: list[int] = []
        self.cached = bound_lru_cache(self.square, 2)

    def square(self, number: int) -> int:
        self.calls.append(number)
        return number * number


def test_bound_cache_keeps_the_last_results() -> None:
    squares = Squares()
    assert [squares.cached(n) for n in (1, 2, 1, 3, 2)] == [1, 4, 1, 9, 4]
    assert squares.calls == [1, 2, 3, 2]


def test_bound_cache_holds_no_reference_to_its_owner() -> None:
    squares = Squares()
    squares.cached(1)
    owner = weakref.ref(squares)
    gc.disable()
    try:
        del squares
        assert owner() is None
    finally:
        gc.enable()
