"""The files of a chart: what its buttons are given, and the numbers as CSV."""

import csv
import io
from typing import Any

import pytest

from rag.ui.browser import chart_files
from rag.ui.charts.chart_title import ImageWords
from rag.ui.markup.asset_files import asset_text


def test_image_has_the_words_of_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(chart_files, "_images", lambda **values: given.update(values))
    chart_files.image_buttons("chart", ImageWords("A title", "■ Post", "On Record"), "timeline")
    words = {"title": "A title", "key": "■ Post", "source": "On Record"}
    assert given["data"] == {"chart": "chart", "file": "timeline", "width": 1000, **words}
    script = asset_text("chart_image.js")
    assert all(f"data.{name}" in script or name in script for name in given["data"])
    assert f'"{chart_files.IMAGE_TOOL}"' in script  # the tool of plotly that the chart needs


def test_numbers_are_csv_made_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def button(label: str, make: Any, **values: Any) -> None:
        given.update(values, label=label, make=make)

    monkeypatch.setattr("streamlit.download_button", button)
    asked: list[str] = []

    def rows() -> Any:
        asked.append("rows")
        yield "=x", 2

    chart_files.numbers_button(("a", "n"), rows, "numbers")
    assert not asked
    lines = list(csv.reader(io.StringIO(given["make"]().decode("utf-8-sig"))))
    assert lines == [["a", "n"], ["'=x", "2"]]
    assert (given["file_name"], given["mime"]) == ("numbers.csv", "text/csv")
