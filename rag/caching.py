"""Caches that never hold the object they belong to."""

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
    A method that keeps its last results at hand, for its own object to hold.

    Unlike ``lru_cache`` over the method it does not hold that object in turn: what is in a ring
    goes only when the garbage collector comes by, and in the dashboard it does not (resources.py).
    """
    own = WeakMethod(method)

    def made(asked: _Argument) -> _Result:
        alive = own()
        assert alive is not None  # who calls this has it from the object
        return alive(asked)

    return lru_cache(maxsize=most)(made)
