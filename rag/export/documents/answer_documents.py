"""Answers, citations and what they consist of."""

from typing import NotRequired

from typing_extensions import TypedDict

Bounds = list[int]  # start and end of a span


class StatementDocument(TypedDict):
    """A sentence of an answer, with the numbers of its citations."""

    text: str
    citations: list[int]
    side: NotRequired[str | None]


class ValueDocument(TypedDict):
    """A name, number or day that the lead puts forward, cut from its citation's article."""

    text: str
    kind: str
    citation: int
    start: int
    end: int


class CopyDocument(TypedDict):
    """The place of the same words in a reprint."""

    article: str
    outlet: str | None
    start: int
    end: int


class DifferenceDocument(TypedDict):
    """Words that a reprint prints differently."""

    article: str
    outlet: str | None
    here: Bounds
    there: Bounds
    here_text: str
    there_text: str


class CorrectionDocument(TypedDict):
    """The correction notice beside a quotation; all None without one."""

    correction: str | None
    correction_span: Bounds | None
    correction_touches: bool | None


class CitationDocument(CorrectionDocument):
    """A numbered quotation, ``text[start:end]`` of its article."""

    n: int
    article: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    title: str | None
    outlet: str | None
    url: str | None
    page: int | None
    published: str | None
    date_basis: str
    origin: str | None
    origin_published: str | None
    speaker: str | None
    role: str | None
    organisation: str | None
    said_on: str | None
    said_on_basis: str | None
    claim: str | None
    kind: str | None
    confidence: float | None
    dispatch: str
    also_in: list[CopyDocument]
    differences: list[DifferenceDocument]
    marks: list[Bounds]
    address: NotRequired[str]
    mention: NotRequired[str | None]
    negated: NotRequired[bool]
    passed_on_by: NotRequired[list[str]]


class RejectedDocument(TypedDict):
    """A sentence of a language model that was dropped, and why."""

    text: str
    reason: str


class WrittenDocument(TypedDict):
    """What a language model wrote beside an answer."""

    model: str
    sentences: list[StatementDocument]
    dropped: list[RejectedDocument]
    note: str | None
    seconds: float


class ScopeDocument(TypedDict, total=False):
    """The filters of a question or list; those that restrict nothing are left out."""

    outlet: list[str]
    speaker: list[str]
    article: list[str]
    kind: list[str]
    after: str
    before: str


class AnswerDocument(TypedDict):
    """An answer, or the reason why there is none."""

    id: str | None
    question: str
    scope: ScopeDocument
    declined: bool
    reason: str | None
    answer: str
    seconds: float
    lead: str | None
    lead_lines: list[str]
    understood: list[str]
    unscoped: str | None
    statements: list[StatementDocument]
    values: list[ValueDocument]
    missing: list[str]
    foremost: int
    citations: list[CitationDocument]
    independent_sources: int
    articles: int
    writer: str | None
    written: WrittenDocument | None
    corpus: str
    engine: str
    address: NotRequired[str]
    notices: NotRequired[list[str]]
