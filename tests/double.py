"""Test doubles of the models, for tests and the programs that they start."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.readers.reader import Reading
from rag.readers.reader_input import SentenceInContext
from rag.schema.articles import Span


class PartsAlone(Protocol):
    """An embedder that reads each part of a text alone."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def encode_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        alone = [
            text[part.start : part.end]
            for text, some in zip(texts, parts, strict=True)
            for part in some
        ]
        return self.encode(texts), self.encode(alone)


class Double(PartsAlone):
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


class DoubleReader:
    """A reader that needs no model: a sentence answers as far as it shares words."""

    name = "double-reader@1"

    def read(self, question: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        asked = {word for word in question.casefold().split() if len(word) > 3}
        readings = []
        for passage in passages:
            shared = asked & set(passage.sentence.casefold().split())
            score = 6.0 * len(shared) / max(1, len(asked)) - 2.0
            readings.append(Reading(score, Span(0, max(1, len(passage.sentence) // 2))))
        return readings
