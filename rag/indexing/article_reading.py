"""Articles → the records of each: passages, sentences, claims, and their vectors."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.attribution import extractor
from rag.indexing.chunking import passages
from rag.models.embedder import Embedder
from rag.schema.articles import Article, Passage, Sentence, Span
from rag.schema.claims import Claim
from rag.storage.database import ArticleRecords
from rag.text.plain_view import seen

Group = tuple[Span, list[int]]  # what is encoded as one text, and the sentences that begin in it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An article without its vectors."""

    article: Article
    passages: Sequence[Passage]
    sentences: Sequence[Sentence]
    claims: Sequence[Claim]
    groups: Sequence[Group]  # the passages come first


def read(articles: Sequence[Article], embedder: Embedder) -> list[ArticleRecords]:
    """
    The records of each article, in their order; their texts are encoded together.

    A sentence is read in its passage, one outside of all passages alone, each under the title.
    Raises MissingModelError where a model is not installed.
    """
    found = []
    texts: list[str] = []
    parts: list[list[Span]] = []
    for article, extraction in zip(articles, extractor.extract(articles), strict=True):
        pieces = passages(article, embedder.count, _room(article, embedder))
        groups = _groups(extraction.sentences, pieces)
        claims = [
            replace(claim, group=claim.id, extracted_speakers=claim.speakers)
            for claim in extraction.claims
        ]
        found.append(
            _Read(
                article=article,
                passages=pieces,
                sentences=extraction.sentences,
                claims=claims,
                groups=groups,
            )
        )
        for span, inside in groups:
            texts.append(_heading(article) + seen(article.text[span.start : span.end]))
            parts.append([_part(article, span, extraction.sentences[n].span) for n in inside])
    whole, within = embedder.encode_parts(texts, parts)
    entries = []
    text = part = 0
    for one in found:
        order = [n for _, inside in one.groups for n in inside]
        rows = [part + row for row in sorted(range(len(order)), key=order.__getitem__)]
        entries.append(
            ArticleRecords(
                article=one.article,
                passages=one.passages,
                sentences=one.sentences,
                claims=one.claims,
                passage_vectors=whole[text : text + len(one.passages)],
                sentence_vectors=within[rows],
            )
        )
        text += len(one.groups)
        part += len(rows)
    return entries


def _groups(sentences: Sequence[Sentence], pieces: Sequence[Passage]) -> list[Group]:
    groups: list[Group] = [(piece.span, []) for piece in pieces]
    starts = [piece.span.start for piece in pieces]
    for n, sentence in enumerate(sentences):
        at = bisect_right(starts, sentence.span.start) - 1
        if at >= 0 and sentence.span.start < pieces[at].span.end:
            groups[at][1].append(n)
        else:
            groups.append((sentence.span, [n]))
    return groups


def _heading(article: Article) -> str:
    """The title as prefix of each encoded text, which relates the passages of one story."""
    return f"{seen(article.title)}. " if article.title else ""


def _room(article: Article, embedder: Embedder) -> int:
    """Word pieces left for a passage: all but the title's, and at least half of the limit."""
    heading = _heading(article)
    taken = embedder.count([heading])[0] - embedder.count([""])[0] if heading else 0
    return max(embedder.limit // 2, embedder.limit - taken)


def _part(article: Article, span: Span, sentence: Span) -> Span:
    """Where a sentence lies in the encoded text of ``span``."""
    before = len(_heading(article)) + len(seen(article.text[span.start : sentence.start]))
    own = article.text[sentence.start : min(sentence.end, span.end)]
    return Span(before, before + len(seen(own)))
