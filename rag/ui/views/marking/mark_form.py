"""The mark of readers on a claim or an article: what it says, and the form that changes it."""

from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from rag.desk.marked_places import mark_on
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.schema.marks import LONGEST_NAME, LONGEST_NOTE, Mark
from rag.ui.layout.fold import fold, fold_away
from rag.ui.markup import notices
from rag.ui.markup.desk import mark_lines
from rag.ui.state.marking import reader_marks

FIELDS: Final = ("star", "tags", "note", "checked_by", "checked_on")
FOLD: Final = "marking"  # the key of what the form is folded into
TAGS: Final = 20  # of one mark
EDITED: Final = "The sentence has been edited since it was marked. Save the mark to keep it."
NO_NAME: Final = "Who checked it? Fill in “Checked by”; nothing was saved."


def show(article: Article, claim: Claim | None) -> None:
    """The mark, and below it the form, folded away; nothing where readers may not mark."""
    if not reader_marks.allowed():
        return
    if fault := reader_marks.fault():
        st.html(notices.problem(fault))
        return
    empty = mark_on(article, claim)
    mark = reader_marks.marks().get(empty.subject)
    with st.container(horizontal=True, vertical_alignment="top", key="marked"):
        if mark:
            st.html(mark_lines.line(mark), width="stretch")
        if reader_marks.undoable(empty.subject):
            st.button("Undo", type="tertiary", on_click=reader_marks.undo)
    if mark and mark.words != empty.words:
        st.html(notices.notices([EDITED]))
    if problem := st.session_state.pop(reader_marks.PROBLEM, None):
        st.html(notices.problem(problem))
    label = "Edit the mark" if mark else "Mark this claim" if claim else "Mark this article"
    if place := fold(label, FOLD):
        with place:
            _form(replace(mark or empty, span=empty.span, words=empty.words), mark)


def _form(mark: Mark, kept: Mark | None) -> None:
    # Another mark, or another state of it, has other fields: what is typed belongs to one only.
    key = f"mark:{mark.article}:{mark.claim}:{mark.changed}"
    with st.form(key, border=False):
        st.checkbox("Star", mark.star, key=f"{key}:star")
        known = sorted({tag for one in reader_marks.marks().values() for tag in one.tags})
        st.multiselect(
            "Tags",
            list(dict.fromkeys((*mark.tags, *known))),
            mark.tags,
            key=f"{key}:tags",
            accept_new_options=True,
            max_selections=TAGS,
            placeholder="Choose or type",
        )
        st.text_area("Note", mark.note, key=f"{key}:note", max_chars=LONGEST_NOTE, height=90)
        name, day = st.columns(2)
        name.text_input(
            "Checked by", mark.checked_by, key=f"{key}:checked_by", max_chars=LONGEST_NAME
        )
        day.date_input(
            "Checked on",
            mark.checked_on,
            key=f"{key}:checked_on",
            max_value=max(date.today(), mark.checked_on or date.min),
            format="YYYY-MM-DD",
            help="Empty: today.",
        )
        st.form_submit_button("Save", on_click=_save, args=(key, mark, kept))


def _save(key: str, mark: Mark, kept: Mark | None) -> None:
    """Keep what the form has."""
    fields = {name: st.session_state.get(f"{key}:{name}") for name in FIELDS}
    by, on = _line(fields["checked_by"]), fields["checked_on"]
    if on and not by:
        st.session_state[reader_marks.PROBLEM] = NO_NAME
        return
    tags = (_line(tag) for tag in fields["tags"] or ())
    made = replace(
        mark,
        star=bool(fields["star"]),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        note=str(fields["note"] or "").strip(),
        checked_by=by,
        checked_on=(on or date.today()) if by else None,
    )
    if made != (kept or mark):
        reader_marks.put(made, kept)
    fold_away(FOLD)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST_NAME]
