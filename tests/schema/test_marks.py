"""What readers add to the record."""

from datetime import UTC, date, datetime

from rag.schema.articles import Span
from rag.schema.marks import Mark

MARK = Mark(
    article="a.txt",
    claim="c1",
    span=Span(3, 9),
    words="a word",
    star=True,
    tags=("x",),
    note="Read.",
    checked_by="Ada",
    checked_on=date(2026, 5, 3),
    changed=datetime(2026, 5, 3, tzinfo=UTC),
)


def test_a_cleared_mark_says_nothing_and_keeps_its_place() -> None:
    cleared = MARK.cleared()
    assert cleared.empty
    assert cleared == Mark(article="a.txt", claim="c1", span=Span(3, 9), words="a word")
    assert cleared.subject == MARK.subject == ("a.txt", "c1")


def test_any_one_part_makes_a_mark() -> None:
    empty = MARK.cleared()
    parts = {"star": True, "tags": ("x",), "note": "n", "checked_by": "Ada"}
    for name, value in parts.items():
        values: dict[str, object] = {name: value}
        assert not Mark(article=empty.article, **values).empty  # type: ignore[arg-type]
