"""Claims and speakers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from rag.schema.articles import Span


class Kind(StrEnum):
    """The form in which a claim is reported."""

    DIRECT = "direct"  # all of the content is in quotation marks
    MIXED = "mixed"  # some of it does
    INDIRECT = "indirect"  # a reported clause
    ATTITUDE = "attitude"  # a position reported without a clause


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCopy:
    """
    Where a reprint carries a claim: ``evidence`` holds whole sentences, the rest as in Claim.

    ``opposite``: the reprint has a negation more or less, so it does not carry the same statement.
    """

    article: str
    outlet: str | None
    claim: str
    evidence: Span
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that makes a claim; None where the article does not say."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: str | None = None  # the country or party that the speaker speaks for


_NO_SPEAKER = Speaker()


def joint_name(speakers: Sequence[Speaker]) -> str | None:
    """The names of the speakers for display, "A, B and C"; None where none has a name."""
    if len(speakers) == 1:
        return speakers[0].name or None
    names = [speaker.name for speaker in speakers if speaker.name]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or None


def joint_speaker(speakers: Sequence[Speaker]) -> Speaker:
    """One record for all speakers: the joint name, and of role and so on what all share."""
    if len(speakers) < 2:
        return speakers[0] if speakers else _NO_SPEAKER

    def shared(values: set[str | None]) -> str | None:
        return values.pop() if len(values) == 1 else None

    return Speaker(
        joint_name(speakers),
        shared({speaker.role for speaker in speakers}),
        shared({speaker.organisation for speaker in speakers}),
        shared({speaker.actor for speaker in speakers}),
    )


class _HasSpeakers(Protocol):
    @property
    def speakers(self) -> tuple[Speaker, ...]: ...


class Attributed:
    """A record with ``speakers``: their joint name, and what they share."""

    __slots__ = ()

    @property
    def speaker(self: _HasSpeakers) -> str | None:
        """The names of the speakers for display."""
        return joint_name(self.speakers)

    @property
    def role(self: _HasSpeakers) -> str | None:
        """The role that all speakers share."""
        return joint_speaker(self.speakers).role

    @property
    def organisation(self: _HasSpeakers) -> str | None:
        """The organisation that all speakers share."""
        return joint_speaker(self.speakers).organisation

    @property
    def actor(self: _HasSpeakers) -> str | None:
        """The country or party that all speakers speak for."""
        return joint_speaker(self.speakers).actor


class StatementDateBasis(StrEnum):
    """How the day of a statement is known, or why it is not."""

    STATED = "stated"  # the attribution names the day with its year
    COUNTED = "counted"  # the attribution names a day that is counted from the anchor
    ANCHOR = "anchor"  # the attribution names no time, so the day is the anchor
    AMBIGUOUS = "ambiguous"  # the words fit several days
    COARSE = "coarse"  # the words name a time longer or vaguer than a day
    UNDATED = "undated"  # the article has no date to count from
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDate:
    """
    The day of a statement, None where it is not known, and the evidence for it.

    ``words`` are those of the attribution that name the time. ``anchor`` is the day from which
    they are counted: that of the dispatch where ``from_dispatch``, else of the article. With
    ``earlier`` the words belong to an earlier statement of the same speaker. The day is
    ``inferred`` where the attribution itself names none, or where the anchor is inferred.
    """

    day: date | None = None
    basis: StatementDateBasis = StatementDateBasis.UNKNOWN
    words: str | None = None
    anchor: date | None = None
    from_dispatch: bool = False
    earlier: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Attributed):
    """
    One act of speech as one article reports it.

    ``speakers``: who makes the claim, as known over the corpus; several make it jointly, and the
    tuple is empty where the article says nothing of its source. ``extracted_speakers`` are those
    found in this article alone, before linking and corrections. ``mention`` is the source phrase,
    None where there is none.
    ``evidence`` covers the whole sentences that hold the content and usually source and cue; a
    citation shows it. Where a quotation continues after its attribution ("A," he said. ...
    "B."), source and cue are those of the attribution and precede the evidence. The source of a
    quotation that a page sets apart follows it.
    ``text`` is what readers see of it, cut from the article at ``shown``: the content, and where it
    needs them to keep its sense the words of the cue ("did not recommend charges"). ``phrase`` is
    the cue with the words around it that turn or limit it; ``negated`` says that these negate or
    deny. ``chain`` holds the phrases for those who pass
    the claim on within the article, outermost first, the original source last ("the Journal",
    "officials"); empty where there is one source.
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
    shown: tuple[Span, ...]
    confidence: float
    phrase: tuple[Span, ...] = ()
    negated: bool = False
    speakers: tuple[Speaker, ...] = ()
    mention: str | None = None
    statement_date: StatementDate = StatementDate()
    chain: tuple[Span, ...] = ()
    dispatch: str = ""
    group: str = ""
    places: tuple[ClaimCopy, ...] = ()
    extracted_speakers: tuple[Speaker, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"claim {self.id}: expected content, found no span")
        for span in self.content:
            if not any(s.start <= span.start and span.end <= s.end for s in self.shown):
                raise ValueError(f"claim {self.id}: {span} of its content is not shown")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"claim {self.id}: confidence {self.confidence} is outside [0, 1]")
        for span in self.content:
            if span.start < self.evidence.start or span.end > self.evidence.end:
                raise ValueError(f"claim {self.id}: {span} lies outside its evidence")

    @property
    def said_on(self) -> date | None:
        """The day of the statement."""
        return self.statement_date.day

    @property
    def repetitions(self) -> tuple[ClaimCopy, ...]:
        """The copies that say the same."""
        return tuple(place for place in self.places if not place.opposite)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSpeaker:
    """The speakers of one claim: extracted from its article alone, and linked over the corpus."""

    claim: str
    article: str
    group: str
    mention: str | None
    extracted: tuple[Speaker, ...]
    linked: tuple[Speaker, ...]


class ClaimSource(NamedTuple):
    """The speakers of claims, as linked over the corpus and as extracted, and their mention."""

    speakers: tuple[Speaker, ...]
    extracted_speakers: tuple[Speaker, ...]
    mention: str | None
