"""The check of a draft as JSON."""

from rag.drafts.draft_report import CheckedStatement, DraftReport, FoundPlace
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim


def report_document(report: DraftReport, corpus: str) -> dict[str, object]:
    """A report as a JSON object; ``corpus`` is the fingerprint of the index."""
    return {
        "statements": [_statement(one, report.text) for one in report.checked],
        "unread": report.unread,
        "corpus": corpus,
    }


def _statement(checked: CheckedStatement, draft: str) -> dict[str, object]:
    statement = checked.statement
    return {
        "start": statement.sentence.start,
        "end": statement.sentence.end,
        "pieces": _spans(statement.pieces),
        "words": statement.words(draft),
        "wording": statement.wording.value,
        "speaker": statement.speaker,
        "verdict": checked.verdict.value,
        "places": [_place(place) for place in checked.places],
        "differences": [{"text": run.text, "state": run.state} for run in checked.differences],
        "related": [_claim(claim, article) for claim, article in checked.related],
    }


def _place(place: FoundPlace) -> dict[str, object]:
    known = _claim(place.claim, place.article) if place.claim else _source(place.article)
    return {
        **known,
        "spans": _spans(place.spans),
        "quote": place.quotation,
        "same_speaker": place.same_speaker,
    }


def _claim(claim: Claim, article: Article) -> dict[str, object]:
    return {
        **_source(article),
        "claim": claim.id,
        "speaker": claim.speaker,
        "said_on": claim.said_on and claim.said_on.isoformat(),
        "text": claim.text,
    }


def _source(article: Article) -> dict[str, object]:
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published and article.published.isoformat(),
        "url": article.url,
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
