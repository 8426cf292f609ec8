"""A bounded cache for objects that are shared between threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LruCache(Generic[Key, Value]):
    """
    The most recently used values, at most ``most`` of them.

    An object that keeps one holds no reference to itself, unlike with ``functools.lru_cache`` over
    its methods. So it is freed with its last reader, without a run of the garbage collector.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made and cached if it is missing; threads may make it twice."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        self.put(key, value)
        return value

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, as the one used last."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            if len(self._values) > self._most:
                self._values.popitem(last=False)

    def peek(self, key: Key) -> Value | None:
        """The cached value of a key, or None; does not count as a use."""
        with self._lock:
            return self._values.get(key)
