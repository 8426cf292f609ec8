"""Keys for the bars of a chart: arrow keys from one to the next, Enter as a click."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from rag.ui.charts.overviews import ChartBar
from rag.ui.markup.asset_files import asset_text

_keys = st.components.v2.component(
    "onrecord_chart_keys",
    html=asset_text("chart_keys.html"),
    css=asset_text("chart_keys.css"),
    js=asset_text("chart_keys.js"),
)


def report_keys(
    chart: str,
    name: str,
    bars: Sequence[ChartBar],
    on_open: Callable[[list[Any]], None],
    listed: Sequence[str] = (),
) -> None:
    """
    Call ``on_open`` with the values of the bar on which Enter is pressed; call after the chart.

    ``chart`` is the chart's key, whose first trace has the values of ``bars`` as ``customdata``.
    Bars of a row are in order of time. ``name`` is what a screen reader calls them all; ``listed``
    are the values of the bar whose claims the page lists.
    """

    def opened() -> None:
        values = st.session_state[f"{chart}_keys"].opened
        if isinstance(values, list) and values:
            on_open(values)

    _keys(
        data={
            "chart": chart,
            "name": name,
            "bars": [asdict(bar) for bar in bars],
            "listed": list(listed),
        },
        key=f"{chart}_keys",
        on_opened_change=opened,
    )
