"""The timeline's third view: which outlet printed which dispatch, when, and from which origin."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline.coverage import DispatchCoverage, Reprint
from rag.ui.browser import claims_table
from rag.ui.charts import coverage_matrix
from rag.ui.html import notices
from rag.ui.html.escape import BASIS, bdi, dot, esc, time_tag
from rag.ui.state import navigation
from rag.ui.state.address import Link

NO_COLOURS: Final[Mapping[str, str]] = {}
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
    st.html(table(shown, navigation.to_reader(scope), colours))
    claims_table.page_links(pages)


def reprint_summary(dispatches: Sequence[DispatchCoverage]) -> str:
    """How many dispatches there are, and how many of them were printed more than once."""
    reprinted = sum(len(dispatch.prints) > 1 for dispatch in dispatches)
    if reprinted:
        verb = "was" if reprinted == 1 else "were"
        return f"{count(len(dispatches), 'report')}; {reprinted:,} {verb} reprinted."
    articles = sum(len(dispatch.prints) for dispatch in dispatches)
    return f"No reprints among {'these ' if articles > 1 else ''}{count(articles, 'article')}."


def table(
    dispatches: Sequence[DispatchCoverage], link: Link, colours: Mapping[str, str] = NO_COLOURS
) -> str:
    """All prints as a table, dispatch by dispatch."""
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Report and origin", "Outlet", "Published")
    )
    bodies = "".join(_body(one, link, colours) for one in dispatches)
    return (
        '<div class="or or-coverage"><table><caption class="or-quiet">Each dispatch with the '
        f"articles that print it</caption><thead><tr>{heads}</tr></thead>{bodies}</table></div>"
    )


def _body(one: DispatchCoverage, link: Link, colours: Mapping[str, str]) -> str:
    origin = f"from {bdi(one.origin)}" if one.origin else "origin not stated"
    if one.origin_published:
        origin += f", {time_tag(one.origin_published)}"
    head = (
        f'<th scope="rowgroup" rowspan="{len(one.prints)}">{bdi(one.title)}'
        f"<small>{origin}</small></th>"
    )
    rows = [_row(each, one, link, colours) for each in one.prints]
    lines = "".join(f"<tr>{head if n == 0 else ''}{row}</tr>" for n, row in enumerate(rows))
    return f"<tbody>{lines}</tbody>"


def _row(each: Reprint, one: DispatchCoverage, link: Link, colours: Mapping[str, str]) -> str:
    outlet = bdi(each.outlet or each.article)
    mark = dot(colours.get(each.outlet or "", ""))
    own = f"<small>from {bdi(each.origin)}</small>" if each.origin != one.origin else ""
    own = own if each.origin else ""
    later = f", {coverage_matrix.later(each.after)}" if len(one.prints) > 1 else ""
    when = time_tag(each.published) if each.published else "Day unknown"
    return (
        f'<td>{mark}<a href="{esc(link(each.article, None))}">{outlet}</a>{own}</td>'
        f"<td>{when}{later}<small>{BASIS[each.date_basis]}</small></td>"
    )
