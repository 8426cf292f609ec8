"""Merges rankings."""

from collections.abc import Iterable, Sequence


def fuse(rankings: Iterable[Sequence[str]], k: int = 60) -> dict[str, float]:
    """
    Merge rankings of ids by reciprocal rank fusion.

    Each ranking adds 1 / (k + rank) to an id, rank counted from 1; an id missing from a ranking
    gets nothing from it. Scores serve for ordering only, they are no probability.
    Source: Cormack, Clarke and Büttcher, SIGIR 2009, whose k = 60 is kept.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, start=1):
            scores[name] = scores.get(name, 0.0) + 1.0 / (k + rank)
    return scores
