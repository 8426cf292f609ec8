"""A field for words beside a choice of what is listed, both in the address."""

from collections.abc import Mapping

import streamlit as st

from rag.ui.state import address, navigation


def search_and_choice(
    label: str, placeholder: str, key: str, labels: Mapping[str, str]
) -> tuple[str, str]:
    """
    Draw both; returns the words, trimmed, and the choice.

    ``key`` is that of the choice in ``address.CHOICES``, ``labels`` are the words of its values.
    """
    options = address.CHOICES[key]
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding"):
        words = st.text_input(
            label,
            key="find",
            bind="query-params",
            max_chars=address.MAX_QUESTION,
            placeholder=placeholder,
        )
        navigation.sync_choice(key, options, options[0])
        st.segmented_control(
            "Show",
            options,
            key=key,
            format_func=labels.__getitem__,
            required=True,
            on_change=_first_page,
        )
    return (words or "").strip(), str(st.session_state[key])


def _first_page() -> None:
    """Another choice has other pages."""
    st.session_state.pop("page", None)
