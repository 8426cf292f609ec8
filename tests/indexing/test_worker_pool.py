"""Articles are read by several processes as by one, whatever becomes of a process."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from double import Double
from index_tools import entry

from rag.errors import RagError
from rag.indexing import article_reading, build, worker_pool
from rag.models import embedder as embedding
from rag.settings import Settings
from rag.storage.database import ArticleRecords
from rag.storage.kept import unfinished

MANY = 12
# Ends, as if killed, once the first articles are read; before that it prints its processes.
KILLED = """
import multiprocessing, os, signal, sys
from dataclasses import replace
from pathlib import Path
from rag.indexing import build, worker_pool
from rag.settings import Settings

class Killed(build.NullProgress):
    def advance(self, parts):
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    worker_pool.LIMITS = replace(worker_pool.LIMITS, read_together=2)
    settings = Settings(articles=Path(sys.argv[1]), index=Path(sys.argv[2]), workers="2")
    build.update(settings, progress=Killed())
"""


def articles_in(folder: Path) -> Path:
    folder.mkdir()
    for n in range(MANY):
        text = f"Port {n} opens\n\nThe port is open again, Kari Lund said.\n\nIt was calm.\n"
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return folder


def few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "LIMITS", replace(worker_pool.LIMITS, read_together=2))


@pytest.mark.parametrize(
    ("setting", "articles", "cores", "expected"),
    [
        ("", 5, 16, 1),  # a process takes longer to start than to read them
        ("", 48, 16, 2),
        ("", 9_000, 2, 2),
        ("", 9_000, 64, worker_pool.LIMITS.most_workers),
        ("", 0, 2, 1),
        ("3", 9_000, 2, 3),
        ("3", 2, 2, 2),
        ("1", 9_000, 2, 1),
    ],
)
def test_processes_follow_articles_cores_and_settings(
    monkeypatch: pytest.MonkeyPatch, setting: str, articles: int, cores: int, expected: int
) -> None:
    monkeypatch.setattr(worker_pool, "_cores", lambda: cores)
    assert worker_pool.workers_for(articles, Settings(workers=setting)) == expected


@pytest.mark.parametrize("setting", ["two", "0", "-1", "1.5", "9999"])
def test_a_number_of_processes_that_makes_no_sense_is_named(setting: str) -> None:
    with pytest.raises(RagError, match=f"ONRECORD_WORKERS: .* found '{setting}'"):
        worker_pool.workers_for(9, Settings(workers=setting))


def test_a_given_embedder_encodes_here() -> None:
    articles = [entry(f"{n}.txt").article for n in range(5)]
    double = Double()
    found = list(worker_pool.read_all(articles, Settings(workers="2"), double))
    assert [one.article for some in found for one in some] == articles
    assert double.encoded


def test_processes_make_what_one_makes_though_one_is_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few_together(monkeypatch)
    # A test of pages may have left one of theirs in its place, which no process could begin with.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    settings = Settings(index=tmp_path, workers="2")
    articles = [entry(f"{n}.txt", title=f"Title {n}").article for n in range(MANY)]
    found: list[ArticleRecords] = []
    for some in worker_pool.read_all(articles, settings, None):
        if not found:
            child = multiprocessing.active_children()[0]
            os.kill(child.pid or 0, signal.SIGKILL)
        found += some
    expected = article_reading.read(articles, embedding.load(settings))
    assert [one.article.id for one in found] == [article.id for article in articles]
    for one, other in zip(found, expected, strict=True):
        assert (list(one.passages), list(one.claims)) == (list(other.passages), list(other.claims))
        assert np.abs(one.sentence_vectors - other.sentence_vectors).max() < 1e-5


def test_articles_are_read_here_where_no_process_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    few_together(monkeypatch)
    articles = [entry(f"{n}.txt").article for n in range(8)]
    started: list[str] = []

    def pool(batches: Sequence[Any], *_: object) -> Iterator[list[str]]:
        started.append(batches[0][0].id)
        for batch in batches:
            if any(article.id == "3.txt" for article in batch):
                raise BrokenProcessPool
            yield [article.id for article in batch]

    def read(articles: Sequence[Any], _: object) -> list[str]:
        return [f"{article.id} here" for article in articles]

    monkeypatch.setattr(worker_pool, "_in_pool", pool)
    monkeypatch.setattr(article_reading, "read", read)
    found: list[object] = []
    for some in worker_pool.read_all(articles, Settings(workers="2"), None):
        found += some
    here = [f"{n}.txt here" for n in range(2, 8)]
    assert found == ["0.txt", "1.txt", *here]
    assert started == ["0.txt", "2.txt"]


def test_a_killed_update_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = Settings(articles=articles_in(tmp_path / "articles"), index=tmp_path / "index")
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    run = subprocess.run(
        [sys.executable, script, settings.articles, settings.index],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    children = [int(number) for number in run.stdout.split()]
    assert len(children) == 2
    until = time.monotonic() + 20
    while any(map(alive, children)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, children))
    assert (settings.index / unfinished.FILE).exists()

    read: list[str] = []
    reading = article_reading.read

    def watched(articles: Sequence[Any], embedder: Any) -> list[ArticleRecords]:
        read.extend(article.id for article in articles)
        return reading(articles, embedder)

    monkeypatch.setattr(article_reading, "read", watched)
    report = build.update(settings)
    assert (report.read, len(report.recomputed)) == (MANY, MANY)
    assert read == [f"{n:02}.txt" for n in range(2, MANY)]
    assert not (settings.index / unfinished.FILE).exists()


def alive(number: int) -> bool:
    """Whether a process runs; one that ended but was not asked for its status does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
