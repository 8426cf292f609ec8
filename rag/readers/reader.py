"""
Readers: models that say whether a sentence answers a question, and with which words.

The `Reader` protocol has two implementations: the bundled one, and any local cross-encoder that
sentence-transformers loads, which scores sentences but marks no words. Creating a reader is cheap;
weights are checked and read when the first question is read.
"""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rag.caching import LruCache
from rag.calibration.parameters import parameters
from rag.errors import MissingModelError
from rag.models import embedder as embedding
from rag.readers.reader_input import InputEncoder, ReaderInput, SentenceInContext
from rag.schema.articles import Span
from rag.settings import BUNDLED_READER, Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from rag.readers.reader_network import ReaderNetwork

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
DIGEST = "b58c754eda799aebdd2abe8c32c135a9c1d3ba5a1aef21a672528b6754071ce6"
KEPT = 64  # questions whose readings are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderParameters:
    """How the outputs of the bundled reader become one score, and how it works."""

    span: float  # weight of the best span's margin over the null span
    longest: int  # word pieces of an answer
    batch: int  # pairs at a time


PARAMETERS = parameters(ReaderParameters, "readers", "reader")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a reader makes of one sentence.

    ``score`` orders sentences by how well they answer; it is no probability. ``words`` are the
    characters of the sentence that answer best, None where the reader marks none.
    """

    score: float
    words: Span | None = None


class Reader(Protocol):
    """A model that reads a question against passages; ``name`` identifies model and weights."""

    @property
    def name(self) -> str:
        """Identifies the model."""

    def read(self, question: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        """One reading for each passage, deterministic."""


def load(settings: Settings) -> Reader:
    """
    The reader that the settings name, without importing torch or reading weights.

    Raises MissingModelError where the folder of the settings does not exist.
    """
    if settings.reader == BUNDLED_READER:
        return BundledReader()
    folder = Path(settings.reader)
    if not folder.is_dir():
        raise MissingModelError(
            f"ONRECORD_READER: there is no folder {settings.reader}. Name the folder of a "
            "cross-encoder for sentence-transformers, or leave ONRECORD_READER empty"
        )
    return _CrossEncoderReader(folder)


# Reading takes most of the time of an answer, and a question is often asked again: with another
# filter, by a page and by a program, as a watched one.
_Read = tuple[Path, str, tuple[SentenceInContext, ...]]
_readings: LruCache[_Read, tuple[Reading, ...]] = LruCache(KEPT)


class BundledReader:
    """The reader trained by bench/reader/train.py; thread-safe, keeps its last readings."""

    name = f"{BUNDLED_READER}@{DIGEST[:8]}"

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._reading = threading.Lock()

    def read(self, question: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        """One reading for each passage; raises MissingModelError without sound weights."""
        if not passages:
            return []
        with self._reading:
            # Batches change scores in their last digits: only the same passages together are kept.
            key = self._weights, question, tuple(passages)
            return list(_readings.get(key, lambda: self._read(question, passages)))

    def _read(self, question: str, passages: Sequence[SentenceInContext]) -> tuple[Reading, ...]:
        encoder, network = _loaded(self._weights)
        inputs = encoder.encode(question, passages)
        order = sorted(range(len(inputs)), key=lambda n: len(inputs[n].tokens))
        readings: list[Reading] = [Reading(0.0)] * len(inputs)
        for first in range(0, len(order), PARAMETERS.batch):
            batch = order[first : first + PARAMETERS.batch]
            for n, reading in zip(batch, _read(network, [inputs[n] for n in batch]), strict=True):
                readings[n] = reading
        return tuple(readings)


@cache
def _loaded(weights: Path) -> "tuple[InputEncoder, ReaderNetwork]":
    """The network with these weights, one for all corpora of the process."""
    import torch
    from safetensors.torch import load_file

    from rag.readers.reader_network import ReaderNetwork

    folder = embedding.bundled_folder()
    verify(weights)
    network = ReaderNetwork.trained(folder, load_file(weights))
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    return InputEncoder(folder / "tokenizer.json"), network


def verify(weights: Path) -> None:
    """Raise MissingModelError unless the weights are those that were trained."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingModelError(
            f"the weights of the reader {weights} cannot be read: {error.strerror}. Install "
            "onrecord again"
        ) from error
    if weights == WEIGHTS and found != DIGEST:
        raise MissingModelError(
            f"the weights of the reader {weights} are not those expected: sha256 {DIGEST} "
            f"expected, {found} found. Install onrecord again"
        )


def _read(network: "ReaderNetwork", inputs: Sequence[ReaderInput]) -> list[Reading]:
    """The readings of one batch."""
    import torch

    from rag.readers.reader_network import padded

    device = next(network.parameters()).device
    with torch.inference_mode():
        spans, answers = network(*(tensor.to(device) for tensor in padded(inputs)))
    rows = zip(inputs, spans.float().cpu().tolist(), answers.float().cpu().tolist(), strict=True)
    return [_reading(pair, scores, answer) for pair, scores, answer in rows]


def _reading(pair: ReaderInput, scores: Sequence[Sequence[float]], answer: float) -> Reading:
    """The best span of at most ``longest`` pieces, by the sum of its start and end scores."""
    null = scores[0][0] + scores[0][1]
    best, words = float("-inf"), None
    for first in range(len(pair.pieces)):
        for last in range(first, min(first + PARAMETERS.longest, len(pair.pieces))):
            score = scores[pair.offset + first][0] + scores[pair.offset + last][1]
            if score > best:
                best, words = score, Span(pair.pieces[first].start, pair.pieces[last].end)
    return Reading(answer + PARAMETERS.span * (best - null) if words else answer, words)


class _CrossEncoderReader:
    """A sentence-transformers cross-encoder in a folder: scores pairs of question and text."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.resolve().name
        self._folder = folder
        self._reading = threading.Lock()

    def read(self, question: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        if not passages:
            return []
        texts = [f"{p.title}. {p.before} {p.speaker}: {p.sentence}" for p in passages]
        with self._reading:
            scores = self._model.predict([(question, text) for text in texts])
        return [Reading(float(score)) for score in scores]

    @cached_property
    def _model(self) -> "CrossEncoder":
        try:
            from sentence_transformers import CrossEncoder

            model: CrossEncoder = CrossEncoder(str(self._folder))
        except Exception as error:  # these libraries raise many types for a broken folder
            raise MissingModelError(
                f"ONRECORD_READER: {self._folder} cannot be loaded as a cross-encoder: "
                f"{str(error).strip().partition(chr(10))[0].rstrip('.')}"
            ) from error
        return model
