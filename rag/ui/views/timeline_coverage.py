"""The timeline's third view: which outlet printed which dispatch, when, and from which origin."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline.coverage import DispatchCoverage
from rag.ui.browser import claims_table
from rag.ui.charts import coverage_matrix
from rag.ui.markup import dispatch_table, notices
from rag.ui.state import navigation

PAGE: Final = 12  # dispatches of a page


def show(dispatches: Sequence[DispatchCoverage], scope: Scope, colours: Mapping[str, str]) -> None:
    """The matrix of dispatches and outlets, and the same as a table."""
    if not dispatches:
        st.html(notices.quiet("No articles match these filters."))
        return
    pages = -(-len(dispatches) // PAGE)
    counts = reprint_summary(dispatches)
    st.html(notices.quiet(counts))
    at = claims_table.current_page(pages)
    shown = dispatches[(at - 1) * PAGE : at * PAGE]
    st.plotly_chart(
        coverage_matrix.crossings(shown, colours),
        key="matrix",
        config={"displayModeBar": False, "scrollZoom": False},
        alt=f"Which outlet printed which report. {counts} The table below lists the same.",
    )
    st.html(dispatch_table.table(shown, navigation.to_reader(scope), colours))
    claims_table.page_links(pages)


def reprint_summary(dispatches: Sequence[DispatchCoverage]) -> str:
    """How many dispatches there are, and how many of them were printed more than once."""
    reprinted = sum(len(dispatch.prints) > 1 for dispatch in dispatches)
    if reprinted:
        verb = "was" if reprinted == 1 else "were"
        return f"{count(len(dispatches), 'report')}; {reprinted:,} {verb} reprinted."
    articles = sum(len(dispatch.prints) for dispatch in dispatches)
    return f"No reprints among {'these ' if articles > 1 else ''}{count(articles, 'article')}."
