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
