"""The timeline's second view: one speaker's statements on a topic, in order of time."""

from typing import Final

import streamlit as st

from rag.reprints import differences
from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rewording import succession
from rag.timeline.rows import By
from rag.ui.browser import claims_table
from rag.ui.markup import notices, statement_history
from rag.ui.state import address, navigation, resources

PAGE: Final = 40  # statements of a page
FEW: Final = 3  # dated statements, up to which the list itself shows the first and the latest
ANY_SPOKESPERSON: Final = address.ANY_SPOKESPERSON


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
    st.selectbox("Speaker", names, key="who", format_func=label)
    who = str(st.session_state["who"])
    by: By = "actor" if who.endswith(ANY_SPOKESPERSON) else "speaker"
    mine = table.ordered(table.of(numbers, by, who.removesuffix(ANY_SPOKESPERSON)), "date")
    pages = -(-len(mine) // PAGE)
    at = claims_table.current_page(pages)
    dated = table.dated(mine)
    days = table.days(dated)
    change = len(dated) > FEW and days and days[0] != days[1]
    ends = succession(table.rows(dated[[0, -1]])) if change else ()
    history = succession(table.rows(mine[(at - 1) * PAGE : at * PAGE]))
    reprinted = {
        entry.row.claim: differences.of_claim(claim, table.articles)
        for entry in history
        if (claim := table.claim(entry.row.claim)) and claim.places
    }
    st.html(
        statement_history.statements(
            history,
            label(who),
            navigation.to_reader(scope),
            reprinted,
            resources.colours(),
            named=by == "actor",
            number=len(mine),
            topic=topic,
            ends=ends if at == 1 else (),
            corrections={entry.row.claim: table.correction(entry.row) for entry in history},
        )
    )
    claims_table.page_links(pages)
    return who


def label(who: str) -> str:
    """A speaker or actor as the reader sees it; the address keeps the value."""
    actor = who.removesuffix(ANY_SPOKESPERSON)
    return who if actor == who else f"{actor} (any spokesperson)"
