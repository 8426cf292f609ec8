"""Paragraphs of an article as they are parsed."""

from collections.abc import Iterator

from rag.attribution import frame_parser
from rag.attribution.frames import Paragraph
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences

PART = 2_000  # characters of a part of such a paragraph; many longer ones together fill memory


def article_paragraphs(article: Article) -> list[Paragraph]:
    """Story paragraphs in text order; one too long to parse at once comes in parts."""
    return [part for span in article.story for part in _parts(article.text, span)]


def _parts(text: str, span: Span) -> Iterator[Paragraph]:
    """A paragraph, or whole sentences of one that is too long to be parsed at once."""
    some: list[Span] = []
    whole = span.end - span.start <= frame_parser.MAX_CHARACTERS
    for sentence in sentences(text, span):
        if some and not whole and sentence.end - some[0].start > PART:
            yield Paragraph(text, Span(some[0].start, some[-1].end), tuple(some))
            some = []
        some.append(sentence)
    if some:
        yield Paragraph(text, Span(some[0].start, some[-1].end), tuple(some))
