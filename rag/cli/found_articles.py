"""What `onrecord search` prints of the articles that it found."""

from collections.abc import Sequence

from rag.export.contract_json import dumps
from rag.questions.search_query import SearchTerm
from rag.retrieval.text_search import Snippet, occurrences, snippets
from rag.schema.articles import Article, Span, title_of
from rag.text.english import count

PLACES = 3  # printed of each article; JSON has all


def show(found: Sequence[Article], terms: Sequence[SearchTerm], *, json: bool) -> None:
    """Print the articles with the places of the terms, as text or as lines of JSON."""
    for article in found:
        places = occurrences(article.text, terms)
        if json:
            print(dumps(_document(article, places)))
            continue
        day = article.published.isoformat() if article.published else "day unknown"
        print(f"{title_of(article)}\n  {article.outlet or 'outlet unknown'}, {day} ({article.id})")
        for snippet in snippets(article.text, places, PLACES):
            print(f"  … {_marked(article.text, snippet)} …")
    if not json:
        print(count(len(found), "article"))


def _document(article: Article, places: Sequence[Span]) -> dict[str, object]:
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published and article.published.isoformat(),
        "places": [
            {"start": place.start, "end": place.end, "quote": article.text[place.start : place.end]}
            for place in places
        ],
    }


def _marked(text: str, snippet: Snippet) -> str:
    """The words around a place in one line, those searched for in brackets."""
    pieces, at = [], snippet.span.start
    for mark in snippet.marks:
        pieces += [text[at : mark.start], "[", text[mark.start : mark.end], "]"]
        at = mark.end
    return " ".join("".join([*pieces, text[at : snippet.span.end]]).split())
