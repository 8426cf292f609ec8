"""Addresses of articles, as formats write them, and of the dashboard, for programs outside it."""

from urllib.parse import quote, urlencode

from rag.export.quoted_place import place_parameters
from rag.schema.articles import Article, Span
from rag.schema.scope import Scope, address_parameters


def encoded_address(url: str | None) -> str | None:
    """An address with the characters that URLs may not contain escaped; None for none."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]", errors="replace") if url else None


def article_address(base: str, article: Article, span: Span | None = None) -> str:
    """The address of an article, or of a place in it; ``base`` is that of the dashboard."""
    place = place_parameters(article.text, span)
    return f"{base}sources?{urlencode({'article': article.id, **place})}"


def page_address(base: str, page: str, scope: Scope, **rest: str) -> str:
    """The address of a page with a scope and further parameters; empty ones are left out."""
    pairs = [pair for pair in rest.items() if pair[1]] + address_parameters(scope)
    return f"{base}{page}{'?' if pairs else ''}{urlencode(pairs)}"
