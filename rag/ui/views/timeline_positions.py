"""The timeline's second view: what one voice said on a matter, one statement after the other."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from rag.reprints import differences
from rag.schema.answers import Difference
from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rewording import HistoryEntry, succession
from rag.timeline.rows import By
from rag.ui import palette
from rag.ui.browser import claims_table
from rag.ui.html import notices
from rag.ui.html.escape import KINDS, bdi, dated, esc, outlet_from, time_tag
from rag.ui.state import navigation, resources
from rag.ui.state.address import Link

Drift = Mapping[str, Sequence[Difference]]

NO_COLOURS: Final[Mapping[str, str]] = {}
PAGE: Final = 40  # statements of a page
BEGINNING: Final = 48  # characters by which an earlier statement is told
FOR: Final = " (all who speak for it)"  # marks an actor among the speakers


def show(held: ClaimTable, numbers: Numbers, scope: Scope, about: str) -> str | None:
    """The view; gives whom it shows, None where there is nobody to show."""
    speakers = [name for name, _ in held.counts(numbers, "speaker") if name]
    actors = [name + FOR for name, _ in held.counts(numbers, "actor") if name]
    voices = [*speakers, *actors]
    if not voices:
        st.html(notices.quiet("Nobody in this scope is named. Widen it."))
        return None
    asked = st.query_params.get("who")
    if asked and asked not in voices:
        told = f"Nobody here is named “{palette.cut(asked, BEGINNING)}”; it was ignored."
        st.html(notices.notices((told,)))
    if st.session_state.get("who") not in voices:
        st.session_state.pop("who", None)
    st.selectbox("Whose statements", voices, key="who", bind="query-params")
    who = str(st.session_state["who"])
    by: By = "actor" if who.endswith(FOR) else "speaker"
    mine = held.ordered(held.of(numbers, by, who.removesuffix(FOR)), "date")
    pages = -(-len(mine) // PAGE)
    at = claims_table.turned(pages)
    some = succession(held.rows(mine[(at - 1) * PAGE : at * PAGE]))
    drift = {
        one.row.claim: differences.of_claim(claim, held.articles)
        for one in some
        if (claim := held.claim(one.row.claim)) and claim.places
    }
    on = f" on “{bdi(about)}”" if about else ""
    heading = f"{bdi(who)}{on}: {count(len(mine), 'statement')}"
    link, colours = navigation.to_reader(scope), resources.colours()
    st.html(statements(some, heading, link, drift, colours, named=by == "actor"))
    claims_table.leaf(pages)
    return who


def statements(
    some: Sequence[HistoryEntry],
    heading: str,
    link: Link,
    drift: Drift,
    colours: Mapping[str, str] = NO_COLOURS,
    *,
    named: bool,
) -> str:
    """
    Statements one under the other, each with what its wording adds and leaves out.

    ``drift`` holds by claim what its reprints print otherwise.
    """
    marked = any(one.earlier is not None and not one.same for one in some)
    legend = (
        "<p class='or-quiet'>Where a statement is worded like an earlier one, words it adds are "
        "<ins>underlined</ins> and words it leaves out are <del>struck through</del>. "
        "Wording is described, not judged.</p>"
        if marked
        else "<p class='or-quiet'>No statement here is worded like an earlier one, so that no "
        "differences are marked.</p>"
        if len(some) > 1
        else ""
    )
    items = "".join(
        _item(one, link, drift.get(one.row.claim, ()), colours, named=named) for one in some
    )
    return (
        f'<section class="or or-positions"><h2>{heading}</h2>'
        f'{legend}<ol class="or-cards">{items}</ol></section>'
    )


def _item(
    one: HistoryEntry,
    link: Link,
    drift: Sequence[Difference],
    colours: Mapping[str, str],
    *,
    named: bool,
) -> str:
    row = one.row
    when = f'<p class="or-when">{time_tag(row.said_on)} <span>{dated(row.basis)}</span></p>'
    office = ", ".join(bdi(part) for part in (row.role, row.organisation) if part)
    who = f"<b>{bdi(row.speaker or palette.NOT_NAMED)}</b> " if named else ""
    head = f'<p class="or-who">{who}<span>{office}</span></p>' if who or office else ""
    if one.earlier is None:
        told, words = "", esc(row.text)
    elif one.same:
        told, words = f" The same words as {_earlier(one)}.", esc(row.text)
    else:
        told = f" Compared with {_earlier(one)}."
        words = "".join(_MARKS[piece.state].format(esc(piece.text)) for piece in one.pieces)
    outlet = outlet_from(row.outlet, None, colours.get(row.outlet or "", ""))
    carried = ", ".join(bdi(name) for name in row.carried_by)
    also = (
        f"<details><summary>Also carried by {count(len(row.carried_by), 'outlet')}</summary>"
        f"<p>{carried}. {bdi(differences.in_words(drift, row.outlet, row.article))}</p></details>"
        if carried
        else ""
    )
    href = esc(link(row.article, row.evidence))
    return (
        f'<li class="or-card">{when}<div>{head}'
        f'<blockquote dir="auto">{words}</blockquote>'
        f'<p class="or-where">{outlet}, {esc(KINDS[row.kind.value])}.{told} '
        f'<a href="{href}">Read it in the article</a></p>{also}</div></li>'
    )


_MARKS: Final = {"kept": "{}", "new": "<ins>{}</ins>", "gone": "<del>{}</del> "}


def _earlier(one: HistoryEntry) -> str:
    """What a statement is compared with, so that the reader finds it."""
    assert one.earlier is not None
    if one.above:
        return "the statement above"
    said = time_tag(one.earlier.said_on) if one.earlier.said_on else "an unknown day"
    return f"“{bdi(palette.cut(one.earlier.text, BEGINNING))}”, {said}"
