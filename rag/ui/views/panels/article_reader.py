"""An article for reading, opened at the words of an address: as a page, or beside an answer."""

import streamlit as st

from rag.corpus import Corpus
from rag.export import quoted_place
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.schema.scope import Scope
from rag.ui import reader_locale
from rag.ui.layout import page_header
from rag.ui.markup import article_facts, article_pages, article_text, comparison, notices, wording
from rag.ui.state import address, answer_cache, navigation, resources
from rag.ui.views import answer_takeaway, superseded
from rag.ui.views.marking import correction_form, mark_form

NO_STEPS = article_pages.BarSteps()


def show(
    corpus: Corpus, article: Article, view: address.View, scope: Scope, *, beside: bool = False
) -> None:
    """
    The article, or the version of it that the address names or that has its words.

    ``beside``: in the pane beside an answer, without the links that a page has at its head.
    """
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
        if not beside:
            superseded.head(corpus, version, place, scope, compared=compared)
        with st.container(key="bar"):
            st.html(_bar(version.article, NO_STEPS, view, scope, beside=beside))
            superseded.notice(version, place, scope, compared=compared)
        superseded.read(corpus, version, place, claims, scope, compared=compared)
        return
    if entry:
        unreadable = "That version cannot be read; this is the article as it is now."
        st.html(notices.notices([unreadable]))
    _read(corpus, article, place, view, scope, beside=beside)


def _read(
    corpus: Corpus,
    article: Article,
    place: quoted_place.QuotedPlace,
    view: address.View,
    scope: Scope,
    *,
    beside: bool,
) -> None:
    """The article as it is now."""
    span = place.span
    kept = _kept(view)
    to_reader = navigation.to_reader(scope, **kept)
    copies = [
        copy
        for dispatch in corpus.dispatches()
        if dispatch.id == article.dispatch
        for name in dispatch.articles
        if name != article.id and (copy := corpus.article(name))
    ]
    other = next((copy for copy in copies if copy.id == view.beside), None)
    if not beside:
        fingerprint, compared = corpus.fingerprint, other.id if other else None
        here = navigation.to_reader(scope, **kept, beside=compared, corpus=fingerprint)
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            if other:
                way = (to_reader(article.id, span), "Back to the article")
            elif view.question:
                way = (navigation.link("", scope, **kept), f"Back to: {view.question}")
            else:
                way = (navigation.link("sources", scope), "All sources")
            st.html(article_pages.back(*way), width="content")
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                answer_takeaway.cite(article)
                page_header.share(here(article.id, span), "sources")
    steps = NO_STEPS if other else _steps(corpus, article, span, view, scope)
    with st.container(key="bar"):
        st.html(_bar(article, steps, view, scope, beside=beside))
        if place.notice:
            st.html(notices.notices([place.notice]))
    claims = corpus.claims(Scope(articles=(article.id,)))
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
    mark_form.show(article, None)
    correction_form.published(article)
    st.html(article_text.body(article, span, [_underlined(one, article, scope) for one in claims]))
    if span:
        at = f"{article.id}:{span.start}:{span.end}"
        page_header.scroll_to(article_text.MARK, at, block="center")


def _kept(view: address.View) -> dict[str, str | None]:
    """The parameters of the answer that leads to the article."""
    return {"q": view.question or None, "narrow": None if view.narrow else "off"}


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


def _bar(
    article: Article,
    steps: article_pages.BarSteps,
    view: address.View,
    scope: Scope,
    *,
    beside: bool,
) -> str:
    """The line that stays in view: the article, the place in it, the ways to the neighbours."""
    answer = navigation.link("", scope, **_kept(view))
    return article_pages.bar(
        article,
        steps,
        answer if view.question or beside else "",
        resources.colours().get(article.outlet or "", ""),
    )


def _steps(
    corpus: Corpus,
    article: Article,
    span: Span | None,
    view: address.View,
    scope: Scope,
) -> article_pages.BarSteps:
    """
    The citations before and after the place in the answer that the address names.

    Without an answer that cites it, the claims of the article before and after it.
    """
    link = navigation.to_reader(scope, **_kept(view))
    if span and view.question and resources.model_ready():
        answer = answer_cache.answer(corpus, view.question, scope, narrow=view.narrow)
        places = [(citation.article, citation.span) for citation in answer.citations]
        if (article.id, span) in places:
            at = places.index((article.id, span))
            return article_pages.BarSteps(
                noun="Passage" if answer.declined else "Citation",
                place=f"{at + 1} of {len(places)}",
                before=link(*places[at - 1]) if at else "",
                after=link(*places[at + 1]) if at + 1 < len(places) else "",
            )
    claims = corpus.claims(Scope(articles=(article.id,)))
    spans = sorted({claim.evidence for claim in claims})
    if not spans:
        return NO_STEPS
    before = [other for other in spans if span and other < span]
    after = [other for other in spans if not span or other > span]
    return article_pages.BarSteps(
        noun="Claim" if span in spans else "",
        place=f"{len(before) + 1} of {len(spans)}" if span in spans else "Claims of this article",
        before=link(article.id, before[-1]) if before else "",
        after=link(article.id, after[0]) if after else "",
    )
