"""Checked drafts, lists, and what else a server sends."""

from typing import NotRequired

from typing_extensions import TypedDict

from rag.export.documents.answer_documents import Bounds
from rag.export.documents.record_documents import (
    ArticleDocument,
    ClaimDocument,
    FoundArticleDocument,
    SpeakerSummaryDocument,
)


class DraftClaimDocument(TypedDict):
    """A claim, or only its article, beside a statement of a draft."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    claim: NotRequired[str]
    speaker: NotRequired[str | None]
    mention: NotRequired[str | None]
    said_on: NotRequired[str | None]
    text: NotRequired[str]
    address: NotRequired[str]


class DraftPlaceDocument(DraftClaimDocument):
    """
    Where an article has the words of a draft, or those nearest to them.

    ``quotes`` are the words of each span, ``quote`` all of them, joined by "…".
    """

    spans: list[Bounds]
    quote: str
    quotes: list[str]
    same_speaker: bool | None


class DraftChangeDocument(TypedDict):
    """A run of words that the draft keeps, drops ("gone") or adds ("new")."""

    text: str
    state: str


class DraftStatementDocument(TypedDict):
    """A statement of a draft and what the articles have of it."""

    start: int
    end: int
    pieces: list[Bounds]
    words: str
    wording: str
    speaker: str | None
    verdict: str
    label: str
    reason: str | None
    places: list[DraftPlaceDocument]
    differences: list[DraftChangeDocument]
    related: list[DraftClaimDocument]


class DraftDocument(TypedDict):
    """A draft's statements in order; ``unread`` counts those beyond what is checked."""

    statements: list[DraftStatementDocument]
    unread: int
    summary: str
    corpus: str
    notices: NotRequired[list[str]]


class ListDocument(TypedDict):
    """
    What all lists have: how many there are in all, and the cursor of the next page or None.

    ``notices`` name values of the request that this corpus does not have.
    """

    corpus: str
    total: int
    cursor: str | None
    notices: list[str]


class ClaimListDocument(ListDocument):
    """A page of claims."""

    claims: list[ClaimDocument]


class SpeakerListDocument(ListDocument):
    """A page of speakers."""

    speakers: list[SpeakerSummaryDocument]


class ArticleListDocument(ListDocument):
    """A page of articles."""

    articles: list[ArticleDocument]


class FoundListDocument(ListDocument):
    """A page of articles that hold some words; ``read_as`` says how they were read, if not so."""

    articles: list[FoundArticleDocument]
    read_as: str | None


class FiltersDocument(TypedDict):
    """The values by which a corpus can be scoped; ``first`` and ``last`` are days of claims."""

    outlet: list[str]
    speaker: list[str]
    article: list[str]
    kind: list[str]
    first: str | None
    last: str | None
    corpus: str


class StatusDocument(TypedDict):
    """Whether questions can be answered, and of what corpus."""

    ready: bool
    reason: str | None
    corpus: str | None
    engine: str
    articles: int
    dispatches: int
    claims: int
    writer: str | None


class ProblemErrorDocument(TypedDict):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class ProblemDocument(TypedDict):
    """Why a request is refused, as RFC 9457 has it; ``detail`` says what to do next."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[ProblemErrorDocument]]
