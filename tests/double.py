"""A test double of the model, for tests and the programs that they start."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class Double:
    """An embedder that needs no model: texts are near when they share words."""

    def __init__(self, name: str = "double@1") -> None:
        self.name = name
        self.dimension = 64
        self.limit = 64
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in ["", *text.lower().split()]:
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
                row[digest[2] % self.dimension] += 0.5
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def synonyms(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        return [{} for _ in words]
