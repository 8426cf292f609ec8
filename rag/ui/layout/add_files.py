"""Adding articles from the dashboard, where the operator allows it."""

from typing import Final

import streamlit as st

from rag.errors import RagError
from rag.text.english import listed
from rag.ui.markup import notices
from rag.ui.state import index_update, resources, uploads

KINDS: Final = (
    "Web pages, PDF, Word, text, mail, feeds, web archives, database exports and zip files are "
    "put into the folder of articles and indexed."
)
LIMIT: Final = 64  # MB of a file, as in .streamlit/config.toml
NAMED: Final = 5  # files that a sentence names


def offer(*, expanded: bool = False) -> None:
    """A place to drop files, and what became of the last ones that this reader dropped."""
    settings = resources.settings()
    if not index_update.allowed(settings) or st.context.is_embedded:
        return
    if index_update.running(settings):
        return  # the banner shows its progress
    _results()
    place = st.expander("Add articles", expanded=expanded, icon=":material/upload_file:")
    with place, st.form("adding", clear_on_submit=True, border=False):
        st.file_uploader(KINDS, accept_multiple_files=True, key="dropped", max_upload_size=LIMIT)
        st.form_submit_button("Add to the articles", on_click=_add)


def _add() -> None:
    """Add the dropped files, if readers may do that: a forged request needs no form."""
    settings = resources.settings()
    files = st.session_state.get("dropped") or []
    st.session_state["adding_problem"] = ""
    if not index_update.allowed(settings):
        return
    if not files:
        st.session_state["adding_problem"] = "Choose files first, or drop them into the field."
        return
    try:
        added = uploads.add(settings, [(file.name, file.getbuffer()) for file in files])
    except RagError as problem:
        st.session_state["adding_problem"] = str(problem)
    else:
        st.session_state["added_files"] = added


def _results() -> None:
    """What was added, was there before, and was refused."""
    if problem := st.session_state.get("adding_problem"):
        st.html(notices.problem(problem))
    update = st.session_state.get("added_files")
    if not isinstance(update, index_update.UpdateStatus):
        return
    lines = [f"Added: {_named(update.added)}."] if update.added else []
    lines += [f"There before: {_named(update.there)}."] if update.there else []
    lines += [*update.refused[:NAMED]]
    if len(update.refused) > NAMED:
        lines.append(f"{len(update.refused) - NAMED:,} more were not added.")
    if lines:
        st.html(notices.notices(lines))


def _named(names: list[str]) -> str:
    if len(names) <= NAMED:
        return listed(names)
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED:,} more"
