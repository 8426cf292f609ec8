"""
What the tools of the MCP server return: short records of exact quotations, with how to cite them.

An assistant reads all of a result, so that these have fewer keys than the documents of the API.
"""

from collections.abc import Iterator
from typing import Final, Literal

from typing_extensions import TypedDict

from rag.export.documents.answer_documents import AnswerDocument, CitationDocument
from rag.export.documents.record_documents import (
    ArticleTextDocument,
    ClaimDocument,
    QuotedPlaceDocument,
    SpeakerProfileDocument,
)
from rag.export.documents.reply_documents import (
    ClaimListDocument,
    DraftDocument,
    DraftPlaceDocument,
)
from rag.text.english import is_doubtful

CITE: Final = (
    "Quote only words of a quotation's `quote`, letter by letter, and give speaker, outlet, day "
    "and address with them. `source` says whose words they are: `named`: the speaker's; `unnamed`: "
    "of a source without a name, described by `mention`, not the outlet's own; `article`: text of "
    "the article, which may quote others, so give it to nobody but the outlet. Where `form` is not "
    "`direct`, the outlet reports the speaker in its own words. Say `probably` where it is true, "
    "who passed the words on, and a correction. Add no name, number or day that the quotations do "
    "not have."
)
DECLINED: Final = (
    "The articles do not answer this: say so, with the reason. The quotations are only the nearest "
    "passages and no answer. "
)
NOTICED: Final = "First say what `notices` say: a filter may be misspelt. "


class CitedWords(TypedDict):
    """Words of an article, ``text[start:end]``: who said them, when, and where to read them."""

    quote: str
    source: Literal["named", "unnamed", "article"]
    speaker: str | None
    mention: str | None
    role: str | None
    said_on: str | None
    said_on_basis: str | None
    form: str | None
    probably: bool
    denied: bool
    passed_on_by: list[str]
    correction: str | None
    outlet: str | None
    published: str | None
    article: str
    start: int
    end: int
    address: str | None
    also_in: list[str]


class AskResult(TypedDict):
    """The answer to a question; ``lead`` is its first line, "" where there is none."""

    instruction: str
    declined: bool
    reason: str | None
    lead: str
    read_as: list[str]
    quotations: list[CitedWords]
    independent_sources: int
    address: str | None
    notices: list[str]


class ClaimsResult(TypedDict):
    """Claims; ``cursor`` asks for the next ones, None after the last."""

    instruction: str
    total: int
    quotations: list[CitedWords]
    cursor: str | None
    notices: list[str]


class SpeakerOffice(TypedDict):
    """An office as articles print it."""

    office: str
    first: str | None
    last: str | None
    printed_in: CitedWords


class SpeakerResult(TypedDict):
    """What the articles print of one speaker."""

    instruction: str
    speaker: str
    statements: int
    independent_sources: int
    offices: list[SpeakerOffice]
    outlets: list[str]
    first: CitedWords | None
    latest: CitedWords | None
    may_be_the_same_as: list[str]
    address: str | None
    notices: list[str]


class ArticleResult(TypedDict):
    """An article, or a place in it; ``quotations`` are the claims there."""

    instruction: str
    title: str | None
    outlet: str | None
    published: str | None
    published_basis: str
    origin: str | None
    original: str | None
    text: CitedWords | None
    length: int
    notice: str | None
    quotations: list[CitedWords]


class DraftVerdict(TypedDict):
    """A statement of a draft, and what the articles have of it."""

    words: str
    speaker: str | None
    verdict: str
    reason: str | None
    quotations: list[CitedWords]


class DraftResult(TypedDict):
    """The statements of a draft in order."""

    instruction: str
    summary: str
    statements: list[DraftVerdict]
    notices: list[str]


def ask_result(answer: AnswerDocument) -> AskResult:
    """An answer for an assistant."""
    return {
        "instruction": _instruction(answer.get("notices"), declined=answer["declined"]),
        "declined": answer["declined"],
        "reason": answer["reason"],
        "lead": "" if answer["declined"] else answer["lead"] or "",
        "read_as": answer["understood"],
        "quotations": [_cited(one) for one in answer["citations"]],
        "independent_sources": answer["independent_sources"],
        "address": answer.get("address"),
        "notices": answer.get("notices", []),
    }


def claims_result(found: ClaimListDocument) -> ClaimsResult:
    """A page of claims for an assistant."""
    return {
        "instruction": _instruction(found["notices"]),
        "total": found["total"],
        "quotations": [_claimed(one) for one in found["claims"]],
        "cursor": found["cursor"],
        "notices": found["notices"],
    }


def speaker_result(found: SpeakerProfileDocument) -> SpeakerResult:
    """The profile of a speaker for an assistant."""
    return {
        "instruction": _instruction(found.get("notices")),
        "speaker": found["speaker"],
        "statements": found["claims"],
        "independent_sources": found["dispatches"],
        "offices": [
            {
                "office": ", ".join(p for p in (one["role"], one["organisation"]) if p),
                "first": one["first"],
                "last": one["last"],
                "printed_in": _placed(one["place"]),
            }
            for one in found["offices"]
        ],
        "outlets": [one["outlet"] for one in found["outlets"] if one["outlet"]],
        "first": _claimed(found["first"]) if found["first"] else None,
        "latest": _claimed(found["last"]) if found["last"] else None,
        "may_be_the_same_as": found["may_be_the_same_as"],
        "address": found.get("address"),
        "notices": found.get("notices", []),
    }


