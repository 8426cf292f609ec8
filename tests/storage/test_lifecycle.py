"""The writer's lock."""

import os
import threading
from pathlib import Path

import pytest
from index_tools import entry, publish

from rag.errors import BusyIndexError
from rag.settings import Settings
from rag.storage import draft as drafts


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_locked_names_the_holder_to_a_second_writer(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with drafts.writing(settings), pytest.raises(BusyIndexError) as error:
        publish(settings, entry("a.txt"), wait=0.1)
    assert f"is being updated by process {os.getpid()} on " in str(error.value)
    assert "waiting 0.1 s" in capsys.readouterr().err
    publish(settings, entry("a.txt"), wait=0.1)


def test_locked_waits_for_the_first_writer(settings: Settings) -> None:
    inside = threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with drafts.writing(settings):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(5)
    threading.Timer(0.2, leave.set).start()
    assert publish(settings, entry("a.txt"), wait=5) == "gen-000001"
    thread.join()
