"""Articles as HTML: the list of them, and one for reading with one place marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from rag.schema import Article, Claim, DateBasis, Dispatch, Gap, Span
from rag.ui.markup import BASIS, Link, bdi, count, esc, outlet_from, time_tag

MARK = "cited"  # id of the marked words, to which the page scrolls


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


def library(
    articles: Iterable[Article],
    dispatches: Mapping[str, Dispatch],
    claims: Mapping[str, int],
    link: Link,
) -> str:
    """The list of articles, each with date and basis, origin, reprints and number of claims."""
    items = "".join(
        _entry(one, dispatches.get(one.dispatch), claims.get(one.id, 0), link) for one in articles
    )
    return f'<ul class="or or-library">{items}</ul>'


def back(href: str) -> str:
    """The way from the reader to the list."""
    return f'<p class="or or-back"><a href="{esc(href)}">All sources</a></p>'


def article_head(article: Article, copies: Sequence[Article], link: Link) -> str:
    """Title, provenance, note, original and reprints of an article."""
    author = f"<p>By {bdi(article.author)}</p>" if article.author else ""
    note = f'<p class="or-quiet">{bdi(article.note)}</p>' if article.note else ""
    reprints = ", ".join(
        f'<a href="{esc(link(copy.id, None))}">{bdi(copy.outlet or copy.id)}</a>' for copy in copies
    )
    shared = (
        f"<p>The same dispatch is printed by {reprints}; together they are one source.</p>"
        if copies
        else ""
    )
    return (
        f'<header class="or or-article"><h1>{bdi(title(article))}</h1><p>{byline(article)}</p>'
        f"{author}{shared}{note}{original(article.url)}</header>"
    )


def title(article: Article) -> str:
    """The title of an article, or its first words where it has none; not escaped."""
    if article.title:
        return article.title
    first = article.story[0] if article.story else Span(0, max(1, len(article.text)))
    words = article.text[first.start : first.end].split()
    few = 12  # words: about one line
    return " ".join(words[:few]) + ("…" if len(words) > few else "")


def published(article: Article) -> str:
    """The day of an article and how it is known, as markup."""
    if article.published is None:
        return f"<span>{BASIS[DateBasis.UNKNOWN]}</span>"
    return f"{time_tag(article.published)} <span>({BASIS[article.date_basis]})</span>"


def byline(article: Article) -> str:
    """Outlet, origin, day and basis of an article, as one line of markup."""
    return f"{outlet_from(article.outlet, article.origin)} · {published(article)}"


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


def body(article: Article, cited: Span | None) -> str:
    """The whole text of ``article``; ``cited`` stands in ``<mark id=cited>``."""
    parts: list[str] = []
    at = 0
    for gaps in _neighbours(article):
        parts.append(_lines(article.text, at, gaps[0].span.start, cited))
        parts.append(_left_out(article.text, gaps, cited))
        at = gaps[-1].span.end
    parts.append(_lines(article.text, at, len(article.text), cited))
    return f'<div class="or or-text" dir="auto">{"".join(parts)}</div>'


def _neighbours(article: Article) -> list[list[Gap]]:
    """The gaps in order, those with nothing but space between them together."""
    groups: list[list[Gap]] = []
    for gap in sorted(article.gaps, key=lambda gap: gap.span):
        if groups and not article.text[groups[-1][-1].span.end : gap.span.start].strip():
            groups[-1].append(gap)
        else:
            groups.append([gap])
    return groups


def _lines(text: str, start: int, end: int, cited: Span | None) -> str:
    """``text[start:end]`` as paragraphs; blank lines and indents become their spacing."""
    return "".join(
        f"<p>{_marked(text, start + line.start(), start + line.end(), cited)}</p>"
        for line in re.finditer(r"[^\s][^\r\n]*", text[start:end])
    )


def _left_out(text: str, gaps: Sequence[Gap], cited: Span | None) -> str:
    """Gaps folded away under their reasons; open where the citation lies in one."""
    inside = cited and any(
        cited.start < gap.span.end and cited.end > gap.span.start for gap in gaps
    )
    reasons = ", ".join(bdi(reason) for reason in dict.fromkeys(gap.reason for gap in gaps))
    lines = "".join(_lines(text, gap.span.start, gap.span.end, cited) for gap in gaps)
    return (
        f'<details class="or-gap"{" open" if inside else ""}>'
        f"<summary>Left out: {reasons}</summary>{lines}</details>"
    )


def _marked(text: str, start: int, end: int, cited: Span | None) -> str:
    """``text[start:end]`` with the part that is cited marked; the first part carries the id."""
    if cited is None or cited.end <= start or cited.start >= end:
        return esc(text[start:end])
    a, b = max(start, cited.start), min(end, cited.end)
    # The citation may begin with a line break, which belongs to no paragraph.
    first = not text[cited.start : a].strip()
    name = f' id="{MARK}"' if first else ""
    return f"{esc(text[start:a])}<mark{name}>{esc(text[a:b])}</mark>{esc(text[b:end])}"


def _entry(article: Article, dispatch: Dispatch | None, claims: int, link: Link) -> str:
    copies = len(dispatch.articles) if dispatch else 1
    reprint = f" · one of {copies} prints of one dispatch" if copies > 1 else ""
    return (
        f'<li><a href="{esc(link(article.id, None))}">{bdi(title(article))}</a>'
        f"<p>{byline(article)}</p>"
        f'<p class="or-quiet">{esc(count(claims, "claim"))}{reprint}</p></li>'
    )
