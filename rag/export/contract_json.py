"""
Answers, claims, articles and reports as the JSON that other programs rely on.

Keys and shapes are only ever added to.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from rag.export.documents.answer_documents import (
    AnswerDocument,
    Bounds,
    CitationDocument,
    CopyDocument,
    CorrectionDocument,
    DifferenceDocument,
    ScopeDocument,
    WrittenDocument,
)
from rag.export.documents.record_documents import (
    ArticleDocument,
    ClaimDocument,
    ClaimPlaceDocument,
    SpeakerDocument,
)
from rag.schema.answers import Answer, Citation, Difference, PassageCopy, WrittenProse
from rag.schema.articles import Article, CorrectionNotice, Dispatch, Span
from rag.schema.claims import Claim, ClaimCopy, Speaker
from rag.schema.reports import IndexDifference, IndexDifferenceKind, IndexReport
from rag.schema.scope import scope_json
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections
from rag.text.english import basis_of_day
from rag.text.spans import cut

Json = dict[str, Any]


def dumps(value: object) -> str:
    """One line of JSON; lone surrogates, which UTF-8 cannot encode, are escaped."""
    line = json.dumps(value, ensure_ascii=False)
    return line if _encodable(line) else json.dumps(value)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


# --- answers ------------------------------------------------------------------------------------


def answer_text(answer: Answer) -> str:
    """The whole answer as plain text with [1] marks."""
    if answer.declined:
        lines = [answer.reason or "", *([answer.lead] if answer.lead else [])]
        if answer.citations:
            lines += ["", "Nearest passages, for reading only:"]
            lines += [f"[{c.n}] {c.outlet or c.article}: {c.quote}" for c in answer.citations]
        return "\n".join(lines)
    lines = [answer.lead, "", *(statement.text for statement in answer.statements)]
    if answer.writer:
        lines += ["", f"Written by {answer.writer} from the passages above, each sentence checked:"]
        lines += [answer.written.text if answer.written else ""]
    return "\n".join(lines)


def answer_json(answer: Answer) -> AnswerDocument:
    """An answer as a JSON object."""
    return {
        "id": answer.id,
        "question": answer.question,
        "scope": cast("ScopeDocument", scope_json(answer.scope)),
        "declined": answer.declined,
        "reason": answer.reason,
        "answer": answer_text(answer),
        "seconds": round(answer.seconds, 4),
        "lead": answer.lead or None,
        "lead_lines": [part.text for part in answer.lead_parts],
        "understood": list(answer.understood),
        "unscoped": answer.unscoped,
        "statements": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "side": s.side.label if s.side else None,
            }
            for s in answer.statements
        ],
        "values": [
            {
                "text": value.text,
                "kind": value.kind,
                "citation": value.citation,
                "start": value.span.start,
                "end": value.span.end,
            }
            for value in answer.values
        ],
        "missing": list(answer.missing),
        "foremost": answer.foremost,
        "citations": [_citation(citation) for citation in answer.citations],
        "independent_sources": answer.independent_sources,
        "articles": answer.articles,
        "writer": answer.writer,
        "written": _written(answer.written),
        "corpus": answer.corpus,
        "engine": answer.engine,
    }


def _written(written: WrittenProse | None) -> WrittenDocument | None:
    if written is None:
        return None
    return {
        "model": written.model,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in written.sentences],
        "dropped": [{"text": d.text, "reason": d.reason} for d in written.dropped],
        "note": written.note,
        "seconds": round(written.seconds, 4),
    }


def _day(day: object) -> str | None:
    return str(day) if day is not None else None


def _citation(c: Citation) -> CitationDocument:
    notice = c.correction
    return {
        "n": c.n,
        "article": c.article,
        "start": c.span.start,
        "end": c.span.end,
        "quote": c.quote,
        "prefix": c.prefix,
        "suffix": c.suffix,
        "title": c.title,
        "outlet": c.outlet,
        "url": c.url,
        "page": c.page,
        "published": _day(c.published),
        "date_basis": c.date_basis.value,
        "origin": c.origin,
        "origin_published": _day(c.origin_published),
        "speaker": c.speaker,
        "role": c.role,
        "organisation": c.organisation,
        "said_on": _day(c.said_on),
        "said_on_basis": basis_of_day(c.statement_date) if c.statement_date else None,
        "claim": c.claim,
        "kind": c.kind.value if c.kind else None,
        "confidence": c.confidence,
        "dispatch": c.dispatch,
        "also_in": [_copy(copy) for copy in c.also_in],
        "differences": [_difference(difference) for difference in c.differences],
        "marks": _spans(c.marks),
        "correction": notice.words if notice else None,
        "correction_span": [notice.span.start, notice.span.end] if notice else None,
        "correction_touches": notice.touching if notice else None,
    }


def differences_of(documents: Iterable[DifferenceDocument]) -> tuple[Difference, ...]:
    """The differences that JSON documents hold."""
    return tuple(
        Difference(
            article=one["article"],
            outlet=one["outlet"],
            here=Span(*one["here"]),
            there=Span(*one["there"]),
            ours=one["here_text"],
            theirs=one["there_text"],
        )
        for one in documents
    )


def correction_of(document: CorrectionDocument) -> CorrectionNotice | None:
    """The correction notice that a JSON document holds."""
    words, span = document["correction"], document["correction_span"]
    if words is None or span is None:
        return None
    return CorrectionNotice(Span(*span), words, touching=bool(document["correction_touches"]))


def _copy(copy: PassageCopy) -> CopyDocument:
    return {
        "article": copy.article,
        "outlet": copy.outlet,
        "start": copy.span.start,
        "end": copy.span.end,
    }


def _difference(difference: Difference) -> DifferenceDocument:
    return {
        "article": difference.article,
        "outlet": difference.outlet,
        "here": [difference.here.start, difference.here.end],
        "there": [difference.there.start, difference.there.end],
        "here_text": difference.ours,
        "there_text": difference.theirs,
    }


# --- claims -------------------------------------------------------------------------------------


def claim_json(
    claim: Claim,
    article: Article,
    differences: Iterable[Difference] = (),
    corrections: Mapping[str, ArticleCorrections] = NO_CORRECTIONS,
) -> ClaimDocument:
    """
    A claim as a JSON object; ``differences`` are those of its copies in reprints.

    ``corrections`` are the notices of articles by id.
    """
    corrected = corrections.get(claim.article)
    notice = corrected.beside(claim.evidence, claim.speaker) if corrected else None
    return {
        "id": claim.id,
        "article": claim.article,
        "outlet": article.outlet,
        "published": _day(article.published),
        "date_basis": article.date_basis.value,
        "said_on": _day(claim.said_on),
        "said_on_basis": basis_of_day(claim.statement_date),
        "said_on_inferred": claim.statement_date.inferred,
        "speaker": claim.speaker,
        "speakers": [speaker_json(speaker) for speaker in claim.speakers],
        "mention": claim.mention,
        "role": claim.role,
        "organisation": claim.organisation,
        "actor": claim.actor,
        "kind": claim.kind.value,
        "confidence": claim.confidence,
        "places": [_place(place) for place in claim.places],
        "chain": [
            {"words": article.text[span.start : span.end], "span": [span.start, span.end]}
            for span in claim.chain
        ],
        "text": claim.text,
        "shown": _spans(claim.shown),
        "negated": claim.negated,
        "cue_text": cut(article.text, claim.phrase or claim.cue),
        "dispatch": claim.dispatch,
        "source": _spans(claim.source),
        "cue": _spans(claim.cue),
        "content": _spans(claim.content),
        "evidence": [claim.evidence.start, claim.evidence.end],
        "differences": [_difference(difference) for difference in differences],
        "correction": notice.words if notice else None,
        "correction_span": [notice.span.start, notice.span.end] if notice else None,
        "correction_touches": notice.touching if notice else None,
    }


def _spans(spans: Iterable[Span]) -> list[Bounds]:
    return [[span.start, span.end] for span in spans]


def speaker_json(speaker: Speaker) -> SpeakerDocument:
    """One speaker of a claim."""
    return {
        "name": speaker.name,
        "role": speaker.role,
        "organisation": speaker.organisation,
        "actor": speaker.actor,
    }


def _place(place: ClaimCopy) -> ClaimPlaceDocument:
    return {
        "article": place.article,
        "outlet": place.outlet,
        "claim": place.claim,
        "source": _spans(place.source),
        "cue": _spans(place.cue),
        "content": _spans(place.content),
        "evidence": [place.evidence.start, place.evidence.end],
        "opposite": place.opposite,
    }


# --- articles, index ----------------------------------------------------------------------------


def article_json(article: Article, dispatch: Dispatch) -> ArticleDocument:
    """An article as a JSON object, without its text."""
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
        "published": _day(article.published),
        "date_basis": article.date_basis.value,
        "date_evidence": article.date_evidence or None,
        "origin": article.origin,
        "origin_published": _day(article.origin_published),
        "dispatch": article.dispatch,
        "reprints": [name for name in dispatch.articles if name != article.id],
        "note": article.note,
        "language": article.language or None,
        "updated": _day(article.updated),
        "pages": len(article.pages) or None,
        "remarks": list(article.remarks),
    }


def report_json(report: IndexReport) -> Json:
    """The counts of an update; they count articles unless the key names something else."""
    return {
        "read": report.read,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "without_date": report.without_date,
        "files": {
            "seen": report.files_seen,
            "read": report.files_read,
            "skipped": report.files_seen - report.files_read,
        },
        "skipped": [{"file": s.file, "reason": s.reason, "fault": s.fault} for s in report.skipped],
        "notes": [{"file": n.file, "words": n.words} for n in report.notes],
        "recomputed": list(report.recomputed),
        "passages": report.passages,
        "claims": report.claims,
        "dispatches": report.dispatches,
        "seconds": round(report.seconds, 3),
        "generation": report.generation,
        "corpus": report.corpus,
    }


def difference_json(difference: IndexDifference) -> Json:
    """A difference between the articles and the index, as ``onrecord check --json`` prints it."""
    return {
        "file": difference.file,
        "kind": difference.kind.value,
        "span": [difference.span.start, difference.span.end] if difference.span else None,
        "claim": difference.claim,
        "detail": difference.detail or None,
    }


def difference_of_json(value: Json) -> IndexDifference:
    """The difference that `difference_json` wrote."""
    return IndexDifference(
        file=value["file"],
        kind=IndexDifferenceKind(value["kind"]),
        span=Span(*value["span"]) if value["span"] else None,
        claim=value["claim"],
        detail=value["detail"] or "",
    )


_SURROGATE = re.compile("[\ud800-\udfff]")


def json_document(head: Json, key: str, entries: Iterable[Json]) -> Iterator[str]:
    """Stream a JSON object whose last key holds a long list; lone surrogates are replaced."""
    yield dumps(head)[:-1] + f', "{key}": ['
    separator = ""
    for entry in entries:
        line = json.dumps(entry, ensure_ascii=False)
        yield separator + _SURROGATE.sub("\ufffd", line)
        separator = ", "
    yield "]}\n"
