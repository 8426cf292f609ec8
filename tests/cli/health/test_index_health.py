"""The index, unfinished updates, marks and the disk."""

import json
import os
import shutil
import socket
import sqlite3
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest
from double import Double
from index_tools import entry, publish

from rag.cli.health import index_health
from rag.cli.health.health_line import HealthCheck, HealthState, checked, folder_size
from rag.cli.health.index_health import disk, index, marks, unfinished
from rag.errors import MissingModelError
from rag.models import embedder
from rag.schema.marks import CellChange, ListEdit, Mark
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.database import FILE
from rag.storage.kept import mark_store
from rag.storage.kept.unfinished import opened

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code and the model are those that `publish` notes."""
    monkeypatch.setattr(index_health, "engine", lambda: "e")
    monkeypatch.setattr(embedder, "load", lambda settings: Double())


@pytest.fixture
def records(settings: Settings) -> Path:
    """The records of a small index."""
    return settings.index / publish(settings, entry("a.txt"), entry("b.txt")) / FILE


def looked(settings: Settings) -> HealthCheck:
    found = checked("index", index, settings)
    assert found is not None
    return found


# --- the generation -----------------------------------------------------------------------------


def test_a_whole_index_is_counted(settings: Settings, records: Path) -> None:
    found = looked(settings)
    assert found.state is HealthState.OK
    assert "2 articles, 6 passages, 6 sentences, 2 claims" in found.words
    counts = [found.values[name] for name in ("articles", "passages", "sentences", "claims")]
    assert counts == [2, 6, 6, 2]
    assert found.values["generation"] == records.parent.name
    assert found.values["bytes"] == folder_size(records.parent)
    assert (found.values["of_this_version"], found.values["of_this_model"]) == (True, True)


def test_no_index_is_a_problem(settings: Settings) -> None:
    found = looked(settings)
    assert found.state is HealthState.PROBLEM
    assert found.words == f"{settings.index} holds no index yet. Build it: onrecord index"


def test_an_index_of_another_version_is_noted(
    settings: Settings, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_health, "engine", lambda: "other")
    found = looked(settings)
    assert found.state is HealthState.NOTE
    assert found.words.endswith("will be built anew by: onrecord index")
    assert found.values["of_this_version"] is False


def test_an_index_of_another_model_answers_nothing(
    settings: Settings, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder, "load", lambda settings: Double("double@2"))
    found = looked(settings)
    assert found.state is HealthState.PROBLEM
    assert "built with the model double@1, settings name double@2" in found.words
    assert found.words.endswith("onrecord index")


def test_a_missing_model_is_left_to_its_own_check(
    settings: Settings, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: Settings) -> Double:
        raise MissingModelError("not installed")

    monkeypatch.setattr(embedder, "load", load)
    found = looked(settings)
    assert (found.state, found.values["of_this_model"]) == (HealthState.OK, None)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("layout", "0", "was built by another version of On Record (layout 0"),
        ("built", "soon", "built at an unknown time"),
    ],
)
def test_notes_of_the_generation(
    settings: Settings, records: Path, key: str, value: str, words: str
) -> None:
    with closing(sqlite3.connect(records)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    found = looked(settings)
    assert words in found.words
    assert (found.state is HealthState.PROBLEM) == (key == "layout")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_truncated_file_of_records_is_a_problem(
    settings: Settings, records: Path, share: float
) -> None:
    content = records.read_bytes()
    records.write_bytes(content[: int(len(content) * share)])
    found = looked(settings)
    assert found.state is HealthState.PROBLEM
    assert found.words.endswith("onrecord index")


def test_each_torn_page_is_a_problem(settings: Settings, records: Path) -> None:
    whole = records.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    for start in range(page, len(whole), page):
        torn = bytearray(whole)
        torn[start : start + 64] = bytes([255]) * 64
        records.write_bytes(torn)
        found = looked(settings)
        assert found.state is HealthState.PROBLEM
        assert found.words.endswith("onrecord index")


# --- unfinished updates -------------------------------------------------------------------------


def test_no_unfinished_update_has_no_line(settings: Settings, records: Path) -> None:
    assert unfinished(settings) is None


def test_an_unfinished_update_goes_on(settings: Settings, records: Path) -> None:
    with opened(settings.index, "e double@1") as kept:
        kept.keep([entry("c.txt"), entry("d.txt")])
    found = unfinished(settings)
    assert found is not None
    assert (found.state, found.values["articles"]) == (HealthState.NOTE, 2)
    assert "2 articles kept, from which the next goes on: onrecord index" in found.words


def test_what_another_version_kept_is_begun_anew(settings: Settings, records: Path) -> None:
    with opened(settings.index, "other double@1") as kept:
        kept.keep([entry("c.txt")])
    found = unfinished(settings)
    assert found is not None
    assert found.values == {"articles": 1, "usable": False, "running": False}
    assert "the next begins anew: onrecord index" in found.words


def test_an_update_that_runs_is_not_unfinished(settings: Settings, records: Path) -> None:
    with opened(settings.index, "e double@1") as kept:
        kept.keep([entry("c.txt")])
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": "now"}
    (settings.index / lifecycle.HOLDER).write_text(json.dumps(holder))
    found = unfinished(settings)
    assert found is not None
    assert (found.state, found.words) == (HealthState.NOTE, "an update runs; 1 article kept so far")


# --- marks --------------------------------------------------------------------------------------


def test_marks_and_corrections_are_counted(settings: Settings, records: Path) -> None:
    assert marks(settings).words == "0 marks, 0 corrections"
    store = mark_store.MarkStore(settings.index)
    store.put(Mark(article="a.txt", star=True), None)
    store.edit(lambda: ListEdit("articles.csv", (), (CellChange("outlet", None, "NTB"),)))
    found = marks(settings)
    assert found.words == "1 mark, 1 correction"
    assert found.values == {"marks": 1, "corrections": 1}


@pytest.mark.parametrize("content", [b"no database at all" * 99, None], ids=["other", "half"])
def test_damaged_marks_are_a_problem(
    settings: Settings, records: Path, content: bytes | None
) -> None:
    path = settings.index / mark_store.FILE
    mark_store.MarkStore(settings.index).put(Mark(article="a.txt", star=True), None)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if content is None else content)
    found = checked("marks", marks, settings)
    assert found is not None
    assert found.state is HealthState.PROBLEM
    assert str(path) in found.words
    assert found.words.endswith("move a damaged file away")


# --- the disk -----------------------------------------------------------------------------------


def test_room_for_another_generation(settings: Settings, records: Path) -> None:
    found = disk(settings)
    assert found.state is HealthState.OK
    assert found.values["needed_bytes"] == folder_size(records.parent) > 0
    assert found.values["memory_bytes"]


def test_a_full_disk_is_a_problem(
    settings: Settings, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = folder_size(records.parent)
    for free, state in ((size, HealthState.OK), (size - 1, HealthState.PROBLEM)):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: Usage(9, 9, free))
        found = disk(settings)
        assert found.state is state
    assert found.words.endswith("Free some space, or name another folder with --index")


def test_a_folder_that_this_user_may_not_write_is_noted(
    settings: Settings, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    found = disk(settings)
    assert (found.state, found.values["writable"]) == (HealthState.NOTE, False)


@pytest.mark.parametrize("current", [None, "nonsense", "gen-000009"])
def test_the_disk_is_measured_without_an_index(settings: Settings, current: str | None) -> None:
    if current:
        settings.index.mkdir()
        (settings.index / lifecycle.CURRENT).write_text(current)
    found = disk(settings)
    assert (found.state, found.values["needed_bytes"]) == (HealthState.OK, 0)
