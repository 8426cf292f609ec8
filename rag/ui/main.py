"""The script behind every page: navigation, the shared filters, and error messages."""

import streamlit as st

from rag.errors import MissingIndexError, StaleIndexError
from rag.ui.layout import error_page
from rag.ui.markup import notices
from rag.ui.markup.asset_files import ASSETS, style_sheet
from rag.ui.markup.wording import NAME


def main() -> None:
    """Draw the parts that all pages share, then the page."""
    page = st.navigation(
        [
            st.Page(
                "views/ask.py",
                title="Ask",
                default=True,
                help="Ask a question and read a cited answer.",
            ),
            st.Page("views/timeline.py", title="Timeline", help="Who said what, and when."),
            st.Page("views/speakers.py", title="Speakers", help="Who is quoted, and how often."),
            st.Page("views/drafts.py", title="Drafts", help="Check the quotations of a draft."),
            st.Page("views/desk.py", title="Desk", help="What is new, and your marks."),
            st.Page("views/sources.py", title="Sources", help="All articles, each with a reader."),
        ],
        position="top",
    )
    # Files and not :material/...: names, whose picture the browser would fetch from another host.
    st.set_page_config(
        page_title=f"{page.title} · {NAME}",
        page_icon=ASSETS / "favicon.svg",
        layout="wide",
        # An embedded page has filters, too, but they should not fill half of it.
        initial_sidebar_state="collapsed" if st.context.is_embedded else "auto",
    )
    st.logo(ASSETS / "wordmark.svg", size="large")
    st.html(style_sheet("page.css"))
    st.html(style_sheet("print.css"))
    if st.context.is_embedded:
        st.html(notices.embedded())
    try:
        from rag.ui import reader_locale
        from rag.ui.browser import keys, links, printing
        from rag.ui.layout import sidebar
        from rag.ui.state import address, navigation, resources

        reader_locale.LOCALE.set(st.context.locale or "")
        navigation.follow()
        corpus = resources.corpus()
        view = navigation.view(corpus, page.url_path)
        navigation.turn_to(page.url_path)
        sidebar.draw(corpus, view)
        address.SPEAKER_LINK.set(navigation.to_speaker(sidebar.scope()))
        links.listen()
        printing.listen()
        page.run()
        if not st.context.is_embedded:  # the keys belong to the page around it
            keys.listen()
    except Exception as problem:
        _instead(problem)


def _instead(problem: Exception) -> None:
    """What is shown in place of the page: a welcome while there is no index, else the error."""
    from rag.ui.layout import empty_state

    if isinstance(problem, MissingIndexError) and not empty_state.index_is_there():
        empty_state.show()
        return
    error_page.show(problem)
    if isinstance(problem, StaleIndexError):
        empty_state.offer_rebuild()


main()
