"""The timeline's second view: one speaker's statements on a topic, in order of time."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from rag.reprints import differences
from rag.schema.answers import Difference
from rag.schema.scope import Scope
from rag.text.english import basis_of_day, count
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rewording import HistoryEntry, succession
from rag.timeline.rows import By
from rag.ui import palette
from rag.ui.browser import claims_table
from rag.ui.html import notices
from rag.ui.html.escape import KINDS, bdi, esc, outlet_from, time_tag
from rag.ui.locale import day
from rag.ui.state import address, navigation, resources
from rag.ui.state.address import Link

ReprintDifferences = Mapping[str, Sequence[Difference]]  # by claim

NO_COLOURS: Final[Mapping[str, str]] = {}
PAGE: Final = 40  # statements of a page
BEGINNING: Final = 48  # characters that identify an earlier statement
ANY_SPOKESPERSON: Final = " (all who speak for it)"  # marks an actor in an address; never changes


def show(table: ClaimTable, numbers: Numbers, scope: Scope, topic: str) -> str | None:
    """Draw the view; gives the speaker or actor it shows, None if there is none."""
    names = [name for name, _ in table.counts(numbers, "speaker") if name]
    names += [name + ANY_SPOKESPERSON for name, _ in table.counts(numbers, "actor") if name]
    if not names:
        st.html(notices.quiet("No named speakers match."))
        return None
    given = st.query_params.get("who")
    if given and given not in names:
        st.html(notices.notices((address.not_understood("who", given),)))
    navigation.sync_choice("who", names, names[0])
    st.selectbox("Speaker", names, key="who", format_func=_label)
    who = str(st.session_state["who"])
    by: By = "actor" if who.endswith(ANY_SPOKESPERSON) else "speaker"
    mine = table.ordered(table.of(numbers, by, who.removesuffix(ANY_SPOKESPERSON)), "date")
    pages = -(-len(mine) // PAGE)
    at = claims_table.current_page(pages)
    history = succession(table.rows(mine[(at - 1) * PAGE : at * PAGE]))
    reprinted = {
        entry.row.claim: differences.of_claim(claim, table.articles)
        for entry in history
        if (claim := table.claim(entry.row.claim)) and claim.places
    }
    on = f" on “{bdi(topic)}”" if topic else ""
    heading = f"{bdi(_label(who))}{on}: {count(len(mine), 'statement')}"
    link, colours = navigation.to_reader(scope), resources.colours()
    st.html(statements(history, heading, link, reprinted, colours, named=by == "actor"))
    claims_table.page_links(pages)
    return who


def _label(who: str) -> str:
    """A speaker or actor as the reader sees it; the address keeps the value."""
    actor = who.removesuffix(ANY_SPOKESPERSON)
    return who if actor == who else f"{actor} (any spokesperson)"


def statements(
    history: Sequence[HistoryEntry],
    heading: str,
    link: Link,
    reprinted: ReprintDifferences,
    colours: Mapping[str, str] = NO_COLOURS,
    *,
    named: bool,
) -> str:
    """
    Statements in order, each with the words it adds to and drops from an earlier one.

    ``reprinted`` gives, by claim, where its reprints differ.
    """
    marked = any(one.earlier is not None and not one.same for one in history)
    legend = (
        "<p class='or-quiet'>Compared with the closest earlier statement: new words "
        "<ins>underlined</ins>, dropped words <del>struck through</del>.</p>"
        if marked
        else "<p class='or-quiet'>No two statements are alike enough to compare.</p>"
        if len(history) > 1
        else ""
    )
    items = "".join(
        _item(one, link, reprinted.get(one.row.claim, ()), colours, named=named) for one in history
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
    basis = bdi(basis_of_day(row.statement_date, day))
    when = f'<p class="or-when">{time_tag(row.said_on)} <span>{basis}</span></p>'
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
