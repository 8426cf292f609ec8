"""What tests share: small articles, a stand-in for the model, and the seeds indexed once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser_tools import Server, browser, serve
from numpy.typing import NDArray

from rag import indexing
from rag.corpus import Corpus
from rag.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"


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

    def like(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        return [{} for _ in words]


ARTICLES: Mapping[str, str] = {
    "harbour.txt": (
        "Harbour reopens after storm\n\n"
        "BERGEN, 4 March 2024 - The harbour of Bergen opened again on Monday, two days after the "
        "storm, the port authority said in a statement.\n\n"
        '"All quays are in use since this morning," said Kari Lund, the harbour master. '
        "She said that no ship had been damaged.\n\n"
        "Repairs of the northern breakwater will take until summer, according to the city.\n"
    ),
    "grain.txt": (
        "Grain prices fall\n\n"
        "ODESA, 11 June 2023 - Prices of wheat fell for the third week, traders said on Sunday.\n\n"
        'Minister Olha Petrenko told reporters: "We expect a good harvest this year."\n\n'
        "The union of farmers denied that its members held back grain.\n"
    ),
    "école.md": (
        "School café to close\n\n"
        "The café of the école in Lyon will close in autumn, its headmaster Jean Dupré said.\n\n"
        "“Nobody comes any more,” he said. Parents rejected the plan.\n"
    ),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three small articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, articles: Path) -> Settings:
    """Settings for `articles` and an index that is not built yet."""
    return Settings(articles=articles, index=tmp_path / "index")


@pytest.fixture
def double() -> Double:
    """An embedder without a model."""
    return Double()


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for the seeds, indexed with the real models; for reading only."""
    settings = Settings(articles=SEEDS, index=tmp_path_factory.mktemp("seeds") / "index")
    indexing.update(settings)
    return settings


@pytest.fixture(scope="session")
def server(seed_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on the seeds that answers; one for all browser tests, for reading only."""
    with serve(seed_index, tmp_path_factory.mktemp("server")) as one:
        one.wait("/readyz")
        yield one


@pytest.fixture(scope="module")  # not longer: while it lives, no test can run an event loop
def running() -> Iterator[Any]:
    """A browser; each visit is a fresh context of it."""
    with browser() as one:
        yield one


@pytest.fixture(scope="session")
def corpus(seed_index: Settings) -> Iterator[Corpus]:
    """The corpus that ``server`` shows, its model loaded."""
    opened = Corpus.open(seed_index)
    opened.warm()
    yield opened
    opened.close()
