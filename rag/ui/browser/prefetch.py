"""
A ``Link`` header that lets the browser fetch scripts while Streamlit's own page still starts.

Streamlit loads the script of each kind of element when it first meets one. Most of what is read
here is HTML, whose script would otherwise wait behind the much larger one of the charts.
"""

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

ALWAYS: Final = ("Html", "purify.es")  # what draws st.html
CHARTS: Final = "PlotlyChart"  # takes the browser a second to run, so it should start early
TIMELINE: Final = "timeline"  # the page that has charts


def header(path: str) -> str:
    """The ``Link`` header of the page at ``path``; "" if Streamlit names its files otherwise."""
    page = path.rstrip("/").rpartition("/")[2]
    names = (*ALWAYS, CHARTS) if page == TIMELINE else ALWAYS
    files = [file for name in names if (file := _file(name))]
    # Relative, as in the page itself, so that it works below a path prefix too.
    return ", ".join(f"<./static/js/{file}>; rel=modulepreload; crossorigin" for file in files)


@cache
def _file(name: str) -> str:
    """The script of one part of Streamlit's page, whose name holds a hash: "Html.Cz4bP.js"."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    dots = name.count(".") + 2
    files = [path.name for path in folder.glob(f"{name}.*.js") if path.name.count(".") == dots]
    return files[0] if len(files) == 1 else ""
