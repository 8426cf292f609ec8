"""The page with the list of articles, and the reader for one article."""

from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.schema.scope import Scope
from rag.ui import reader_locale
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import article_facts, article_pages, article_text, comparison, notices, wording
from rag.ui.state import (
    address,
    answer_cache,
    library,
    navigation,
    quoted_place,
    resources,
)
from rag.ui.views import answer_takeaway, sources_report, superseded

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
        )
        order = st.selectbox(
            "Sort by", list(library.ORDERS), key="sort", bind="query-params", width=170
        )
    in_scope = {article.id for article in articles}
    entries = [entry for entry in resources.library_entries() if entry.article.id in in_scope]
    matches = library.ordered(library.matching(entries, words or ""), order or "")
    _head(head, corpus, scope, articles, find=words or None, sort=_if_other(order))
    if not matches:
        st.html(notices.quiet(f"No articles contain “{words.strip()}”."))
        st.html(notices.way("Show all", navigation.link("sources", scope)))
        return
    pages = -(-len(matches) // PAGE)
    at = 1
    if pages > 1:
        at = st.pagination(pages, key="page", bind="query-params")
    if words.strip():
        st.html(
            notices.quiet(f"{len(matches)} of {len(entries)} articles contain “{words.strip()}”.")
        )
    shown = matches[(at - 1) * PAGE : at * PAGE]
    st.html(article_pages.library(shown, resources.colours(), navigation.to_reader(scope)))


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
            article_pages.holdings(articles, corpus.dispatches(), corpus.claims(scope)),
            navigation.link("sources", scope, **rest, corpus=corpus.fingerprint),
            "sources",
        )


def _open(corpus: Corpus, article: Article, view: address.View, scope: Scope) -> None:
    """The article, or the version of it that the address names or that has its words."""
    versions = corpus.versions
    entry = versions.find(article, view.version) if view.version else None
    version = versions.read(entry) if entry else None
    if version:
        place = quoted_place.locate(version.article.text, view.span, view.quote)
    else:
        place = quoted_place.locate(article.text, view.span, view.quote, versions.newest(article))
        version = place.version
    if version:
        claims = [_underlined(claim, version.article, scope) for claim in version.claims]
        compared = view.beside == article.id
        superseded.read(corpus, version, place, claims, scope, compared=compared)
        return
    if entry:
        unreadable = "That version cannot be read; this is the article as it is now."
        st.html(notices.notices([unreadable]))
    if place.notice:
        with st.container(key="edited"):
            st.html(notices.notices([place.notice]))
    _read(corpus, article, place.span, view, scope)


def _read(
    corpus: Corpus, article: Article, span: Span | None, view: address.View, scope: Scope
) -> None:
    kept = {"q": view.question or None, "narrow": None if view.narrow else "off"}
    to_reader = navigation.to_reader(scope, **kept)
    copies = [
        copy
        for dispatch in corpus.dispatches()
        if dispatch.id == article.dispatch
        for name in dispatch.articles
        if name != article.id and (copy := corpus.article(name))
    ]
    other = next((copy for copy in copies if copy.id == view.beside), None)
    here = navigation.link(
        "sources",
        scope,
        article=article.id,
        **quoted_place.place_parameters(article.text, span),
        **kept,
        beside=other.id if other else None,
        corpus=corpus.fingerprint,
    )
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        home = (navigation.link("sources", scope), "All sources")
        way = (to_reader(article.id, span), "Back to the article") if other else home
        st.html(article_pages.back(*way), width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            answer_takeaway.cite(article)
            page_header.share(here, "sources")
    claims = corpus.claims(Scope(articles=(article.id,)))
    spans = sorted({claim.evidence for claim in claims})
    with_copies = [
        (copy, navigation.link("sources", scope, article=article.id, beside=copy.id, **kept))
        for copy in copies
    ]
    colour = resources.colours().get(article.outlet or "", "")
    st.html(article_pages.article_head(article, with_copies, to_reader, colour))
    if other:
        st.html(comparison.table(article, other, to_reader))
        return
    superseded.versions(corpus, article, scope)
    if (old := navigation.earlier_version(corpus, view.claim)) and old.article.id == article.id:
        superseded.claim_card(old, view.claim or "", scope)
    st.html(article_facts.facts(article, claims))
    if span:
        st.html(_steps(corpus, view, (article.id, span), spans, scope))
    underlined = [_underlined(claim, article, scope) for claim in claims]
    st.html(article_text.body(article, span, underlined))
    if span:
        place = f"{article.id}:{span.start}:{span.end}"
        page_header.scroll_to(article_text.MARK, place, block="center")


def _underlined(claim: Claim, article: Article, scope: Scope) -> article_text.UnderlinedClaim:
    """A claim as the reader underlines it, with a link to it on the timeline."""
    name = claim.speaker or "Speaker not named"
    day = reader_locale.day(claim.said_on) if claim.said_on else "day unknown"
    label = f"{name}, {wording.KINDS[claim.kind.value]}, {day}"
    if claim.chain:
        passing = ", ".join(f"“{article.text[span.start : span.end]}”" for span in claim.chain)
        label += f", passed on by {passing}"
    href = navigation.link("timeline", scope, claim=claim.id)
    return article_text.UnderlinedClaim(claim.content, label, name, href)


def _steps(
    corpus: Corpus, view: address.View, here: tuple[str, Span], spans: list[Span], scope: Scope
) -> str:
    """
    Links to the citations before and after ``here`` in the answer that the address names.

    Without an answer, to the claims before and after it, which are at ``spans``.
    """
    article, span = here
    kept = {"q": view.question or None, "narrow": None if view.narrow else "off"}
    link = navigation.to_reader(scope, **kept)
    if view.question and resources.model_ready():
        answer = answer_cache.answer(corpus, view.question, scope, narrow=view.narrow)
        places = [(citation.article, citation.span) for citation in answer.citations]
        if here in places:
            at = places.index(here)
            noun = "Passage" if answer.declined else "Citation"
            return article_pages.steps(
                f"{noun} {at + 1} of {len(places)}",
                link(*places[at - 1]) if at else None,
                link(*places[at + 1]) if at + 1 < len(places) else None,
                (view.question, navigation.link("", scope, **kept)),
            )
    before = [other for other in spans if other < span]
    after = [other for other in spans if other > span]
    words = "Claims of this article"
    if span in spans:
        words = f"Claim {len(before) + 1} of {len(spans)}"
    return article_pages.steps(
        words,
        link(article, before[-1]) if before else None,
        link(article, after[0]) if after else None,
        None,
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
            _open(corpus, article, view, scope)


page()
