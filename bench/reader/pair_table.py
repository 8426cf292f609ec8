"""Reader inputs of many questions in arrays: what prepare.py writes and train.py reads."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from public_sets import Example

from rag.readers.reader_input import InputEncoder, ReaderInput
from rag.schema.articles import Span

NO_SPAN = -100  # where the words of an answer are not known
UNKNOWN = -1  # whether it answers is not known
PUBLIC, NEWSROOM, HELD_OUT = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTable:
    """
    Pairs of a question and a sentence, ``n`` in number, those of one question side by side.

    ``tokens`` holds the word pieces of all pairs one after the other. The others have the shape
    ``(n,)``: number of pieces; the sentence's first piece; 1 where it answers, 0 where not or -1;
    first and last piece of the words, 0 for none or -100; number of the question; the set that the
    question comes from.
    """

    tokens: NDArray[np.uint16]
    lengths: NDArray[np.int32]
    sentences: NDArray[np.int32]
    answers: NDArray[np.int8]
    starts: NDArray[np.int16]
    ends: NDArray[np.int16]
    questions: NDArray[np.int32]
    origins: NDArray[np.int8]

    def save(self, file: Path) -> None:
        """Write them as a compressed archive of numpy."""
        np.savez_compressed(file, **{f.name: getattr(self, f.name) for f in fields(self)})

    @classmethod
    def load(cls, file: Path) -> "PairTable":
        """Read what ``save`` wrote; raises OSError for a file that is no such archive."""
        with np.load(file) as arrays:
            return cls(**{name: arrays[name] for name in arrays.files})


class TableWriter:
    """Encodes examples; each part of the context is left out with the chance ``drop``."""

    def __init__(self, encoder: InputEncoder, chance: random.Random, drop: float) -> None:
        self._encoder, self._chance, self._drop = encoder, chance, drop
        self._tokens: list[NDArray[np.uint16]] = []
        self._rows: list[tuple[int, ...]] = []
        self._question = -1

    def add(self, examples: Iterable[Example], origin: int) -> None:
        """Append examples, those of one question side by side."""
        for question, group in groupby(examples, key=lambda example: example.question):
            found = list(group)
            self._question += 1
            passages = [
                replace(
                    example.passage,
                    before=self._kept(example.passage.before),
                    title=self._kept(example.passage.title),
                    speaker=self._kept(example.passage.speaker),
                )
                for example in found
            ]
            for example, pair in zip(found, self._encoder.encode(question, passages), strict=True):
                start = end = NO_SPAN if example.answers in (True, None) else 0
                if example.words is not None:
                    start, end = _pieces(pair, example.words)
                answers = UNKNOWN if example.answers is None else int(example.answers)
                self._tokens.append(np.array(pair.tokens, np.uint16))
                self._rows.append(
                    (len(pair.tokens), pair.offset, answers, start, end, self._question, origin)
                )

    def _kept(self, part: str) -> str:
        return part if self._chance.random() >= self._drop else ""

    def table(self) -> PairTable:
        """The table of all examples."""
        lengths, sentences, answers, starts, ends, questions, origins = zip(
            *self._rows, strict=True
        )
        return PairTable(
            tokens=np.concatenate(self._tokens),
            lengths=np.array(lengths, np.int32),
            sentences=np.array(sentences, np.int32),
            answers=np.array(answers, np.int8),
            starts=np.array(starts, np.int16),
            ends=np.array(ends, np.int16),
            questions=np.array(questions, np.int32),
            origins=np.array(origins, np.int8),
        )


def _pieces(pair: ReaderInput, words: Span) -> tuple[int, int]:
    inside = [n for n, p in enumerate(pair.pieces) if p.start < words.end and words.start < p.end]
    if not inside:
        return NO_SPAN, NO_SPAN
    return pair.offset + inside[0], pair.offset + inside[-1]
