"""Tests of the matrix of dispatches and outlets, and what holds for every figure."""

from datetime import date
from typing import Any

from chart_tools import article, claim_table, draw, frame, lay_out, many
from record_tools import changed

from rag.schema.articles import Article, Dispatch
from rag.timeline.coverage import covered
from rag.ui.charts import coverage_matrix, overviews


def print_of(name: str, outlet: str | None, day: int | None) -> Article:
    published = date(2024, 3, day) if day else None
    return article(name, outlet=outlet, published=published, title=name)


def test_matrix_marks_each_reprint_with_its_delay() -> None:
    articles = {
        one.id: one
        for one in (
            print_of("a", "Gazette", 5),
            print_of("b", "Post", 4),
            print_of("c", "Herald", None),
            print_of("d", "Post", 9),
            print_of("e", None, 7),
        )
    }
    dispatches = [
        Dispatch("two", ("d",)),
        Dispatch("one", ("a", "b", "c")),
        Dispatch("three", ("e",)),
    ]
    found = covered(dispatches, articles, articles)
    (trace,) = coverage_matrix.crossings(found, {"Post": "#0072b2"}).data
    assert len(trace.x) == 5
    assert sorted(trace.text) == ["", "", "+1 day", "first", "undated"]
    assert trace.marker.symbol.count("circle-open") == 1


def test_outlets_beyond_the_limit_share_the_last_column() -> None:
    number = coverage_matrix.MOST_COLUMNS + 5
    articles = {str(n): print_of(str(n), f"Outlet {n:02}", 4) for n in range(number)}
    found = covered([Dispatch("d", tuple(articles))], articles, articles)
    figure = coverage_matrix.crossings(found, {})
    assert len(figure.layout.xaxis.ticktext) == coverage_matrix.MOST_COLUMNS
    assert figure.layout.xaxis.ticktext[-1] == "6 others"


def every_figure(bad: str = "Kari") -> list[Any]:
    """One of each kind, of claims whose every text is ``bad``."""
    articles = {"a.txt": article(outlet=bad, title=bad, origin=bad)}
    claims = [
        changed(one, speaker=bad, role=bad, text=bad, said_on_words=bad, organisation=bad)
        for one in many(30, speakers=1)
    ]
    columns = claim_table(claims, articles)
    numbers = columns.within()
    found = covered([Dispatch("d", ("a.txt",), bad)], articles, ["a.txt"])
    return [
        draw(lay_out(claims, articles), "3"),
        overviews.row_strips(columns.bins(numbers, "speaker", "month", 5), 1, frame()),
        overviews.all_strip(columns.bins(numbers, "outlet", "month", 1), frame()),
        coverage_matrix.crossings(found, {}),
    ]


def test_plotly_accepts_every_figure() -> None:
    """They are made without its checks, which take longer than all else."""
    from plotly import graph_objects as go

    for drawn in every_figure():
        checked = go.Figure(drawn.to_dict())
        assert checked.to_dict() == drawn.to_dict()


def test_no_text_is_markup_in_any_figure() -> None:
    for drawn in every_figure('<a href="http://evil.example">x</a>'):
        assert "<a" not in drawn.to_json()
