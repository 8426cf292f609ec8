"""Article → paragraphs for the parser, and sentences for the index."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from rag.attribution.frames import LIMITS, Paragraph
from rag.schema.articles import Article, Sentence, Span
from rag.text import sentences as segmentation


def article_paragraphs(article: Article) -> list[Paragraph]:
    """Story paragraphs in text order; a paragraph too long to parse is split into parts."""
    return [part for span in article.story for part in _parts(article.text, span)]


def _parts(text: str, span: Span) -> Iterator[Paragraph]:
    """A paragraph, or parts of fits sentences where it is too long to parse."""
    part: list[Span] = []
    fits = span.end - span.start <= LIMITS.paragraph_characters
    for sentence in segmentation.sentences(text, span):
        if part and not fits and sentence.end - part[0].start > LIMITS.part_characters:
            yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))
            part = []
        part.append(sentence)
    if part:
        yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))


def article_sentences(
    article: Article, paragraphs: Sequence[Paragraph], evidence: Iterable[Span]
) -> tuple[Sentence, ...]:
    """
    Sentences in text order, merged where one span of ``evidence`` covers several.

    Ids are hashes of the words; the same sentence again in the article has another id.
    """
    spans: list[Span] = []
    ahead = deque(sorted(evidence))
    open_spans: list[Span] = []
    for span in (sentence for paragraph in paragraphs for sentence in paragraph.sentences):
        while ahead and ahead[0].start <= span.start:
            open_spans.append(ahead.popleft())
        open_spans = [e for e in open_spans if span.end <= e.end]
        start = min((e.start for e in open_spans), default=span.start)
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    used: dict[str, int] = {}
    sentences = []
    for span in spans:
        words = article.text[span.start : span.end]
        used[words] = used.get(words, 0) + 1
        key = f"{article.id}\x1f{words}\x1f{used[words]}"
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
        sentences.append(Sentence(digest, article.id, span, digest))
    return tuple(sentences)
