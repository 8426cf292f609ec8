"""
Corrections that readers make on a page: written to a list, the index updated, and taken back.

`rag.ingest` is imported when a correction is made: pages open without it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import streamlit as st

from rag.errors import RagError
from rag.schema.articles import Article, DateBasis
from rag.schema.claims import Claim
from rag.schema.marks import ListEdit
from rag.ui.state import index_update, resources
from rag.ui.state.marking import reader_marks

PROBLEM: Final = "correction_problem"  # of the last correction, in the session


def allowed() -> bool:
    """Whether readers may correct; never in an embedded page."""
    return index_update.allowed(resources.settings()) and not st.context.is_embedded


def correct_speaker(claim: Claim, name: str | None, *, everywhere: bool) -> None:
    """Name the speaker of a claim, or of all claims of its speaker; None: no name."""
    from rag.ingest.lists import speaker_list

    before = claim.speaker or "not named"
    cells = {
        "name": name or speaker_list.UNKNOWN,
        "note": f"corrected on {date.today()}; before: {before}",
    }
    row = {"speaker": claim.speaker or ""} if everywhere else {"claim": claim.id}
    correct(speaker_list.NAME, row, cells)


def correct_day(article: Article, day: date) -> None:
    """Give an article another day of publication, which its readers see."""
    from rag.ingest.lists import article_list

    before = article.published or "unknown"
    told = f"Date corrected by a reader on {date.today()}; before: {before}."
    cells = {
        "published": day.isoformat(),
        "date_basis": DateBasis.METADATA.value,
        "note": " ".join(filter(None, (article.note, told))),
    }
    correct(article_list.NAME, {"file": article.id}, cells)


def correct(name: str, row: Mapping[str, str], cells: Mapping[str, str]) -> None:
    """Write cells into a row of a list, and begin to update the index."""
    from rag.ingest.lists import list_edits

    folder = resources.settings().articles

    def change() -> ListEdit:
        return list_edits.change(folder, name, row, cells)

    _then_update(lambda: reader_marks.store().edit(change))


def take_back(number: int) -> None:
    """Take back a correction, and begin to update the index."""
    from rag.ingest.lists import list_edits

    folder = resources.settings().articles

    def revert(edit: ListEdit) -> None:
        list_edits.change_back(folder, edit)

    _then_update(lambda: reader_marks.store().undo(number, revert))


def _then_update(act: Callable[[], object]) -> None:
    """Do it and update the index; what went wrong is noted for the page."""
    st.session_state.pop(PROBLEM, None)
    if not allowed():  # a forged request needs no form
        return
    try:
        act()
    except RagError as problem:
        st.session_state[PROBLEM] = str(problem)
    else:
        index_update.start_update(resources.settings())
