"""onrecord serve: which articles, which dashboard."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from rag.cli import serving
from rag.cli.main import main
from rag.settings import Settings


class StartedError(Exception):
    """The process would have become the dashboard."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the dashboard is started with."""
    found: dict[str, Any] = {}

    def execve(program: str, command: list[str], environment: dict[str, str]) -> None:
        found.update(command=command, environment=environment)
        raise StartedError

    monkeypatch.setattr(os, "execve", execve)
    return found


def test_serve_opens_the_dashboard_on_the_index(
    seed_index: Settings, started: dict[str, Any]
) -> None:
    folders = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
    with pytest.raises(StartedError):
        main(["serve", *folders, "--port", "8600", "--no-update"])
    assert started["command"][:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(started["command"][4]) == serving.CHECKOUT / "app.py"
    assert started["command"][-1] == "8600"
    assert started["environment"]["ONRECORD_INDEX"] == str(seed_index.index.resolve())
    assert started["environment"]["ONRECORD_ARTICLES"] == str(seed_index.articles.resolve())


def test_samples_are_shown_where_there_are_no_articles(
    seed_index: Settings,
    started: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARTICLES", raising=False)
    with pytest.raises(StartedError):
        main(["serve", "--index", str(seed_index.index), "--no-update"])
    assert started["environment"]["ONRECORD_ARTICLES"] == str(serving.CHECKOUT / "seeds")
    assert "showing the sample articles" in capsys.readouterr().err


def test_without_an_index_the_next_step_is_said(
    tmp_path: Path, started: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--articles", str(tmp_path), "--index", str(tmp_path / "index")]
    assert main(["serve", *arguments, "--no-update"]) == 1
    assert "leave out --no-update" in capsys.readouterr().err
    assert not started
