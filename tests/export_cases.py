"""Claims and articles for the tests of exports, hostile ones among them."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from record_tools import changed, make_claim

from rag.corpus import Corpus
from rag.export import formats
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, ClaimCopy, Kind

TEXT = "The quays of the harbour are open since this morning. " * 3
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "＝1+1",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
EVIL = (
    '<script>window.ran=1</script><img src=x onerror="window.ran=1"> http://evil.example/ &lt;b&gt;'
)


def article(name: str = "a.txt", **fields: Any) -> Article:
    fields.setdefault("outlet", "Gazette")
    return replace(Article(id=name, text=TEXT, fingerprint="f", dispatch="d"), **fields)


def claim(**fields: Any) -> Claim:
    made = make_claim(
        "c1", "a.txt", Kind.DIRECT, (), (), (Span(0, 5),), Span(0, 5), TEXT[:5], 0.5, dispatch="d"
    )
    return changed(made, **fields)


def whole(name: str, claims: Sequence[Claim], articles: Mapping[str, Article]) -> str:
    return "".join(formats.FORMATS[name](claims, articles))


COPY = ClaimCopy(
    article="b.txt",
    outlet="Post",
    claim="c2",
    evidence=Span(0, 5),
    source=(),
    cue=(),
    content=(Span(0, 5),),
)
# What articles may hold and formats may choke on.
HOSTILE = [
    claim(id="c1", text='a "b", c;\r\nd\re\x85f\u2028g', said_on=date(2020, 2, 29)),
    claim(id="c2", text="\x00\x07\ud800\uffff\u202eevil\u200b", speaker="A \udfff"),
    claim(id="c3", text=EVIL, speaker=EVIL, role=EVIL, organisation=EVIL, mention=EVIL,
          said_on=date(1900, 1, 1), said_on_words=EVIL, said_on_inferred=True, places=(COPY,)),
    *(claim(id=f"f{n}", text=word, speaker=word) for n, word in enumerate(FORMULAS)),
]  # fmt: skip
ARTICLES = {
    "a.txt": article(outlet=EVIL, title="\ud800 =1", url='http://x.example/a b<>"{}|\\^`?q=ü&r#s'),
    "b.txt": article("b.txt", outlet="Post", origin="AP", origin_published=date(2020, 2, 28)),
}


def table(text: str) -> "pd.DataFrame":
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def articles_of(corpus: Corpus) -> dict[str, Article]:
    return {article.id: article for article in corpus.articles()}
