"""Articles → the records of each: passages, sentences, claims, and their vectors."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.attribution import extractor
from rag.indexing.chunking import passages
from rag.models.embedder import Embedder
from rag.schema.articles import Article, Passage
from rag.storage.database import ArticleRecords
from rag.text.plain_view import seen


def read(articles: Sequence[Article], embedder: Embedder) -> list[ArticleRecords]:
    """
    The records of each article, in their order; their texts are encoded together.

    Raises MissingModelError where a model is not installed.
    """
    found = []
    texts: list[str] = []
    for article, extraction in zip(articles, extractor.extract(articles), strict=True):
        pieces = passages(article, embedder.count, _room(article, embedder))
        texts += [_passage_text(article, piece) for piece in pieces]
        texts += _sentence_texts(article, extraction)
        claims = [
            replace(claim, group=claim.id, extracted_speakers=claim.speakers)
            for claim in extraction.claims
        ]
        found.append((article, pieces, extraction.sentences, claims))
    vectors = embedder.encode(texts)
    entries = []
    at = 0
    for article, pieces, sentences, claims in found:
        middle, end = at + len(pieces), at + len(pieces) + len(sentences)
        entries.append(
            ArticleRecords(
                article=article,
                passages=pieces,
                sentences=sentences,
                claims=claims,
                passage_vectors=vectors[at:middle],
                sentence_vectors=vectors[middle:end],
            )
        )
        at = end
    return entries


def _heading(article: Article) -> str:
    """The title as prefix of each encoded text, which relates the passages of one story."""
    return f"{seen(article.title)}. " if article.title else ""


def _room(article: Article, embedder: Embedder) -> int:
    """Word pieces left for a passage: all but the title's, and at least half of the limit."""
    heading = _heading(article)
    taken = embedder.count([heading])[0] - embedder.count([""])[0] if heading else 0
    return max(embedder.limit // 2, embedder.limit - taken)


def _passage_text(article: Article, passage: Passage) -> str:
    return _heading(article) + seen(article.text[passage.span.start : passage.span.end])


def _sentence_texts(article: Article, extraction: extractor.Extraction) -> Iterator[str]:
    """Sentences, each with the names of its speakers before it, as its words may say only "he"."""
    named = [(c.evidence, n, c.speaker) for n, c in enumerate(extraction.claims) if c.speaker]
    named.sort()
    for sentence in extraction.sentences:
        span = sentence.span
        first = bisect_left(named, span.start, key=lambda one: one[0].start)
        last = bisect_right(named, span.end, key=lambda one: one[0].start)
        within = sorted((n, name) for at, n, name in named[first:last] if at.end <= span.end)
        speakers = dict.fromkeys(name for _, name in within)
        names = f"{', '.join(speakers)}: " if speakers else ""
        yield _heading(article) + names + seen(article.text[span.start : span.end])
