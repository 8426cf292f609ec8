"""The check of a draft as JSON."""

from datetime import date

from rag.drafts.draft_report import CheckedStatement, DraftReport, FoundPlace
from rag.drafts.draft_wording import LABELS, reason, summary
from rag.export.documents.answer_documents import Bounds
from rag.export.documents.reply_documents import (
    DraftClaimDocument,
    DraftDocument,
    DraftPlaceDocument,
    DraftStatementDocument,
)
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim


def report_document(report: DraftReport, corpus: str) -> DraftDocument:
    """A report as a JSON object; ``corpus`` is the fingerprint of the index."""
    return {
        "statements": [_statement(one, report.text) for one in report.checked],
        "unread": report.unread,
        "summary": summary(report),
        "corpus": corpus,
    }


def _statement(checked: CheckedStatement, draft: str) -> DraftStatementDocument:
    statement = checked.statement
    return {
        "start": statement.sentence.start,
        "end": statement.sentence.end,
        "pieces": _spans(statement.pieces),
        "words": statement.words(draft),
        "wording": statement.wording.value,
        "speaker": statement.speaker,
        "verdict": checked.verdict.value,
        "label": LABELS[checked.verdict],
        "reason": reason(checked) or None,
        "places": [_place(place) for place in checked.places],
        "differences": [{"text": run.text, "state": run.state} for run in checked.differences],
        "related": [_claim(claim, article) for claim, article in checked.related],
    }


def _place(place: FoundPlace) -> DraftPlaceDocument:
    known = _claim(place.claim, place.article) if place.claim else _source(place.article)
    document: DraftPlaceDocument = {
        **known,
        "spans": _spans(place.spans),
        "quote": place.quotation,
        "quotes": [place.article.text[span.start : span.end] for span in place.spans],
        "same_speaker": place.same_speaker,
    }
    return document


def _claim(claim: Claim, article: Article) -> DraftClaimDocument:
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": _day(article.published),
        "url": article.url,
        "claim": claim.id,
        "speaker": claim.speaker,
        "mention": claim.mention,
        "said_on": _day(claim.said_on),
        "text": claim.text,
    }


def _source(article: Article) -> DraftClaimDocument:
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": _day(article.published),
        "url": article.url,
    }


def _spans(spans: tuple[Span, ...]) -> list[Bounds]:
    return [[span.start, span.end] for span in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
