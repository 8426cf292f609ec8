"""
Chart events that Streamlit does not report: taps, zooming, clicks where dragging selects.

Plotly treats the first tap as hovering and sometimes the second as a double click. The script here
reports the point nearest to the tap, as a click would.
"""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from rag.ui.markup.asset_files import asset_text

NEAR: Final = 28  # pixels from the finger to a point: a fingertip is twice as wide

_taps = st.components.v2.component("onrecord_taps", js=asset_text("chart_taps.js"))
_zooms = st.components.v2.component("onrecord_zooms", js=asset_text("chart_zoom.js"))


def report_taps(chart: str, on_tap: Callable[[list[Any]], None], *, across: bool = False) -> None:
    """
    Call ``on_tap`` with the ``customdata`` of the point or bar that is tapped.

    ``chart`` is the chart's key. With ``across``, clicks are reported too, and only the horizontal
    distance to a point counts.
    """

    def tapped() -> None:
        point = st.session_state[f"{chart}_taps"].tapped
        if isinstance(point, list) and point:
            on_tap(point)

    _taps(
        data={"chart": chart, "near": NEAR, "across": across},
        key=f"{chart}_taps",
        on_tapped_change=tapped,
    )


def report_zooms(chart: str, on_zoom: Callable[[list[Any]], None]) -> None:
    """
    Call ``on_zoom`` with both ends of the time range that is zoomed to; [] for the whole range.

    ``chart`` is the chart's key. An end is a time as plotly writes it, "2019-01-17 06:30".
    """

    def zoomed() -> None:
        ends = st.session_state[f"{chart}_zooms"].zoomed
        if isinstance(ends, list):
            on_zoom(ends)

    _zooms(data={"chart": chart}, key=f"{chart}_zooms", on_zoomed_change=zoomed)
