"""
Navigation in the browser: links open within the session, one act of the reader is one step back.

A link stays a link: it can be copied, or opened in another tab. A plain click changes the address
as the browser's own back and forward do, and Streamlit follows without reloading the page. Going
back restores the scroll position. The first Tab reaches a link that skips the filters.
"""

import streamlit as st

from rag.ui.markup.asset_files import asset_text

_links = st.components.v2.component("onrecord_travel", js=asset_text("links.js"))


def listen() -> None:
    """Handle links and the history, once for each page that the browser loads."""
    with st.container(key="travel"):
        _links(key="travels")
