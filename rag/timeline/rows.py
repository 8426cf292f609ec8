"""
Claims as rows of a timeline.

A claim whose day is unknown gets none; it is listed apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind, StatementDate

By = Literal["speaker", "outlet", "organisation", "actor"]  # attribute that rows are grouped by


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """
    One claim as a timeline shows it.

    ``text`` is cut from the article. ``evidence``: the sentences to open in ``article``.
    ``carried_by``: other outlets with the same words, each once, by name.
    """

    claim: str
    statement_date: StatementDate
    speaker: str | None
    role: str | None
    organisation: str | None
    kind: Kind
    text: str
    outlet: str | None
    article: str
    evidence: Span
    carried_by: tuple[str, ...] = ()
    actor: str | None = None
    negated: bool = False
    confidence: float | None = None

    def of(self, by: By) -> str | None:
        """The speaker, outlet, organisation or actor; None where unknown."""
        return {
            "speaker": self.speaker,
            "outlet": self.outlet,
            "organisation": self.organisation,
            "actor": self.actor,
        }[by]

    @property
    def said_on(self) -> date | None:
        """The day of the statement."""
        return self.statement_date.day


def by_weight(rows: Iterable[ClaimRow], by: By) -> tuple[str | None, ...]:
    """Values of ``by``, those with most rows first, then by name; None (unknown) always last."""
    counts: dict[str | None, int] = {}
    for row in rows:
        who = row.of(by)
        counts[who] = counts.get(who, 0) + 1
    return tuple(sorted(counts, key=lambda who: (who is None, -counts[who], who or "")))


def row_of(claim: Claim, article: Article | None) -> ClaimRow:
    """A claim of ``article`` as a row; the article is None where it is missing."""
    outlet = article.outlet if article else None
    others = {place.outlet for place in claim.repetitions if place.outlet} - {outlet}
    return ClaimRow(
        claim=claim.id,
        statement_date=claim.statement_date,
        speaker=claim.speaker,
        role=claim.role,
        organisation=claim.organisation,
        kind=claim.kind,
        text=claim.text,
        outlet=outlet,
        article=claim.article,
        evidence=claim.evidence,
        carried_by=tuple(sorted(others)),
        actor=claim.actor,
        negated=claim.negated,
        confidence=claim.confidence,
    )
