"""Speakers as rows, CSV and JSON Lines: who they are, how they are written, who may be the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rag.export.claims_csv import cell_text, table_csv
from rag.export.contract_json import dumps
from rag.export.documents.record_documents import SpeakerSummaryDocument
from rag.schema.claims import Claim
from rag.speakers.similar_names import similar
from rag.timeline.speaker_profile import claim_spellings

COLUMNS = (
    "speaker",
    "role",
    "organisation",
    "actor",
    "claims",
    "articles",
    "also_written",
    "may_be_the_same_as",
    "speakers_csv",
)
MAY_BE = "may be the same: check before you keep this row"


@dataclass(slots=True, kw_only=True)
class SpeakerSummary:
    """A speaker of a corpus, with what its claims say of it."""

    name: str
    claims: int = 0
    articles: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    spellings: set[str] = field(default_factory=set)
    may_be: tuple["SpeakerSummary", ...] = ()

    @property
    def row(self) -> str:
        """
        Rows of speakers.csv that name this speaker like the more frequent one of those alike.

        "" where this speaker is the more frequent one, or none is alike.
        """
        first = max((self, *self.may_be), key=lambda one: (one.claims, one.name))
        if first is self:
            return ""
        return next(
            iter(table_csv((self.name, "", "", first.name, "", "", "", MAY_BE), ()))
        ).strip()

    @property
    def cells(self) -> SpeakerSummaryDocument:
        """The values of ``COLUMNS``."""
        return {
            "speaker": self.name,
            "role": _most(self.roles),
            "organisation": _most(self.organisations),
            "actor": _most(self.actors),
            "claims": self.claims,
            "articles": len(self.articles),
            "also_written": sorted(self.spellings),
            "may_be_the_same_as": [other.name for other in self.may_be],
            "speakers_csv": self.row or None,
        }


def speakers(claims: Iterable[Claim]) -> list[SpeakerSummary]:
    """The named speakers of claims, those with most claims first, then by name."""
    found: dict[str, SpeakerSummary] = {}
    for claim in claims:
        spellings = claim_spellings(claim)
        for speaker in claim.speakers:
            if not speaker.name:
                continue
            one = found.setdefault(speaker.name, SpeakerSummary(name=speaker.name))
            one.claims += 1
            one.articles.add(claim.article)
            one.roles.update(filter(None, [speaker.role]))
            one.organisations.update(filter(None, [speaker.organisation]))
            one.actors.update(filter(None, [speaker.actor]))
            one.spellings |= spellings[speaker.name]
    for name, others in similar(found).items():
        found[name].may_be = tuple(
            found[other] for other in others if not _opposed(found[name], found[other])
        )
    return sorted(found.values(), key=lambda one: (-one.claims, one.name))


def _opposed(one: SpeakerSummary, other: SpeakerSummary) -> bool:
    """Whether two speakers only speak for different countries or parties."""
    return bool(one.actors and other.actors) and one.actors.keys().isdisjoint(other.actors)


def _most(values: Counter[str]) -> str | None:
    return min(values, key=lambda value: (-values[value], value)) if values else None


def speakers_csv(found: Sequence[SpeakerSummary]) -> Iterator[str]:
    """Speakers as CSV records, the header first; lists are joined by "; "."""
    return table_csv(COLUMNS, (speaker_cells(one.cells, COLUMNS) for one in found))


def speaker_cells(found: SpeakerSummaryDocument, columns: Sequence[str]) -> list[str]:
    """The values of some columns as text; lists are joined by "; "."""
    values: dict[str, object] = {**found}
    return [cell_text(values[column]) for column in columns]


def speakers_jsonl(found: Sequence[SpeakerSummary]) -> Iterator[str]:
    """Speakers as JSON objects, one a line."""
    return (dumps(one.cells) + "\n" for one in found)
