"""Commands run in this process or in one of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.cli.main import main
from rag.settings import Settings

ONRECORD = (str(Path(sys.executable).parent / "onrecord"),)
MODULE = (sys.executable, "-m", "rag")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def in_process(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command over the articles and index of the settings."""

    def once(*arguments: str) -> Ran:
        paths = ["--articles", str(settings.articles), "--index", str(settings.index)]
        command, *rest = arguments
        try:
            status = main([command, *paths, *rest])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Ran(status, *capsys.readouterr())

    return once


def started(
    arguments: Sequence[str], program: Sequence[str] = ONRECORD, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
        env={**os.environ, **environment},
    )


def one_object(ran: Ran) -> dict[str, object]:
    """The one JSON object that stdout holds, and nothing beside it."""
    assert ran.status == 0
    assert ran.out.endswith("\n")
    assert ran.out.count("\n") == 1
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found
