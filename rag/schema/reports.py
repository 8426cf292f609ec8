"""Records about a corpus as a whole: what was skipped, what can be filtered, what an update did."""

from dataclasses import dataclass, field
from datetime import date

from rag.schema.claims import Kind


@dataclass(frozen=True, slots=True)
class Skipped:
    """
    A file, or a row or line of one, that was not taken in as it stands, and the reason in words.

    A ``fault`` is something the user should mend (a broken date, bytes that are not UTF-8); other
    entries are for information (a file of a kind that is not read).
    """

    file: str
    reason: str
    fault: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """
    The values by which a corpus can be scoped, each sorted; dates are those of its claims.

    The value fields have the names of Scope's.
    """

    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    articles: tuple[str, ...]
    kinds: tuple[Kind, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update of the index did; counts of articles unless said otherwise."""

    read: int
    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    without_date: int
    passages: int
    claims: int
    dispatches: int
    seconds: float
    generation: str
    corpus: str
    recomputed: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RelatedClaims:
    """Ids of claims about some words, the nearest first; ``full`` where more may exist."""

    claims: tuple[str, ...]
    full: bool = False
