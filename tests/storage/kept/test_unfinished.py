"""What is kept of an update that did not end."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_tools import entry
from numpy.testing import assert_array_equal

from rag.errors import StorageError
from rag.storage.database import ArticleRecords
from rag.storage.kept import unfinished
from rag.storage.kept.unfinished import UnfinishedUpdate, unfinished_update


def same(found: ArticleRecords | None, expected: ArticleRecords) -> bool:
    if found is None:
        return False
    assert_array_equal(found.passage_vectors, expected.passage_vectors)
    assert_array_equal(found.sentence_vectors, expected.sentence_vectors)
    kinds = ("article", "passages", "sentences", "claims")
    return all(getattr(found, kind) == getattr(expected, kind) for kind in kinds)


def test_records_are_those_that_were_kept(tmp_path: Path) -> None:
    first, second = entry("a.txt"), entry("b.txt")
    silent = replace(
        entry("c.txt"),
        passages=[],
        sentences=[],
        claims=[],
        passage_vectors=np.empty((0, 64), np.float32),
        sentence_vectors=np.empty((0, 64), np.float32),
    )
    with unfinished.opened(tmp_path, "e double@1") as kept:
        kept.keep([first, silent])
        kept.keep([second])
    with unfinished.opened(tmp_path, "e double@1") as kept:
        assert same(kept.records(first.article), first)
        assert same(kept.records(second.article), second)
        found = kept.records(silent.article)
        assert found is not None
        assert (found.passages, len(found.passage_vectors)) == ([], 0)


def test_an_article_that_changed_is_not_taken(tmp_path: Path) -> None:
    old = entry("a.txt")
    new = entry("a.txt", title="Changed")
    with unfinished.opened(tmp_path, "e double@1") as kept:
        kept.keep([old])
        assert kept.records(new.article) is None
        kept.keep([new])
        assert same(kept.records(new.article), new)
        assert kept.records(old.article) is None


def test_what_another_version_made_is_thrown_away(tmp_path: Path) -> None:
    some = entry("a.txt")
    with unfinished.opened(tmp_path, "e double@1") as kept:
        kept.keep([some])
    with unfinished.opened(tmp_path, "other double@1") as kept:
        assert kept.records(some.article) is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99])
def test_a_damaged_file_is_thrown_away(tmp_path: Path, content: bytes) -> None:
    some = entry("a.txt")
    (tmp_path / unfinished.FILE).write_bytes(content)
    with unfinished.opened(tmp_path, "e double@1") as kept:
        assert kept.records(some.article) is None
        kept.keep([some])
        assert same(kept.records(some.article), some)


def test_a_torn_file_gives_nothing_false(tmp_path: Path) -> None:
    entries = [entry(f"{n}.txt") for n in range(40)]
    with unfinished.opened(tmp_path, "e double@1") as kept:
        kept.keep(entries)
    path = tmp_path / unfinished.FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with unfinished.opened(tmp_path, "e double@1") as kept:
        found = [kept.records(some.article) for some in entries]
        assert all(one is None for one in found)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / unfinished.FILE).mkdir()
    (tmp_path / unfinished.FILE / "file").touch()
    unfinished.discard(tmp_path)
    assert not (tmp_path / unfinished.FILE).exists()
    missing = tmp_path / "no" / "index"
    with (
        pytest.raises(StorageError, match=r"unfinished\.sqlite cannot be written or read"),
        unfinished.opened(missing, "e double@1"),
    ):
        pass


def test_none_is_unfinished_at_first(tmp_path: Path) -> None:
    assert unfinished_update(tmp_path, "e double@1") is None
    assert unfinished_update(tmp_path / "missing", "e double@1") is None


def test_kept_articles_are_counted_while_they_are_written(tmp_path: Path) -> None:
    with unfinished.opened(tmp_path, "e double@1") as kept:
        assert unfinished_update(tmp_path, "e double@1") == UnfinishedUpdate(0, usable=True)
        kept.keep([entry("a.txt"), entry("b.txt")])
        assert unfinished_update(tmp_path, "e double@1") == UnfinishedUpdate(2, usable=True)
    assert unfinished_update(tmp_path, "other double@1") == UnfinishedUpdate(2, usable=False)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99])
def test_a_damaged_file_is_told_and_left(tmp_path: Path, content: bytes) -> None:
    (tmp_path / unfinished.FILE).write_bytes(content)
    assert unfinished_update(tmp_path, "e") == UnfinishedUpdate(None, usable=False)
    assert (tmp_path / unfinished.FILE).read_bytes() == content


def test_a_transaction_that_a_killed_process_left_open_stays(tmp_path: Path) -> None:
    """Its journal is taken back by the next update, not by a reader."""
    with unfinished.opened(tmp_path, "e double@1") as kept:
        kept.keep([entry("a.txt")])
    path = tmp_path / unfinished.FILE
    killed = tmp_path / "killed"
    killed.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE entries SET records = zeroblob(200000)")
        for file in tmp_path.glob(f"{unfinished.FILE}*"):
            (killed / file.name).write_bytes(file.read_bytes())
    before = {file.name: file.read_bytes() for file in killed.iterdir()}
    assert f"{unfinished.FILE}-journal" in before
    found = unfinished_update(killed, "e double@1")
    assert found in (
        UnfinishedUpdate(1, usable=True),
        UnfinishedUpdate(None, usable=False),
    )
    assert {file.name: file.read_bytes() for file in killed.iterdir()} == before
