"""Statements of two speakers side by side."""

from datetime import date

from chart_tools import ARTICLES, claim
from html_tools import link
from markupsafe import escape

from rag.timeline.rows import ClaimRow, row_of
from rag.ui.markup.profiles.statements_beside import statements_beside

NAMES = ["Ana <b>", "Bo"]


def row(name: str, day: date | None) -> ClaimRow:
    return row_of(claim(name, day), ARTICLES["a.txt"])


ROWS = [
    (row("1", date(2019, 1, 17)), (True, False)),
    (row("2", date(2020, 8, 24)), (True, True)),
    (row("3", None), (False, True)),
]


def test_each_year_has_a_column_for_each_speaker() -> None:
    page = statements_beside(NAMES, ROWS, "year", link, {}, alone=True)
    assert page.index("<h2>2019</h2>") < page.index("<h2>2020</h2>") < page.index("Day unknown")
    assert page.count("<h3><bdi>Ana &lt;b&gt;</bdi></h3>") == 3
    assert page.count("No statement") == 2
    assert page.count("<blockquote") == 4
    assert page.count(f'href="{escape(link("a.txt", ROWS[0][0].evidence))}"') == 4


def test_parts_are_months_within_one_year() -> None:
    page = statements_beside(NAMES, ROWS, "month", link, {}, alone=True)
    assert "<h2>January 2019</h2>" in page


def test_page_of_several_says_that_others_may_have_a_statement() -> None:
    page = statements_beside(NAMES, ROWS, "year", link, {}, alone=False)
    assert "No statement" not in page
    assert page.count("None on this page") == 2
