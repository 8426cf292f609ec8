"""The page with the list of articles, and the reader of one."""

from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema import Article, Scope
from rag.ui import address, frame, notes, reader, resources

PAGE: Final = 50  # articles at a time


def _library(corpus: Corpus, scope: Scope) -> None:
    articles = corpus.articles(scope)
    frame.title(
        "Sources",
        reader.holdings(articles, corpus.dispatches(), corpus.claims(scope)),
        frame.link("sources", scope, corpus=corpus.fingerprint),
        "sources",
    )
    if not articles:
        st.html(notes.quiet("No article lies in this scope. Widen it at the side."))
        return
    pages = -(-len(articles) // PAGE)
    at = 1
    if pages > 1:
        at = st.pagination(pages, key="page")
    shown = articles[(at - 1) * PAGE : at * PAGE]
    dispatches = {dispatch.id: dispatch for dispatch in corpus.dispatches()}
    counts: dict[str, int] = {}
    for claim in corpus.claims():
        for article in (claim.article, *(place.article for place in claim.places)):
            counts[article] = counts.get(article, 0) + 1
    st.html(reader.library(shown, dispatches, counts, frame.to_reader(scope)))


def _read(corpus: Corpus, article: Article, asked: address.View, scope: Scope) -> None:
    span = asked.span
    bounds = {"start": span.start, "end": span.end} if span else {}
    here = frame.link("sources", scope, article=article.id, **bounds, corpus=corpus.fingerprint)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.html(reader.back(frame.link("sources", scope)), width="content")
        frame.share(here, "sources")
    others = next(
        (one.articles for one in corpus.dispatches() if one.id == article.dispatch), (article.id,)
    )
    copies = [copy for id in others if id != article.id and (copy := corpus.article(id))]
    st.html(reader.article_head(article, copies, frame.to_reader(scope)))
    st.html(reader.body(article, span))
    if span:
        place = f"{article.id}:{span.start}:{span.end}"
        frame.scroll_to(reader.MARK, place, block="center")


def page() -> None:
    """The article that the address names, else the list."""
    corpus = resources.corpus()
    scope = frame.scope()
    asked = frame.view(corpus)
    article = corpus.article(asked.article) if asked.article else None
    if article is None:
        _library(corpus, scope)
    else:
        _read(corpus, article, asked, scope)


with st.container(width=frame.MEASURE):
    page()
