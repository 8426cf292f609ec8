"""
What stands around every page: the shared filters, notices, the link to the view.

Streamlit binds a filter to the address under its key and puts there what the option displays;
hence options display their own value. A bound value survives a change of page only when its
widget is drawn before the page runs, as these are. What belongs to one page (the question, the
chosen claim) is kept for the session and put back into the address when the reader returns.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.articles import (
    Scope,
    Span,
)
from rag.schema.reports import Facets
from rag.ui import palette
from rag.ui.browser import components, links
from rag.ui.html import escape, notices
from rag.ui.state import address, index_watch, resources

scroll_to = components.scroll_to

# A date field refuses what lies outside its bounds, which default to ten years around today.
EARLIEST: Final = date(1, 1, 1)
LATEST: Final = date(9999, 12, 31)

MEASURE: Final = 780  # pixels: a line of reading, with the cards' column of dates beside it
READING: Final = 900  # pixels: the same, with the speakers beside the text

ALLOWED: Final = ("yes", "true", "on", "1")  # of ONRECORD_UPDATE

OTHER_STATE: Final = (
    "This link was made on another state of the articles; what it shows may differ."
)


def params() -> dict[str, list[str]]:
    """The parameters of the address, each with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def view(corpus: Corpus) -> address.View:
    """What the address asks for, checked against the corpus."""

    def length(article: str) -> int | None:
        found = corpus.article(article)
        return None if found is None else len(found.text)

    return address.parse(
        params(),
        resources.facets(),
        length=length,
        has_claim=lambda claim: corpus.claim(claim) is not None,
    )


def draw(corpus: Corpus, asked: address.View) -> None:
    """The sidebar with its filters, and the notices for an address not followed to the letter."""
    facets = resources.facets()
    with st.sidebar:
        said = st.empty()
        _choices("Outlets", "outlet", facets.outlets)
        _choices("Speakers", "speaker", facets.speakers)
        _choices("Kinds of speech", "kind", [kind.value for kind in facets.kinds])
        bars = st.empty()
        for label, name in (("Said on or after", "after"), ("Said on or before", "before")):
            st.date_input(
                label,
                value=None,
                min_value=EARLIEST,
                max_value=LATEST,
                key=name,
                bind="query-params",
                format="YYYY-MM-DD",
            )
        problems: list[str] = []
        chosen = _scope(facets, problems)
        said.html(notices.scope(address.in_words(chosen)))
        if drawn := notices.histogram(*resources.days(chosen)):
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


@st.fragment(run_every=0.5)
def until_ready(*, waiting: bool = False) -> None:
    """Say that the model loads, and run the page again when it has."""
    if resources.model_ready():
        st.rerun()
    st.html(notices.loading(waiting=waiting))


def scope() -> Scope:
    """The scope that the filters hold; what a tampered page sends is dropped."""
    return _scope(resources.facets(), [])


def keep(name: str, value: str | None) -> None:
    """Remember for this session what a page shows, for when the reader comes back to it."""
    st.session_state[f"kept_{name}"] = value


def kept(name: str) -> str | None:
    """What ``keep`` was last given."""
    value = st.session_state.get(f"kept_{name}")
    return value if isinstance(value, str) else None


def turn_to(page: str) -> None:
    """Note which page is about to run, and whether the reader brought anything to it."""
    exact = links.by_address()
    st.session_state["arrived"] = not exact and st.session_state.get("now_on", page) != page
    st.session_state["now_on"] = page
    for name in address.TABLE if exact or arrived() else ():  # meant something where they were set
        if exact or name not in st.query_params:
            st.session_state.pop(name, None)
    if arrived() and not page and "q" in st.session_state and "q" not in st.query_params:
        st.session_state["q"] = kept("q") or ""  # not the words of the page that was left


def arrived() -> bool:
    """Whether the reader came from another page of this session, and by its name alone."""
    return bool(st.session_state.get("arrived"))


def link(page: str, chosen: Scope = address.EVERYTHING, /, **rest: str | int | None) -> str:
    """The address of a page; inside a frame the frame's bare look is carried on."""
    if st.context.is_embedded:
        rest["embed"] = "true"
    return address.link(page, chosen, **rest)


