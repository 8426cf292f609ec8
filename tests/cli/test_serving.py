"""onrecord serve: which articles, which dashboard."""

import os
import socket
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from conftest import ARTICLES

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


def test_samples_are_shown_where_there_is_nothing(
    seed_index: Settings,
    started: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARTICLES", raising=False)
    monkeypatch.setattr(
        serving, "_update", lambda settings: copytree(seed_index.index, settings.index)
    )
    with pytest.raises(StartedError):
        main(["serve"])
    assert started["environment"]["ONRECORD_ARTICLES"] == str(serving.CHECKOUT / "seeds")
    assert "showing the sample articles" in capsys.readouterr().err


def test_samples_never_replace_an_index(
    seed_index: Settings,
    started: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARTICLES", raising=False)
    monkeypatch.setattr(serving, "_update", lambda _: pytest.fail("the index is not ours"))
    with pytest.raises(StartedError):
        main(["serve", "--index", str(seed_index.index)])
    assert started["environment"]["ONRECORD_INDEX"] == str(seed_index.index.resolve())
    assert "showing the index as it is" in capsys.readouterr().err


def test_faults_of_articles_are_said(
    started: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text(ARTICLES["harbour.txt"], encoding="utf-8")
    (folder / "odd.bin").write_bytes(b"\x00\x01")
    with pytest.raises(StartedError):
        main(["serve", "--articles", str(folder), "--index", str(tmp_path / "index")])
    assert "onrecord: odd.bin: " in capsys.readouterr().err


def test_any_address_asks_no_server_for_its_own(
    seed_index: Settings, started: dict[str, Any]
) -> None:
    folders = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
    with pytest.raises(StartedError):
        main(["serve", *folders, "--host", "0.0.0.0", "--no-update", "--port", "8613"])
    assert started["command"][-2:] == ["--browser.serverAddress", "localhost"]


@pytest.mark.parametrize("command", ["serve", "mcp"])
@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_what_is_no_port_is_wrong_usage(
    command: str, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--port", port])
    assert stop.value.code == 2
    assert "expected a port from 1 to 65535" in capsys.readouterr().err


def test_port_that_is_taken_is_one_clear_line(
    seed_index: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", *folders, "--no-update", "--port", port]) == 1
        assert main(["mcp", *folders, "--http", "--port", port]) == 1
    assert capsys.readouterr().err.count("cannot listen there") == 2
    assert main(["serve", *folders, "--no-update", "--host", "no.such.host.example"]) == 1


def test_without_an_index_the_next_step_is_said(
    tmp_path: Path, started: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--articles", str(tmp_path), "--index", str(tmp_path / "index")]
    assert main(["serve", *arguments, "--no-update"]) == 1
    assert "leave out --no-update" in capsys.readouterr().err
    assert not started
