"""The banner that offers an update of the index."""

import streamlit as st

from rag.text.english import count, difference_in_words
from rag.ui.markup import notices
from rag.ui.state import index_update, index_watch, resources

MOMENT = 10  # seconds; a step that ends sooner needs no word of it


@st.fragment(run_every=0.5)
def until_ready(*, waiting: bool = False) -> None:
    """Show that the model is loading, and run the page again when it has loaded."""
    if resources.model_ready():
        st.rerun()
    st.html(notices.loading(waiting=waiting))


def offer_update() -> None:
    """A quiet banner if the folder differs from the index; if allowed, with a button."""
    settings = resources.settings()
    if index_update.running(settings):
        progress()
        return
    differences = index_watch.changes(settings)
    update = index_update.current_update(settings)
    own = update is not None and update is st.session_state.get("added_files")
    if differences or own:
        show_problem()
    if not differences:
        return
    allowed = index_update.allowed(settings)
    st.html(
        notices.changed(
            [difference_in_words(one) for one in differences], "" if allowed else "onrecord index"
        )
    )
    if allowed:
        st.button("Update the index", on_click=begin)


def show_problem() -> None:
    """Why the last update failed, if it did."""
    update = index_update.current_update(resources.settings())
    if update is not None and update.problem:
        st.html(notices.problem(update.problem))


def begin() -> None:
    """Start an update of the index, if readers may do that."""
    settings = resources.settings()
    if index_update.allowed(settings):  # a forged request needs no button
        index_update.start_update(settings)


@st.fragment(run_every=1.0)
def progress() -> None:
    """The progress of the update; the page runs again when it has ended."""
    update = index_update.current_update(resources.settings())
    if update is None or update.ended:
        if update is not None and not update.problem:
            st.toast("The index is up to date.")
        if update is not None and update.refused:
            files = count(len(update.refused), "file")
            st.toast(f"Not added: {files}. Sources, Import report says why.", duration="long")
        st.rerun()
    assert update is not None
    share_done = min(1.0, update.done / update.total) if update.total else 0.0
    parts_done = f", {update.done:,} of {update.total:,}" if update.total > 1 else ""
    text = f"Updating the index. {update.step}{parts_done}{_left(update.left)} …"
    st.progress(share_done, text=text)


def _left(seconds: int) -> str:
    """How long a step still takes, in words; nothing for what is over in a moment."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return ", less than a minute left" if seconds > MOMENT else ""
    return f", about {count(minutes, 'minute')} left"
