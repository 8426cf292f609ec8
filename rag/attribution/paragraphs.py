"""Article → paragraphs for the parser."""

from collections.abc import Iterator

from rag.attribution.frames import LIMITS, Paragraph
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences


def article_paragraphs(article: Article) -> list[Paragraph]:
    """Story paragraphs in text order; a paragraph too long to parse is split into parts."""
    return [part for span in article.story for part in _parts(article.text, span)]


def _parts(text: str, span: Span) -> Iterator[Paragraph]:
    """A paragraph, or parts of fits sentences where it is too long to parse."""
    part: list[Span] = []
    fits = span.end - span.start <= LIMITS.paragraph_characters
    for sentence in sentences(text, span):
        if part and not fits and sentence.end - part[0].start > LIMITS.part_characters:
            yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))
            part = []
        part.append(sentence)
    if part:
        yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))
