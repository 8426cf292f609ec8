"""CPU time of a function, as a ratio between two sizes of its input."""

import time
from collections.abc import Callable
from typing import Any

SHORTEST = 0.02  # seconds: shorter runs count as this long, since the clock is too coarse for them


def growth(work: Callable[[Any], object], small: object, large: object, runs: int = 3) -> float:
    """
    How many times as long ``work`` takes for ``large`` as for ``small``.

    Each is the fastest of ``runs`` runs, in CPU seconds of this process, so that other processes
    do not change the result.
    """
    work(small)  # fills caches
    return _fastest(work, large, runs) / max(_fastest(work, small, runs), SHORTEST)


def _fastest(work: Callable[[Any], object], size: object, runs: int) -> float:
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        work(size)
        seconds.append(time.process_time() - started)
    return min(seconds)
