"""`onrecord search`: the articles that hold some words, and where."""

import argparse
import sys
from collections.abc import Sequence

from rag.cli.scope_options import chosen_scope, report_unknown
from rag.errors import ScopeError
from rag.export.contract_json import dumps
from rag.questions import search_query
from rag.questions.search_query import SearchTerm
from rag.retrieval.text_search import Snippet, occurrences, snippets
from rag.schema.articles import Article, Span, title_of
from rag.settings import Settings
from rag.text.english import count

AROUND = 90  # characters before and after the words
PLACES = 3  # printed of each article; JSON has all


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Find the words in the articles. Raises ScopeError where there are none."""
    from rag.corpus import Corpus

    scope = chosen_scope(options)
    query = search_query.read(" ".join(options.words))
    if not query.terms:
        raise ScopeError("a search needs a word: give letters or digits")
    corpus = Corpus.open(settings)
    report_unknown(corpus, {"": scope})
    if query.problem:
        print(f"onrecord: searched for all of the words: {query.problem}", file=sys.stderr)
    _show(corpus.find(query, scope), query.terms, json=options.json)
    return 0


def _show(found: Sequence[Article], terms: Sequence[SearchTerm], *, json: bool) -> None:
    for article in found:
        places = occurrences(article.text, terms)
        if json:
            print(dumps(_document(article, places)))
            continue
        day = article.published.isoformat() if article.published else "day unknown"
        print(f"{title_of(article)}\n  {article.outlet or 'outlet unknown'}, {day} ({article.id})")
        for snippet in snippets(article.text, places, PLACES, AROUND):
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
