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

# Article texts reach the page as text nodes only.
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const make = (tag, words, name) => {
    const made = document.createElement(tag)
    if (words) made.textContent = words
    if (name) made.className = name
    return made
  }
  const table = make("table")
  table.append(make("caption", data.caption))
  const head = make("thead"), body = make("tbody"), titles = make("tr")
  for (const title of data.columns) {
    const cell = make("th", title)
    cell.scope = "col"
    titles.append(cell)
  }
  head.append(titles)
  for (const row of data.rows) {
    const line = make("tr")
    if (row.chosen) line.setAttribute("aria-current", "true")
    const choose = () => setTriggerValue("claim", row.id)
    const when = make("td", "", "when"), who = make("td", "", "who")
    const words = make("td", "", "words"), where = make("td", "", "where")
    const open = make("button", row.day)
    open.type = "button"
    open.title = row.iso
    open.setAttribute("aria-label", `${row.day}, ${row.speaker}: show beside the chart`)
    open.onclick = event => { event.stopPropagation(); choose() }
    when.append(open, make("small", row.basis))
    const name = make("bdi", row.speaker)
    who.append(row.named ? make("b") : make("span"))
    who.firstChild.append(name)
    if (row.office) who.append(make("small", row.office))
    const quoted = make("span", row.words)
    quoted.dir = "auto"
    words.append(quoted, make("small", row.kind))
    if (row.colour) {
      const dot = make("i")
      dot.style.background = row.colour
      dot.ariaHidden = "true"
      where.append(dot)
    }
    where.append(make("bdi", row.outlet))
    if (row.also) where.append(make("small", row.also))
    const read = make("td", "", "read"), link = make("a", "Read")
    link.href = row.href
    link.setAttribute("aria-label", `Read ${row.speaker}, ${row.day}, in the article`)
    link.onclick = event => event.stopPropagation()
    read.append(link)
    line.append(when, who, words, where, read)
    line.onclick = () => { if (!String(getSelection())) choose() }
    body.append(line)
  }
  table.append(head, body)
  const held = parentElement.querySelector("#table")
  const focused = [...held.querySelectorAll("button")].indexOf(
    held.getRootNode().activeElement)
  held.replaceChildren(table)
  if (focused >= 0) held.querySelectorAll("button")[focused]?.focus()
}
"""
_CSS = """
#table { container-type: inline-size; font-size: .95rem; line-height: 1.45; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: 0 0 .5rem; font-size: .9rem;
  color: color-mix(in srgb, currentColor 76%, transparent); }
th { text-align: left; font-weight: 600; font-size: .85rem; padding: .3rem .8rem .3rem 0; }
td { vertical-align: top; padding: .6rem .8rem .6rem 0; overflow-wrap: anywhere; }
tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 16%, transparent);
  cursor: pointer; }
tbody tr:hover { background: color-mix(in srgb, currentColor 4%, transparent); }
tbody tr[aria-current] { background: color-mix(in srgb, var(--st-link-color) 12%, transparent); }
i { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%;
  margin-right: .4rem; }
small { display: block; font-size: .84rem;
  color: color-mix(in srgb, currentColor 76%, transparent); }
.when { width: 21%; } .who { width: 19%; } .where { width: 16%; } .read { width: 4.5rem; }
button { font: inherit; color: var(--st-link-color); background: none; border: 0;
  padding: .15rem 0; cursor: pointer; text-decoration: underline; text-underline-offset: .18em;
  text-align: left; }
.words span { font-family: var(--st-heading-font); font-size: 1.04rem; }
a { color: var(--st-link-color); text-underline-offset: .18em; padding: .15rem 0; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--st-link-color);
  outline-offset: 2px; border-radius: .15rem; }
@container (max-width: 640px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, caption { display: block; }
  tbody tr { display: grid; gap: .1rem; padding: .6rem 0; }
  td { padding: 0; width: auto !important; }
}
"""
_table = st.components.v2.component(
    "onrecord_claims", html="<div id='table'></div>", js=_JS, css=_CSS
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
