"""The page while there is no index that can be shown: what to do, and what happens by itself."""

from pathlib import Path
from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.storage import lifecycle
from rag.ui.layout import add_files, page_header, update_banner
from rag.ui.markup import notices
from rag.ui.state import index_update, resources, uploads

WELCOME: Final = (
    "Ask a folder of news articles who said what and when, and get the exact words back, each with "
    "a link to its place in the article."
)


def show() -> None:
    """A welcome, instead of an error that there is no index; it goes when the index is built."""
    with st.container(width=page_header.MEASURE):
        st.html(notices.heading("Welcome to On Record", WELCOME))
        _steps()
        add_files.offer(expanded=True)


def index_is_there() -> bool:
    """Whether there is an index, whatever its state."""
    return Corpus.current(resources.settings()) is not None


def offer_rebuild() -> None:
    """Below the message about an index of another version: a button, if readers may update."""
    settings = resources.settings()
    if index_update.running(settings):
        update_banner.progress()
        return
    _until_other(Corpus.current(settings))
    if index_update.allowed(settings) and not st.context.is_embedded:
        update_banner.show_problem()
        st.button("Rebuild the index", on_click=update_banner.begin, type="primary")


def _steps() -> None:
    if index_update.running(resources.settings()):
        update_banner.progress()
    else:
        update_banner.show_problem()
        _waiting()


@st.fragment(run_every=2.0)
def _waiting() -> None:
    """The next step for the folder as it is now; the page runs again when there is an index."""
    settings = resources.settings()
    if index_is_there() or index_update.running(settings):
        st.rerun()
    files = uploads.waiting_files(settings.articles)
    building = lifecycle.being_written(settings.index)
    may = index_update.allowed(settings) and not st.context.is_embedded
    st.html(notices.next_step(_name(settings.articles), files, building=building, may=may))
    if may and files and not building:
        st.button("Build the index", on_click=update_banner.begin, type="primary")


def _name(folder: Path) -> str:
    """A folder as the manual names it: relative to that of the product where it lies in it."""
    within = folder.resolve().is_relative_to(resources.ROOT)
    return str(folder.resolve().relative_to(resources.ROOT) if within else folder)


@st.fragment(run_every=2.0)
def _until_other(generation: str | None) -> None:
    """Run the page again when another generation of the index is in force."""
    if Corpus.current(resources.settings()) != generation:
        st.rerun()
