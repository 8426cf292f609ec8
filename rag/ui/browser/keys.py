"""Keys of the pages: to the question, to the next citation, away from an article, help."""

import streamlit as st

from rag.ui.markup.asset_files import asset_text

_keys = st.components.v2.component(
    "onrecord_keys",
    html=asset_text("keys.html"),
    css=asset_text("keys.css"),
    js=asset_text("keys.js"),
)


def listen() -> None:
    """Handle the keys, and show the button that lists them."""
    _keys(key="keys", width="content")
