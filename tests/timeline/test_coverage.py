"""Which outlet carried which dispatch, when, and after whom."""

from datetime import date
from typing import Any

from rag.schema.articles import Article, Dispatch, Span, title_of
from rag.timeline.coverage import covered
from rag.ui.charts import coverage_matrix


def article(name: str, outlet: str | None, day: int | None, **known: Any) -> Article:
    published = date(2024, 3, day) if day else None
    return Article(
        name, "Some words of a story.", name, outlet=outlet, published=published, **known
    )


ARTICLES = {
    one.id: one
    for one in (
        article("a", "Gazette", 5, title="Storm", origin="AFP"),
        article("b", "Post", 4),
        article("c", "Herald", None),
        article("d", "Post", 9, title="Grain <b>"),
        article("e", None, 7),
    )
}
DISPATCHES = [
    Dispatch("two", ("d",)),
    Dispatch("one", ("a", "b", "c"), "AFP", date(2024, 3, 3)),
    Dispatch("three", ("e",)),
]


def test_prints_stand_in_order_of_their_days_and_the_undated_last() -> None:
    first = covered(DISPATCHES, ARTICLES, ARTICLES)[0]
    assert [(one.article, one.after) for one in first.prints] == [("b", 0), ("a", 1), ("c", None)]
    assert first.outlets == ("Post", "Gazette", "Herald")
    assert (first.title, first.origin) == ("Storm", "AFP")


def test_the_most_carried_come_first_then_the_latest() -> None:
    assert [one.dispatch for one in covered(DISPATCHES, ARTICLES, ARTICLES)] == [
        "one",
        "two",
        "three",
    ]


def test_a_dispatch_is_there_with_all_its_prints_when_one_is_in_scope() -> None:
    (only,) = covered(DISPATCHES, ARTICLES, ["c"])
    assert len(only.prints) == 3
    assert covered(DISPATCHES, ARTICLES, []) == ()


def test_without_a_title_the_first_words_of_the_story_stand_for_it() -> None:
    text = "MASTHEAD " + " ".join(f"word{n}" for n in range(20))
    shown = title_of(Article("a", text, "f", story=(Span(9, len(text)),)))
    assert shown.startswith("word0")
    assert shown.endswith("word11…")


def test_the_matrix_has_a_mark_for_each_print_and_says_how_much_later() -> None:
    found = covered(DISPATCHES, ARTICLES, ARTICLES)
    (trace,) = coverage_matrix.crossings(found, {"Post": "#0072b2"}).data
    assert len(trace.x) == sum(len(one.prints) for one in found)
    assert sorted(trace.text) == ["", "", "+1 day", "first", "undated"]
    assert trace.marker.symbol.count("circle-open") == 1


def test_outlets_beyond_the_columns_share_the_last() -> None:
    number = coverage_matrix.MOST_COLUMNS + 5
    articles = {str(n): article(str(n), f"Outlet {n:02}", 4) for n in range(number)}
    found = covered([Dispatch("d", tuple(articles))], articles, articles)
    figure = coverage_matrix.crossings(found, {})
    assert len(figure.layout.xaxis.ticktext) == coverage_matrix.MOST_COLUMNS
    assert figure.layout.xaxis.ticktext[-1] == "6 others"
