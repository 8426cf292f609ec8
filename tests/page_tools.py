"""Runs the dashboard's pages in process, as a reader opens them, and reads what they show."""

import html
import json
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from rag.settings import Settings

MAIN = Path(__file__).resolve().parents[1] / "rag" / "ui" / "main.py"
PAGES = {
    "": "views/ask.py",
    "timeline": "views/timeline.py",
    "speakers": "views/speakers.py",
    "drafts": "views/drafts.py",
    "desk": "views/desk.py",
    "sources": "views/sources.py",
}
# Each AppTest looks for components in every package that is installed, which takes ten times as
# long as a page. The packages stay the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
SECONDS = 60  # the first run of a process imports plotly and opens the index


def copied(settings: Settings, folder: Path) -> Settings:
    """Settings of a copy of the articles and the index."""
    own = replace(settings, articles=folder / "articles", index=folder / "index")
    shutil.copytree(settings.articles, own.articles)
    shutil.copytree(settings.index, own.index)
    return own


def use(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Point the dashboard at an index, as an operator does."""
    monkeypatch.setenv("ONRECORD_ARTICLES", str(settings.articles))
    monkeypatch.setenv("ONRECORD_INDEX", str(settings.index))
    monkeypatch.setenv("ONRECORD_MODEL", settings.model)


def open_page(page: str = "", /, **params: str | list[str]) -> AppTest:
    """A page at an address, as a reader who opens a link sees it."""
    at = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    for name, value in params.items():
        at.query_params[name] = value
    if page:
        at.switch_page(PAGES[page])
    return at.run()


def unfolded(at: AppTest, key: str) -> AppTest:
    """The page with the expander of this key opened."""
    at.session_state[key] = True
    return at.run()


def field(at: AppTest, kind: str, label: str) -> Any:
    """The one field of a kind with a label."""
    elements: Any = at.get(kind)
    (found,) = (one for one in elements if one.label == label)
    return found


def markup_of(at: AppTest) -> str:
    """The markup of all st.html elements but the styles."""
    assert not at.exception
    values = [element.value for element in at.html]
    return "\n".join(value for value in values if not value.lstrip().startswith("<style"))


def shown(at: AppTest) -> str:
    """The text of all st.html elements, without tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", markup_of(at)))


def component_data(at: AppTest, name: str) -> dict[str, Any]:
    """What the page gives the component with this name; there is exactly one on the page."""
    (drawn,) = (
        element.proto
        for element in at.get("bidi_component")
        if element.proto.component_name == name
    )
    data: dict[str, Any] = json.loads(drawn.json or "{}")
    return data


def claims_table_of(at: AppTest) -> dict[str, Any]:
    """What the table of claims is given to draw."""
    return component_data(at, "onrecord_claims")


def load_model() -> None:
    """Wait until the dashboard of this process can answer questions."""
    from rag.ui.state import resources

    resources.corpus().warm()
