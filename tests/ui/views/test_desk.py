"""The desk: what is new for watched views."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from page_tools import component_data, load_model, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.settings import Settings
from rag.ui.state import address

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
    ("name", "value"),
    [
        ("watch", "nonsense"),
        ("since", "yesterday"),
        ("since", "0001-01-01T00:00:00Z"),
        ("since", "9999-12-31T23:59:59Z"),
        ("page", "x"),
    ],
)
def test_what_is_not_understood_is_told(own_seeds: Settings, name: str, value: str) -> None:
    load_model()
    at = open_page("desk", **{"watch": SPEAKER, "since": LONG_AGO, name: value})
    assert address.not_understood(name, value) in shown(at)
