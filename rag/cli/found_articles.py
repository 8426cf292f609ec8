"""`onrecord search`: the articles that hold some words, and where."""

import argparse
import sys
from typing import TYPE_CHECKING

from rag.cli.connection import pages, record_source
from rag.cli.scope_options import chosen_scope, report_unknown
from rag.export.contract_json import dumps
from rag.settings import Settings
from rag.text.english import count

if TYPE_CHECKING:
    from rag.export.documents.record_documents import FoundArticleDocument, SnippetDocument


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Find the words in the articles. Raises ScopeError where there are none."""
    scope, words = chosen_scope(options), " ".join(options.words)
    source = record_source(options, settings)
    first = True
    found = 0
    for page in pages(lambda page: source.search(words, scope, page)):
        if first:
            report_unknown(source, {"": scope})
            if page["read_as"]:
                print(f"onrecord: {page['read_as']}", file=sys.stderr)
        first = False
        for article in page["articles"]:
            print(dumps(article) if options.json else _lines(article))
        found = page["total"]
    if not options.json:
        print(count(found, "article"))
    return 0


def _lines(article: "FoundArticleDocument") -> str:
    """An article, and the first places of the words in it."""
    day = article["published"] or "day unknown"
    outlet = article["outlet"] or "outlet unknown"
    lines = [article["heading"], f"  {outlet}, {day} ({article['article']})"]
    return "\n".join([*lines, *(f"  … {_marked(one)} …" for one in article["snippets"])])


def _marked(snippet: "SnippetDocument") -> str:
    """The words around a place in one line, those searched for in brackets."""
    pieces, at = [], snippet["start"]
    for start, end in snippet["marks"]:
        pieces += [_cut(snippet, at, start), "[", _cut(snippet, start, end), "]"]
        at = end
    return " ".join("".join([*pieces, _cut(snippet, at, snippet["end"])]).split())


def _cut(snippet: "SnippetDocument", start: int, end: int) -> str:
    """The words of the article between two places within a snippet."""
    return snippet["quote"][start - snippet["start"] : end - snippet["start"]]
