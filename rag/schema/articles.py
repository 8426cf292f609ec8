"""
Articles and their parts: frozen records without behaviour beyond their invariants.

Offsets are half-open ``[start, end)`` in Python characters of ``Article.text``, so
``text[start:end]`` *is* the quotation. Sequences are tuples, dates are ``date``.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ENGLISH: Final = "en"  # the language that is read for claims


class DateBasis(StrEnum):
    """How the publication date of an article is known."""

    STATED = "stated"  # printed in the article
    METADATA = "metadata"  # page, address or file list
    INFERRED = "inferred"  # reasoned from the text
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of an article; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of an article that is not story; ``kind`` names it ("caption", "comments")."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """
    The notice at ``span`` by which an outlet corrects its article, ``text[start:end]``.

    ``touching``: it names what the claim beside it names; else it may concern any claim.
    """

    span: Span
    words: str
    touching: bool

    @property
    def in_words(self) -> str:
        """The line beside a claim, with the notice where it touches the claim."""
        carries = "The article carries a correction"
        return f"{carries}: “{' '.join(self.words.split())}”" if self.touching else f"{carries}."


@dataclass(frozen=True, slots=True)
class SignedQuote:
    """A quotation that the page sets apart, without marks, and the line that says whose it is."""

    quote: Span
    speaker: Span


class FactBasis(StrEnum):
    """Where a fact about an article comes from."""

    LIST = "list"  # articles.csv
    ARTICLE = "article"  # its own text (a date: or its address), also where the list agrees
    METADATA = "metadata"  # what its file says of it beside the text
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FactEvidence:
    """How one fact about an article was determined; ``span`` are the words that give it."""

    basis: FactBasis = FactBasis.UNKNOWN
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEvidence:
    """
    How the facts about an article were determined, by the names of the facts.

    ``published`` has no span: its words, which may be of several places, are
    ``Article.date_evidence``.
    """

    title: FactEvidence = FactEvidence()
    outlet: FactEvidence = FactEvidence()
    author: FactEvidence = FactEvidence()
    published: FactEvidence = FactEvidence()
    origin: FactEvidence = FactEvidence()


# Fields of an article that the search for words reads.
SEARCHED_FIELDS = ("title", "author", "outlet", "origin", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One article as read, with its metadata.

    ``id`` is its path relative to the folder of articles, with forward slashes (for a line of a
    .jsonl file its ``id``). ``outlet`` published this copy; ``origin`` is the agency or outlet that
    the text is taken from. ``date_evidence`` are the words that ``published`` was read from, and
    what decided between two readings; ``day_first`` says how the outlet writes ``03/04/2019``,
    where known. ``evidence`` says how each fact was determined. ``story`` are the spans that are
    cited, in order, each within one paragraph; ``gaps`` the rest that holds any text. ``pages`` are
    the offsets at which pages begin, where the file has pages. ``signed`` are the quotations that
    it sets apart with their speakers. ``language`` is its ISO 639-1 code, "" where the text is too
    short. ``updated`` is the day of the last change that the file states, ``remarks`` what was
    guessed or left out in reading the file ("read as Windows-1252"). ``dispatch`` is empty
    until reprints are known. ``fingerprint`` hashes text and metadata.
    """

    id: str
    text: str
    fingerprint: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    date_evidence: str = ""
    day_first: bool | None = None
    origin: str | None = None
    origin_published: date | None = None
    evidence: ArticleEvidence = ArticleEvidence()
    note: str | None = None
    story: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()
    pages: tuple[int, ...] = ()
    signed: tuple[SignedQuote, ...] = ()
    language: str = ""
    updated: date | None = None
    remarks: tuple[str, ...] = ()
    dispatch: str = ""

    def __post_init__(self) -> None:
        for span in (*self.story, *(gap.span for gap in self.gaps)):
            if span.end > len(self.text):
                raise ValueError(f"{self.id}: {span} lies outside its {len(self.text)} characters")

    def page_of(self, span: Span) -> int | None:
        """The page on which a span begins, from 1; None where the file has no pages."""
        return bisect_right(self.pages, span.start) or None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one paragraph, small enough for the embedding model."""

    id: str
    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    The smallest piece of evidence: one sentence of a story, or several that one claim joins.

    ``group`` is shared by the same words in the reprints of one dispatch.
    """

    id: str
    article: str
    span: Span
    group: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """
    Articles that print one text and count as one independent source.

    ``articles`` are ids, the copy whose provenance is best known first. Where the origin is
    not stated it is None.
    """

    id: str
    articles: tuple[str, ...]
    origin: str | None = None
    origin_published: date | None = None


def ranks(dispatches: Iterable[Dispatch]) -> dict[str, int]:
    """The place of each article in its dispatch, the copy best known first."""
    return {name: n for dispatch in dispatches for n, name in enumerate(dispatch.articles)}


def title_of(article: Article) -> str:
    """The title of an article, or its first words."""
    if article.title:
        return article.title
    start = article.story[0].start if article.story else 0
    words = article.text[start : start + 400].split()
    few = 12
    return " ".join(words[:few]) + ("…" if len(words) > few else "") or article.id
