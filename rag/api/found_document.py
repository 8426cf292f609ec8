"""An article that holds the words of a search, as a JSON document."""

from collections.abc import Sequence
from typing import Final

from rag.export.addresses import article_address
from rag.export.documents.record_documents import FoundArticleDocument, FoundPlaceDocument
from rag.retrieval.text_search import snippets
from rag.schema.articles import Article, Span, title_of

SNIPPETS: Final = 3  # of an article
AROUND: Final = 90  # characters before and after the words


def found_document(
    article: Article, spans: Sequence[Span], base: str | None
) -> FoundArticleDocument:
    """The article with the places of the words; with the address ``base``, those of the places."""
    return {
        "article": article.id,
        "title": article.title,
        "heading": title_of(article),
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "places": [_place(article, span, base) for span in spans],
        "snippets": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "quote": article.text[one.span.start : one.span.end],
                "marks": [[mark.start, mark.end] for mark in one.marks],
            }
            for one in snippets(article.text, spans, SNIPPETS, AROUND)
        ],
    }


def _place(article: Article, span: Span, base: str | None) -> FoundPlaceDocument:
    place: FoundPlaceDocument = {
        "start": span.start,
        "end": span.end,
        "quote": article.text[span.start : span.end],
    }
    if base is not None:
        place["address"] = article_address(base, article, span)
    return place
