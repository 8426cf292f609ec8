"""Lines above a story: masthead, headline, byline, dateline, labels."""

from rag.ingest import headings
from rag.ingest.lines import line_of
from rag.schema.articles import Span

PROSE = "The port authority said on Monday that forty ships were damaged by the storm in the bay."


def kinds(*texts: str, title: str | None = None) -> list[str | None]:
    lines = [line_of(text, Span(0, len(text))) for text in texts]
    headings.mark_titles(lines, title)
    headings.mark_head(lines)
    return [line.kind for line in lines]


def test_headline_shaped_line_above_prose_is_the_title() -> None:
    assert kinds("Port of Bergen Closes After Storm", PROSE) == ["title", None]


def test_given_title_is_marked_at_each_place() -> None:
    title = "Ships were lost"
    assert kinds(title, PROSE, title, title=title) == ["title", None, "title"]


def test_byline_and_a_dated_source_are_marked_above_the_story() -> None:
    assert kinds("# Port closes", "By Kari Lund", "Sputnik (17 January 2019)", PROSE) == [
        "title", "byline", "source", None,
    ]  # fmt: skip


def test_prose_alone_has_no_title() -> None:
    assert kinds(PROSE, PROSE) == [None, None]
