"""What is folded away until a reader opens it."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer


def fold(label: str, key: str) -> "ExpanderContainer | None":
    """
    An expander for fields that few readers need; None until it is first opened.

    Its fields are not drawn before. Closed again, it keeps what was typed.
    """
    place = st.expander(label, key=key, on_change="rerun", type="compact")
    if place.open:
        st.session_state[_opened(key)] = True
    return place if st.session_state.get(_opened(key)) else None


def fold_away(key: str) -> None:
    """Close the expander with this key, in a callback: what was typed is saved."""
    st.session_state[key] = False
    st.session_state.pop(_opened(key), None)


def _opened(key: str) -> str:
    return f"{key}:opened"
