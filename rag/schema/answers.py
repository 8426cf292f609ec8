"""Evidence, citations and answers."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rag.schema.articles import CorrectionNotice, DateBasis, Span
from rag.schema.claims import Attributed, Claim, Kind, Speaker, StatementDate
from rag.schema.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
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
    also_in: tuple["PassageCopy", ...] = ()
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PassageCopy:
    """The place of the same words in a reprint."""

    article: str
    outlet: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    Words that a reprint prints differently from the passage shown.

    ``theirs`` are the words of ``article`` at ``there``, ``ours`` those at ``here`` in the passage.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Attributed):
    """
    A numbered quotation, ``text[start:end]`` of its article; ``marks`` are what is asked for.

    ``claim``, its ``kind`` and ``confidence`` are None where the words are the outlet's own,
    ``page`` where the article has no pages. ``correction`` is the notice of the article to read
    beside them. ``prefix`` and ``suffix`` are the few characters before and after the quotation, by
    which it is found again in an edited article.
    """

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
    speakers: tuple[Speaker, ...]
    statement_date: StatementDate | None
    dispatch: str
    claim: str | None = None
    kind: Kind | None = None
    confidence: float | None = None
    also_in: tuple[PassageCopy, ...] = ()
    differences: tuple[Difference, ...] = ()
    marks: tuple[Span, ...] = ()
    page: int | None = None
    correction: CorrectionNotice | None = None
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(f"citation {self.n}: quotation and span differ in length")
        for mark in self.marks:
            if mark.start < self.span.start or mark.end > self.span.end:
                raise ValueError(f"citation {self.n}: {mark} lies outside its quotation")

    @property
    def said_on(self) -> date | None:
        """The day of the statement; None where it is not known, and where no claim is cited."""
        return self.statement_date.day if self.statement_date else None


class Side(StrEnum):
    """A side of a question that has several: in time, in stance, or one for each speaker."""

    BEFORE = "before"
    AFTER = "after"
    AFFIRMS = "affirms it"
    DENIES = "denies it"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class StatementSide:
    """The side that a statement is on; ``speaker`` is the name as the question writes it."""

    side: Side
    speaker: str | None = None

    def __post_init__(self) -> None:
        if (self.speaker is not None) != (self.side is Side.SPEAKER):
            raise ValueError(f"side {self.side}: found speaker {self.speaker!r}")

    @property
    def label(self) -> str:
        """The side for display."""
        return self.speaker or self.side.value


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer; raises ValueError without a citation."""

    text: str
    citations: tuple[int, ...]
    side: StatementSide | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"statement without evidence: {self.text!r}")


@dataclass(frozen=True, slots=True)
class LeadPart:
    """
    A sentence of a lead: words of ``citation`` in quotation marks, or words about the answer.

    ``who`` is their speaker, or a side of the question; ``where`` outlet and day.
    """

    words: str
    who: str = ""
    where: str = ""
    citation: int | None = None

    @property
    def text(self) -> str:
        """The whole sentence."""
        who = f"{self.who}: " if self.who else ""
        return f"{who}{self.words} ({self.where})." if self.where else f"{who}{self.words}"


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """
    A number, day or name that the lead puts forward.

    ``text`` is cut at ``span`` from the article of citation number ``citation``.
    """

    text: str
    kind: str
    citation: int
    span: Span


@dataclass(frozen=True, slots=True)
class RejectedSentence:
    """A sentence of a language model that the evidence does not support, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenProse:
    """
    The sentences of a language model that the citations of an answer support.

    ``note`` says in one line why there are none, or why some are missing.
    """

    model: str
    sentences: tuple[Statement, ...] = ()
    dropped: tuple[RejectedSentence, ...] = ()
    note: str | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The sentences, with their [1] marks."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    The answer of a corpus to a question, or the reason why it declines.

    A declined answer has a ``reason`` for readers and no ``statements``; its ``lead`` says what was
    searched, and its ``citations`` are the nearest passages, for reading only. Otherwise the
    citations are in reading order: those of the ``foremost`` statements, strongest first, then the
    others by date.
    """

    question: str
    scope: Scope
    declined: bool
    reason: str | None
    lead_parts: tuple[LeadPart, ...]
    statements: tuple[Statement, ...] = ()
    foremost: int = 0  # statements that come first because they are the strongest
    citations: tuple[Citation, ...] = ()
    independent_sources: int = 0
    articles: int = 0
    corpus: str = ""  # fingerprint of the index
    engine: str = ""  # version of the product
    seconds: float = 0.0
    id: str | None = None
    written: WrittenProse | None = None
    understood: tuple[str, ...] = ()  # how the question was read, in words
    values: tuple[AnswerValue, ...] = ()  # what the lead puts forward
    missing: tuple[str, ...] = ()  # of a decline: terms that neither articles nor metadata hold
    terms: tuple[str, ...] = ()  # content words of the question, as they were looked up
    unscoped: str | None = None  # the question without the words that restrict its scope
    # The evidence it was chosen from, best first.
    ranked: tuple["Evidence", ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.declined and (self.statements or not self.reason):
            raise ValueError("a declined answer has a reason and no statements")
        if self.declined and self.written:
            raise ValueError("nothing is written where the corpus does not answer")
        if not self.declined and not self.statements:
            raise ValueError("an answer has statements")

    @property
    def lead(self) -> str:
        """The parts of the lead as one text; "" without any."""
        return " ".join(part.text for part in self.lead_parts)

    @property
    def writer(self) -> str | None:
        """The language model with sentences in the answer; None where all are rejected."""
        return self.written.model if self.written and self.written.sentences else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    A hit with the features that decide whether it answers, each in [0, 1] but ``reader_score``.

    ``reader_score``, ``answer_words`` (a span of the article) and ``probability`` are set once the
    hit is read.
    """

    hit: Hit
    covered: float  # share of the question's words in it, by rarity
    speaker_match: float  # how well its speaker is one of those asked for
    side: int  # the place of that speaker in the question, or -1
    missing: tuple[str, ...]  # words of the question that neither it nor its context has
    reader_score: float = 0.0
    answer_words: Span | None = None
    probability: float = 0.0  # that it answers


@dataclass(frozen=True, slots=True)
class EvidenceSet:
    """The evidence for a question."""

    ranked: tuple[Evidence, ...]  # best first
    scope: Scope  # that was searched
    unknown: tuple[str, ...] = ()  # words of the question that no story has
    absent: tuple[str, ...] = ()  # those of them that no article and no record of one has at all
