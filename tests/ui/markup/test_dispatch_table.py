"""Tests of dispatches and their reprints as HTML."""

from datetime import date

from html_tools import article

from rag.schema.articles import Dispatch
from rag.timeline.coverage import OutletReports, covered
from rag.ui.markup import dispatch_table


def test_table_lists_every_reprint_with_its_day_and_is_inert() -> None:
    day = date(2024, 3, 4)
    articles = {
        one.id: one
        for one in (
            article("a", "x", outlet="Gazette", published=day.replace(day=5), origin="AFP"),
            article("b", "x", outlet="Post", published=day, origin="dpa"),
            article("c", "x", title="Grain <b>"),
        )
    }
    dispatches = [Dispatch("one", ("a", "b"), "dpa", day), Dispatch("two", ("c",))]
    shown = dispatch_table.table(
        covered(dispatches, articles, articles), lambda article, span: f"./{article}", {}
    )
    for words in ("4 March 2024</time>, first", "5 March 2024</time>, +1 day", "from <bdi>AFP"):
        assert words in shown
    assert "from <bdi>dpa</bdi>, <time" in shown
    assert "origin not stated" in shown
    assert "Grain &lt;b&gt;" in shown
    assert shown.count("<tbody>") == 2
    assert shown.count("<tr>") == 1 + 3


def test_outlets_have_their_reports_and_days_and_are_inert() -> None:
    days = date(2024, 3, 4), date(2024, 3, 9)
    found = [OutletReports("<b>Post", 1200, *days), OutletReports(None, 1, None, None)]
    shown = dispatch_table.outlets(found, lambda name: f"./{name}&", {})
    assert shown.count("<tr>") == 1 + 2
    for words in ("&lt;b&gt;Post", "1,200", "4 March 2024 to 9 March 2024", "Outlet unknown"):
        assert words in shown
    assert "<b>Post" not in shown
