"""Taps and zooms reach the page; values that no chart sends are ignored."""

from types import SimpleNamespace
from typing import Any

import pytest

from rag.ui.browser import chart_touch


def mounted(monkeypatch: pytest.MonkeyPatch, component: str, event: str, value: Any) -> Any:
    """Replace a component by one whose browser reports ``value`` at once; gives its arguments."""
    given: dict[str, Any] = {}

    def mount(*, data: dict[str, Any], key: str, **callbacks: Any) -> None:
        given.update(data=data, key=key)
        state = {key: SimpleNamespace(**{event: value})}
        monkeypatch.setattr(chart_touch, "st", SimpleNamespace(session_state=state))
        callbacks[f"on_{event}_change"]()

    monkeypatch.setattr(chart_touch, component, mount)
    return given


@pytest.mark.parametrize(
    ("value", "taps"),
    [(["claim"], [["claim"]]), ([], []), (None, []), ("claim", []), ({"a": 1}, [])],
)
def test_tap_reports_the_point(
    monkeypatch: pytest.MonkeyPatch, value: Any, taps: list[list[str]]
) -> None:
    given = mounted(monkeypatch, "_taps", "tapped", value)
    reported: list[list[str]] = []
    chart_touch.report_taps("chart", reported.append, across=True)
    assert reported == taps
    assert given["data"] == {"chart": "chart", "near": chart_touch.NEAR, "across": True}


@pytest.mark.parametrize(
    ("value", "zooms"),
    [(["2019-01-17", "2019-01-18"], [["2019-01-17", "2019-01-18"]]), ([], [[]]), (None, [])],
)
def test_zoom_reports_both_ends_or_the_whole(
    monkeypatch: pytest.MonkeyPatch, value: Any, zooms: list[list[str]]
) -> None:
    given = mounted(monkeypatch, "_zooms", "zoomed", value)
    reported: list[list[str]] = []
    chart_touch.report_zooms("chart", reported.append)
    assert reported == zooms
    assert given["key"] == "chart_zooms"
