"""The header names files that Streamlit really serves."""

import re
from pathlib import Path

import pytest
import streamlit as st

from rag.ui.browser import prefetch

SCRIPTS = Path(st.__file__).parent / "static" / "static" / "js"


@pytest.mark.parametrize(
    ("path", "charts"),
    [
        pytest.param("/", False, id="ask"),
        pytest.param("/sources", False, id="sources"),
        pytest.param("/timeline", True, id="timeline"),
        pytest.param("/below/a/prefix/timeline/", True, id="timeline below a prefix"),
    ],
)
def test_header_names_scripts_of_the_page(path: str, charts: bool) -> None:
    files = re.findall(r"<\./static/js/([^>]+)>; rel=modulepreload", prefetch.header(path))
    assert len(files) == 2 + charts
    assert all((SCRIPTS / name).is_file() for name in files)
    assert any(name.startswith("PlotlyChart.") for name in files) is charts


def test_script_with_another_name_is_left_out() -> None:
    assert prefetch._file("NoSuchElement") == ""
