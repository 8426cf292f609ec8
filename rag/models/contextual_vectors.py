"""
Vectors of texts and of their parts, by one run of an encoder.

The vector of a text is the mean over its word pieces, that of a part the mean over its own, which
have read the whole text ("late chunking", Günther et al. 2024). Texts of one length are encoded
together, so that none is padded.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rag.models.bert_encoder import BertEncoder
from rag.schema.articles import Span

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]
PIECES = 4096  # word pieces at a time: more is no faster


def encode(
    encoder: BertEncoder,
    texts: "Sequence[Encoding]",
    parts: Sequence[Sequence[Span]],
    limit: int,
) -> tuple[Vectors, Vectors]:
    """
    Unit rows of the texts, and of all parts of the first text, of the second, and so on.

    ``parts`` are spans of characters of each text, of which ``limit`` word pieces are read. A part
    of which none is read has the vector of its text.
    """
    pieces = [_cut_off(text.ids, limit) for text in texts]
    first = [0, *accumulate(len(some) for some in parts)]
    size = encoder.config.hidden_size
    whole = np.empty((len(texts), size), np.float32)
    within = np.empty((first[-1], size), np.float32)
    with torch.inference_mode():
        for rows in _of_one_length(pieces):
            tokens = torch.tensor([pieces[row] for row in rows], device=encoder.device)
            hidden = encoder(tokens, torch.zeros_like(tokens), torch.ones_like(tokens))
            means = hidden.mean(1)
            whole[rows] = _unit(means)
            for row, inner, mean in zip(rows, hidden, means, strict=True):
                if parts[row]:
                    own = _means(inner, mean, texts[row].offsets, parts[row])
                    within[first[row] : first[row + 1]] = _unit(own)
    return whole, within


def _cut_off(ids: list[int], limit: int) -> list[int]:
    """The word pieces that are read; the end mark stays."""
    return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]


def _unit(rows: Tensor) -> Vectors:
    found: Vectors = (rows / rows.norm(dim=1, keepdim=True)).float().cpu().numpy()
    return found


def _means(
    hidden: Tensor, whole: Tensor, offsets: Sequence[tuple[int, int]], parts: Sequence[Span]
) -> Tensor:
    """For each part the mean of the pieces that begin in it; that of the text if none is read."""
    starts = [start for start, _ in offsets[1 : len(hidden) - 1]]
    rows = []
    for part in parts:
        low, high = 1 + bisect_left(starts, part.start), 1 + bisect_left(starts, part.end)
        rows.append(hidden[low:high].mean(0) if low < high else whole)
    return torch.stack(rows)


def _of_one_length(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of texts with as many word pieces, ``PIECES`` at a time or one text."""
    rows = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
    for length, some in groupby(rows, key=lambda row: len(pieces[row])):
        alike = list(some)
        together = max(1, PIECES // max(1, length))
        for start in range(0, len(alike), together):
            yield alike[start : start + together]
