"""What a page needs on paper beside its style: day, address, charts of the paper's width."""

import streamlit as st

from rag.ui.markup.asset_files import asset_text

_printing = st.components.v2.component("onrecord_printing", js=asset_text("printing.js"))


def listen() -> None:
    """Ready the page whenever the browser prints it."""
    with st.container(key="printing"):
        _printing(key="prints")
