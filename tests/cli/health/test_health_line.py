"""Results of checks, and errors as problems."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from index_tools import entry, publish

from rag.cli.health.health_line import (
    HealthCheck,
    HealthState,
    checked,
    folder_size,
    generation_in_force,
    size_in_words,
)
from rag.errors import MissingIndexError, StorageError
from rag.settings import Settings
from rag.storage.database import FILE


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StorageError("broken. Mend it"), "broken. Mend it"),
        (
            PermissionError(13, "Permission denied", "/x"),
            "/x: Permission denied. Check the path, its permissions and the disk",
        ),
        (OSError("odd"), "odd. Check the path, its permissions and the disk"),
    ],
    ids=["ours", "of a path", "without a number"],
)
def test_an_error_is_a_problem_with_its_next_step(error: Exception, words: str) -> None:
    def check(_: Settings) -> HealthCheck:
        raise error

    assert checked("disk", check, Settings()) == HealthCheck("disk", HealthState.PROBLEM, words)


def test_a_bug_is_no_problem_of_the_operator() -> None:
    def check(_: Settings) -> HealthCheck:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        checked("disk", check, Settings())


def test_the_generation_in_force_is_opened_and_closed(settings: Settings) -> None:
    with pytest.raises(MissingIndexError), generation_in_force(settings):
        pass
    name = publish(settings, entry("a.txt"))
    with generation_in_force(settings) as generation:
        assert generation.name == name
    with pytest.raises(StorageError):  # closed
        generation.fingerprints()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM meta WHERE key = 'embedder'",
        "UPDATE meta SET value = CAST(X'FF' AS TEXT) WHERE key = 'engine'",
    ],
    ids=["missing", "no UTF-8"],
)
def test_spoilt_notes_of_a_generation_are_a_problem(settings: Settings, change: str) -> None:
    path = settings.index / publish(settings, entry("a.txt")) / FILE
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    with (
        pytest.raises(StorageError, match="onrecord index"),
        generation_in_force(settings),
    ):
        pass


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (2_345_678, "2.3 MB"),
        (25 * 10**9, "25.0 GB"),
        (3 * 10**15, "3000.0 TB"),
    ],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_the_size_of_a_folder_is_that_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "d").write_bytes(b"4567")
    (tmp_path / "to nothing").symlink_to(tmp_path / "nothing")
    assert folder_size(tmp_path) == 7 + (tmp_path / "to nothing").lstat().st_size
    assert folder_size(tmp_path / "missing") == 0
