"""The timeline's third view: which outlet printed which dispatch, when, and from which origin."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline.coverage import DispatchCoverage, by_outlet
from rag.ui.browser import chart_files, claims_table
from rag.ui.charts import chart_title, coverage_matrix
from rag.ui.markup import dispatch_table, notices
from rag.ui.palette import isolated
from rag.ui.reader_locale import stretch
from rag.ui.state import address, navigation

PAGE: Final = 12  # dispatches of a page
COLUMNS: Final = ("report", "origin", "outlet", "published", "days_after_the_first")
NAMED: Final = 8  # outlets whose reports are counted in the sentence; the table has all


def show(
    dispatches: Sequence[DispatchCoverage], scope: Scope, colours: Mapping[str, str], href: str
) -> None:
    """
    The matrix of dispatches and outlets, and the same as a table.

    Where nothing was reprinted, the reports of each outlet: a mark in each row would say nothing.
    ``href`` is the address of the view, for the image.
    """
    if not dispatches:
        st.html(notices.quiet("No articles match these filters."))
        return
    counts = reprint_summary(dispatches)
    if all(len(dispatch.prints) == 1 for dispatch in dispatches):
        st.html(notices.quiet(counts))
        st.html(dispatch_table.outlets(by_outlet(dispatches), to_outlet(scope), colours))
        return
    pages = -(-len(dispatches) // PAGE)
    st.html(notices.quiet(counts))
    at = claims_table.current_page(pages)
    shown = dispatches[(at - 1) * PAGE : at * PAGE]
    st.plotly_chart(
        coverage_matrix.crossings(shown, colours),
        key="matrix",
        config={"modeBarButtons": [[chart_files.IMAGE_TOOL]], "displaylogo": False},
        alt=f"Which outlet printed which report. {counts} The table below lists the same.",
    )
    with st.container(horizontal=True, key="matrix_files"):
        here = address.absolute(st.context.url, "timeline", href)
        articles = sum(len(dispatch.prints) for dispatch in dispatches)
        chart_files.image_buttons(
            "matrix", chart_title.image_words(counts, (), articles, here), "coverage"
        )
        chart_files.numbers_button(COLUMNS, lambda: _lines(dispatches), "coverage")
    st.html(dispatch_table.table(shown, navigation.to_reader(scope), colours))
    claims_table.page_links(pages)


def _lines(dispatches: Sequence[DispatchCoverage]) -> Iterator[tuple[object, ...]]:
    for one in dispatches:
        for each in one.prints:
            published = each.published.isoformat() if each.published else ""
            yield one.title, one.origin, each.outlet, published, each.after


def to_outlet(scope: Scope) -> Callable[[str | None], str]:
    """Makes addresses of the articles of an outlet, with the other filters of the scope."""
    return lambda name: navigation.link(
        "sources", replace(scope, outlets=(name,)) if name else scope
    )


def reprint_summary(dispatches: Sequence[DispatchCoverage]) -> str:
    """How many dispatches there are, and how many of them were printed more than once."""
    reprinted = sum(len(dispatch.prints) > 1 for dispatch in dispatches)
    if reprinted:
        verb = "was" if reprinted == 1 else "were"
        return f"{count(len(dispatches), 'report')}; {reprinted:,} {verb} reprinted."
    articles = sum(len(dispatch.prints) for dispatch in dispatches)
    none = f"No reprints among {'these ' if articles > 1 else ''}{count(articles, 'article')}"
    each = by_outlet(dispatches)
    days = [day for one in each for day in (one.first, one.last) if day]
    published = f", published {stretch(min(days), max(days))}" if days else ""
    named = [
        f"{isolated(one.outlet or 'an unknown outlet')} {one.reports:,}" for one in each[:NAMED]
    ]
    if len(each) > NAMED:
        named.append(f"{count(len(each) - NAMED, 'other outlet')} fewer each")
    return f"{none}{published}: {', '.join(named)}."
