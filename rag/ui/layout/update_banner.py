"""The banner that offers an update of the index."""

from typing import Final

import streamlit as st

from rag.text.english import difference_in_words
from rag.ui.markup import notices
from rag.ui.state import index_update, index_watch, resources

ALLOWED: Final = ("yes", "true", "on", "1")  # of ONRECORD_UPDATE


@st.fragment(run_every=0.5)
def until_ready(*, waiting: bool = False) -> None:
    """Show that the model is loading, and run the page again when it has loaded."""
    if resources.model_ready():
        st.rerun()
    st.html(notices.loading(waiting=waiting))


def offer_update() -> None:
    """A quiet banner if the folder differs from the index; if allowed, with a button."""
    settings = resources.settings()
    update = index_update.current_update(settings)
    if update is not None and not update.ended:
        _updating()
        return
    differences = index_watch.changes(settings)
    if not differences:
        return
    if update is not None and update.problem:
        st.html(notices.problem(update.problem))
    allowed = settings.update.casefold() in ALLOWED
    st.html(
        notices.changed(
            [difference_in_words(one) for one in differences], "" if allowed else "onrecord index"
        )
    )
    if allowed:
        st.button("Update the index", on_click=_begin)


def _begin() -> None:
    settings = resources.settings()
    if settings.update.casefold() in ALLOWED:  # a forged request needs no button
        index_update.start_update(settings)


@st.fragment(run_every=1.0)
def _updating() -> None:
    """The progress of the update; the page runs again when it has ended."""
    update = index_update.current_update(resources.settings())
    if update is None or update.ended:
        if update is not None and not update.problem:
            st.toast("The index is up to date.")
        st.rerun()
    assert update is not None
    share_done = min(1.0, update.done / update.total) if update.total else 0.0
    parts_done = f", {update.done:,} of {update.total:,}" if update.total > 1 else ""
    st.progress(share_done, text=f"Updating the index. {update.step}{parts_done} …")
