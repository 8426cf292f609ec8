"""How an error reaches a reader: ours as the line it carries, a bug as a reference."""

import logging
import secrets

import streamlit as st

from rag.errors import RagError
from rag.ui.html import notices

log = logging.getLogger(__name__)


def show(problem: Exception) -> bool:
    """Show ``problem`` on the page; always True, which tells Streamlit that it has been shown."""
    if isinstance(problem, RagError):
        log.warning("%s", problem)
        st.html(notices.problem(str(problem)))
    else:
        reference = secrets.token_hex(4)
        log.error("reference %s", reference, exc_info=problem)
        st.html(
            notices.problem(
                "Something went wrong here that should not. "
                f"Whoever runs this dashboard finds it in the log under {reference}."
            )
        )
    return True
