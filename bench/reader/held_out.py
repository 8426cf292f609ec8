"""Figures of scores on the held-out questions of a table."""

import numpy as np
from batches import groups_of
from numpy.typing import NDArray
from pair_table import HELD_OUT, PairTable

from rag.readers.reader import PARAMETERS


def figures(table: PairTable, spans: NDArray[np.float32], answers: NDArray[np.float32]) -> str:
    """
    What the held-out questions show of start and end scores of all tokens and of answer scores.

    Areas under the curve of answering against other sentences and of the questions' highest
    scores, those that the article answers against the others; the share of the questions whose
    highest sentence answers; F1 of the words of answering sentences, in word pieces.
    """
    from sklearn.metrics import roc_auc_score  # here: it takes seconds, and training needs none

    begins = np.cumsum(table.lengths) - table.lengths
    score = np.zeros(len(table.lengths))
    shared: list[float] = []
    rows = np.flatnonzero(table.origins == HELD_OUT)
    for row in rows:
        first, last, margin = _best(
            spans[begins[row] : begins[row] + table.lengths[row]], table, int(row)
        )
        score[row] = answers[row] + PARAMETERS.span * margin
        start, end = table.starts[row], table.ends[row]
        if table.answers[row] == 1 and start > 0:
            both = max(0, min(last, end) - max(first, start) + 1)
            shared.append(2 * both / (last - first + 1 + end - start + 1))
    known = rows[table.answers[rows] >= 0]
    others = roc_auc_score(table.answers[known], score[known])
    groups = groups_of(table, known)
    answerable = [bool((table.answers[group] == 1).any()) for group in groups]
    highest = [score[group].max() for group in groups]
    hits = [
        table.answers[group][score[group].argmax()] == 1
        for group, yes in zip(groups, answerable, strict=True)
        if yes
    ]
    return (
        f"answers/others {others:.3f}  first {np.mean(hits):.3f}  words {np.mean(shared):.3f}  "
        f"answerable {roc_auc_score(answerable, highest):.3f}  ({len(groups)} questions)"
    )


def _best(edges: NDArray[np.float32], table: PairTable, row: int) -> tuple[int, int, float]:
    """First and last piece of the best words of a pair, and their margin over the null span."""
    best, first, last = -np.inf, 0, 0
    end = int(table.lengths[row]) - 1
    for start in range(int(table.sentences[row]), end):
        ends = edges[start : min(start + PARAMETERS.longest, end), 1]
        found = edges[start, 0] + ends.max()
        if found > best:
            best, first, last = float(found), start, start + int(ends.argmax())
    return first, last, best - float(edges[0].sum())
