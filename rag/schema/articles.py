"""
The nouns of the product: frozen records without behaviour beyond their invariants.

Offsets are half-open ``[start, end)`` in Python characters of ``Article.text``, so
``text[start:end]`` *is* the quotation. Sequences are tuples, dates are ``date``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateBasis(StrEnum):
    """How the publication date of an article is known."""

    STATED = "stated"  # printed in the article
    METADATA = "metadata"  # page, address or file list
    INFERRED = "inferred"  # reasoned from the text
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """The form in which a claim is reported."""

    DIRECT = "direct"  # all of the content stands in quotation marks
    MIXED = "mixed"  # some of it does
    INDIRECT = "indirect"  # a reported clause
    ATTITUDE = "attitude"  # a position reported without a clause


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
    """A part of an article that is not story, and why it is left out ("caption", "comments")."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """
    One article as it was read, with what is known of it.

    ``id`` is its path relative to the folder of articles, with forward slashes (for a line of a
    .jsonl file its ``id``). ``outlet`` published this copy; ``origin`` is the agency or outlet
    that the text is taken from. ``date_evidence`` are the words that ``published`` was read from,
    and what told them apart; ``day_first`` says how the outlet writes ``03/04/2019``, where known.
    ``story`` are the spans that are cited, in order, each within one
    paragraph; ``gaps`` the rest that holds any text. ``dispatch`` is empty until reprints are
    known. ``fingerprint`` hashes text and metadata.
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
    note: str | None = None
    story: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()
    dispatch: str = ""

    def __post_init__(self) -> None:
        for span in (*self.story, *(gap.span for gap in self.gaps)):
            if span.end > len(self.text):
                raise ValueError(f"{self.id}: {span} lies outside its {len(self.text)} characters")


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
class Place:
    """Where a reprint carries a claim: ``evidence`` holds whole sentences, the rest as in Claim."""

    article: str
    outlet: str | None
    claim: str
    evidence: Span
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks and for whom; None where nothing says so."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One act of speech as one article reports it.

    ``evidence`` covers the whole sentences that hold the content, and as a rule source and cue:
    what a citation shows. Where a quotation goes on after its attribution ("A," he said. ...
    "B."), source and cue are those of the attribution, before the evidence.
    ``text`` is the content as the reader sees it, cut from the article. ``speaker`` is the
    name known over the corpus, ``mention`` the words at this place; both None where the article
    names nobody. ``heard`` is who speaks as this article alone tells it, before the corpus and
    speakers.csv have their say. ``chain`` holds the words for those who pass it on within the
    article, outermost first, the original source last ("the Journal", "officials"); empty where
    it is one voice. ``said_on_basis`` says in words where ``said_on`` comes from; it is
    ``said_on_inferred`` where the attribution names no day, or counts it from an inferred date.
    ``group`` is shared by the copies of one claim in the reprints of one dispatch; ``places``
    lists the other copies.
    """

    id: str
    article: str
    kind: Kind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Span
    text: str
    confidence: float
    speaker: str | None = None
    mention: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: str | None = None
    said_on: date | None = None
    said_on_basis: str = "unknown"
    said_on_inferred: bool = False
    chain: tuple[Span, ...] = ()
    dispatch: str = ""
    group: str = ""
    places: tuple[Place, ...] = ()
    heard: Who = Who()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"claim {self.id} without content")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"claim {self.id}: confidence {self.confidence} is outside [0, 1]")
        for span in self.content:
            if span.start < self.evidence.start or span.end > self.evidence.end:
                raise ValueError(f"claim {self.id}: {span} lies outside its evidence")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """
    Articles that print one text, hence one independent source.

    ``articles`` are ids, the copy whose provenance is best known first. Where the origin is
    not stated it is None.
    """

    id: str
    articles: tuple[str, ...]
    origin: str | None = None
    origin_published: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What of the corpus is looked at; an empty field does not restrict. Dates are inclusive.

    Values of one field are alternatives, fields combine. Dates bound the day a claim was made,
    or the publication of a passage that holds no claim.
    """

    outlets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    after: date | None = None
    before: date | None = None

    def __post_init__(self) -> None:
        if self.after and self.before and self.after > self.before:
            raise ValueError(f"no day is both after {self.after} and before {self.before}")

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == Scope()


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A piece of evidence found for a question: the whole sentences at ``span``.

    ``claims`` are those whose evidence lies in it, in text order. ``also_in`` are the same words
    in reprints. ``score`` orders hits, it is no probability; ``why`` names the ranks and
    measures behind it.
    """

    article: str
    span: Span
    score: float
    claims: tuple[Claim, ...] = ()
    also_in: tuple["Copy", ...] = ()
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The place of the same words in a reprint."""

    article: str
    outlet: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Where a reprint prints other words than the place shown.

    ``theirs`` are the words of ``article`` at ``there``, ``ours`` those at ``here`` in that shown.
    """

    article: str
    outlet: str | None
    here: Span
    there: Span
    ours: str
    theirs: str

    def __post_init__(self) -> None:
        for span, words in ((self.here, self.ours), (self.there, self.theirs)):
            if len(words) != span.end - span.start:
                raise ValueError(f"difference from {self.article}: {span} is not {words!r}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation, ``text[start:end]`` of its article; ``marks`` are what is asked for."""

    n: int
    article: str
    span: Span
    quote: str
    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    date_basis: DateBasis
    origin: str | None
    origin_published: date | None
    speaker: str | None
    role: str | None
    organisation: str | None
    said_on: date | None
    said_on_basis: str | None
    dispatch: str
    claim: str | None = None
    also_in: tuple[Copy, ...] = ()
    differences: tuple[Difference, ...] = ()
    marks: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(f"citation {self.n}: quotation and span differ in length")
        for mark in self.marks:
            if mark.start < self.span.start or mark.end > self.span.end:
                raise ValueError(f"citation {self.n}: {mark} lies outside its quotation")


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One sentence of an answer with the citations it rests on; without any it cannot be built.

    ``side``, where the question has sides, is a speaker, "before", "denies it" and so on.
    """

    text: str
    citations: tuple[int, ...]
    side: str | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"statement without evidence: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence of a language model that the evidence does not bear out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """
    What a language model wrote from the citations of an answer, as far as it stands in them.

    ``note`` says in one line why there is nothing, or no more.
    """

    model: str
    sentences: tuple[Statement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    note: str | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The sentences, with their [1] marks."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What the corpus says to a question, or why it does not.

    When ``declined``, ``reason`` is a sentence for the reader, ``statements`` is empty, ``lead``
    says what the corpus does cover and ``citations`` are the nearest passages, for reading only.
    Otherwise ``citations`` stand as the reader meets them: those of the ``foremost`` statements,
    strongest first, then the others in time order. ``understood`` says in words how the
    question was read, ``unscoped`` is the question without what narrowed its scope, ``written``
    what a language model wrote beside it.
    """

    question: str
    scope: Scope
    declined: bool
    reason: str | None
    lead: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    independent_sources: int
    articles: int
    corpus: str
    engine: str
    seconds: float
    id: str | None = None
    written: Written | None = None
    understood: tuple[str, ...] = ()
    unscoped: str | None = None
    foremost: int = 0

    def __post_init__(self) -> None:
        if self.declined and (self.statements or not self.reason):
            raise ValueError("a declined answer has a reason and no statements")
        if self.declined and self.written:
            raise ValueError("nothing is written where the corpus does not answer")
        if not self.declined and not self.statements:
            raise ValueError("an answer has statements")

    @property
    def writer(self) -> str | None:
        """The language model whose words stand in the answer; None where they are all cut."""
        return self.written.model if self.written and self.written.sentences else None
