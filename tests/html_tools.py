"""Articles, citations and answers for tests of HTML, and the text that HTML shows."""

import html
import re
from datetime import date
from typing import Any

from hypothesis import strategies as st
from record_tools import make_citation

from rag.schema.answers import Answer, Citation, LeadPart, Statement
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.scope import Scope

# Quotations as articles may have them: any line ends, and what HTML and Markdown read as markup.
QUOTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.text(
    "ab \t\r\n&<>\"'*_#-+1.)`~[]\\|=“”", min_size=1
)
NASTY = "*x* _y_ [z](http://evil.example) ![p](http://evil.example/p.png) <b>b</b> `c` $m$ # h"


def article(name: str, text: str, **known: object) -> Article:
    return Article(id=name, text=text, fingerprint="f", story=(Span(0, len(text)),), **known)  # type: ignore[arg-type]  # fields by name


def link(name: str, span: Span | None) -> str:
    return f"./sources?article={name}" + (f"&start={span.start}" if span else "")


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def citation(n: int, quote: str, **known: Any) -> Citation:
    given: dict[str, Any] = {
        "n": n, "article": "a.txt", "span": Span(0, len(quote)), "quote": quote, "title": None,
        "outlet": "Gazette", "url": None, "published": date(2024, 3, 5),
        "date_basis": DateBasis.STATED, "origin": None, "origin_published": None,
        "speaker": "Kari Lund", "role": None, "organisation": None, "said_on": date(2024, 3, 4),
        "dispatch": "d", "claim": "c",
    }  # fmt: skip
    return make_citation(**{**given, **known})


def answer(*citations: Citation, question: str = "what?") -> Answer:
    statements = tuple(Statement("s", (one.n,)) for one in citations)
    return Answer(
        question=question, scope=Scope(), declined=False, reason=None,
        lead_parts=(LeadPart("Lead."),),
        statements=statements, citations=citations, independent_sources=1, articles=1,
        corpus="corpus", engine="1", seconds=0.1,
    )  # fmt: skip
