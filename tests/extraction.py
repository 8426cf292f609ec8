"""Articles, parsed paragraphs and claims for tests of attribution."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from rag.attribution.content import ParsedParagraph
from rag.attribution.extractor import Extraction, extract
from rag.models import spacy_pipeline
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Claim, StatementDateBasis
from rag.text import quotations
from rag.text.sentences import paragraphs
from rag.text.spans import cut

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token


def article_of(text: str, published: date | None = date(2024, 3, 7)) -> Article:
    """An article all of whose paragraphs are story."""
    basis = DateBasis.STATED if published else DateBasis.UNKNOWN
    return Article(
        id="a.txt",
        text=text,
        fingerprint="f",
        published=published,
        date_basis=basis,
        story=paragraphs(text),
    )


def claims_of(text: str, published: date | None = date(2024, 3, 7)) -> tuple[Claim, ...]:
    (extraction,) = extract([article_of(text, published)])
    return extraction.claims


def assert_sound(article: Article, extraction: Extraction) -> None:
    """What holds for the extraction of any article."""
    text = article.text
    ids = [claim.id for claim in extraction.claims]
    assert len(set(ids)) == len(ids)
    assert len({s.id for s in extraction.sentences}) == len(extraction.sentences)
    for before, after in zip(extraction.sentences, extraction.sentences[1:], strict=False):
        assert before.span.end <= after.span.start
    for claim in extraction.claims:
        assert claim.article == article.id
        assert claim.text == cut(text, claim.shown)
        assert claim.text.strip()
        spans = (*claim.source, *claim.cue, *claim.phrase, *claim.shown, *claim.chain)
        assert all(span.end <= len(text) for span in spans)
        held = claim.content
        assert all(claim.evidence.start <= s.start and s.end <= claim.evidence.end for s in held)
        below = {s.speaker.end for s in article.signed if s.quote == claim.evidence}
        sources = (*claim.source, *claim.cue)
        assert all(s.end <= claim.evidence.end or s.end in below for s in sources)
        assert all(a.end <= b.start for a, b in zip(claim.content, claim.content[1:], strict=False))
        assert any(
            s.span.start <= claim.evidence.start and claim.evidence.end <= s.span.end
            for s in extraction.sentences
        ), "evidence is whole sentences"
        assert any(
            part.start <= claim.evidence.start and claim.evidence.end <= part.end
            for part in article.story
        ), "evidence lies in the story"
        if claim.source:
            assert claim.mention == text[claim.source[0].start : claim.source[0].end]
        else:
            assert claim.mention is None
        if claim.said_on is not None:
            anchor = article.origin_published or article.published
            assert anchor is not None
            assert claim.said_on <= anchor
        assert claim.statement_date.basis is not StatementDateBasis.UNKNOWN


@cache
def _pipeline() -> "Language":
    return spacy_pipeline.pipeline(without=("ner",))


def parsed(text: str) -> ParsedParagraph:
    """A paragraph of straight quotation marks, parsed, at offset 0."""
    quoted = [quotation.span for quotation in quotations.pair(text, Span(0, len(text)))]
    return ParsedParagraph(_pipeline()(text), 0, quoted)


def token(paragraph: ParsedParagraph, word: str) -> "Token":
    """The first token of a paragraph with this text."""
    return next(token for token in paragraph.doc if token.text == word)
