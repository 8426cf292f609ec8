"""Two speakers side by side: counts, and statements by year or month."""

from typing import Final

import streamlit as st

from rag.ui.browser import claims_table
from rag.ui.markup import notices
from rag.ui.markup.profiles.statements_beside import statements_beside
from rag.ui.state import navigation, resources
from rag.ui.views.people.speaker_page import periods
from rag.ui.views.people.speaker_scope import SpeakerInScope

PAGE: Final = 40  # statements at a time


def show(one: SpeakerInScope, other: SpeakerInScope) -> None:
    """Draw the numbers of both, and a page of their statements."""
    table = resources.claim_table()
    columns = [set(who.claims.tolist()) for who in (one, other)]
    numbers = sorted(set().union(*columns))  # which is the order of time
    if not numbers:
        st.html(notices.quiet("No quotes match these filters."))
        return
    unit = periods([one, other])
    pages = -(-len(numbers) // PAGE)
    at = claims_table.current_page(pages)
    shown = numbers[(at - 1) * PAGE : at * PAGE]
    st.html(
        statements_beside(
            [one.name, other.name],
            [(table.row(n), [n in column for column in columns]) for n in shown],
            unit,
            navigation.to_reader(one.scope),
            resources.colours(),
            alone=pages == 1,
        )
    )
    claims_table.page_links(pages)
