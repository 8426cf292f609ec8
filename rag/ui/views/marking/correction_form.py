"""Corrections of a claim's speaker and of an article's day, where the operator allows them."""

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.schema.marks import LONGEST_NAME, ListEdit
from rag.text.dates import EARLIEST
from rag.ui.layout.fold import fold
from rag.ui.markup import notices
from rag.ui.state import resources
from rag.ui.state.marking import list_corrections

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

FOLD: Final = "correcting"  # the key of what a form is folded into
NOBODY: Final = "Speaker not named"
HERE, EVERYWHERE = "this statement", "all statements of this speaker"
SAME: Final = "Nothing was changed: that is what the article has now."


def speaker(claim: Claim) -> None:
    """A form that names another speaker for a claim, or for all claims of its speaker."""
    place = _fold("Correct the speaker")
    if place is None:
        return
    now = claim.speaker or NOBODY
    names = dict.fromkeys((now, NOBODY, *resources.facets().speakers))
    key = f"speaker:{claim.id}:{now}"
    with place, st.form(key, border=False):
        st.selectbox(
            "Speaker",
            list(names),
            key=f"{key}:name",
            accept_new_options=True,
            help="Choose a name, or type another one.",
        )
        if claim.speaker:
            st.radio("In", (HERE, EVERYWHERE), key=f"{key}:in", horizontal=True)
        st.form_submit_button("Write to speakers.csv", on_click=_correct_speaker, args=(key, claim))


def published(article: Article) -> None:
    """A form that gives an article another day of publication."""
    place = _fold("Correct the date")
    if place is None:
        return
    key = f"published:{article.id}:{article.published}"
    with place, st.form(key, border=False):
        st.date_input(
            "Published on",
            article.published,
            key=f"{key}:day",
            min_value=min(EARLIEST, article.published or EARLIEST),
            max_value=date.today(),
            format="YYYY-MM-DD",
        )
        st.form_submit_button("Write to articles.csv", on_click=_correct_day, args=(key, article))


def _fold(label: str) -> "ExpanderContainer | None":
    """What a form is folded into; None until it is opened, and where readers may not correct."""
    if not list_corrections.allowed():
        return None
    if problem := st.session_state.pop(list_corrections.PROBLEM, None):
        st.html(notices.problem(problem))
    return fold(label, FOLD)


def in_words(edit: ListEdit) -> str:
    """What a correction changed, for the list of all: "published: 2019-01-18 → 2019-01-17"."""
    told = [one for one in edit.changes if one.column in ("name", "published")]
    about = ", ".join(cell for _, cell in edit.row)
    changes = "; ".join(f"{one.column}: {one.before or 'nothing'} → {one.after}" for one in told)
    return f"{edit.list}, {about}: {changes}"


def _correct_speaker(key: str, claim: Claim) -> None:
    name = " ".join(str(st.session_state.get(f"{key}:name") or "").split())[:LONGEST_NAME]
    everywhere = st.session_state.get(f"{key}:in") == EVERYWHERE
    if not name or name == (claim.speaker or NOBODY):
        st.session_state[list_corrections.PROBLEM] = SAME
        return
    list_corrections.correct_speaker(claim, None if name == NOBODY else name, everywhere=everywhere)


def _correct_day(key: str, article: Article) -> None:
    chosen = st.session_state.get(f"{key}:day")
    if not isinstance(chosen, date) or chosen == article.published:
        st.session_state[list_corrections.PROBLEM] = SAME
        return
    list_corrections.correct_day(article, chosen)
