"""The form for a mark on a claim or an article."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from page_tools import field, load_model, open_page, shown, unfolded
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.desk.marked_places import mark_on
from rag.schema.claims import Claim
from rag.settings import Settings
from rag.storage.kept.mark_store import MarkStore
from rag.ui.views.marking import mark_form


@pytest.fixture
def claim(corpus: Corpus) -> Claim:
    return next(one for one in corpus.claims() if one.speaker == "Qassem al-Araji")


def form_on(page: str, **parameters: str) -> AppTest:
    """A page with its form unfolded."""
    return unfolded(open_page(page, **parameters), mark_form.FOLD)


def save(at: AppTest) -> AppTest:
    (button,) = (one for one in at.button if one.label == "Save")
    return button.click().run()


def test_a_claim_is_marked_changed_and_the_change_undone(own_seeds: Settings, claim: Claim) -> None:
    at = form_on("timeline", claim=claim.id)
    field(at, "checkbox", "Star").check()
    field(at, "text_area", "Note").set_value("Heard it live. ")
    field(at, "text_input", "Checked by").set_value("  Ada   Lovelace ")
    at = save(at)
    store = MarkStore(own_seeds.index)
    kept = store.get(claim.article, claim.id)
    assert kept is not None
    assert kept == replace(
        kept, star=True, note="Heard it live.", checked_by="Ada Lovelace", checked_on=date.today()
    )
    assert "Checked by Ada Lovelace" in " ".join(shown(at).split())
    assert not at.text_area, "folded away again"
    at = form_on("timeline", claim=claim.id)
    field(at, "text_area", "Note").set_value("")
    at = save(at)
    assert "Heard it live." not in shown(at)
    (undo,) = (one for one in at.button if one.label == "Undo")
    at = undo.click().run()
    assert "Heard it live." in shown(at)
    again = store.get(claim.article, claim.id)
    assert replace(kept, changed=None) == (again and replace(again, changed=None))


def test_an_article_is_marked_in_its_reader(own_seeds: Settings, claim: Claim) -> None:
    at = form_on("sources", article=claim.article)
    field(at, "multiselect", "Tags").set_value(["check"])
    at = save(at)
    kept = MarkStore(own_seeds.index).get(claim.article)
    assert kept is not None
    assert kept.tags == ("check",)
    # The tag is offered for the next one.
    other = form_on("timeline", claim=claim.id)
    assert field(other, "multiselect", "Tags").options == ["check"]


def test_a_day_without_a_name_is_no_check(own_seeds: Settings, claim: Claim) -> None:
    at = form_on("timeline", claim=claim.id)
    field(at, "date_input", "Checked on").set_value(date.today() - timedelta(days=3))
    at = save(at)
    assert mark_form.NO_NAME in shown(at)
    assert MarkStore(own_seeds.index).all() == ()
    # What was typed is still there.
    assert field(at, "date_input", "Checked on").value == date.today() - timedelta(days=3)


def test_an_answer_shows_the_mark_of_its_claim(own_seeds: Settings, corpus: Corpus) -> None:
    load_model()
    question = "what did Iraq say about US bases?"
    citation = corpus.ask(question).citations[0]
    assert citation.claim
    claim, article = corpus.claim(citation.claim), corpus.article(citation.article)
    assert claim is not None
    assert article is not None
    store = MarkStore(own_seeds.index)
    kept = store.put(replace(mark_on(article, claim), note="Agreed with the desk."), None)
    assert kept is not None
    assert "Agreed with the desk." in shown(open_page("", q=question))
    # A mark of another sentence says nothing of this one, which an edit may have turned round.
    store.put(replace(kept, words="Khafaji denied that."), kept)
    assert "Agreed with the desk." not in shown(open_page("", q=question))
    at = form_on("timeline", claim=citation.claim)
    assert mark_form.EDITED in shown(at)
    at = save(at)
    assert mark_form.EDITED not in shown(at)
    assert "Agreed with the desk." in shown(open_page("", q=question))


@pytest.mark.parametrize(("setting", "embed"), [("no", ""), ("", "true")])
def test_no_form_where_readers_may_not_mark(
    own_seeds: Settings, claim: Claim, monkeypatch: pytest.MonkeyPatch, setting: str, embed: str
) -> None:
    monkeypatch.setenv("ONRECORD_MARKS", setting)
    parameters = {"claim": claim.id} | ({"embed": embed} if embed else {})
    if embed:
        import streamlit as st

        monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))
    at = form_on("timeline", **parameters)
    assert not [one for one in at.checkbox if one.label == "Star"]
