"""
A part of a file → the record of an article.

What is known of it comes from the list, else from what it prints, else from what its file says.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Protocol

from rag.ingest import agencies, provenance
from rag.ingest.boilerplate import segment_story
from rag.ingest.formats.parts import BlockKind, KnownFact, Part
from rag.ingest.languages import language_of
from rag.ingest.lists import article_list
from rag.ingest.lists.article_list import ArticleListRow
from rag.ingest.provenance import NOT_STATED, ExtractedFact
from rag.ingest.publication_dates import FileDate
from rag.schema.articles import Article, ArticleEvidence, FactBasis, FactEvidence, SignedQuote, Span

# Blocks that are no story → the kind of their gap.
GAPS: Final = {
    BlockKind.TITLE: "title",
    BlockKind.BYLINE: "byline",
    BlockKind.DATE: "date",
    BlockKind.HEADING: "heading",
    BlockKind.ENTRY: "label",
    BlockKind.CAPTION: "caption",
    BlockKind.FURNITURE: "furniture",
    BlockKind.CORRECTION: "correction",
    BlockKind.SPEAKER: "signature",
}


class KnownArticles(Protocol):
    """Records that were made before."""

    def kept(self, key: str, text: str) -> Article | None:
        """The record with a key, the digest of all that it is made from; ``text`` is its text."""

    def keep(self, key: str, article: Article) -> None:
        """Keep a record."""


def article_of(
    name: str, part: Part, row: ArticleListRow | None, known: KnownArticles | None = None
) -> Article:
    """
    The record of the article ``name``, undated, from its part of a file and its row.

    One that is ``known`` is not made again: that takes 6 ms.
    """
    row = row or ArticleListRow()
    if known is None:
        return _made(name, part, row)
    made_from = repr((name, part, replace(row, line=0))).encode("utf-8", "surrogatepass")
    key = hashlib.sha256(made_from).hexdigest()
    article = known.kept(key, part.text)
    if article is None:
        article = _made(name, part, row)
        known.keep(key, article)
    return article


def _made(name: str, part: Part, row: ArticleListRow) -> Article:
    blocks = [(block.span, GAPS.get(block.kind)) for block in part.blocks]
    filed = {fact: _fact(part, fact) for fact in ("title", "outlet", "author", "origin")}
    marked = segment_story(part.text, row.title or filed["title"].value, blocks)
    own = provenance.read(part.text, marked, row.author)
    title = row.title or filed["title"].value or own.title.value
    author = row.author or own.author.value or filed["author"].value
    outlet = row.outlet or own.outlet.value or filed["outlet"].value
    found = own.origin.value or filed["origin"].value
    origin = row.origin or (found if found != _known(outlet) else None)
    origin_published = row.origin_published
    if not row.origin_dated and origin is not None and origin == own.origin.value:
        origin_published = own.origin_published
    story = " ".join(part.text[span.start : span.end] for span in marked.story)
    return Article(
        id=name,
        text=part.text,
        fingerprint="",
        title=title,
        outlet=outlet,
        author=author,
        url=row.url or _fact(part, "url").value,
        published=row.published,
        date_basis=row.date_basis,
        date_evidence=article_list.NAME if row.published else "",
        origin=origin,
        origin_published=origin_published,
        evidence=ArticleEvidence(
            title=_evidence(title, own.title, filed["title"]),
            outlet=_evidence(outlet, own.outlet, filed["outlet"]),
            author=_evidence(author, own.author, filed["author"]),
            published=FactEvidence(FactBasis.LIST) if row.published else FactEvidence(),
            origin=_evidence(origin, own.origin, filed["origin"]),
        ),
        note=row.note,
        story=marked.story,
        gaps=marked.gaps,
        pages=part.pages,
        signed=tuple(_signed(part)),
        language=language_of(story),
        updated=_day(part.known.get("updated")),
        remarks=part.notes,
    )


def file_date(part: Part) -> FileDate | None:
    """The day of publication that the file states, None without one."""
    fact = part.known.get("published")
    day = _day(fact)
    if fact is None or day is None:
        return None
    return FileDate(day=day, evidence=fact.evidence, printed=fact.printed)


def _day(fact: KnownFact | None) -> date | None:
    """The day of a date or date-time as it is written, in its own zone."""
    if fact is None:
        return None
    try:
        return datetime.fromisoformat(fact.value).date()
    except ValueError:
        return None


def _signed(part: Part) -> Iterator[SignedQuote]:
    """The blocks of quotation right before each line that says whose they are."""
    quotes: list[Span] = []
    for block in part.blocks:
        if block.kind is BlockKind.QUOTE:
            quotes.append(block.span)
            continue
        if block.kind is BlockKind.SPEAKER:
            yield from (SignedQuote(quote, block.span) for quote in quotes)
        quotes = []


def _fact(part: Part, name: str) -> ExtractedFact:
    fact = part.known.get(name)
    if fact is None:
        return NOT_STATED
    printed = (b.span for b in part.blocks if b.kind in (BlockKind.TITLE, BlockKind.BYLINE))
    return ExtractedFact(fact.value, next((s for s in printed if _reads(part, s, fact)), None))


def _reads(part: Part, span: Span, fact: KnownFact) -> bool:
    return fact.value in " ".join(part.text[span.start : span.end].split())


def _evidence(value: str | None, own: ExtractedFact, filed: ExtractedFact) -> FactEvidence:
    """How a fact with this value is known, where the text states ``own`` and the file ``filed``."""
    if value is None:
        return FactEvidence()
    if value == own.value:
        return FactEvidence(FactBasis.ARTICLE, own.span)
    if value == filed.value:
        basis = FactBasis.ARTICLE if filed.span else FactBasis.METADATA
        return FactEvidence(basis, filed.span)
    return FactEvidence(FactBasis.LIST)


def _known(outlet: str | None) -> str | None:
    """The outlet under the name that it has as an origin."""
    return outlet and (agencies.agency(outlet) or outlet)
