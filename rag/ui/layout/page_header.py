"""
The head of every page: its title, the link to the view, and the field for the question.

Streamlit binds a filter to the address under its key and writes the label of the option there, so
labels are values, except where ``navigation.sync_choice`` binds. A bound value survives a
change of page only if its widget is drawn before the page runs, as these are. What belongs to one
page (the question, the chosen claim) is kept for the session and restored when the reader returns.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st

from rag.text.english import listed
from rag.ui.browser import components
from rag.ui.markup import notices
from rag.ui.markup.wording import NAME
from rag.ui.palette import cut
from rag.ui.state import address, resources

scroll_to = components.scroll_to


FED: Final = ("", "timeline", "speakers")  # pages whose view has a feed
MEASURE: Final = 780  # pixels: a line of reading, with the cards' column of dates beside it
OWN_SITE: Final = (
    "Embedding works on pages of this site. An operator can name others: ONRECORD_EMBED."
)
SHARED: Final = "This link opens this exact view. People need access to this dashboard."
LONGEST_TAB: Final = 60  # characters of a title; a tab shows fewer, its list of windows more
READING: Final = 900  # pixels: the same, with the speakers beside the text


def words(
    label: str,
    placeholder: str,
    *,
    hidden: bool = False,
    on_change: Callable[[], None] | None = None,
) -> str:
    """The field for the parameter ``q``; gives its text. ``hidden`` hides its label."""
    st.text_input(
        label,
        key="q",
        bind="query-params",
        max_chars=address.MAX_QUESTION,
        placeholder=placeholder,
        label_visibility="collapsed" if hidden else "visible",
        on_change=on_change,
    )
    return str(st.session_state["q"] or "").strip()[: address.MAX_QUESTION]


def name_tab(words: str) -> None:
    """Name the browser's tab by what is shown: a question, a speaker, an article."""
    st.set_page_config(page_title=f"{cut(' '.join(words.split()), LONGEST_TAB)} · {NAME}")


def title(words: str, standfirst: str, relative: str, page: str) -> None:
    """
    The head of a page, and beside it the link to the view at hand.

    An embedded page has a smaller one: the page around it says what there is to see.
    """
    embedded = st.context.is_embedded
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        st.html(notices.heading(words, "" if embedded else standfirst), width="stretch")
        share(relative, page)


def share(relative: str, page: str) -> None:
    """A panel with the full address of what is shown, and the code that embeds it."""
    whole = relative.replace("&embed=true", "").replace("?embed=true&", "?")
    here = address.absolute(st.context.url, page, whole)
    if st.context.is_embedded:
        st.html(notices.outwards(here), width="content")
        return
    bare = address.absolute(st.context.url, page, f"{whole}&embed=true")
    with st.popover("Link to this view", type="tertiary", icon=":material/link:"):
        st.html(notices.quiet(SHARED))
        snippet = notices.snippet(bare)
        items = [
            components.CopyItem(label="Copy the link", text=here, done="Link copied."),
            components.CopyItem(label="Copy embed code", text=snippet, done="Embed code copied."),
        ]
        if page in FED:
            feed = address.absolute(st.context.url, page, address.feed(relative))
            items.append(
                components.CopyItem(
                    label="Copy feed address", text=feed, done="Address of the feed copied."
                )
            )
        components.copy_buttons(items, key="sharing")
        st.code(here, language=None, wrap_lines=True)
        st.html(notices.data(*(address.data(whole, ending) for ending in ("json", "csv"))))
        st.html(notices.quiet(_where_it_embeds()))
        st.code(snippet, language=None, wrap_lines=True)


def _where_it_embeds() -> str:
    """On which sites the code shows the view."""
    sites = resources.settings().embedding_sites
    return f"Embedding works on this site and {listed(sites)}." if sites else OWN_SITE
