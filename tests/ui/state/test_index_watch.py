"""Changes of the folder are reported without making a page wait."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.corpus import Corpus
from rag.indexing import build
from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.settings import Settings
from rag.ui.state import index_update, index_watch


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at the folder on every call."""
    monkeypatch.setattr(index_watch, "EVERY", 0.0)
    yield
    with index_watch._lock:
        index_watch._watches.clear()
        index_update._updates.clear()


def until(settings: Settings, wanted: bool, seconds: float = 120) -> tuple[IndexDifference, ...]:
    """The changes, once there are some or none, as ``wanted``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = index_watch.changes(settings)
        watch = index_watch._watches[settings.articles, settings.index]
        if bool(found) is wanted and watch.compared and not watch.looking:
            return found
        time.sleep(0.1)
    raise AssertionError(f"after {seconds} s: {index_watch.changes(settings)}")


def test_change_is_reported_until_an_update_indexes_it(
    settings: Settings, articles: Path, eager: None
) -> None:
    build.update(settings)
    generation = Corpus.current(settings)
    assert until(settings, wanted=False) == ()
    (articles / "late.txt").write_text(
        'Late news\n\nOSLO, 5 May 2024 - "We saw it," said Kari Lund on Sunday.\n', encoding="utf-8"
    )
    os.utime(articles / "late.txt", (time.time() + 5, time.time() + 5))
    assert until(settings, wanted=True) == (
        IndexDifference(file="late.txt", kind=IndexDifferenceKind.NEW),
    )

    update = index_update.start_update(settings)
    assert index_update.start_update(settings) is update or update.ended
    steps = set()
    end = time.monotonic() + 180
    while not update.ended and time.monotonic() < end:
        steps.add(update.step)
        time.sleep(0.05)
    assert update.ended
    assert update.problem == ""
    assert any("claims" in step for step in steps)
    assert Corpus.current(settings) != generation
    opened = Corpus.open(settings)
    assert opened.article("late.txt") is not None
    opened.close()
