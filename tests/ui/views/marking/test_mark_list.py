"""The list of marks, and of corrections."""

from dataclasses import replace

import pytest
from page_tools import load_model, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.desk.marked_places import mark_on
from rag.settings import Settings
from rag.storage.kept.mark_store import FILE, MarkStore
from rag.ui.state import index_update
from rag.ui.state.marking import list_corrections


def test_marks_are_listed_searched_and_chosen(own_seeds: Settings, corpus: Corpus) -> None:
    assert "No marks yet." in shown(open_page("desk", view="marks"))
    store = MarkStore(own_seeds.index)
    claim = next(one for one in corpus.claims() if one.speaker == "Qassem al-Araji")
    article = corpus.tables.articles[claim.article]
    store.put(replace(mark_on(article, claim), star=True, tags=("forces",)), None)
    store.put(replace(mark_on(article, None), checked_by="Ada"), None)
    assert markup_of(open_page("desk", view="marks")).count("or-mark") >= 2
    for parameters, there, absent in (
        ({"marked": "starred"}, "forces", "Ada"),
        ({"marked": "checked"}, "Ada", "forces"),
        ({"find": "araji"}, "forces", "Ada"),
        ({"speaker": "Qassem al-Araji"}, "forces", "Ada"),
    ):
        page = shown(open_page("desk", view="marks", **parameters))
        assert there in page, parameters
        assert absent not in page, parameters
    assert "No matches" in shown(open_page("desk", view="marks", find="zebra"))


def test_corrections_are_listed_with_a_way_back(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    monkeypatch.setattr(index_update, "start_update", lambda _: None)
    monkeypatch.setattr(list_corrections, "allowed", lambda: True)
    list_corrections.correct("articles.csv", {"file": "x.txt"}, {"published": "2024-03-05"})
    at = open_page("desk", view="marks")
    assert "articles.csv, x.txt: published: nothing → 2024-03-05" in shown(at)
    (undo,) = (one for one in at.button if one.label == "Undo")
    at = undo.click().run()
    assert "x.txt" not in shown(at)
    assert "x.txt" not in (own_seeds.articles / "articles.csv").read_text(encoding="utf-8")


def test_no_marks_where_the_operator_says_no(
    own_seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MARKS", "no")
    assert "This dashboard takes no marks." in shown(open_page("desk", view="marks"))


def test_damaged_marks_are_told_and_stop_nothing_else(own_seeds: Settings, corpus: Corpus) -> None:
    load_model()
    (own_seeds.index / FILE).write_text("no database", encoding="utf-8")
    assert "the marks cannot be read" in shown(open_page("desk", view="marks"))
    claim = corpus.claims()[0]
    assert "the marks cannot be read" in shown(open_page("timeline", claim=claim.id))
    answered = open_page("", q="what did Iraq say about US bases?")
    assert "or-cards" in markup_of(answered)
