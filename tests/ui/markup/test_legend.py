"""Tests of the legend of charts."""

from rag.ui import palette
from rag.ui.markup import legend


def test_key_lists_the_colours_of_outlets_as_inert_text() -> None:
    bad = '<a href="http://evil.example">x</a>'
    page = legend.colour_key(palette.outlet_colours(["Gazette", bad]), ["Gazette", bad])
    assert page.count("<li>") == 2
    assert f'background:{palette.PALETTE[0]}"></i><bdi>Gazette</bdi>' in page
    assert "<a" not in page
