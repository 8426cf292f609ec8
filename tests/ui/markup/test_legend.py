"""Tests of the legends of charts."""

from chart_tools import ARTICLES, article, claim, lay_out

from rag.schema.claims import Kind
from rag.ui import palette
from rag.ui.markup import legend


def test_key_lists_the_outlets_and_kinds_that_a_chart_shows() -> None:
    laid = lay_out([claim("a"), claim("b", kind=Kind.MIXED, said_on_inferred=True)], ARTICLES)
    page = legend.key(palette.outlet_colours(["Gazette"]), laid.dated)
    assert page.count("<li>") == 3
    assert "<bdi>Gazette</bdi>" in page
    assert "Partly quoted" in page


def test_key_escapes_outlets() -> None:
    bad = '<a href="http://evil.example">x</a>'
    laid = lay_out([claim("a")], {"a.txt": article(outlet=bad)})
    assert "<a" not in legend.key(palette.outlet_colours([bad]), laid.dated)


def test_outlets_without_a_colour_of_their_own_share_one_entry() -> None:
    names = [f"Outlet {n}" for n in range(9)]
    page = legend.outlets_key(palette.outlet_colours(names), names)
    assert page.count("<li>") == 8
    assert "<bdi>2 other outlets</bdi>" in page
