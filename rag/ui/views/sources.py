"""The page with the list of articles, and the reader for one article."""

from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.articles import Article, title_of
from rag.schema.scope import Scope
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import article_pages, notices
from rag.ui.state import address, library, navigation, resources
from rag.ui.views import sources_report, sources_search
from rag.ui.views.panels import article_reader

PAGE: Final = 50  # articles at a time


def _library(corpus: Corpus, scope: Scope) -> None:
    articles = corpus.articles(scope)
    if problems := _problems():
        st.html(notices.notices(problems))
    head = st.empty()
    sources_report.way(scope)
    if not articles:
        _head(head, corpus, scope, ())
        st.html(notices.quiet("No articles match these filters."))
        st.html(notices.way("Clear filters", navigation.link("sources")))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding"):
        words = st.text_input(
            "Search titles and texts",
            key="find",
            bind="query-params",
            max_chars=address.MAX_QUESTION,
            placeholder="Words in title or text",
            help=sources_search.HELP,
        )
        order = st.selectbox(
            "Sort by", list(library.ORDERS), key="sort", bind="query-params", width=170
        )
    asked = sources_search.search((words or "").strip(), scope, _if_other(order))
    _head(head, corpus, scope, articles, find=words or None, sort=asked.order)
    entries = resources.library_entries()
    found = asked.found if asked.query.terms else articles
    if not found:
        sources_search.nothing(asked)
        return
    matches = library.ordered([entries[article.id] for article in found], order or "")
    if asked.query.terms:
        sources_search.heading(asked, found, len(articles))
    pages = -(-len(matches) // PAGE)
    at = 1
    if pages > 1:
        at = st.pagination(pages, key="page", bind="query-params")
    shown = matches[(at - 1) * PAGE : at * PAGE]
    places = sources_search.places(asked, shown)
    st.html(article_pages.library(shown, resources.colours(), navigation.to_reader(scope), places))


def _problems() -> tuple[str, ...]:
    """Notices for parameters of the list that are ignored."""
    sort = st.query_params.get("sort")
    unknown = sort and sort not in library.ORDERS
    return (
        *([address.not_understood("sort", sort)] if unknown else ()),
        *address.page_problems(st.query_params.get("page")),
    )


def _if_other(order: str | None) -> str | None:
    """The order, unless it is the default."""
    return None if order == next(iter(library.ORDERS)) else order


def _head(
    place: "st.delta_generator.DeltaGenerator",
    corpus: Corpus,
    scope: Scope,
    articles: tuple[Article, ...],
    **rest: str | None,
) -> None:
    with place.container():
        page_header.title(
            "Sources",
            article_pages.holdings(
                articles, corpus.dispatches(), len(corpus.claim_table.within(scope))
            ),
            navigation.link("sources", scope, **rest, corpus=corpus.fingerprint),
            "sources",
        )


def page() -> None:
    """The article of the address, or the list, or the import report."""
    corpus = resources.corpus()
    scope = sidebar.scope()
    view = navigation.view(corpus)
    article = corpus.article(view.article) if view.article else None
    if article is None:
        with st.container(width=page_header.MEASURE):
            if sources_report.wanted():
                sources_report.show(corpus, scope)
            else:
                _library(corpus, scope)
    else:
        with st.container(width=page_header.READING):
            page_header.name_tab(title_of(article))
            article_reader.show(corpus, article, view, scope)


page()
