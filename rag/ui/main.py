"""The script behind every page: navigation, the shared filters, and where errors become words."""

from pathlib import Path
from typing import Final

import streamlit as st

from rag.ui import problems
from rag.ui.styles import CSS

NAME: Final = "On Record"
# Files and not :material/...: names, whose picture the browser would fetch from another host.
ASSETS: Final = Path(__file__).resolve().parent / "assets"


def main() -> None:
    """Draw what is around the page, then the page."""
    page = st.navigation(
        [
            st.Page("ask.py", title="Ask", default=True, help="Ask, and read a cited answer."),
            st.Page("timeline.py", title="Timeline", help="Who said what when."),
            st.Page("sources.py", title="Sources", help="The articles, and a reader for each."),
        ],
        position="top",
    )
    st.set_page_config(
        page_title=f"{page.title} · {NAME}",
        page_icon=ASSETS / "favicon.svg",
        layout="wide",
        # In a frame on someone's page the filters are there, but do not take half of it.
        initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    )
    st.logo(ASSETS / "wordmark.svg", size="large")
    st.html(CSS)
    if st.context.is_embedded:
        st.html('<div class="or or-embedded"></div>')
    try:
        from rag.ui import calendar, frame, resources, travel

        calendar.LOCALE.set(st.context.locale or "")
        travel.follow()
        corpus = resources.corpus()
        asked = frame.view(corpus)
        frame.turn_to(page.url_path)
        frame.draw(corpus, asked)
        travel.listen()
        page.run()
    except Exception as problem:
        problems.show(problem)


main()
