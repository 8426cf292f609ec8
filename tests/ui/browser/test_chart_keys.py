"""Bars reach the script with their words; what it reports reaches the page."""

from types import SimpleNamespace
from typing import Any

import pytest

from rag.ui.browser import chart_keys
from rag.ui.charts.overviews import ChartBar

BARS = [
    ChartBar(("2024-01-01", "2024-01-31"), "January 2024, 2 claims"),
    ChartBar(("2024-03-01", "2024-03-31"), "March 2024, 1 claim"),
]


@pytest.mark.parametrize(
    ("value", "opened"),
    [
        (["2024-03-01", "2024-03-31"], [["2024-03-01", "2024-03-31"]]),
        ([], []),
        (None, []),
        ("2024-03-01", []),
    ],
)
def test_enter_reports_the_values_of_the_bar(
    monkeypatch: pytest.MonkeyPatch, value: Any, opened: list[list[str]]
) -> None:
    given: dict[str, Any] = {}

    def mount(*, data: dict[str, Any], key: str, on_opened_change: Any) -> None:
        given.update(data=data, key=key)
        state = {key: SimpleNamespace(opened=value)}
        monkeypatch.setattr(chart_keys, "st", SimpleNamespace(session_state=state))
        on_opened_change()

    monkeypatch.setattr(chart_keys, "_keys", mount)
    reported: list[list[str]] = []
    chart_keys.report_keys("months", "Claims per month", BARS, reported.append, BARS[1].values)
    assert reported == opened
    assert given["key"] == "months_keys"
    assert given["data"]["listed"] == ["2024-03-01", "2024-03-31"]
    assert given["data"]["bars"][0] == {
        "values": ("2024-01-01", "2024-01-31"),
        "label": "January 2024, 2 claims",
    }
