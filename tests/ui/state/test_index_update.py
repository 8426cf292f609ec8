"""Updates of the index from the dashboard."""

import time
from pathlib import Path

import pytest

from rag.settings import Settings
from rag.ui.state import index_update


def test_failed_update_says_why_in_one_line(tmp_path: Path) -> None:
    nothing = Settings(articles=tmp_path / "none", index=tmp_path / "index")
    update = index_update.start_update(nothing)
    end = time.monotonic() + 60
    while not update.ended and time.monotonic() < end:
        time.sleep(0.05)
    assert "none" in update.problem
    assert "\n" not in update.problem
    assert "Traceback" not in update.problem


@pytest.mark.parametrize("line", ["", "null", "[]", "no json", '{"step": 3}', '{"done": 2}'])
def test_lines_that_are_no_progress_are_ignored(line: str) -> None:
    update = index_update.UpdateStatus()
    index_update._read_progress(update, line)
    assert update.problem == ""


def test_time_left_follows_the_pace_of_the_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 100.0, 100.0, 101.0, 160.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    progress = index_update._JsonProgress()
    update = index_update.UpdateStatus()
    seen = []
    for parts in (0, 1, 19):
        if parts:
            progress.advance(parts)
        else:
            progress.start("Reading", 80)
        index_update._read_progress(update, capsys.readouterr().out)
        seen.append((update.done, update.left))
    # One second tells nothing yet; after a minute a quarter is done.
    assert seen == [(0, 0), (1, 0), (20, 180)]
