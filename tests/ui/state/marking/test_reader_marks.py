"""Readers' marks on the pages."""

from dataclasses import replace

import pytest
import streamlit as st

from rag.schema.marks import Mark
from rag.settings import Settings
from rag.storage.kept.mark_store import FILE
from rag.ui.state.marking import reader_marks

MARK = Mark(article="a.txt", claim="c1", star=True)


@pytest.fixture(autouse=True)
def session(own_seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session without a page."""
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: False))


def test_marks_are_read_again_after_each_change(own_seeds: Settings) -> None:
    assert reader_marks.marks() == {}
    reader_marks.put(MARK, None)
    kept = reader_marks.marks()[MARK.subject]
    assert kept == reader_marks.store().get("a.txt", "c1")
    reader_marks.put(replace(MARK, note="Again"), kept)
    assert reader_marks.marks()[MARK.subject].note == "Again"
    assert (own_seeds.index / FILE).exists()


def test_the_last_change_is_undone_and_no_other(own_seeds: Settings) -> None:
    reader_marks.put(MARK, None)
    first = reader_marks.marks()[MARK.subject]
    assert reader_marks.undoable(MARK.subject)
    assert not reader_marks.undoable(("a.txt", ""))
    reader_marks.put(replace(MARK, note="Again"), first)
    reader_marks.undo()
    restored = reader_marks.marks()[MARK.subject]
    assert replace(restored, changed=None) == MARK
    assert not reader_marks.undoable(MARK.subject)
    reader_marks.undo()  # nothing is left to undo
    assert reader_marks.marks()[MARK.subject] == restored


def test_a_new_mark_is_undone_and_a_removed_one_too() -> None:
    reader_marks.put(MARK, None)
    reader_marks.undo()
    assert reader_marks.marks() == {}
    reader_marks.put(MARK, None)
    kept = reader_marks.marks()[MARK.subject]
    reader_marks.put(kept.cleared(), kept)
    assert reader_marks.marks() == {}
    reader_marks.undo()
    assert replace(reader_marks.marks()[MARK.subject], changed=None) == MARK


def test_what_another_reader_changed_stays_and_the_page_is_told() -> None:
    reader_marks.put(MARK, None)
    seen = reader_marks.marks()[MARK.subject]
    reader_marks.store().put(replace(MARK, note="Another's"), seen)
    reader_marks.undo()
    assert reader_marks.marks()[MARK.subject].note == "Another's"
    assert "Somebody else has changed" in st.session_state[reader_marks.PROBLEM]


@pytest.mark.parametrize("setting", ["no", "off", ""])
def test_where_the_operator_says_no_nothing_is_read_or_written(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    reader_marks.put(MARK, None)
    monkeypatch.setenv("ONRECORD_MARKS", setting)
    assert reader_marks.allowed() == (setting == "")  # an empty variable means the default
    if setting:
        assert reader_marks.marks() == {}
        reader_marks.put(replace(MARK, article="b.txt"), None)
        assert len(reader_marks.store().all()) == 1
