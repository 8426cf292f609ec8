"""Readers' marks: kept, found, changed without overwriting, taken back."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rag.errors import ArticleError, StorageError
from rag.schema.articles import Span
from rag.schema.marks import CellChange, ListEdit, Mark
from rag.storage.kept.mark_store import FILE, MarkStore

MARK = Mark(
    article="a.txt",
    claim="c1",
    span=Span(3, 9),
    words="“Kürbis”\n",
    star=True,
    tags=("later", "Südsee, Inseln"),
    note="Seen the original.",
    checked_by="Ada",
    checked_on=date(2026, 5, 3),
)
EDIT = ListEdit(
    "articles.csv", (("file", "a.txt"),), (CellChange("published", None, "2026-05-03"),)
)


@pytest.fixture
def store(tmp_path: Path) -> MarkStore:
    return MarkStore(tmp_path)


def test_there_are_no_marks_and_no_file_at_first(store: MarkStore, tmp_path: Path) -> None:
    assert store.all() == ()
    assert store.get("a.txt", "c1") is None
    assert store.edits() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_mark_comes_back_as_it_was_kept(store: MarkStore) -> None:
    began = datetime.now(UTC)
    kept = store.put(MARK, None)
    assert kept is not None
    assert kept.changed is not None
    assert began <= kept.changed <= datetime.now(UTC)
    assert replace(kept, changed=None) == MARK
    assert store.get("a.txt", "c1") == kept
    assert store.get("a.txt") is None  # the article itself has none
    article = store.put(Mark(article="a.txt", note="Ours"), None)
    assert store.all() == (article, kept)  # the one changed last first


def test_an_empty_mark_is_removed(store: MarkStore) -> None:
    kept = store.put(MARK, None)
    assert store.put(MARK.cleared(), kept) is None
    assert store.all() == ()


def test_no_reader_overwrites_the_mark_of_another(store: MarkStore) -> None:
    seen = store.put(MARK, None)
    other = store.put(replace(MARK, note="Wrong page."), seen)
    for stale in (seen, None):
        with pytest.raises(StorageError, match="Somebody else has changed this mark"):
            store.put(replace(MARK, note="Fine."), stale)
    assert store.all() == (other,)


def test_of_marks_at_the_same_time_one_is_kept(store: MarkStore) -> None:
    refused = []

    def mark(number: int) -> None:
        try:
            store.put(replace(MARK, note=str(number)), None)
        except StorageError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=mark, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(store.all()) == 1
    assert len(refused) == 7
    assert all("Somebody else" in message for message in refused)


def test_corrections_are_noted_and_taken_back(store: MarkStore) -> None:
    first = store.edit(lambda: EDIT)
    second = store.edit(lambda: replace(EDIT, row=(("file", "b.txt"),)))
    assert [(number, edit.row[0][1]) for number, _, edit in store.edits()] == [
        (second, "b.txt"),
        (first, "a.txt"),
    ]
    undone: list[ListEdit] = []
    store.undo(first, undone.append)
    assert undone == [EDIT]
    assert [number for number, *_ in store.edits()] == [second]
    with pytest.raises(StorageError, match="taken back already"):
        store.undo(first, undone.append)
    assert undone == [EDIT]


def test_what_fails_is_not_noted(store: MarkStore) -> None:
    def fail(*_: object) -> ListEdit:
        raise ArticleError("the list is read-only")

    with pytest.raises(ArticleError):
        store.edit(fail)
    assert store.edits() == ()
    number = store.edit(lambda: EDIT)
    with pytest.raises(ArticleError):
        store.undo(number, fail)
    assert [edit for _, _, edit in store.edits()] == [EDIT]


def test_a_damaged_file_is_named_with_the_next_step(store: MarkStore, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("no database", encoding="utf-8")
    for act in (store.all, lambda: store.put(MARK, None), store.edits):
        with pytest.raises(StorageError, match=r"marks\.sqlite: the marks cannot be"):
            act()
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "no database"


def test_a_damaged_row_is_told_as_well(store: MarkStore, tmp_path: Path) -> None:
    store.put(MARK, None)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("UPDATE marks SET tags = 'x'")
        connection.commit()
    for act in (store.all, lambda: store.get("a.txt", "c1")):
        with pytest.raises(StorageError, match="the marks cannot be read"):
            act()


def test_marks_of_another_layout_are_not_touched(store: MarkStore, tmp_path: Path) -> None:
    store.put(MARK, None)
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(StorageError, match="expected marks of layout 1, found 9"):
        store.put(MARK, None)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        MarkStore(tmp_path / "none").put(MARK, None)
