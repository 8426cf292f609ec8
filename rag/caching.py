"""Caches of bound methods without reference cycles."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar
from weakref import WeakMethod

_Argument = TypeVar("_Argument", bound=Hashable)
_Result = TypeVar("_Result")


def bound_lru_cache(
    method: Callable[[_Argument], _Result], most: int
) -> Callable[[_Argument], _Result]:
    """
    A cached form of a bound method, for its own object to keep; caches ``most`` results.

    Unlike ``lru_cache`` on the method, the cache holds no reference to the object. A cycle would
    only be freed by the garbage collector, which the dashboard freezes (resources.py).
    """
    weak = WeakMethod(method)

    def call(argument: _Argument) -> _Result:
        bound = weak()
        assert bound is not None  # the caller reached the cache through the object
        return bound(argument)

    return lru_cache(maxsize=most)(call)
