"""Compares stored spans with the text of their article."""

from collections.abc import Iterator, Sequence

from rag.schema.articles import Passage, Sentence, Span
from rag.schema.claims import Claim, ClaimCopy
from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.storage.database import RecordDatabase
from rag.text.spans import cut


def span_differences(records: RecordDatabase, article: str, text: str) -> Iterator[IndexDifference]:
    """
    The records of an article whose spans cut other words out of ``text`` than those stored.

    Covers all spans of passages, sentences and claims, and the copies of its claims in reprints,
    which must be stored with the spans that the claim names.
    """
    words = records.texts("passages", [article]) | records.texts("sentences", [article])
    pieces: tuple[Passage | Sentence, ...] = (
        *records.all(Passage, [article]),
        *records.all(Sentence, [article]),
    )
    for piece in pieces:
        if _cuts_other_words(text, (piece.span,), words[piece.id]):
            passage = isinstance(piece, Passage)
            kind = IndexDifferenceKind.PASSAGE if passage else IndexDifferenceKind.SENTENCE
            yield IndexDifference(file=article, kind=kind, span=piece.span)
    claims = records.all(Claim, [article])
    for claim in claims:
        spans = (*claim.source, *claim.cue, *claim.phrase, claim.evidence)
        outside = any(span.end > len(text) for span in spans)
        if outside or _cuts_other_words(text, claim.shown, claim.text):
            yield IndexDifference(
                file=article,
                kind=IndexDifferenceKind.CLAIM,
                span=claim.evidence,
                claim=claim.id,
            )
    reprints = {place.article for claim in claims for place in claim.places}
    copies = {copy.id: _spans(copy) for copy in records.all(Claim, reprints)}
    for claim in claims:
        for place in claim.places:
            if copies.get(place.claim) != _spans(place):
                yield IndexDifference(
                    file=article,
                    kind=IndexDifferenceKind.COPY,
                    claim=claim.id,
                    detail=place.article,
                )


def _spans(claim: Claim | ClaimCopy) -> tuple[object, ...]:
    return claim.article, claim.evidence, claim.source, claim.cue, claim.content


def _cuts_other_words(text: str, spans: Sequence[Span], words: str) -> bool:
    return any(span.end > len(text) for span in spans) or cut(text, spans) != words
