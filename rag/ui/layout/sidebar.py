"""The sidebar with the shared filters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.reports import Facets
from rag.schema.scope import Scope
from rag.ui.html import notices
from rag.ui.layout.update_banner import offer_update
from rag.ui.state import address, resources

# A date field refuses what lies outside its bounds, which default to ten years around today.
EARLIEST: Final = date(1, 1, 1)


LATEST: Final = date(9999, 12, 31)


OTHER_STATE: Final = (
    "This link was made on another state of the articles; what it shows may differ."
)


def draw(corpus: Corpus, asked: address.View) -> None:
    """The sidebar with its filters, and the notices for an address not followed to the letter."""
    facets = resources.facets()
    with st.sidebar:
        said = st.empty()
        _choices("Outlets", "outlet", facets.outlets)
        _choices("Speakers", "speaker", facets.speakers)
        _choices("Kinds of speech", "kind", [kind.value for kind in facets.kinds])
        bars = st.empty()
        for label, name in (("Said on or after", "after"), ("Said on or before", "before")):
            st.date_input(
                label,
                value=None,
                min_value=EARLIEST,
                max_value=LATEST,
                key=name,
                bind="query-params",
                format="YYYY-MM-DD",
            )
        problems: list[str] = []
        chosen = _scope(facets, problems)
        said.html(notices.scope(address.in_words(chosen)))
        if drawn := notices.histogram(*resources.days(chosen)):
            bars.html(drawn)
        if not chosen.empty or problems:
            st.button("Clear the scope", on_click=_clear, width="stretch")
    lines = dict.fromkeys((*asked.problems, *problems))
    if asked.corpus and asked.corpus != corpus.fingerprint:
        lines[OTHER_STATE] = None
    if lines:
        st.html(notices.notices(tuple(lines)))
    if not st.context.is_embedded:
        offer_update()


def scope() -> Scope:
    """The scope that the filters hold; what a tampered page sends is dropped."""
    return _scope(resources.facets(), [])


def _choices(label: str, name: str, options: Sequence[str]) -> None:
    if not options:
        return
    held = st.session_state.get(name)
    if held and not set(held) <= set(options):  # the articles changed under this session
        st.session_state[name] = [value for value in held if value in options]
    st.multiselect(label, options, key=name, bind="query-params", placeholder="All")


def _scope(facets: Facets, problems: list[str]) -> Scope:
    state: Mapping[str, Any] = {name: st.session_state.get(name) for name in address.FILTERS}
    after, before = state["after"], state["before"]
    return address.scope_of(
        [value for value in state["outlet"] or () if value in facets.outlets],
        [value for value in state["speaker"] or () if value in facets.speakers],
        [value for value in state["kind"] or () if value in {kind.value for kind in facets.kinds}],
        after=after if isinstance(after, date) else None,
        before=before if isinstance(before, date) else None,
        problems=problems,
    )


def _clear() -> None:
    for name in ("outlet", "speaker", "kind"):
        if name in st.session_state:
            st.session_state[name] = []
    st.session_state["after"] = st.session_state["before"] = None
