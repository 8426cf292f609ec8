"""The head of a page: its title, and the link to what is shown."""

from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from page_tools import PAGES, open_page

from rag.corpus import Corpus
from rag.ui.layout import page_header

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


@pytest.mark.parametrize("page", PAGES)
def test_page_links_to_itself_with_its_corpus(corpus: Corpus, page: str) -> None:
    at = open_page(page, outlet="Rudaw")
    link = urlsplit(at.code[0].value)
    assert link.path == f"./{page}"
    assert parse_qs(link.query) == {"outlet": ["Rudaw"], "corpus": [corpus.fingerprint]}


def test_tab_has_the_beginning_of_a_long_name(monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda *, page_title: named.append(page_title))
    page_header.name_tab("what \n did they say?")
    page_header.name_tab("what did " + "they " * 40)
    assert named[0] == "what did they say? · On Record"
    assert named[1].startswith("what did they they")
    assert named[1].endswith("they… · On Record")
    assert len(named[1]) <= page_header.LONGEST_TAB + len(" · On Record")
