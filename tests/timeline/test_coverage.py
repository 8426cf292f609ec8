"""Coverage of dispatches: outlets, days, and their order."""

from datetime import date
from typing import Any

from rag.schema.articles import Article, Dispatch, Span, title_of
from rag.timeline.coverage import OutletReports, by_outlet, covered


def article(name: str, outlet: str | None, day: int | None, **known: Any) -> Article:
    published = date(2024, 3, day) if day else None
    return Article(
        id=name,
        text="Some words of a story.",
        fingerprint=name,
        outlet=outlet,
        published=published,
        **known,
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


def test_prints_are_in_order_of_days_with_undated_last() -> None:
    first = covered(DISPATCHES, ARTICLES, ARTICLES)[0]
    assert [(one.article, one.after) for one in first.prints] == [("b", 0), ("a", 1), ("c", None)]
    assert first.outlets == ("Post", "Gazette", "Herald")
    assert (first.title, first.origin) == ("Storm", "AFP")


def test_covered_puts_most_carried_first_then_latest() -> None:
    assert [one.dispatch for one in covered(DISPATCHES, ARTICLES, ARTICLES)] == [
        "one",
        "two",
        "three",
    ]


def test_covered_lists_all_prints_of_a_dispatch_in_scope() -> None:
    (only,) = covered(DISPATCHES, ARTICLES, ["c"])
    assert len(only.prints) == 3
    assert covered(DISPATCHES, ARTICLES, []) == ()


def test_reports_of_each_outlet_are_counted_with_their_days() -> None:
    found = by_outlet(covered(DISPATCHES, ARTICLES, ARTICLES))
    days = date(2024, 3, 4), date(2024, 3, 9)
    assert found[0] == OutletReports("Post", 2, *days)
    assert OutletReports("Herald", 1, None, None) in found
    assert sum(one.reports for one in found) == len(ARTICLES)


def test_untitled_dispatch_is_titled_by_its_first_words() -> None:
    text = "MASTHEAD " + " ".join(f"word{n}" for n in range(20))
    shown = title_of(Article(id="a", text=text, fingerprint="f", story=(Span(9, len(text)),)))
    assert shown.startswith("word0")
    assert shown.endswith("word11…")
