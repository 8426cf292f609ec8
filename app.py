"""The dashboard's entry: ``streamlit run app.py``; see `rag.ui.asgi_entry`."""

import streamlit as st

from rag.ui import asgi_entry
from rag.ui.layout import error_page

# Streamlit finds the application by this very assignment, without running the file.
app = st.App(
    asgi_entry.MAIN,
    lifespan=asgi_entry.lifespan,
    routes=asgi_entry.routes(),
    middleware=asgi_entry.MIDDLEWARE,
    on_script_error=error_page.show,  # fragments and callbacks run outside main.py
)
