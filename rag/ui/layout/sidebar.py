"""The sidebar with the shared filters."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.reports import Facets
from rag.schema.scope import (
    DAY_FILTERS,
    FILTERS,
    VALUE_FILTERS,
    Scope,
    ValueFilter,
    scope_summary,
)
from rag.ui import locale
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
        for spec in VALUE_FILTERS:
            if spec.in_address:
                _choices(spec.label, spec.key, spec.texts(getattr(facets, spec.field)))
        bars = st.empty()
        for bound in DAY_FILTERS:
            st.date_input(
                bound.label,
                value=None,
                min_value=EARLIEST,
                max_value=LATEST,
                key=bound.key,
                bind="query-params",
                format="YYYY-MM-DD",
            )
        problems: list[str] = []
        chosen = _scope(facets, problems)
        said.html(notices.scope(scope_summary(chosen, locale.day)))
        if drawn := notices.histogram(*resources.claim_days(chosen)):
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
    state: dict[str, Any] = {}
    for spec in FILTERS:
        if not spec.in_address:
            continue
        value = st.session_state.get(spec.key)
        if isinstance(spec, ValueFilter):
            known = getattr(facets, spec.field)
            state[spec.key] = [text for text in value or () if text in known]
        else:
            state[spec.key] = value if isinstance(value, date) else None
    return address.scope_of(state, problems)


def _clear() -> None:
    for spec in FILTERS:
        if spec.in_address and spec.key in st.session_state:
            st.session_state[spec.key] = [] if isinstance(spec, ValueFilter) else None
