"""Changes of the folder are seen without making a page wait, and taken in by another process."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.corpus import Corpus
from rag.indexing import build
from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.settings import Settings
from rag.ui.state import index_watch


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at the folder each time it is asked for."""
    monkeypatch.setattr(index_watch, "EVERY", 0.0)
    yield
    with index_watch._lock:
        index_watch._watches.clear()
        index_watch._updates.clear()


def until(settings: Settings, wanted: bool, seconds: float = 120) -> tuple[IndexDifference, ...]:
    """What is told once something is told, or nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = index_watch.changes(settings)
        watch = index_watch._watches[settings.articles, settings.index]
        if bool(found) is wanted and watch.seen and not watch.looking:
            return found
        time.sleep(0.1)
    raise AssertionError(f"after {seconds} s: {index_watch.changes(settings)}")


def test_a_change_is_told_and_an_update_takes_it_in(
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

    update = index_watch.begin(settings)
    assert index_watch.begin(settings) is update or update.ended
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


def test_an_update_that_fails_says_why_in_one_line(tmp_path: Path, eager: None) -> None:
    nothing = Settings(articles=tmp_path / "none", index=tmp_path / "index")
    update = index_watch.begin(nothing)
    end = time.monotonic() + 60
    while not update.ended and time.monotonic() < end:
        time.sleep(0.05)
    assert "none" in update.problem
    assert "\n" not in update.problem
    assert "Traceback" not in update.problem


@pytest.mark.parametrize("line", ["", "null", "[]", "no json", '{"step": 3}', '{"done": 2}'])
def test_what_the_process_says_beside_its_progress_is_passed_over(line: str) -> None:
    update = index_watch.UpdateStatus()
    index_watch._take(update, line)
    assert update.problem == ""
