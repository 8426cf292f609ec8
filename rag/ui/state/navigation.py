"""Navigation: the view of an address, links, and what is restored when a reader returns."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rag.corpus import Corpus
from rag.export import quoted_place
from rag.schema.articles import Span
from rag.schema.scope import EVERYTHING, Scope
from rag.storage.kept.article_versions import MINIMUM, ArticleVersion, text_hash
from rag.ui.state import address, resources

FIRST_WORDS: Final = 60  # characters of a place by which an address that is copied finds it again


def params() -> dict[str, list[str]]:
    """The parameters of the address, each with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def view(corpus: Corpus, page: str = "") -> address.View:
    """The view that the address of ``page`` asks for, checked against the corpus."""

    def length(article: str) -> int | None:
        known = corpus.article(article)
        return None if known is None else len(known.text)

    def has_version(article: str, version: str) -> bool:
        known = corpus.article(article)
        if known is None or len(version) < MINIMUM:
            return False
        now = text_hash(known.text).startswith(version)
        return now or corpus.versions.find(known, version) is not None

    return address.parse(
        params(),
        resources.facets(),
        length=length,
        has_claim=lambda claim: bool(corpus.claim(claim) or earlier_version(corpus, claim)),
        has_version=has_version,
        page=page,
    )


def earlier_version(corpus: Corpus, claim: str | None) -> ArticleVersion | None:
    """The version of an edited article that has a claim, None where the corpus has it."""
    if not claim or corpus.claim(claim):
        return None
    return corpus.versions.with_claim(claim, corpus.tables.articles)


def keep(name: str, value: str | None) -> None:
    """Remember for this session what a page shows, to restore it when the reader returns."""
    st.session_state[f"kept_{name}"] = value


def kept(name: str) -> str | None:
    """The value that ``keep`` was last given."""
    value = st.session_state.get(f"kept_{name}")
    return value if isinstance(value, str) else None


def turn_to(page: str) -> None:
    """Record which page is about to run, and whether the reader came from another one."""
    exact = by_address()
    st.session_state["arrived"] = not exact and st.session_state.get("now_on", page) != page
    st.session_state["now_on"] = page
    for name in (
        address.TABLE if exact or arrived() else ()
    ):  # these belong to the page where they were set
        if exact or name not in st.query_params:
            st.session_state.pop(name, None)
    if arrived() and not page and "q" in st.session_state and "q" not in st.query_params:
        st.session_state["q"] = kept("q") or ""  # not the topic of the page before


def arrived() -> bool:
    """Whether the reader came from another page of this session through the menu."""
    return bool(st.session_state.get("arrived"))


def link(page: str, chosen: Scope = EVERYTHING, /, **rest: str | int | None) -> str:
    """The address of a page; an embedded page links to embedded pages."""
    if st.context.is_embedded:
        rest["embed"] = "true"
    return address.link(page, chosen, **rest)


def to_reader(chosen: Scope, **rest: str | None) -> address.Link:
    """Makes addresses of places in articles, each with its words, the scope and ``rest``."""
    articles = resources.corpus().tables.articles

    def make(article: str, span: Span | None) -> str:
        known = articles.get(article)
        place = quoted_place.place_parameters(known.text, span) if known else {}
        return link("sources", chosen, article=article, **place, **rest)

    return make


def to_speaker(chosen: Scope, **rest: str | None) -> address.SpeakerLink:
    """Makes addresses of the pages of speakers, with the other filters of the scope."""
    names = resources.speaker_table().names

    def make(name: str | None) -> str:
        if not name or name not in names:
            return ""
        return link("speakers", replace(chosen, speakers=(name,)), **rest)

    return make


def taken_along(page: str, article: str, span: Span | None) -> str:
    """
    The full address of a place in an article, for a reader who takes its words elsewhere.

    The reader is on ``page``. Short: it has the first words of the place only, and no question.
    """
    known = resources.corpus().article(article)
    place = quoted_place.place_parameters(known.text, span, FIRST_WORDS) if known else {}
    return address.absolute(st.context.url, page, address.link("sources", article=article, **place))


def to_version(version: ArticleVersion, chosen: Scope, **rest: str | None) -> address.Link:
    """As ``to_reader``, for places in an earlier version of an article."""
    text, name = version.article.text, version.entry.hash

    def make(article: str, span: Span | None) -> str:
        place = quoted_place.place_parameters(text, span)
        return link("sources", chosen, article=article, version=name, **place, **rest)

    return make


def sync_choice(name: str, options: Sequence[str], default: str) -> None:
    """
    Make the widget with the key ``name`` and the parameter ``name`` agree; call before the widget.

    Streamlit's own binding writes the label of an option into the address. This one writes its
    value, so that an address outlives a change of labels. The default is left out.
    """
    given = st.query_params.get(name)
    if by_address() or st.session_state.get(name) not in options:
        st.session_state[name] = given if given in options else default
    value = st.session_state[name]
    if value != (given or default):
        st.query_params[name] = value
    if value == default:
        st.query_params.pop(name, None)


def sync_choices(name: str, options: Sequence[str]) -> None:
    """As ``sync_choice``, for a widget with several values and none by default."""
    given = st.query_params.get_all(name)
    if by_address() or name not in st.session_state:
        st.session_state[name] = [value for value in dict.fromkeys(given) if value in options]
    if st.session_state[name] != given:
        st.query_params[name] = st.session_state[name]


def by_address() -> bool:
    """
    Whether this run follows an address: a link, or the browser's back and forward.

    Then the address alone decides what is shown, and nothing is restored.
    """
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def follow() -> None:
    """
    Restore parameters that Streamlit drops when an address is followed.

    Streamlit drops those that widgets of the previous page were bound to, though the address is
    that of the next page: a link to a citation holds the question, whose box the reader page lacks.
    """
    run = get_script_run_ctx()
    if run is None or not run.is_history_navigation:
        return
    with run.session_state.query_params() as current:
        before = dict(current)
        current.set_initial_query_params(run.query_string)
        current.populate_from_query_string(run.query_string)
        dropped = dict(current) != before
    if dropped:
        st.query_params.update()  # the browser has been sent the shortened address
