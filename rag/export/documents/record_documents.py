"""Claims, articles and speakers."""

from typing import NotRequired

from typing_extensions import TypedDict

from rag.export.documents.answer_documents import Bounds, CorrectionDocument, DifferenceDocument


class SpeakerDocument(TypedDict):
    """One speaker of a claim."""

    name: str | None
    role: str | None
    organisation: str | None
    actor: str | None


class ClaimPlaceDocument(TypedDict):
    """Where a reprint carries a claim."""

    article: str
    outlet: str | None
    claim: str
    source: list[Bounds]
    cue: list[Bounds]
    content: list[Bounds]
    evidence: Bounds
    opposite: bool


class ChainDocument(TypedDict):
    """The words for a person or body that passes a claim on."""

    words: str
    span: Bounds


class ClaimDocument(CorrectionDocument):
    """A claim; ``text`` is its content as a reader sees it."""

    id: str
    article: str
    outlet: str | None
    published: str | None
    date_basis: str
    said_on: str | None
    said_on_basis: str
    said_on_inferred: bool
    speaker: str | None
    speakers: list[SpeakerDocument]
    mention: str | None
    role: str | None
    organisation: str | None
    actor: str | None
    kind: str
    confidence: float
    places: list[ClaimPlaceDocument]
    chain: list[ChainDocument]
    text: str
    shown: list[Bounds]
    negated: bool
    cue_text: str
    dispatch: str
    source: list[Bounds]
    cue: list[Bounds]
    content: list[Bounds]
    evidence: Bounds
    differences: list[DifferenceDocument]
    quote: NotRequired[str]
    address: NotRequired[str]


class ArticleDocument(TypedDict):
    """What is known of an article, without its text."""

    article: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None
    date_basis: str
    date_evidence: str | None
    origin: str | None
    origin_published: str | None
    dispatch: str
    reprints: list[str]
    note: str | None
    language: str | None
    updated: str | None
    pages: int | None
    remarks: list[str]
    address: NotRequired[str]


class ArticleTextDocument(ArticleDocument):
    """
    A part of an article's text, ``text[start:end]``, and the claims within it.

    ``length`` is that of the whole text. ``notice`` says what a reader should know of the place;
    it is None for nothing. ``start``, ``end`` and ``quote`` are None where there is no such place.
    """

    start: int | None
    end: int | None
    quote: str | None
    length: int
    notice: str | None
    claims: list[ClaimDocument]
    corpus: str


class FoundPlaceDocument(TypedDict):
    """A place of the words of a search."""

    start: int
    end: int
    quote: str
    address: NotRequired[str]


class SnippetDocument(TypedDict):
    """Words of an article around places of a search; ``marks`` are the places."""

    start: int
    end: int
    quote: str
    marks: list[Bounds]


class FoundArticleDocument(TypedDict):
    """
    An article that holds the words of a search; ``snippets`` has the first places.

    ``heading`` is the title, or the first words of the text.
    """

    article: str
    title: str | None
    heading: str
    outlet: str | None
    published: str | None
    places: list[FoundPlaceDocument]
    snippets: list[SnippetDocument]


class SpeakerSummaryDocument(TypedDict):
    """A speaker of the corpus with counts; ``speakers_csv`` is a row to correct the list by."""

    speaker: str
    role: str | None
    organisation: str | None
    actor: str | None
    claims: int
    articles: int
    also_written: list[str]
    may_be_the_same_as: list[str]
    speakers_csv: str | None


class QuotedPlaceDocument(TypedDict):
    """Words of an article at a place."""

    article: str
    start: int
    end: int
    quote: str
    address: NotRequired[str]


class OfficeDocument(TypedDict):
    """
    A role or organisation that articles give a speaker.

    ``printed``: the words at ``place`` print it; else the first statement reported with it.
    """

    role: str | None
    organisation: str | None
    claims: int
    first: str | None
    last: str | None
    place: QuotedPlaceDocument
    printed: bool


class SpellingDocument(TypedDict):
    """Another way to write a name, and the first place that has it."""

    name: str
    place: QuotedPlaceDocument


class OriginCountDocument(TypedDict):
    """How many claims an outlet takes from an agency or another outlet."""

    origin: str
    claims: int


class CarryingOutletDocument(TypedDict):
    """How many claims of a speaker an outlet carries."""

    outlet: str | None
    claims: int
    articles: int
    origins: list[OriginCountDocument]


class SpeakerProfileDocument(TypedDict):
    """What the articles in scope print of one speaker."""

    speaker: str
    claims: int
    dispatches: int
    offices: list[OfficeDocument]
    spellings: list[SpellingDocument]
    outlets: list[CarryingOutletDocument]
    first: ClaimDocument | None
    last: ClaimDocument | None
    jointly: list[str]
    may_be_the_same_as: list[str]
    corpus: str
    address: NotRequired[str]
    notices: NotRequired[list[str]]
