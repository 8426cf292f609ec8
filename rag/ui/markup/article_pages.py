"""Articles as HTML: the list of them, and the head of one with its provenance and neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from markupsafe import Markup

from rag.retrieval.text_search import Snippet
from rag.schema.articles import ENGLISH, Article, DateBasis, Dispatch, title_of
from rag.text.article_corrections import notice_spans
from rag.text.english import count
from rag.text.spans import cut
from rag.ui.markup.templates import marked_parts, render_macro
from rag.ui.markup.wording import BASIS
from rag.ui.reader_locale import day, language_name
from rag.ui.state.address import Link
from rag.ui.state.library import LibraryEntry

TEMPLATE = "article_pages.html"


def holdings(articles: Sequence[Article], dispatches: Sequence[Dispatch], claims: int) -> str:
    """Numbers of articles, outlets, independent sources and claims, as plain text."""
    here = {article.id for article in articles}
    prints = sum(1 for dispatch in dispatches if here.intersection(dispatch.articles))
    outlets = len({article.outlet for article in articles} - {None})
    known = f" from {count(outlets, 'outlet')}" if outlets else ""
    return (
        f"{count(len(articles), 'article')}{known}, "
        f"{count(prints, 'independent source')}, {count(claims, 'claim')}."
    )


def library(
    shelf: Iterable[LibraryEntry],
    colours: Mapping[str, str],
    link: Link,
    found: Mapping[str, Sequence[Snippet]] = MappingProxyType({}),
) -> Markup:
    """
    The list of articles, each with date and basis, origin, reprints, claims and length.

    ``found`` are the words of each article that a search has found.
    """
    entries = [_entry(one, colours, link, found.get(one.article.id, ())) for one in shelf]
    return render_macro(TEMPLATE, "library", entries=entries)


def counts(groups: Iterable[tuple[str, Sequence[tuple[str, int, str]]]]) -> Markup:
    """How many articles of a search each value has: groups of (value, number, its address)."""
    return render_macro(TEMPLATE, "counts", groups=groups)


def _entry(
    entry: LibraryEntry, colours: Mapping[str, str], link: Link, found: Sequence[Snippet]
) -> tuple[object, ...]:
    """The values of one row, in the order in which the template unpacks them."""
    article = entry.article
    date = article.published
    return (
        link(article.id, None),
        entry.title,
        colours.get(article.outlet or "", ""),
        article.outlet,
        article.origin,
        date.isoformat() if date else "",
        day(date) if date else "",
        BASIS[article.date_basis if date else DateBasis.UNKNOWN],
        _claims(entry),
        count(entry.words, "word"),
        list(dict.fromkeys(copy.outlet or copy.id for copy in entry.copies)),
        [
            (
                link(article.id, one.marks[0]),
                list(marked_parts(cut(article.text, [one.span]), one.span, one.marks)),
            )
            for one in found
        ],
    )


def _claims(entry: LibraryEntry) -> str:
    language = entry.article.language
    if language in ("", ENGLISH):
        return count(entry.claims, "claim")
    return f"in {language_name(language)}, not read for claims"


def back(href: str, words: str) -> Markup:
    """The link from the reader to the page before it."""
    return render_macro(TEMPLATE, "back", href=href, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarSteps:
    """
    The place of a reader among citations or claims, and the addresses of the neighbours.

    ``noun`` and ``place`` are its words ("Citation", "2 of 5"); an address is "" for none.
    """

    noun: str = ""
    place: str = ""
    before: str = ""
    after: str = ""


def bar(article: Article, steps: BarSteps, close: str, colour: str = "") -> Markup:
    """
    The line above an article that stays in view: outlet, day, title, place and ways on.

    ``close`` is the address of the answer that the article was opened from, "" for none.
    """
    return render_macro(
        TEMPLATE,
        "bar",
        article=article,
        title=title_of(article),
        colour=colour,
        steps=steps,
        close=close,
    )


def article_head(
    article: Article, copies: Sequence[tuple[Article, str]], link: Link, colour: str = ""
) -> Markup:
    """Title, provenance, reprints with their comparisons, corrections, note and original."""
    return render_macro(
        TEMPLATE,
        "article_head",
        article=article,
        title=title_of(article),
        copies=copies,
        link=link,
        colour=colour,
        host=web_host(article.url),
        corrections=[
            (article.text[span.start : span.end], link(article.id, span))
            for span in notice_spans(article)
        ],
    )


def earlier_versions(versions: Sequence[tuple[str, str, str]]) -> Markup:
    """
    The versions that an article had, oldest first.

    Each has the time at which it was replaced, its address and that of what has changed since.
    """
    return render_macro(TEMPLATE, "earlier_versions", versions=versions)


def superseded(words: str, current: str, difference: str) -> Markup:
    """
    That a text is no longer the article's.

    With the address of the article as it is now and that of what has changed, each "" for none.
    """
    return render_macro(TEMPLATE, "superseded", words=words, current=current, difference=difference)


def web_host(url: str | None) -> str:
    """The host of an address of the web; "" for any other scheme, which becomes no link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
