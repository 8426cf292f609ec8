"""Earlier versions of an edited article: the text as it was, and the claims that only it has."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from rag.corpus import Corpus
from rag.export.quoted_place import QuotedPlace
from rag.schema.articles import Article
from rag.schema.scope import Scope
from rag.storage.kept.article_versions import ArticleVersion
from rag.timeline.rows import row_of
from rag.ui.layout import page_header
from rag.ui.markup import answer_cards, article_pages, article_text, comparison
from rag.ui.reader_locale import day
from rag.ui.state import navigation, resources


def versions(corpus: Corpus, article: Article, scope: Scope) -> None:
    """The line that lists the versions of an article; nothing where it has none."""
    entries = corpus.versions.of(article)
    if not entries:
        return
    on_day = Counter(entry.day for entry in entries)
    links = [
        (
            f"{day(entry.day)}, {entry.replaced:%H:%M} UTC"
            if on_day[entry.day] > 1
            else day(entry.day),
            *_addresses(article, entry.hash, scope),
        )
        for entry in entries
    ]
    st.html(article_pages.earlier_versions(links))


def head(
    corpus: Corpus, version: ArticleVersion, place: QuotedPlace, scope: Scope, *, compared: bool
) -> None:
    """The way back from a version, or from its comparison, and the link to this view."""
    old = version.article
    whole, _ = _addresses(old, version.entry.hash, scope)
    beside = old.id if compared else None
    here = navigation.to_version(version, scope, beside=beside, corpus=corpus.fingerprint)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        home = (navigation.link("sources", scope), "All sources")
        way = (whole, "Back to this version") if compared else home
        st.html(article_pages.back(*way), width="content")
        page_header.share(here(old.id, place.span), "sources")


def notice(version: ArticleVersion, place: QuotedPlace, scope: Scope, *, compared: bool) -> None:
    """That the text is no longer the article's."""
    old = version.article
    _, difference = _addresses(old, version.entry.hash, scope)
    words = place.notice or "The article was edited."
    words += f" This version was replaced on {day(version.entry.day)}."
    current = navigation.link("sources", scope, article=old.id)
    st.html(article_pages.superseded(words, current, "" if compared else difference))


def read(
    corpus: Corpus,
    version: ArticleVersion,
    place: QuotedPlace,
    underlined: Sequence[article_text.UnderlinedClaim],
    scope: Scope,
    *,
    compared: bool,
) -> None:
    """
    A version with its claims underlined and the words of a link marked.

    ``compared``: beside the article as it is now, sentence by sentence.
    """
    old, span = version.article, place.span
    now = corpus.tables.articles[old.id]
    link = navigation.to_version(version, scope)
    colour = resources.colours().get(old.outlet or "", "")
    st.html(article_pages.article_head(old, (), link, colour))
    if compared:
        heads = (f"Until {day(version.entry.day)}", "Now")
        st.html(comparison.edited(old, now, heads, link, navigation.to_reader(scope)))
        return
    st.html(article_text.body(old, span, underlined))
    if span:
        here_is = f"{version.entry.hash}:{span.start}:{span.end}"
        page_header.scroll_to(article_text.MARK, here_is, block="center")


def claim_card(version: ArticleVersion, name: str, scope: Scope) -> None:
    """The claim of a version with this id, marked as superseded, as a card."""
    claim = version.claim(name)
    if claim is None:
        return
    old = version.article
    words = (
        f"The article was edited. This is from the version replaced on {day(version.entry.day)}."
    )
    _, difference = _addresses(old, version.entry.hash, scope)
    st.html(article_pages.superseded(words, "", difference))
    extra = answer_cards.CardExtras(
        way="Read it in that version",
        chain=tuple(old.text[span.start : span.end] for span in claim.chain),
        colour=resources.colours().get(old.outlet or "", ""),
    )
    link = navigation.to_version(version, scope)
    st.html(answer_cards.chosen_claim(row_of(claim, old), old, link, (), extra))


def _addresses(article: Article, version: str, scope: Scope) -> tuple[str, str]:
    """The address of a version, and of its comparison with the article as it is now."""
    return (
        navigation.link("sources", scope, article=article.id, version=version),
        navigation.link("sources", scope, article=article.id, version=version, beside=article.id),
    )
