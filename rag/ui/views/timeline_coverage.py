"""The timeline's third view: which outlet carried which dispatch, when, and with what origin."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from rag.schema.scope import Scope
from rag.timeline.coverage import DispatchCoverage, Reprint
from rag.ui.browser import claims_table
from rag.ui.charts import coverage_matrix
from rag.ui.html import notices
from rag.ui.html.escape import BASIS, bdi, dot, esc, time_tag
from rag.ui.state import navigation
from rag.ui.state.address import Link

NONE: Final[Mapping[str, str]] = {}
PAGE: Final = 12  # dispatches of a page


def show(found: Sequence[DispatchCoverage], scope: Scope, colours: Mapping[str, str]) -> None:
    """The matrix of dispatches and outlets, and the same as a table."""
    if not found:
        st.html(notices.quiet("No dispatch lies in this scope. Widen it."))
        return
    pages = -(-len(found) // PAGE)
    st.html(notices.quiet(summary(found)))
    at = claims_table.turned(pages)
    some = found[(at - 1) * PAGE : at * PAGE]
    st.plotly_chart(
        coverage_matrix.crossings(some, colours),
        key="matrix",
        config={"displayModeBar": False, "scrollZoom": False},
        alt=f"Which outlet carried which dispatch. {summary(found)} "
        "The table below holds the same.",
    )
    st.html(table(some, navigation.to_reader(scope), colours))
    claims_table.leaf(pages)


def summary(found: Sequence[DispatchCoverage]) -> str:
    """How many dispatches there are, and how many were carried more than once."""
    several = sum(len(one.prints) > 1 for one in found)
    noun = "dispatch" if len(found) == 1 else "dispatches"
    words = f"{len(found):,} {noun}, {several:,} in more than one print."
    return words if several else f"{words} Every article here is a source of its own."


def table(found: Sequence[DispatchCoverage], link: Link, colours: Mapping[str, str] = NONE) -> str:
    """All prints, dispatch by dispatch."""
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Dispatch and origin", "Outlet", "Published")
    )
    bodies = "".join(_body(one, link, colours) for one in found)
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
