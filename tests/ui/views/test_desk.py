"""The desk: what is new, marks, corrections."""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from page_tools import component_data, load_model, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.desk.marked_places import mark_on
from rag.settings import Settings
from rag.storage.mark_store import MarkStore
from rag.ui.state import address, index_update
from rag.ui.state.marking import list_corrections

QUESTION = "what did Iraq say about US bases?"
ASKED = urlencode({"q": QUESTION})
SPEAKER = urlencode({"speaker": "Tahsin Khafaji"})
LONG_AGO = "2020-01-01T00:00:00Z"


def test_an_address_shows_what_is_new_for_each_view(own_seeds: Settings, corpus: Corpus) -> None:
    load_model()
    at = open_page("desk", watch=[ASKED, SPEAKER], since=LONG_AGO)
    page = " ".join(shown(at).split())
    cited = corpus.ask(QUESTION).citations
    assert QUESTION in page
    assert f"of {len(cited)} statements on record." in page
    assert "Tahsin Khafaji" in page
    markup = markup_of(at)
    assert f'href="./?{ASKED}"' in markup
    assert f'href="./speakers?{SPEAKER}"' in markup
    assert component_data(at, "onrecord_watch")["given"] == [ASKED, SPEAKER]
    shared = parse_qs(urlsplit(at.code[0].value).query)
    assert (shared["watch"], shared["since"]) == ([ASKED, SPEAKER], [LONG_AGO])


def test_since_today_nothing_is_new(own_seeds: Settings) -> None:
    load_model()
    at = open_page("desk", watch=[SPEAKER], since="2999-01-01T00:00:00Z")
    assert "Nothing new; " in shown(at)


def test_filters_hold_for_what_is_new(own_seeds: Settings) -> None:
    load_model()
    at = open_page("desk", watch=[SPEAKER], since=LONG_AGO, outlet="Al Mayadeen English")
    assert "Nothing on record." in shown(at)


@pytest.mark.parametrize(
    ("name", "value"), [("watch", "nonsense"), ("since", "yesterday"), ("page", "x")]
)
def test_what_is_not_understood_is_told(own_seeds: Settings, name: str, value: str) -> None:
    load_model()
    at = open_page("desk", **{"watch": SPEAKER, "since": LONG_AGO, name: value})
    assert address.not_understood(name, value) in shown(at)


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
