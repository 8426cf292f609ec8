"""The script behind every page: navigation, the shared filters, and where errors become words."""

from typing import Final

import streamlit as st

from rag.ui.html import notices
from rag.ui.html.asset_files import ASSETS, style_sheet
from rag.ui.layout import error_page

NAME: Final = "On Record"


def main() -> None:
    """Draw what is around the page, then the page."""
    page = st.navigation(
        [
            st.Page(
                "views/ask.py", title="Ask", default=True, help="Ask, and read a cited answer."
            ),
            st.Page("views/timeline.py", title="Timeline", help="Who said what when."),
            st.Page(
                "views/sources.py", title="Sources", help="The articles, and a reader for each."
            ),
        ],
        position="top",
    )
    # Files and not :material/...: names, whose picture the browser would fetch from another host.
    st.set_page_config(
        page_title=f"{page.title} · {NAME}",
        page_icon=ASSETS / "favicon.svg",
        layout="wide",
        # In a frame on someone's page the filters are there, but do not take half of it.
        initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    )
    st.logo(ASSETS / "wordmark.svg", size="large")
    st.html(style_sheet("page.css"))
    if st.context.is_embedded:
        st.html(notices.embedded())
    try:
        from rag.ui import locale
        from rag.ui.browser import links
        from rag.ui.layout import sidebar
        from rag.ui.state import navigation, resources

        locale.LOCALE.set(st.context.locale or "")
        navigation.follow()
        corpus = resources.corpus()
        asked = navigation.view(corpus)
        navigation.turn_to(page.url_path)
        sidebar.draw(corpus, asked)
        links.listen()
        page.run()
    except Exception as problem:
        error_page.show(problem)


main()
