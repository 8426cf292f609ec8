"""Claims and speakers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.schema.articles import Span


class Kind(StrEnum):
    """The form in which a claim is reported."""

    DIRECT = "direct"  # all of the content stands in quotation marks
    MIXED = "mixed"  # some of it does
    INDIRECT = "indirect"  # a reported clause
    ATTITUDE = "attitude"  # a position reported without a clause


@dataclass(frozen=True, slots=True)
class ClaimCopy:
    """Where a reprint carries a claim: ``evidence`` holds whole sentences, the rest as in Claim."""

    article: str
    outlet: str | None
    claim: str
    evidence: Span
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
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
    places: tuple[ClaimCopy, ...] = ()
    heard: Speaker = Speaker()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"claim {self.id} without content")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"claim {self.id}: confidence {self.confidence} is outside [0, 1]")
        for span in self.content:
            if span.start < self.evidence.start or span.end > self.evidence.end:
                raise ValueError(f"claim {self.id}: {span} lies outside its evidence")


@dataclass(frozen=True, slots=True)
class ClaimSpeaker:
    """One claim with who is heard in its article and who is known to speak over the corpus."""

    claim: str
    article: str
    group: str
    mention: str | None
    heard: Speaker
    known: Speaker
