"""Articles as HTML: the list of them, and the head of one with its provenance and neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from rag.schema.articles import Article, DateBasis, Dispatch, title_of
from rag.schema.claims import Claim
from rag.text.english import count
from rag.ui.html.escape import BASIS, bdi, esc, outlet_from, time_tag
from rag.ui.state.address import Link
from rag.ui.state.library import LibraryEntry


def holdings(
    articles: Sequence[Article], dispatches: Sequence[Dispatch], claims: Sequence[Claim]
) -> str:
    """What is in scope, in numbers; not escaped."""
    here = {article.id for article in articles}
    prints = sum(1 for dispatch in dispatches if here.intersection(dispatch.articles))
    outlets = len({article.outlet for article in articles} - {None})
    known = f" from {count(outlets, 'outlet')}" if outlets else ""
    return (
        f"{count(len(articles), 'article')}{known}, "
        f"{count(prints, 'independent source')}, {count(len(claims), 'claim')}."
    )


def library(shelf: Iterable[LibraryEntry], colours: Mapping[str, str], link: Link) -> str:
    """The list of articles, each with date and basis, origin, reprints, claims and length."""
    items = "".join(_entry(one, colours, link) for one in shelf)
    return f'<ul class="or or-library">{items}</ul>'


def back(href: str, words: str) -> str:
    """The way from the reader to where the reader came from."""
    return f'<p class="or or-back"><a href="{esc(href)}">{esc(words)}</a></p>'


def steps(words: str, before: str | None, after: str | None, home: tuple[str, str] | None) -> str:
    """
    Where among the citations the reader stands, with the addresses of the neighbours.

    ``words`` are ours ("Citation 2 of 5"); ``home`` is the question that is answered, and its
    address.
    """
    links = "".join(
        f'<a rel="{rel}" href="{esc(href)}">{label}</a>' if href else f"<span>{label}</span>"
        for rel, label, href in (("prev", "Previous", before), ("next", "Next", after))
    )
    asked = (
        f'<p class="or-quiet">To “<a href="{esc(home[1])}">{bdi(home[0])}</a>”</p>' if home else ""
    )
    return (
        f'<nav class="or or-steps" aria-label="Citations"><p><b>{esc(words)}</b> {links}</p>'
        f"{asked}</nav>"
    )


def article_head(
    article: Article, copies: Sequence[tuple[Article, str]], link: Link, colour: str = ""
) -> str:
    """Title, provenance, note, original and reprints of an article, each with its comparison."""
    author = f"<p>By {bdi(article.author)}</p>" if article.author else ""
    note = f'<p class="or-quiet">{bdi(article.note)}</p>' if article.note else ""
    reprints = ", ".join(
        f'<a href="{esc(link(copy.id, None))}">{bdi(copy.outlet or copy.id)}</a> '
        f'(<a href="{esc(beside)}" aria-label="Compare with {esc(copy.outlet or copy.id)}">'
        "side by side</a>)"
        for copy, beside in copies
    )
    shared = (
        f"<p>The same dispatch is printed by {reprints}; together they are one source.</p>"
        if copies
        else ""
    )
    return (
        f'<header class="or or-article"><h1>{bdi(title_of(article))}</h1>'
        f"<p>{byline(article, colour)}</p>{author}{shared}{note}{original(article.url)}</header>"
    )


def published(article: Article) -> str:
    """The day of an article and how it is known, as markup."""
    if article.published is None:
        return f"<span>{BASIS[DateBasis.UNKNOWN]}</span>"
    return f"{time_tag(article.published)} <span>({BASIS[article.date_basis]})</span>"


def byline(article: Article, colour: str = "") -> str:
    """Outlet, origin, day and basis of an article, as one line of markup."""
    return f"{outlet_from(article.outlet, article.origin, colour)} · {published(article)}"


def original(url: str | None) -> str:
    """A link to the article where it was published; only the web's own schemes become one."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return f"<p>Original: {bdi(url)}</p>"
    return (
        f'<p><a href="{esc(url)}" target="_blank" rel="noopener noreferrer">'
        f"Original at {bdi(parts.hostname)}</a></p>"
    )


def _entry(one: LibraryEntry, colours: Mapping[str, str], link: Link) -> str:
    article = one.article
    others = dict.fromkeys(copy.outlet or copy.id for copy in one.copies)
    reprint = f" · the same dispatch as {', '.join(bdi(name) for name in others)}" if others else ""
    colour = colours.get(article.outlet or "", "")
    return (
        f'<li><a href="{esc(link(article.id, None))}">{bdi(one.title)}</a>'
        f"<p>{byline(article, colour)}</p>"
        f'<p class="or-quiet">{count(one.claims, "claim")} · {count(one.words, "word")}'
        f"{reprint}</p></li>"
    )
