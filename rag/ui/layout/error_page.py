"""Errors on a page: our own show their message, bugs a reference into the log."""

import logging
import secrets

import streamlit as st

from rag.errors import RagError
from rag.ui.markup import notices

log = logging.getLogger(__name__)


def show(problem: Exception) -> bool:
    """Show ``problem`` on the page; True, so that Streamlit does not show it again."""
    if isinstance(problem, RagError):
        log.warning("%s", problem)
        st.html(notices.problem(str(problem)))
    else:
        reference = secrets.token_hex(4)
        log.error("reference %s", reference, exc_info=problem)
        st.html(
            notices.problem(
                f"Something went wrong. The dashboard's log has the details under {reference}."
            )
        )
    return True
