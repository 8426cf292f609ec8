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
from rag.ui import reader_locale
from rag.ui.layout.update_banner import offer_update
from rag.ui.markup import notices
from rag.ui.markup.wording import KINDS
from rag.ui.state import address, navigation, resources

# A date field refuses what lies outside its bounds, which default to ten years around today.
EARLIEST: Final = date(1, 1, 1)
LATEST: Final = date(9999, 12, 31)
ARTICLES_CHANGED: Final = "Articles have changed since this link was made."


def draw(corpus: Corpus, asked: address.View) -> None:
    """The sidebar with its filters, and notices for parts of the address that are ignored."""
    facets = resources.facets()
    with st.sidebar:
        summary = st.empty()
        for spec in VALUE_FILTERS:
            if spec.in_address:
                _choices(spec, spec.texts(getattr(facets, spec.field)))
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
        summary.html(notices.scope(scope_summary(chosen, reader_locale.day)))
        if drawn := notices.histogram(*resources.claim_days(chosen)):
            bars.html(drawn)
        if not chosen.empty or problems:
            st.button("Clear filters", on_click=_clear, width="stretch")
    lines = dict.fromkeys((*asked.problems, *problems))
    if asked.corpus and asked.corpus != corpus.fingerprint:
        lines[ARTICLES_CHANGED] = None
    if lines:
        st.html(notices.notices(tuple(lines)))
    if not st.context.is_embedded:
        offer_update()


def scope() -> Scope:
    """The scope of the filters; values that are not in the corpus are ignored."""
    return _scope(resources.facets(), [])


def _choices(spec: ValueFilter, options: Sequence[str]) -> None:
    if not options:
        return
    chosen = st.session_state.get(spec.key)
    if chosen and not set(chosen) <= set(options):  # the articles changed during this session
        st.session_state[spec.key] = [value for value in chosen if value in options]
    if spec.choices:  # labels differ from the values in the address
        navigation.sync_choices(spec.key, options)
        st.multiselect(
            spec.label,
            options,
            key=spec.key,
            format_func=lambda value: KINDS[value].capitalize(),
            placeholder="All",
        )
    else:
        st.multiselect(spec.label, options, key=spec.key, bind="query-params", placeholder="All")


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
