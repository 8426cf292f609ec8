"""
The claims of the timeline as words and as a table, for readers who do not use the chart.

The script ``assets/claims_table.js`` draws the table and reports which row is chosen by mouse,
finger or keyboard.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from rag.export import formats
from rag.text.english import basis_of_day, count, hedged
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rows import ClaimRow
from rag.timeline.speaker_table import speakers_of
from rag.ui.markup import notices
from rag.ui.markup.asset_files import asset_text
from rag.ui.markup.wording import KINDS
from rag.ui.palette import NOT_NAMED
from rag.ui.reader_locale import day, stretch
from rag.ui.state import resources
from rag.ui.state.address import CLAIM_ORDERS, Link, speaker_address

PAGE: Final = 25  # rows of a page: two screens

ORDERS: Final = CLAIM_ORDERS
COLUMNS: Final = ("Said on", "Speaker", "Words", "Outlet", "Article")

_table = st.components.v2.component(
    "onrecord_claims",
    html=asset_text("claims_table.html"),
    js=asset_text("claims_table.js"),
    css=asset_text("claims_table.css"),
)


def summary(table: ClaimTable, numbers: Numbers, *, tabled: bool = True) -> str:
    """
    How many claims there are, by how many speakers, over what time, and how many lack a date.

    ``tabled``: the page lists those without a date in a table.
    """
    if not len(numbers):
        return "0 claims"
    speakers = len(speakers_of(table).listed(numbers))  # as many as the speakers' page has
    undated = len(numbers) - len(table.dated(numbers))
    words = f"{count(len(numbers), 'claim')} by {count(speakers, 'named speaker')}"
    days = table.days(numbers)
    if days:
        words += f", {stretch(*days)}"
    if undated and tabled:
        verb = "is" if undated == 1 else "are"
        return f"{words}. {undated:,} undated {verb} listed in the table."
    return f"{words}; {undated:,} undated." if undated else f"{words}."


def show(
    table: ClaimTable,
    numbers: Numbers,
    chosen: str | None,
    link: Link,
    choose: Callable[[str | None], None],
) -> None:
    """Search, order, the claims page by page, and all of them as files."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="tools"):
        st.text_input(
            "Search these claims",
            key="find",
            bind="query-params",
            max_chars=200,
            placeholder="Words, names, outlets",
        )
        st.selectbox("Order", list(ORDERS), key="sort", bind="query-params")
    words = str(st.session_state["find"] or "").strip()
    if words:
        numbers = table.holding(numbers, words)
    order, down = ORDERS.get(st.session_state["sort"], ("date", False))
    numbers = table.ordered(numbers, order, down=down)
    if not len(numbers):
        st.html(notices.quiet("No matches"))
        return
    pages = -(-len(numbers) // PAGE)
    at = current_page(pages)
    shown = numbers[(at - 1) * PAGE : at * PAGE]

    def on_claim_change() -> None:
        claim = st.session_state["claims"].claim
        if isinstance(claim, str) and table.number(claim) is not None:
            choose(claim)

    first, colours = (at - 1) * PAGE + 1, resources.colours()
    _table(
        data={
            "caption": f"Claims {first:,} to {first + len(shown) - 1:,} of {len(numbers):,}",
            "columns": list(COLUMNS),
            "rows": [_line(row, row.claim == chosen, link, colours) for row in table.rows(shown)],
        },
        key="claims",
        on_claim_change=on_claim_change,
    )
    page_links(pages)
    downloads(table, numbers)


def current_page(pages: int) -> int:
    """
    The page that is asked for, limited to those there are, so that rows can come above the widget.

    Another search or view may have fewer pages; the widget would refuse a page beyond the last.
    """
    wanted = st.session_state.get("page") or st.query_params.get("page") or 1
    number = int(wanted) if re.fullmatch(r"[0-9]{1,9}", str(wanted)) else 1
    at = min(max(1, number), pages)
    if st.session_state.get("page", number) != at:
        st.session_state["page"] = at
    return at


def page_links(pages: int) -> None:
    """Links to the other pages, if there are any."""
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _line(row: ClaimRow, chosen: bool, link: Link, colours: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row.claim,
        "chosen": chosen,
        "day": day(row.said_on) if row.said_on else "Day unknown",
        "iso": row.said_on.isoformat() if row.said_on else "",
        "basis": basis_of_day(row.statement_date, day) if row.said_on else "",
        "speaker": hedged(row.speaker, row.confidence) or NOT_NAMED,
        "named": row.speaker is not None,
        "page": speaker_address(row.speaker),
        "office": ", ".join(part for part in (row.role, row.organisation) if part),
        "words": row.text,
        "kind": KINDS[row.kind.value],
        "form": row.kind.value,
        "outlet": row.outlet or "Outlet unknown",
        "colour": colours.get(row.outlet or "", ""),
        "also": f"also {', '.join(row.carried_by)}" if row.carried_by else "",
        "href": link(row.article, row.evidence),
    }


def downloads(table: ClaimTable, numbers: Numbers) -> None:
    """All of the claims, not the page alone; each file is made on demand."""

    def content(name: str) -> Callable[[], bytes]:
        def write() -> bytes:
            claims = [table.claims[number] for number in numbers.tolist()]
            text = "".join(formats.FORMATS[name](claims, table.articles, table.corrections))
            return text.encode("utf-8-sig" if name == "csv" else "utf-8")

        return write

    with st.container(horizontal=True, key="downloads"):
        for label, name, mime in (
            ("CSV", "csv", "text/csv"),
            ("JSON-LD", "jsonld", "application/ld+json"),
        ):
            st.download_button(
                f"Download {count(len(numbers), 'claim')} as {label}",
                content(name),
                file_name=f"claims.{name}",
                mime=mime,
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def chart_alternative(summary_line: str, rows: str, heaviest: Sequence[str]) -> str:
    """The chart in words, for readers who do not see it: its contents and its largest rows."""
    most = f"Most: {'; '.join(heaviest)}. " if heaviest else ""
    return (
        f"Timeline of claims, one row for each of the {rows}. {summary_line} {most}"
        "The table below lists the same claims."
    )
