"""Selections on the timeline's charts become filters; what no chart could send is ignored."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from rag.ui.charts.overviews import ListedBar
from rag.ui.views import timeline_selection as selection

DAYS = ("after", "before")


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    values: dict[str, Any] = {}
    facets = SimpleNamespace(speakers=("Ana Ruiz",), outlets=("Rudaw", "AVİM"))
    monkeypatch.setattr(selection, "st", SimpleNamespace(session_state=values))
    monkeypatch.setattr("rag.ui.state.resources.facets", lambda: facets)
    return values


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        pytest.param(["2019-01-17", "2019-01-20"], (17, 20), id="whole days"),
        pytest.param(["2019-01-17 06:30", "2019-01-20 09:00"], (18, 20), id="begins in a day"),
        pytest.param(["2019-01-17 06:30", "2019-01-17 09:00"], (17, 17), id="within a day"),
    ],
)
def test_zoom_filters_by_whole_days(
    state: dict[str, Any], ends: list[str], days: tuple[int, int]
) -> None:
    selection.open_zoom(ends)
    assert [state[name] for name in DAYS] == [date(2019, 1, day) for day in days]


def test_zoom_out_removes_the_days(state: dict[str, Any]) -> None:
    state.update(after=date(2019, 1, 1), before=date(2019, 1, 2))
    selection.open_zoom([])
    assert state == {"after": None, "before": None}


@pytest.mark.parametrize("ends", [["x", "y"], ["2019-01-01"], [None, 3], [1, 2, 3]])
def test_zoom_to_invalid_times_is_ignored(state: dict[str, Any], ends: list[Any]) -> None:
    selection.open_zoom(ends)
    assert state == {}


@pytest.mark.parametrize(
    ("directions", "first", "last"),
    [
        pytest.param((-1, -1), date(2019, 1, 7), date(2019, 1, 10), id="earlier"),
        pytest.param((1, 1), date(2019, 1, 15), date(2019, 1, 18), id="later"),
        pytest.param((-1, 1), date(2019, 1, 9), date(2019, 1, 16), id="wider"),
    ],
)
def test_move_days_by_their_length_or_outwards_by_half(
    state: dict[str, Any], directions: tuple[int, int], first: date, last: date
) -> None:
    selection.move_days(date(2019, 1, 11), date(2019, 1, 14), *directions)
    assert (state["after"], state["before"]) == (first, last)


def test_move_days_stops_at_the_end_of_the_calendar(state: dict[str, Any]) -> None:
    selection.move_days(date.min, date(9, 1, 1), -1, -1)
    assert state == {}


def test_bins_filter_by_their_days_and_rows(state: dict[str, Any]) -> None:
    bins = [
        {"customdata": ["Rudaw", "2019-01-01", "2019-01-31"]},
        {"customdata": ["AVİM", "2019-03-01", "2019-03-31"]},
        {"customdata": ["broken"]},
    ]
    selection.open_bins(bins, "outlet")
    assert state == {
        "after": date(2019, 1, 1),
        "before": date(2019, 3, 31),
        "outlet": ["Rudaw", "AVİM"],
    }


@pytest.mark.parametrize("row", ["Nowhere", "", None])
def test_bins_of_a_row_without_a_filter_set_the_days_alone(
    state: dict[str, Any], row: str | None
) -> None:
    selection.open_bins([{"customdata": [row, "2019-01-01", "2019-01-31"]}], "outlet")
    assert sorted(state) == ["after", "before"]


@pytest.mark.parametrize(
    ("point", "claim"),
    [
        ({"customdata": ["c1"]}, "c1"),
        ({"customdata": "c1"}, "c1"),
        ({"customdata": []}, None),
        ({"customdata": [3]}, None),
        ({}, None),
    ],
)
def test_claim_of_a_point(point: dict[str, Any], claim: str | None) -> None:
    assert selection.claim_of(point) == claim


@pytest.mark.parametrize(
    ("values", "bar"),
    [
        (["2019-01-01", "2019-01-31"], "2019-01-01..2019-01-31"),
        (["Ana: Ruiz", "2019-01-01", "2019-01-31"], "2019-01-01..2019-01-31:Ana: Ruiz"),
        (["", "2019-01-01", "2019-01-01"], "2019-01-01..2019-01-01:"),
        (["2019-01-31", "2019-01-01"], "before"),
        (["x", "y"], "before"),
        (["only"], "before"),
        (["Ana", "Bo", "2019-01-01", "2019-01-01"], "before"),
        ([], "before"),
    ],
)
def test_bar_replaces_the_claim_in_the_address(
    monkeypatch: pytest.MonkeyPatch, values: list[Any], bar: str
) -> None:
    address = {"claim": "c1", "bar": "before"}
    monkeypatch.setattr(selection, "st", SimpleNamespace(query_params=address))
    monkeypatch.setattr("rag.ui.state.navigation.keep", lambda *_: None)
    selection.list_bar(values)
    assert address.get("bar") == bar
    assert ("claim" in address) is (bar == "before")


@pytest.mark.parametrize(
    ("value", "row"),
    [
        ("2019-01-01..2019-01-31", None),
        ("2019-01-01..2019-01-31:", ""),
        ("2019-01-01..2019-01-31:*", "*"),
        ("2019-01-01..2019-01-31:Ana: Ruiz", "Ana: Ruiz"),
    ],
)
def test_listed_bar_is_read_from_the_address(value: str, row: str | None) -> None:
    found = selection.listed_bar(value)
    assert found == ListedBar(first=date(2019, 1, 1), last=date(2019, 1, 31), row=row)
    days = ("2019-01-01", "2019-01-31")
    assert selection.values_of(found) == (days if row is None else (row, *days))


@pytest.mark.parametrize(
    "value",
    [None, "", ":", "..", "2019-01-01", "2019-01-02..2019-01-01", "1..2:Ana", "2019-13-01..x"],
)
def test_unusable_bar_is_none(value: str | None) -> None:
    assert selection.listed_bar(value) is None
