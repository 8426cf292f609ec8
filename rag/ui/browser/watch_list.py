"""
The questions and speakers that a reader watches, which the browser keeps.

The server learns of them from the address of the page that shows what is new, as of any view.
"""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from rag.ui.markup.asset_files import asset_text

KEY: Final = "watched"

_watch = st.components.v2.component(
    "onrecord_watch",
    html=asset_text("copy.html"),
    css=asset_text("copy.css"),
    js=asset_text("watch.js"),
)


def watch_button(view: str) -> None:
    """A button that watches a view, or stops it; ``view`` is the query of its address."""
    _watch(data={"view": view}, key="watch", width="content")


def report_list(
    given: Sequence[str], since: str, on_list: Callable[[list[str], str], None]
) -> None:
    """
    Call ``on_list`` with the browser's views and the end of the last visit where none are given.

    Also with the others where a reader stops watching one. Says where this browser watches nothing.
    """

    def on_list_change() -> None:
        value = st.session_state[KEY].list
        views = value.get("watch") if isinstance(value, dict) else None
        if isinstance(views, list) and all(isinstance(one, str) for one in views):
            on_list(views, str(value.get("since") or ""))

    _watch(data={"given": list(given), "since": since}, key=KEY, on_list_change=on_list_change)
