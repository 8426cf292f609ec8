"""Tests of notices, heads and links as HTML."""

from datetime import date

import pytest

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
