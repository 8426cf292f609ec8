"""What a check of a draft finds, statement by statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Speaker, joint_name
from rag.timeline.rewording import WordRun

MOST_CHARACTERS: Final = 60_000  # of a draft are read


class Wording(StrEnum):
    """How a statement is set in the draft."""

    QUOTED = "quoted"  # in quotation marks
    REPORTED = "reported"  # as the words of somebody, without marks
    PLAIN = "plain"  # as the draft's own


class Verdict(StrEnum):
    """What the articles have of a statement."""

    FOUND = "found"  # these words, and of this speaker where the draft names one
    OTHER_SPEAKER = "other speaker"  # these words, but of another speaker or of nobody
    OTHER_SENSE = "other sense"  # these words, but denied where the draft affirms, or the reverse
    OTHER_WORDS = "other words"  # words much like these
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """
    Words of the draft at ``pieces`` of it, which lie in ``sentence``.

    ``speakers`` and ``mention`` say who speaks, as the draft has it; none for PLAIN words.
    ``negated``: the draft says that the speaker denies them.
    """

    sentence: Span
    pieces: tuple[Span, ...]
    wording: Wording
    speakers: tuple[Speaker, ...] = ()
    mention: str | None = None
    negated: bool = False

    @property
    def speaker(self) -> str | None:
        """Who speaks, by name where the draft has one."""
        return joint_name(self.speakers) or self.mention

    def words(self, draft: str) -> str:
        """The words as the draft has them."""
        return " … ".join(draft[piece.start : piece.end] for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """
    Where an article has the words, or those nearest to them; ``claim`` is what it says of them.

    ``same_speaker`` is None where the draft names none.
    """

    article: Article
    spans: tuple[Span, ...]
    claim: Claim | None = None
    same_speaker: bool | None = None

    @property
    def quotation(self) -> str:
        """The words as the article has them."""
        return " … ".join(self.article.text[span.start : span.end] for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStatement:
    """
    A statement of a draft and what the articles have of it.

    ``places`` are those of the words, the best known first; of OTHER_WORDS one, and
    ``differences`` leads from its words to those of the draft. ``related`` are other claims about
    the same, the nearest first, with their articles.
    """

    statement: DraftStatement
    verdict: Verdict
    places: tuple[FoundPlace, ...] = ()
    differences: tuple[WordRun, ...] = ()
    related: tuple[tuple[Claim, Article], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft with its statements in order; ``unread`` counts those beyond what is checked."""

    text: str
    checked: Sequence[CheckedStatement]
    unread: int = 0

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many statements have each verdict, in the order of Verdict."""
        found = [one.verdict for one in self.checked]
        return {verdict: found.count(verdict) for verdict in Verdict if verdict in found}
