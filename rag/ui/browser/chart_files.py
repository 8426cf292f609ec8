"""A chart as a file: its image, made in the browser by plotly itself, and its numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from rag.export import claims_csv
from rag.ui.charts.chart_title import ImageWords
from rag.ui.markup.asset_files import asset_text

WIDTH: Final = 1000  # pixels of an image, whatever the window
# The button that makes an image is the page's own: that of plotly knows no title and no source.
IMAGE_TOOL: Final = "toImage"

_images = st.components.v2.component(
    "onrecord_images",
    html=asset_text("copy.html"),
    css=asset_text("copy.css"),
    js=asset_text("chart_image.js"),
)


def numbers_button(
    columns: Sequence[str], lines: Callable[[], Iterable[Sequence[object]]], file: str
) -> None:
    """A button that saves the numbers of a chart as CSV, made on demand."""
    st.download_button(
        "Download its numbers as CSV",
        lambda: "".join(claims_csv.table_csv(columns, lines())).encode("utf-8-sig"),
        file_name=f"{file}.csv",
        mime="text/csv",
        type="tertiary",
        on_click="ignore",
    )


def image_buttons(chart: str, words: ImageWords, file: str) -> None:
    """
    Buttons that save the chart with the key ``chart`` as PNG and as SVG.

    The chart needs plotly's ``IMAGE_TOOL``. ``file`` is the name of the file, without its ending.
    """
    data: Mapping[str, Any] = {
        "chart": chart,
        "title": words.title,
        "key": words.key,
        "source": words.source,
        "file": file,
        "width": WIDTH,
    }
    _images(data=data, key=f"{chart}_images", width="content")
