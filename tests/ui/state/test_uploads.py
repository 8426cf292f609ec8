"""Files from the browser: their names, and the folder in which they wait."""

import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rag.errors import BusyIndexError, StorageError
from rag.settings import Settings
from rag.ui.state import index_update, uploads


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "waiting"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def finished(update: index_update.UpdateStatus) -> index_update.UpdateStatus:
    end = time.monotonic() + 120
    while not update.ended and time.monotonic() < end:
        time.sleep(0.05)
    assert update.ended
    return update


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("ferry.txt", "ferry.txt"),
        ("Ünï “code” 1.PDF", "Ünï “code” 1.PDF"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\page.html.gz", "page.html.gz"),
        (".hidden.txt", "hidden.txt"),
        ("...", "file"),
        ("", "file"),
        ("a/", "file"),
        ("tab\tnew\nline\x00.txt", "tabnewline.txt"),
        ("right\u202eto\u2066left.txt", "righttoleft.txt"),
        ("half\ud800pair.txt", "halfpair.txt"),
        ("e\u0301cole.txt", "école.txt"),
    ],
)
def test_name_is_a_visible_last_part(given: str, name: str) -> None:
    assert uploads.safe_name(given) == name


@given(some.text(max_size=600))
def test_any_name_is_one_part_of_bounded_length(given: str) -> None:
    name = uploads.safe_name(given)
    assert 0 < len(name.encode()) <= uploads.MOST_BYTES
    assert len(name) <= uploads.LONGEST
    assert Path(name).name == name
    assert not name.startswith(".")
    assert uploads.safe_name(f"{'x' * 500}é.html.gz").endswith("x.html.gz")


def test_files_are_added_once_and_what_is_no_article_is_refused(
    tmp_path: Path, waiting: Path
) -> None:
    settings = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    settings.articles.mkdir()
    (settings.articles / "there.txt").write_bytes(b"The ferry sailed.")
    (settings.articles / "articles.csv").write_text("file\n")
    update = uploads.add(
        settings,
        [
            ("../new.txt", b"The museum opened again, its director said on Sunday."),
            ("new.txt", b"The other museum closed, its director said on Monday."),
            ("there.txt", memoryview(b"The ferry sailed.")),
            ("ARTICLES.csv", b"file\nnone.txt\n"),
            ("table.xyz", b"?"),
        ],
    )
    finished(update)
    assert update.added == ["new-2.txt", "new.txt"]
    assert update.there == ["there.txt"]
    assert sorted(update.refused) == [
        "ARTICLES.csv: edit this list in the folder of articles.",
        "table.xyz: not a kind that is read.",
    ]
    assert update.problem == ""
    assert (settings.index / "CURRENT").exists()
    assert (settings.articles / "articles.csv").read_text() == "file\n"
    assert not (tmp_path / "new.txt").exists()
    assert list(waiting.iterdir()) == []


def test_nothing_waits_where_an_update_runs(
    tmp_path: Path, waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    runs = index_update.UpdateStatus()
    monkeypatch.setitem(index_update._updates, settings.index, runs)
    with pytest.raises(BusyIndexError, match="being updated"):
        uploads.add(settings, [("a.txt", b"x")])
    assert list(waiting.iterdir()) == []
    assert not settings.articles.exists()


def test_nothing_waits_after_a_fault(
    tmp_path: Path, waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="No space left on device"):
        uploads.add(Settings(index=tmp_path / "index"), [("a.txt", b"x")])
    assert list(waiting.iterdir()) == []


def test_process_that_cannot_start_leaves_nothing_behind(
    tmp_path: Path, waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    update = uploads.add(Settings(index=tmp_path / "index"), [("a.txt", b"x")])
    assert "could not start" in finished(update).problem
    assert list(waiting.iterdir()) == []


def test_folder_that_cannot_be_written_is_reported(tmp_path: Path, waiting: Path) -> None:
    (tmp_path / "articles").write_text("a file")
    update = uploads.add(
        Settings(articles=tmp_path / "articles", index=tmp_path / "index"), [("a.txt", b"x")]
    )
    finished(update)
    assert update.added == []
    (line,) = update.refused
    assert line.startswith("a.txt: cannot be added: ")
    assert "expected a folder of articles" in update.problem
    assert list(waiting.iterdir()) == []


def test_visible_files_that_are_no_lists_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert uploads.waiting_files(tmp_path / "none") == 0
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("a.txt", "deep/b.pdf", ".hidden", ".git/HEAD", "articles.csv"):
        (tmp_path / name).write_text("x")
    assert uploads.waiting_files(tmp_path) == 2
    monkeypatch.setattr(uploads, "COUNTED", 1)
    assert uploads.waiting_files(tmp_path) == 1
