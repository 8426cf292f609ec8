"""
What a selection on the timeline's charts does.

It opens a claim, lists the claims of a bar, or sets the filters for days, speakers and outlets.
Points and ranges come from the browser. Values that are no date, or not in the corpus, are ignored.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import streamlit as st

from rag.timeline.claim_table import ClaimTable
from rag.timeline.rows import By
from rag.ui.charts.overviews import ListedBar
from rag.ui.state import navigation, resources

BIN: Final = 3  # values of a bar of a row: row, first day, last day
APART: Final = ".."  # between first and last day of a bar in an address; ":" before its row


def selected_points(chart: str) -> list[dict[str, Any]]:
    """The points selected on the chart with this key."""
    state = st.session_state.get(chart)
    return list(state.selection.points) if state else []


def is_box(chart: str) -> bool:
    """Whether a box or a range was drawn on the chart with this key."""
    state = st.session_state.get(chart)
    return bool(state and state.selection.box)


def claim_of(point: dict[str, Any]) -> str | None:
    """The claim id of a point; plotly gives it as a list or as the only value of one."""
    value = point.get("customdata")
    value = value[0] if isinstance(value, list | tuple) and value else value
    return value if isinstance(value, str) else None


def choose(claim: str | None) -> None:
    """Put a claim into the address, from which every run reads it."""
    navigation.keep("claim", claim)
    _put("claim", claim)


def list_bar(values: Sequence[Any]) -> None:
    """
    Put the bar whose claims are to be listed into the address, in place of a claim.

    ``values`` are the first and last day, before them the row where it is that of one.
    """
    days, row = values[-2:], values[:-2]
    bar = APART.join(map(str, days)) + "".join(f":{name}" for name in row)
    if len(values) <= BIN and listed_bar(bar):
        choose(None)
        _put("bar", bar)


def listed_bar(value: str | None) -> ListedBar | None:
    """The bar that an address names; None where it names none."""
    days, _, row = (value or "").partition(":")
    first, _, last = days.partition(APART)
    try:
        ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    named = row if value and ":" in value else None
    return ListedBar(first=ends[0], last=ends[1], row=named) if ends[0] <= ends[1] else None


def values_of(bar: ListedBar) -> tuple[str, ...]:
    """What ``list_bar`` is given for a bar."""
    days = bar.first.isoformat(), bar.last.isoformat()
    return days if bar.row is None else (bar.row, *days)


def _put(name: str, value: str | None) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def open_days(ranges: Sequence[Sequence[Any]]) -> None:
    """Filter by the days from the first to the last of ``ranges``, each (first, last)."""
    if ranges and all(len(days) > 1 for days in ranges):
        _filter_days(min(days[0] for days in ranges), max(days[1] for days in ranges))


def open_zoom(ends: list[Any]) -> None:
    """Filter by the whole days between both ends of a zoom; [] removes the filter."""
    if not ends:
        reset_days()
        return
    try:
        low, high = (datetime.fromisoformat(str(end)) for end in ends)
    except ValueError:
        return
    first = low.date() + timedelta(days=low.time() > time.min)
    _filter_days(min(first, high.date()).isoformat(), high.date().isoformat())


def move_days(first: date, last: date, low: int, high: int) -> None:
    """Move both ends of the days: by their own length, or outwards by half of it."""
    length = last - first + timedelta(days=1)
    by = length if low == high else timedelta(days=(length.days + 1) // 2)
    try:
        days = first + low * by, last + high * by
    except OverflowError:  # before year 1 or after year 9999
        return
    st.session_state["after"], st.session_state["before"] = days


def reset_days() -> None:
    """Remove the filter for days."""
    st.session_state["after"] = st.session_state["before"] = None


def open_bins(points: list[dict[str, Any]], by: By) -> None:
    """Filter by the days and rows of the selected bins."""
    bins = [point["customdata"] for point in points if len(point.get("customdata") or ()) == BIN]
    if bins:
        _filter_days(min(values[1] for values in bins), max(values[2] for values in bins))
        _filter_rows(by, (values[0] or None for values in bins))


def open_box(table: ClaimTable, points: list[dict[str, Any]], by: By) -> None:
    """Filter by the days and rows of the claims inside a box."""
    numbers = [table.number(claim) for point in points if (claim := claim_of(point))]
    rows = [table.row(number) for number in numbers if number is not None]
    days = [row.said_on.isoformat() for row in rows if row.said_on]
    if days:
        _filter_days(min(days), max(days))
        _filter_rows(by, (row.of(by) for row in rows))


def _filter_days(first: str, last: str) -> None:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except (TypeError, ValueError):
        return
    st.session_state["after"], st.session_state["before"] = days


def _filter_rows(by: By, names: Iterable[str | None]) -> None:
    """Filter by speakers or outlets; other rows, and unnamed ones, have no filter."""
    facets = resources.facets()
    allowed = {"speaker": facets.speakers, "outlet": facets.outlets}.get(by)
    wanted = list(dict.fromkeys(names))
    if allowed is not None and wanted and all(name in allowed for name in wanted):
        st.session_state[by] = wanted
