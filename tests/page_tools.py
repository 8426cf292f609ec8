"""Runs the dashboard's pages in process, as a reader opens them."""

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.settings import Settings

MAIN = Path(__file__).resolve().parents[1] / "rag" / "ui" / "main.py"
PAGES = {"": "views/ask.py", "timeline": "views/timeline.py", "sources": "views/sources.py"}
SECONDS = 60  # the first run of a process imports plotly and opens the index


def use(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Point the dashboard at an index, as an operator does."""
    monkeypatch.setenv("ONRECORD_ARTICLES", str(settings.articles))
    monkeypatch.setenv("ONRECORD_INDEX", str(settings.index))
    monkeypatch.setenv("ONRECORD_MODEL", settings.model)


def open_page(page: str = "", /, **params: str | list[str]) -> AppTest:
    """A page at an address, as one that opens a link sees it."""
    at = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    for name, value in params.items():
        at.query_params[name] = value
    if page:
        at.switch_page(PAGES[page])
    return at.run()


def markup_of(at: AppTest) -> str:
    """The markup of all st.html elements but the styles."""
    assert not at.exception
    return "\n".join(one.value for one in at.html if not one.value.lstrip().startswith("<style"))


def shown(at: AppTest) -> str:
    """The text that st.html elements show, tags taken away."""
    return html.unescape(re.sub(r"<[^>]+>", " ", markup_of(at)))
