"""Faults during an update: kills, concurrent updates, full or read-only disks, no Chroma server."""

import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chroma_server import chroma_server
from double import Double

from rag.errors import RagError, StorageError
from rag.indexing import build, check
from rag.settings import Settings
from rag.storage import generation as store
from rag.storage.chroma import CollectionLocation
from rag.storage.database import FILE
from rag.storage.kept.arrivals import NAME as ARRIVALS
from rag.storage.kept.computed_values import FILE as COMPUTED
from rag.storage.kept.import_report import NAME as REPORT
from rag.storage.kept.unfinished import FILE as UNFINISHED
from rag.storage.vector_store import VectorStore

NEW = "Grain prices rise\n\nODESA - Prices rose again, minister Olha Petrenko said.\n"
POINTS = ("encode", "records", "vectors", "before", "after")


class Updates:
    """Updates in processes of their own; see updates.py."""

    def __init__(self, runs: list[dict[str, Any]]) -> None:
        numbered = [{"point": None, **run, "run": n} for n, run in enumerate(runs)]
        program = Path(__file__).parents[1] / "updates.py"
        self._process = subprocess.Popen(
            [sys.executable, str(program), json.dumps(numbered)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> "Updates":
        return self

    def __exit__(self, *_: object) -> None:
        """End what a failed test left running."""
        with self._process, suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def event(self) -> dict[str, Any]:
        """The next event that a run prints."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self._process.communicate()[1]
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> str:
        """Wait for all runs; what they wrote to stderr."""
        return self._process.communicate(timeout=60)[1]


def titles(settings: Settings) -> list[str]:
    """Articles of the index in force, which must be whole."""
    generation = store.open_generation(settings, Double().name)
    try:
        for article in generation.articles():
            assert list(generation.differences(article.id, article.text)) == []
        found = generation.nearest(Double().encode(["harbour"])[0], 1000)
        assert len(found) == generation.counts()["passages"]
        assert generation.lexical("sentences", ["port", "harbour"], 3) != []
        return [article.id for article in generation.articles()]
    finally:
        generation.close()


def test_killed_update_leaves_one_complete_generation(
    settings: Settings, double: Double, tmp_path: Path
) -> None:
    build.update(settings, double)
    old = titles(settings)
    (settings.articles / "new.txt").write_text(NEW)
    copies = {
        point: replace(settings, index=shutil.copytree(settings.index, tmp_path / point))
        for point in POINTS
    }
    # A first build, of which nothing must be seen before it is whole.
    copies["first"] = replace(settings, index=tmp_path / "first")
    runs = [
        {
            "articles": str(copy.articles),
            "index": str(copy.index),
            "point": "before" if point == "first" else point,
        }
        for point, copy in copies.items()
    ]
    with Updates(runs) as updates:
        for _ in runs:
            event = updates.event()
            assert event["event"] == "stopped"
            os.kill(event["process"], signal.SIGKILL)
        updates.end()
    for point, copy in copies.items():
        left = [path.name for path in copy.index.glob("*-*") if path.is_dir()]
        if point == "first":
            assert store.current(copy.index) is None
        else:
            assert titles(copy) == (sorted([*old, "new.txt"]) if point == "after" else old), point
        assert len(left) == (1 if point == "first" else 2), left  # what the kill left is there
        report = build.update(copy, double, wait=0)  # the lock died with its holder
        assert titles(copy) == sorted([*old, "new.txt"])
        assert report.recomputed == {"after": (), "first": report.recomputed}.get(
            point, ("new.txt",)
        )
        names = {path.name for path in copy.index.iterdir()} - {COMPUTED}
        assert names == {"CURRENT", "LOCK", REPORT, ARRIVALS, report.generation}, point


def test_second_update_waits_or_names_the_lock_holder(settings: Settings, double: Double) -> None:
    build.update(settings, double)
    (settings.articles / "new.txt").write_text(NEW)
    where = {"articles": str(settings.articles), "index": str(settings.index)}
    runs: list[dict[str, Any]] = [
        {**where, "point": "records"},
        {**where, "wait": 0.1},
        {**where, "wait": 60},
    ]
    with Updates(runs) as updates:
        first = updates.event()
        assert (first["run"], first["event"]) == (0, "stopped")
        refused = updates.event()
        assert (refused["run"], refused["event"]) == (1, "BusyIndexError")
        assert f"is being updated by process {first['process']} on " in refused["message"]
        settings.index.with_suffix(".go").touch()
        done = sorted((updates.event() for _ in range(2)), key=lambda event: event["run"])
        # The second finds nothing left to do.
        assert [(event["run"], event["event"], event["message"]) for event in done] == [
            (0, "done", "gen-000002"),
            (2, "done", "gen-000002"),
        ]
        assert "waiting 60 s" in updates.end()
    assert "new.txt" in titles(settings)


def test_torn_pages_are_mended_by_an_update(settings: Settings, double: Double) -> None:
    """What the error about a damaged file advises must help, though no article has changed."""
    build.update(settings, double)
    generation = store.open_generation(settings)
    counts, records = generation.counts(), generation.folder / FILE
    generation.close()
    whole = records.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    for start in range(0, len(whole), 4 * page):
        torn = bytearray(whole)
        torn[start : start + 64] = bytes([255]) * 64
        records.write_bytes(torn)
        build.update(settings, double)
        generation = store.open_generation(settings, double.name)
        assert generation.damage() is None
        assert generation.counts() == counts
        assert len(tuple(generation.claims())) == counts["claims"]
        records = generation.folder / FILE
        generation.close()


@pytest.mark.parametrize("note", sorted(store.NOTES))
def test_missing_notes_are_named_and_mended(settings: Settings, double: Double, note: str) -> None:
    build.update(settings, double)
    name = store.current(settings.index)
    with closing(sqlite3.connect(settings.index / str(name) / FILE)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (note,))
    with pytest.raises(StorageError, match=rf"found none on {note}\. .*onrecord index"):
        store.open_generation(settings)
    build.update(settings, double)
    store.open_generation(settings, double.name).close()


def test_reader_answers_during_updates(settings: Settings, double: Double) -> None:
    build.update(settings, double)
    stop = threading.Event()
    seen: set[str] = set()
    failures: list[Exception] = []

    def read() -> None:
        while not stop.is_set():
            try:
                generation = store.open_generation(settings, double.name)
                assert len(generation.articles()) >= 3
                assert generation.nearest(Double().encode(["port"])[0], 3)
                seen.add(generation.name)
                generation.close()
            except Exception as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(4):
        (settings.articles / "new.txt").write_text(NEW + f"It was the {n}. time.\n")
        build.update(settings, double)
    time.sleep(0.2)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(seen) > 1


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[bool]:
    """A disk of ``size`` at ``folder``; False where this user may mount none."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file may grow over ``size``, which is how writing fails where no disk can be mounted."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@contextmanager
def filled(folder: Path, left: int) -> Iterator[None]:
    """A disk with only ``left`` bytes free."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * (shutil.disk_usage(folder).free - left))
    try:
        yield
    finally:
        ballast.unlink()


def test_full_disk_raises_one_line_and_keeps_the_index(
    settings: Settings, double: Double, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    with mounted(disk, "16m") as real:
        settings = replace(settings, index=disk / "index")
        build.update(settings, double)
        old = titles(settings)
        (settings.articles / "new.txt").write_text(NEW)
        files = [path for path in (settings.index / "gen-000001").rglob("*") if path.is_file()]
        sizes = [path.stat().st_size for path in files]
        # From no byte at all to nearly enough: the lock, SQLite, and Chroma fail.
        for share in (0, 0.05, 0.3, 0.55, 0.7, 0.85):
            scarce: AbstractContextManager[None]
            if real:
                scarce = filled(disk, int(sum(sizes) * share))
            else:
                scarce = limited(int(max(sizes) * share))
            with scarce, pytest.raises(StorageError) as error:
                build.update(settings, double)
            assert "\n" not in str(error.value)
            assert str(settings.index) in str(error.value)
            assert "run again: onrecord index" in str(error.value)
            if real:
                assert "no space is left on the disk" in str(error.value)
            assert titles(settings) == old
            names = {path.name for path in settings.index.iterdir()} - {UNFINISHED, COMPUTED}
            assert names == {"CURRENT", "LOCK", REPORT, ARRIVALS, "gen-000001"}
        build.update(settings, double)
        assert "new.txt" in titles(settings)
        assert not (settings.index / UNFINISHED).exists()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` can be written, not by root either."""
    bound = (
        os.geteuid() == 0
        and subprocess.run(["mount", "--bind", folder, folder], check=False).returncode == 0
    )
    if bound:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    else:
        changed = [path for path in (folder, *folder.rglob("*")) if path.is_dir()]
        for path in changed:
            path.chmod(0o555)
    try:
        yield
    finally:
        if bound:
            subprocess.run(["umount", "--lazy", folder], check=True)
        else:
            for path in changed:
                path.chmod(0o755)


def test_read_only_index_is_readable_and_refuses_updates(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    old = titles(settings)
    (settings.articles / "new.txt").write_text(NEW)
    with read_only(settings.index):
        assert titles(settings) == old
        with pytest.raises(
            StorageError, match=r"cannot be written: .*(read-only|permission)"
        ) as error:
            build.update(settings, double)
        assert "\n" not in str(error.value)
        assert titles(settings) == old
        assert len(check.check(settings)) == 1
    build.update(settings, double)
    assert "new.txt" in titles(settings)


@pytest.mark.parametrize("kind", ["a file", "below a file"])
def test_index_path_that_is_no_folder_is_reported(
    settings: Settings, double: Double, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "file").touch()
    index = tmp_path / "file" / ("" if kind == "a file" else "index")
    with pytest.raises(StorageError, match="it is not a folder") as error:
        build.update(replace(settings, index=index), double)
    assert str(index) in str(error.value)


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES])
def test_unreadable_current_raises_storage_error(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(path: Path) -> bytes:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(StorageError, match="cannot be read"):
        store.current(settings.index)


def test_folder_named_current_is_reported_with_the_next_step(settings: Settings) -> None:
    (settings.index / "CURRENT").mkdir(parents=True)
    with pytest.raises(StorageError, match=r"expected a file .*, found a folder\. Remove it"):
        store.current(settings.index)


def collection(settings: Settings, name: str) -> bool:
    """Whether the server has a collection of this name."""
    try:
        VectorStore(CollectionLocation(settings.index / "x", settings.chroma_url, name)).close()
    except StorageError:
        return False
    return True


def test_vectors_are_stored_on_a_chroma_server(
    settings: Settings, double: Double, tmp_path: Path
) -> None:
    build.update(settings, double)
    with chroma_server(tmp_path / "server") as url:
        served = replace(settings, chroma_url=url)
        double.encoded.clear()
        moved = build.update(served, double)  # the vectors move, nothing is recomputed
        assert (moved.generation, moved.recomputed, double.encoded) == ("gen-000002", (), [])
        assert build.update(served, double).generation == "gen-000002"
        (settings.articles / "new.txt").write_text(NEW)
        build.update(served, double)
        assert "new.txt" in titles(served)
        assert not (served.index / "gen-000003" / "chroma").exists()
        generation = store.open_generation(served)
        lineage = generation.meta["lineage"]
        generation.close()
        left = [
            f"gen-{n:06}"
            for n in range(1, 9)
            if collection(served, f"onrecord-{lineage}-gen-{n:06}")
        ]
        assert left == ["gen-000003"]
    with pytest.raises(StorageError, match=f"the Chroma server {url}.*start the server"):
        titles(served)
    (settings.articles / "newer.txt").write_text(NEW)
    with pytest.raises(StorageError, match="start the server"):
        build.update(served, double)
    assert store.current(served.index) == "gen-000003"
    # Without a server again.
    build.update(settings, double)
    assert "newer.txt" in titles(settings)


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1:1", "http://:80", "http://x:port"])
def test_malformed_chroma_address_is_reported(settings: Settings, double: Double, url: str) -> None:
    with pytest.raises(RagError, match=r"Chroma|CHROMA") as error:
        build.update(replace(settings, chroma_url=url), double)
    assert url in str(error.value)
    assert store.current(settings.index) is None
