"""Batches of whole questions from a table of pairs, made on the device that trains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from pair_table import PairTable
from torch import Tensor

NOISE = 12  # pieces by which the lengths of questions are blurred before they are sorted


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """
    Some pairs: ids, types and mask of the shape ``(pairs, pieces)``, the rest ``(pairs,)``.

    ``places`` says where in the table's tokens each piece is, ``groups`` which pairs are of one
    question, numbered from 0 to ``count - 1``.
    """

    rows: Tensor
    tokens: Tensor
    types: Tensor
    mask: Tensor
    places: Tensor
    answers: Tensor
    starts: Tensor
    ends: Tensor
    groups: Tensor
    count: int


class DeviceTable:
    """The arrays of a table on a device."""

    def __init__(self, table: PairTable, device: torch.device) -> None:
        self.device = device
        self._table = table
        self._tokens = torch.from_numpy(table.tokens.astype(np.int32)).to(device)
        lengths = torch.from_numpy(table.lengths.astype(np.int64))
        self._lengths = lengths.to(device)
        self._begins = (lengths.cumsum(0) - lengths).to(device)
        self._sentences = torch.from_numpy(table.sentences.astype(np.int64)).to(device)
        self._answers = torch.from_numpy(table.answers.astype(np.float32)).to(device)
        self._starts = torch.from_numpy(table.starts.astype(np.int64)).to(device)
        self._ends = torch.from_numpy(table.ends.astype(np.int64)).to(device)

    @property
    def size(self) -> int:
        """Number of all tokens."""
        return len(self._tokens)

    def batch(self, rows: NDArray[np.int64]) -> Batch:
        """The batch of some rows of the table, those of one question side by side."""
        chosen = torch.from_numpy(rows).to(self.device, non_blocking=True)
        lengths = self._lengths[chosen].unsqueeze(1)
        longest = int(self._table.lengths[rows].max())
        along = torch.arange(longest, device=self.device).unsqueeze(0)
        mask = along < lengths
        places = (self._begins[chosen].unsqueeze(1) + along).clamp(max=self.size - 1)
        inside = (along >= self._sentences[chosen].unsqueeze(1)) & (along < lengths - 1)
        changes = np.diff(self._table.questions[rows], prepend=self._table.questions[rows[0]]) != 0
        groups = changes.cumsum()
        return Batch(
            rows=chosen,
            tokens=self._tokens[places].long() * mask,
            types=inside.long(),
            mask=mask.long(),
            places=places,
            answers=self._answers[chosen],
            starts=self._starts[chosen],
            ends=self._ends[chosen],
            groups=torch.from_numpy(groups).to(self.device, non_blocking=True),
            count=int(groups[-1]) + 1,
        )


def groups_of(table: PairTable, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows by question."""
    edges = np.flatnonzero(np.diff(table.questions[rows])) + 1
    return np.split(rows, edges)


def planned(
    table: PairTable,
    groups: Sequence[NDArray[np.int64]],
    size: int,
    chance: np.random.Generator,
) -> list[NDArray[np.int64]]:
    """Batches of at most ``size`` rows, whole questions of similar length, in random order."""
    longest = np.array([table.lengths[rows].max() for rows in groups])
    order = np.argsort(longest + chance.random(len(groups)) * NOISE)
    batches: list[NDArray[np.int64]] = []
    current: list[NDArray[np.int64]] = []
    held = 0
    for n in order:
        if current and held + len(groups[n]) > size:
            batches.append(np.concatenate(current))
            current, held = [], 0
        current.append(groups[n])
        held += len(groups[n])
    batches.append(np.concatenate(current))
    chance.shuffle(batches)
    return batches


def in_order(
    rows: NDArray[np.int64], lengths: NDArray[np.int32], size: int
) -> Iterator[NDArray[np.int64]]:
    """All rows once, those of like length together, for reading without training."""
    order = rows[np.argsort(lengths[rows], kind="stable")]
    for first in range(0, len(order), size):
        yield order[first : first + size]
