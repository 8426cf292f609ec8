"""
What a browser should fetch while Streamlit's own page still starts.

Streamlit loads each kind of element when it first meets one. Nearly all that is read here is HTML,
which would wait behind the far larger charts; a header of the first response names it at once.
"""

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

ALWAYS: Final = ("Html", "purify.es")  # what draws st.html
CHARTS: Final = "PlotlyChart"  # a second of work for the browser, so the sooner begun the better
TIMELINE: Final = "timeline"  # the page that has charts


def header(path: str) -> str:
    """The ``Link`` header of the page at ``path``; "" where Streamlit names its files otherwise."""
    page = path.rstrip("/").rpartition("/")[2]
    names = (*ALWAYS, CHARTS) if page == TIMELINE else ALWAYS
    found = [file for name in names if (file := _file(name))]
    # Relative, as in the page itself: it holds below a path prefix too.
    return ", ".join(f"<./static/js/{file}>; rel=modulepreload; crossorigin" for file in found)


@cache
def _file(name: str) -> str:
    """The file of one part of Streamlit's page, whose name ends in a hash: "Html.Cz4bP.js"."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    dots = name.count(".") + 2
    found = [path.name for path in folder.glob(f"{name}.*.js") if path.name.count(".") == dots]
    return found[0] if len(found) == 1 else ""
