"""Paragraphs of an article as they are parsed."""

from collections.abc import Iterator

from rag.attribution.frames import LIMITS, Paragraph
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences


def article_paragraphs(article: Article) -> list[Paragraph]:
    """Story paragraphs in text order; one too long to parse at once comes in parts."""
    return [part for span in article.story for part in _parts(article.text, span)]


def _parts(text: str, span: Span) -> Iterator[Paragraph]:
    """A paragraph, or whole sentences of one that is too long to be parsed at once."""
    some: list[Span] = []
    whole = span.end - span.start <= LIMITS.paragraph_characters
    for sentence in sentences(text, span):
        if some and not whole and sentence.end - some[0].start > LIMITS.part_characters:
            yield Paragraph(text, Span(some[0].start, some[-1].end), tuple(some))
            some = []
        some.append(sentence)
    if some:
        yield Paragraph(text, Span(some[0].start, some[-1].end), tuple(some))
