"""
The timeline's rows as words and as a table: what a reader without the chart uses.

The table is drawn by a script of ours, which sets every text as text; it tells the page which row
was chosen, by mouse, finger or keyboard.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from rag.export import formats
from rag.text.english import count
from rag.timeline.claim_table import ClaimTable, Order
from rag.timeline.periods import Numbers
from rag.timeline.rows import ClaimRow
from rag.ui.html import notices
from rag.ui.html.asset_files import asset_text
from rag.ui.html.escape import KINDS, written_out
from rag.ui.locale import day
from rag.ui.palette import NOT_NAMED
from rag.ui.state import resources
from rag.ui.state.address import Link

PAGE: Final = 25  # rows of a page: two screens

ORDERS: Final[dict[str, tuple[Order, bool]]] = {
    "earliest first": ("date", False),
    "latest first": ("date", True),
    "speaker": ("speaker", False),
    "outlet": ("outlet", False),
    "kind": ("kind", False),
    "most carried": ("carried", True),
}
COLUMNS: Final = ("Said on", "Speaker", "Words", "Outlet", "Article")

_table = st.components.v2.component(
    "onrecord_claims",
    html="<div id='table'></div>",
    js=asset_text("claims_table.js"),
    css=asset_text("claims_table.css"),
)


def standfirst(held: ClaimTable, numbers: Numbers, *, tabled: bool = True) -> str:
    """
    How many claims there are, by how many speakers, over what time, and how many lack a day.

    ``tabled``: those stand in a table, and on no chart.
    """
    if not len(numbers):
        return "No claim."
    named = sum(who is not None for who, _ in held.counts(numbers, "speaker"))
    undated = len(numbers) - len(held.dated(numbers))
    words = f"{count(len(numbers), 'claim')} by {count(named, 'named speaker')}"
    span = held.days(numbers)
    if span:
        first, last = span
        words += f", {day(first)}" if first == last else f", {day(first)} to {day(last)}"
    if undated:
        verb = "is" if undated == 1 else "are"
        only = " and only in the table" if tabled else ""
        words += f"; {undated:,} {verb} of unknown day{only}"
    return words + "."


def show(
    held: ClaimTable,
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
        numbers = held.holding(numbers, words)
    order, down = ORDERS.get(st.session_state["sort"], ("date", False))
    numbers = held.ordered(numbers, order, down=down)
    if not len(numbers):
        st.html(notices.quiet("No claim in this scope holds these words."))
        return
    pages = -(-len(numbers) // PAGE)
    at = turned(pages)
    some = numbers[(at - 1) * PAGE : at * PAGE]

    def picked() -> None:
        claim = st.session_state["claims"].claim
        if isinstance(claim, str) and held.number(claim) is not None:
            choose(claim)

    first, colours = (at - 1) * PAGE + 1, resources.colours()
    _table(
        data={
            "caption": f"Claims {first:,} to {first + len(some) - 1:,} of {len(numbers):,}",
            "columns": list(COLUMNS),
            "rows": [_line(row, row.claim == chosen, link, colours) for row in held.rows(some)],
        },
        key="claims",
        on_claim_change=picked,
    )
    leaf(pages)
    _downloads(held, numbers)


def turned(pages: int) -> int:
    """
    The page that is asked for, as far as there is one, so that its rows can stand above the widget.

    What the widget would refuse, since other words or another view have fewer pages, is mended.
    """
    held = st.session_state.get("page") or st.query_params.get("page") or 1
    number = int(held) if re.fullmatch(r"[0-9]{1,9}", str(held)) else 1
    at = min(max(1, number), pages)
    if "page" in st.session_state and st.session_state["page"] != at:
        st.session_state["page"] = at
    return at


def leaf(pages: int) -> None:
    """The way to the other pages, where there are any."""
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _line(row: ClaimRow, chosen: bool, link: Link, colours: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row.claim,
        "chosen": chosen,
        "day": day(row.said_on) if row.said_on else "Day unknown",
        "iso": row.said_on.isoformat() if row.said_on else "",
        "basis": written_out(row.basis) if row.said_on else "",
        "speaker": row.speaker or NOT_NAMED,
        "named": row.speaker is not None,
        "office": ", ".join(part for part in (row.role, row.organisation) if part),
        "words": row.text,
        "kind": KINDS[row.kind.value],
        "outlet": row.outlet or "Outlet unknown",
        "colour": colours.get(row.outlet or "", ""),
        "also": f"also {', '.join(row.carried_by)}" if row.carried_by else "",
        "href": link(row.article, row.evidence),
    }


def _downloads(held: ClaimTable, numbers: Numbers) -> None:
    """All of the claims, not the page alone; made when they are asked for."""

    def made(name: str) -> Callable[[], bytes]:
        def write() -> bytes:
            claims = [held.claims[number] for number in numbers.tolist()]
            text = "".join(formats.FORMATS[name](claims, held.articles))
            return text.encode("utf-8-sig" if name == "csv" else "utf-8")

        return write

    with st.container(horizontal=True, key="downloads"):
        for label, name, mime in (
            ("CSV", "csv", "text/csv"),
            ("JSON-LD", "jsonld", "application/ld+json"),
        ):
            st.download_button(
                f"Download {count(len(numbers), 'claim')} as {label}",
                made(name),
                file_name=f"claims.{name}",
                mime=mime,
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def in_words(told: str, by: str, lines: Sequence[str]) -> str:
    """The chart for those who do not see it: what it holds, and its heaviest rows."""
    return (
        f"Timeline of claims, one row for each of the {by}. {told} "
        f"{' '.join(_sentences(lines))}The table below holds the same claims."
    )


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"Most: {'; '.join(lines)}. "
