"""The writer's lock."""

import json
import os
import socket
import threading
from pathlib import Path

import pytest
from index_tools import entry, publish

from rag.errors import BusyIndexError
from rag.settings import Settings
from rag.storage import draft as drafts
from rag.storage import lifecycle


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


def test_being_written_while_the_lock_is_held(settings: Settings) -> None:
    assert not lifecycle.being_written(settings.index)
    with drafts.writing(settings):
        assert lifecycle.being_written(settings.index)
    assert not lifecycle.being_written(settings.index)


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ({"pid": os.getpid(), "host": "another machine"}, True),
        ({"pid": 2**22 + 1, "host": socket.gethostname()}, False),  # above any process of Linux
        ({"pid": "none", "host": socket.gethostname()}, False),
        ({}, False),
    ],
    ids=["another machine", "killed", "no number", "empty"],
)
def test_note_of_a_process_that_has_ended_does_not_count(
    settings: Settings, note: dict[str, object], written: bool
) -> None:
    settings.index.mkdir()
    (settings.index / lifecycle.HOLDER).write_text(json.dumps(note))
    assert lifecycle.being_written(settings.index) is written


def test_file_of_the_index_is_replaced_as_a_whole(settings: Settings) -> None:
    settings.index.mkdir()
    for content in (b"one", b"two"):
        lifecycle.write_file(settings.index, "note", content)
        assert (settings.index / "note").read_bytes() == content
    assert [path.name for path in settings.index.iterdir()] == ["note"]
