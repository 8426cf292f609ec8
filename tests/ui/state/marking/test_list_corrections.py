"""Corrections from a page: written, followed by an update, taken back."""

from pathlib import Path

import pytest
import streamlit as st

from rag.settings import Settings
from rag.ui.state import index_update
from rag.ui.state.marking import list_corrections, reader_marks

ROW, CELLS = {"file": "a.txt"}, {"published": "2024-03-05"}


@pytest.fixture(autouse=True)
def updates(own_seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A session without a page, and the updates that are begun in it."""
    begun: list[Path] = []
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: False))
    monkeypatch.setattr(index_update, "start_update", lambda one: begun.append(one.index))
    return begun


def test_only_where_readers_may_update(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch, updates: list[Path]
) -> None:
    before = (own_seeds.articles / "articles.csv").read_bytes()
    assert not list_corrections.allowed()
    list_corrections.correct("articles.csv", ROW, CELLS)
    assert ((own_seeds.articles / "articles.csv").read_bytes(), updates) == (before, [])
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    assert list_corrections.allowed()
    list_corrections.correct("articles.csv", ROW, CELLS)
    assert "a.txt" in (own_seeds.articles / "articles.csv").read_text(encoding="utf-8")
    assert updates == [own_seeds.index]


def test_a_correction_is_listed_and_taken_back(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch, updates: list[Path]
) -> None:
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    before = (own_seeds.articles / "articles.csv").read_bytes()
    list_corrections.correct("articles.csv", ROW, CELLS)
    ((number, _, edit),) = reader_marks.store().edits()
    assert dict(edit.row) == ROW
    list_corrections.take_back(number)
    assert (own_seeds.articles / "articles.csv").read_bytes().split() == before.split()
    assert reader_marks.store().edits() == ()
    assert len(updates) == 2
    list_corrections.take_back(number)
    assert "taken back already" in st.session_state[list_corrections.PROBLEM]
    assert len(updates) == 2


def test_a_broken_list_is_told_and_nothing_is_noted(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch, updates: list[Path]
) -> None:
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    (own_seeds.articles / "articles.csv").write_text('file\n"a', encoding="utf-8")
    list_corrections.correct("articles.csv", ROW, CELLS)
    assert "not CSV" in st.session_state[list_corrections.PROBLEM]
    assert (reader_marks.store().edits(), updates) == ((), [])
