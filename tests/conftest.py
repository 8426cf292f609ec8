"""Shared fixtures: small articles, an embedder without a model, the seeds, the dashboard."""

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from browser_tools import Server, browser, serve
from command_tools import Run, in_process
from double import Double
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from page_tools import copied, use

from rag.corpus import Corpus
from rag.indexing import build
from rag.models import embedder
from rag.settings import Settings

# No property here is about time; a busy machine must not fail one.
hypothesis_settings.register_profile("any_machine", deadline=None)
hypothesis_settings.load_profile("any_machine")

SEEDS = Path(__file__).parents[1] / "seeds"

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


BETWEEN = 16  # files of other tests after each file of browser tests: both end at the same time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests often wait for a page; others are laid between their files to use the time."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    others = (file for file in files if file.parent.name != "browser")
    order: list[Path] = []
    for file in (file for file in files if file.parent.name == "browser"):
        order += [file, *islice(others, BETWEEN)]
    order += others
    items[:] = [item for file in order for item in files[file]]


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
    """Settings for the seeds, indexed once for all processes of tests; for reading only."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the whole run
    settings = Settings(articles=SEEDS, index=base / "seeds" / "index")
    with FileLock(base / "seeds.lock"):
        build.update(settings)
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


@pytest.fixture
def seeds(seed_index: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of the seeds, which the dashboard uses."""
    use(monkeypatch, seed_index)
    return seed_index


@pytest.fixture
def own_seeds(seed_index: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a copy of the seeds, for tests that write beside the articles or the index."""
    own = copied(seed_index, tmp_path)
    use(monkeypatch, own)
    return own


@pytest.fixture
def run(seed_index: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on the seeds in this process."""
    return in_process(seed_index, capsys)


@pytest.fixture
def model_loaded(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Commands take the model that this process has loaded: each would load its own otherwise."""
    monkeypatch.setattr(embedder, "load", lambda settings: corpus._embedder)
