"""The bounded cache: eviction, failures, and no reference to its owner."""

import gc
import weakref

from rag.caching import LruCache


class Squares:
    def __init__(self) -> None:
        self.calls: list[int] = []
        self._cache: LruCache[int, int] = LruCache(2)

    def cached(self, number: int) -> int:
        return self._cache.get(number, lambda: self.square(number))

    def square(self, number: int) -> int:
        self.calls.append(number)
        return number * number


def test_cache_drops_the_least_recently_used_value() -> None:
    squares = Squares()
    assert [squares.cached(n) for n in (1, 2, 1, 3, 1, 2)] == [1, 4, 1, 9, 1, 4]
    assert squares.calls == [1, 2, 3, 2]


def test_peek_makes_nothing() -> None:
    cache: LruCache[str, int] = LruCache(2)
    assert cache.peek("a") is None
    assert cache.get("a", lambda: 1) == cache.peek("a") == 1


def test_failed_value_is_not_cached() -> None:
    cache: LruCache[str, float] = LruCache(2)
    for divisor, expected in ((0, None), (2, 0.5)):
        try:
            value = cache.get("a", lambda by=divisor: 1 / by)  # type: ignore[misc]
        except ZeroDivisionError:
            value = None
        assert value == expected


def test_cache_holds_no_reference_to_its_owner() -> None:
    squares = Squares()
    squares.cached(1)
    owner = weakref.ref(squares)
    gc.disable()
    try:
        del squares
        assert owner() is None
    finally:
        gc.enable()
