"""The statements of a draft: what it quotes, what it reports, and its other sentences."""

from collections.abc import Iterator, Sequence

from rag.attribution import extractor
from rag.drafts.draft_report import DraftStatement, Wording
from rag.questions.search_query import words_of
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind
from rag.text import quotations
from rag.text.sentences import paragraphs, sentences

LEAST = 3  # words: fewer say too little to be found or missed


def statements(draft: str) -> tuple[DraftStatement, ...]:
    """
    The statements of a draft in order, read as the claims of an article are.

    Raises MissingModelError where spaCy's English model is not installed.
    """
    article = Article(id="draft", text=draft, fingerprint="", story=paragraphs(draft))
    (extraction,) = extractor.extract([article])
    found = [*_claimed(draft, extraction.claims)]
    taken = [piece for one in found for piece in one.pieces]
    for sentence in (s for p in article.story for s in sentences(draft, p)):
        quoted = [one.span for one in quotations.pair(draft, sentence)]
        found += [
            DraftStatement(sentence=sentence, pieces=(words,), wording=Wording.QUOTED)
            for words in quoted
            if _long(draft, [words]) and not _overlaps(words, taken)
        ]
        if not quoted and not _overlaps(sentence, taken) and _long(draft, [sentence]):
            found.append(
                DraftStatement(sentence=sentence, pieces=(sentence,), wording=Wording.PLAIN)
            )
    return tuple(sorted(found, key=lambda one: one.pieces))


def _claimed(draft: str, claims: Sequence[Claim]) -> Iterator[DraftStatement]:
    """What the draft says that somebody said; of what is partly quoted, the quoted words."""
    for claim in claims:
        if claim.kind is Kind.ATTITUDE:
            continue  # "opposes the plan" are the draft's own words
        pieces, wording = claim.content, Wording.REPORTED
        if claim.kind is not Kind.INDIRECT:
            quoted = tuple(
                one.span
                for one in quotations.pair(draft, claim.evidence)
                if _overlaps(one.span, claim.content)
            )
            if quoted:
                pieces, wording = quoted, Wording.QUOTED
        if _long(draft, pieces):
            yield DraftStatement(
                sentence=claim.evidence,
                pieces=pieces,
                wording=wording,
                speakers=claim.speakers,
                mention=claim.mention,
                negated=claim.negated,
            )


def _long(draft: str, pieces: Sequence[Span]) -> bool:
    return sum(len(list(words_of(draft[one.start : one.end]))) for one in pieces) >= LEAST


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