def to_reader(chosen: Scope, **rest: str | None) -> escape.Link:
    """How cards address a place in an article; the scope and ``rest`` are carried along."""

    def make(article: str, span: Span | None) -> str:
        place: Mapping[str, int] = {"start": span.start, "end": span.end} if span else {}
        return link("sources", chosen, article=article, **place, **rest)

    return make


def colours() -> Mapping[str, str]:
    """The colour of each outlet, the same on every page."""
    return palette.outlet_colours(resources.outlets())


def words(
    label: str,
    placeholder: str,
    *,
    hidden: bool = False,
    on_change: Callable[[], None] | None = None,
) -> str:
    """The field for ``q`` of the address, and what stands in it; ``hidden``: named, not shown."""
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


def title(words: str, standfirst: str, relative: str, page: str) -> None:
    """
    The head of a page, and beside it the link to the view at hand.

    In a frame it is smaller: the page around it has said what there is to see.
    """
    embedded = st.context.is_embedded
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        st.html(notices.heading(words, "" if embedded else standfirst), width="stretch")
        share(relative, page)


def share(relative: str, page: str) -> None:
    """A panel with the full address of what is shown, what it holds, and a snippet to embed it."""
    whole = relative.replace("&embed=true", "").replace("?embed=true&", "?")
    here = address.absolute(st.context.url, page, whole)
    if st.context.is_embedded:
        st.html(notices.outwards(here), width="content")
        return
    bare = address.absolute(st.context.url, page, f"{whole}&embed=true")
    with st.popover("Link to this view", type="tertiary", icon=":material/link:"):
        st.html(notices.shared(address.told(relative)))
        snippet = notices.snippet(bare)
        components.take(
            [
                components.Piece("Copy the link", here, "Link copied."),
                components.Piece(
                    "Copy the snippet for an article page", snippet, "Snippet copied."
                ),
            ],
            key="sharing",
        )
        st.code(here, language=None, wrap_lines=True)
        st.code(snippet, language=None, wrap_lines=True)


def offer_update() -> None:
    """A quiet banner where the folder holds what the index does not; where allowed, a button."""
    wanted = resources.settings()
    update = index_watch.running(wanted)
    if update is not None and not update.ended:
        _updating()
        return
    found = index_watch.changes(wanted)
    if not found:
        return
    if update is not None and update.problem:
        st.html(notices.problem(update.problem))
    allowed = wanted.update.casefold() in ALLOWED
    st.html(notices.changed(found, "" if allowed else "onrecord index"))
    if allowed:
        st.button("Update the index", on_click=_begin)


def _begin() -> None:
    wanted = resources.settings()
    if wanted.update.casefold() in ALLOWED:  # what is not offered is not done either
        index_watch.begin(wanted)


@st.fragment(run_every=1.0)
def _updating() -> None:
    """How far the update is; the page is run again when it has ended."""
    update = index_watch.running(resources.settings())
    if update is None or update.ended:
        if update is not None and not update.problem:
            st.toast("The index is up to date.")
        st.rerun()
    assert update is not None
    share_done = min(1.0, update.done / update.total) if update.total else 0.0
    parts_done = f", {update.done:,} of {update.total:,}" if update.total > 1 else ""
    st.progress(share_done, text=f"Updating the index. {update.step}{parts_done} …")


def _choices(label: str, name: str, options: Sequence[str]) -> None:
    if not options:
        return
    held = st.session_state.get(name)
    if held and not set(held) <= set(options):  # the articles changed under this session
        st.session_state[name] = [value for value in held if value in options]
    st.multiselect(label, options, key=name, bind="query-params", placeholder="All")


def _scope(facets: Facets, problems: list[str]) -> Scope:
    state: Mapping[str, Any] = {name: st.session_state.get(name) for name in address.FILTERS}
    after, before = state["after"], state["before"]
    return address.scope_of(
        [value for value in state["outlet"] or () if value in facets.outlets],
        [value for value in state["speaker"] or () if value in facets.speakers],
        [value for value in state["kind"] or () if value in {kind.value for kind in facets.kinds}],
        after=after if isinstance(after, date) else None,
        before=before if isinstance(before, date) else None,
        problems=problems,
    )


def _clear() -> None:
    for name in ("outlet", "speaker", "kind"):
        if name in st.session_state:
            st.session_state[name] = []
    st.session_state["after"] = st.session_state["before"] = None
