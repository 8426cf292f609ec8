"""The list of marks: searched, as a file, and the corrections that readers have made."""

from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.desk import marked_places
from rag.desk.marked_places import MarkedPlace
from rag.export.marks_csv import marks_csv
from rag.schema.scope import Scope
from rag.text.english import count
from rag.ui import reader_locale
from rag.ui.browser import claims_table
from rag.ui.layout import search_bar
from rag.ui.markup import notices
from rag.ui.markup.desk import mark_lines
from rag.ui.state import navigation, resources
from rag.ui.state.marking import list_corrections, reader_marks
from rag.ui.views.marking import correction_form

PAGE: Final = 25  # marks at a time
LABELS: Final = {
    "all": "All", "starred": "Starred", "checked": "Checked", "unchecked": "Not checked",
}  # fmt: skip


def show(corpus: Corpus, scope: Scope) -> None:
    """The marks that match, their file, and the corrections that readers have made."""
    if not reader_marks.allowed():
        st.html(notices.quiet("This dashboard takes no marks."))
        return
    if fault := reader_marks.fault():
        st.html(notices.problem(fault))
        return
    marks = reader_marks.marks().values()
    every = [
        place
        for place in (marked_places.located(corpus, mark) for mark in marks)
        if scope.empty or marked_places.in_filters(place, scope)
    ]
    words, chosen = search_bar.search_and_choice(
        "Search marks", "Note, tag, name, words", "marked", LABELS
    )
    found = [place for place in every if marked_places.chosen(place, chosen, words)]
    if not marks:
        st.html(
            notices.quiet(
                "No marks yet. Choose “Mark” beside a quotation, or “Mark this article” below an "
                "article's title."
            )
        )
    elif not found:
        st.html(notices.quiet("No matches"))
    else:
        pages = -(-len(found) // PAGE)
        at = claims_table.current_page(pages)
        shown = found[(at - 1) * PAGE : at * PAGE]
        link = navigation.to_reader(scope)
        st.html(mark_lines.marked(shown, link, resources.colours()))
        claims_table.page_links(pages)
        _download(found)
    _corrections()


def _download(places: list[MarkedPlace]) -> None:
    def write() -> bytes:
        rows = [(one.mark, one.article, one.claim, not one.gone) for one in places]
        return "".join(marks_csv(rows)).encode("utf-8-sig")

    st.download_button(
        f"Download {count(len(places), 'mark')} as CSV",
        write,
        file_name="marks.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _corrections() -> None:
    """Corrections made on pages, each with a way back, where readers may correct."""
    if not list_corrections.allowed():
        return
    if problem := st.session_state.pop(list_corrections.PROBLEM, None):
        st.html(notices.problem(problem))
    edits = reader_marks.store().edits()
    if edits:
        st.html(notices.subheading("Corrections made here"))
    for number, made, edit in edits:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = f"{reader_locale.day(made.date())}: {correction_form.in_words(edit)}"
            st.html(notices.quiet(words), width="stretch")
            st.button(
                "Undo",
                key=f"undo:{number}",
                type="tertiary",
                on_click=list_corrections.take_back,
                args=(number,),
            )
