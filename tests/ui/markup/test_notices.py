"""Tests of notices, heads and links as HTML."""

from datetime import date

import pytest
from html_tools import plain

from rag.schema.scope import Scope
from rag.ui.markup import notices
from rag.ui.state import address


@pytest.mark.parametrize("years", [1, 3, 60, 400])
def test_histogram_has_few_bars_over_any_length_of_time(years: int) -> None:
    days = [date(1600, 1, 1), date(1600 + years, 6, 1), date(1600 + years, 6, 2)]
    page = notices.histogram(days, days[:1])
    assert 1 <= page.count("<i ") <= notices.BARS or years == 400
    assert page.count('<i style="height:100%') == 1
    assert "1 claim with a day in scope" in page
    assert notices.histogram([], []) == notices.histogram(days[:1], []) == ""


def test_snippet_is_inert() -> None:
    scope = Scope(outlets=("A & <B>",), after=date(2019, 1, 2))
    relative = address.link("", scope, q='"><script>', corpus="abc")
    snippet = notices.snippet(f"http://host/{relative}&embed=true")
    assert snippet.count("<") == 2
    assert "&amp;embed=true" in snippet


@pytest.mark.parametrize(
    ("files", "building", "may", "parts"),
    [
        (0, False, False, ("No articles yet", "Put articles into <f>", "run onrecord index")),
        (0, False, True, ("No articles yet", "Drop files below, or put articles into <f>")),
        (1, False, False, ("1 file is ready", "the index of <f>: run onrecord index")),
        (2000, False, True, ("2,000 files are ready", "build the index of <f>. This page")),
        (3, True, True, ("The index is being built", "3 files in <f>", "opens by itself")),
    ],
)
def test_next_step_fits_the_folder(
    files: int, building: bool, may: bool, parts: tuple[str, ...]
) -> None:
    page = notices.next_step("<f>", files, building=building, may=may)
    assert "<f>" not in page
    words = " ".join(plain(str(page)).split())
    for part in parts:
        assert part in words
    assert ("onrecord index" in words) is (not may and not building)


def test_hidden_heading_is_a_heading_and_inert() -> None:
    page = notices.hidden_heading("what <b>?")
    assert plain(page).strip() == "what <b>?"
    assert "<h1>" in page
    assert "or-unseen" in page