def article_result(found: ArticleTextDocument) -> ArticleResult:
    """A place in an article for an assistant."""
    start, end, quote = found["start"], found["end"], found["quote"]
    text = None
    if start is not None and end is not None and quote is not None:
        place: QuotedPlaceDocument = {
            "article": found["article"], "start": start, "end": end, "quote": quote,
        }  # fmt: skip
        text = _placed(place)
        text["outlet"], text["published"] = found["outlet"], found["published"]
        text["address"] = found.get("address")
    return {
        "instruction": CITE,
        "title": found["title"],
        "outlet": found["outlet"],
        "published": found["published"],
        "published_basis": found["date_basis"],
        "origin": found["origin"],
        "original": found["url"],
        "text": text,
        "length": found["length"],
        "notice": found["notice"],
        "quotations": [_claimed(one) for one in found["claims"]],
    }


def draft_result(found: DraftDocument) -> DraftResult:
    """The check of a draft for an assistant."""
    return {
        "instruction": _instruction(found.get("notices")),
        "notices": found.get("notices", []),
        "summary": found["summary"],
        "statements": [
            {
                "words": one["words"],
                "speaker": one["speaker"],
                "verdict": one["label"],
                "reason": one["reason"],
                "quotations": [piece for place in one["places"] for piece in _pieces(place)],
            }
            for one in found["statements"]
        ],
    }


def _instruction(notices: list[str] | None, *, declined: bool = False) -> str:
    return (NOTICED if notices else "") + (DECLINED if declined else "") + CITE


def _source(speaker: str | None, form: str | None) -> Literal["named", "unnamed", "article"]:
    """Whose words they are; words that are no claim have no form."""
    if form is None:
        return "article"
    return "named" if speaker else "unnamed"


def _cited(citation: CitationDocument) -> CitedWords:
    confidence = citation["confidence"]
    return {
        "quote": citation["quote"],
        "source": _source(citation["speaker"], citation["kind"]),
        "speaker": citation["speaker"],
        "mention": citation.get("mention"),
        "role": _office(citation["role"], citation["organisation"]),
        "said_on": citation["said_on"],
        "said_on_basis": citation["said_on_basis"],
        "form": citation["kind"],
        "probably": confidence is not None and is_doubtful(confidence),
        "denied": citation.get("negated", False),
        "passed_on_by": citation.get("passed_on_by", []),
        "correction": citation["correction"],
        "outlet": citation["outlet"],
        "published": citation["published"],
        "article": citation["article"],
        "start": citation["start"],
        "end": citation["end"],
        "address": citation.get("address"),
        "also_in": [one["outlet"] or one["article"] for one in citation["also_in"]],
    }


def _claimed(claim: ClaimDocument) -> CitedWords:
    start, end = claim["evidence"]
    return {
        "quote": claim.get("quote", ""),
        "source": _source(claim["speaker"], claim["kind"]),
        "speaker": claim["speaker"],
        "mention": claim["mention"],
        "role": _office(claim["role"], claim["organisation"]),
        "said_on": claim["said_on"],
        "said_on_basis": claim["said_on_basis"],
        "form": claim["kind"],
        "probably": is_doubtful(claim["confidence"]),
        "denied": claim["negated"],
        "passed_on_by": [one["words"] for one in claim["chain"]],
        "correction": claim["correction"],
        "outlet": claim["outlet"],
        "published": claim["published"],
        "article": claim["article"],
        "start": start,
        "end": end,
        "address": claim.get("address"),
        "also_in": [
            one["outlet"] or one["article"] for one in claim["places"] if not one["opposite"]
        ],
    }


def _placed(place: QuotedPlaceDocument) -> CitedWords:
    return {
        "quote": place["quote"],
        "source": "article",
        "speaker": None,
        "mention": None,
        "role": None,
        "said_on": None,
        "said_on_basis": None,
        "form": None,
        "probably": False,
        "denied": False,
        "passed_on_by": [],
        "correction": None,
        "outlet": None,
        "published": None,
        "article": place["article"],
        "start": place["start"],
        "end": place["end"],
        "address": place.get("address"),
        "also_in": [],
    }


def _pieces(place: DraftPlaceDocument) -> Iterator[CitedWords]:
    """Each span of a place as a quotation of its own: joined, they are not words of the article."""
    for (start, end), quote in zip(place["spans"], place["quotes"], strict=True):
        one = _placed({"article": place["article"], "start": start, "end": end, "quote": quote})
        if "claim" in place:
            one["speaker"], one["mention"] = place.get("speaker"), place.get("mention")
            one["source"] = "named" if one["speaker"] else "unnamed"
        one["said_on"] = place.get("said_on")
        one["outlet"], one["published"] = place["outlet"], place["published"]
        one["address"] = place.get("address")
        yield one


def _office(role: str | None, organisation: str | None) -> str | None:
    return ", ".join(part for part in (role, organisation) if part) or None
