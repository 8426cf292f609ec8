"""
Who is quoted: the speakers and outlets of a ClaimTable, with counts.

A joint claim counts for each of its speakers. A speaker who never speaks alone has no value of
the speaker filter, so the claim is listed under the joint name as well.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from rag.schema.articles import Article
from rag.schema.claims import Claim, Speaker
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """
    A speaker in the list.

    ``office`` has the role and organisation that most sources give. ``dispatches`` counts
    independent sources. ``first`` and ``last`` are days of statements, None where none is known.
    """

    name: str
    office: Speaker
    claims: int
    dispatches: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    """
    An outlet in the list.

    ``claims`` counts those that it carries, reprinted ones too; ``first`` and ``last`` are days of
    its articles, None where no day is known.
    """

    name: str
    claims: int
    articles: int
    dispatches: int
    speakers: int
    first: date | None
    last: date | None


class SpeakerTable:
    """The speakers of a ClaimTable, each with its claims; shared by threads, never changed."""

    def __init__(self, table: ClaimTable) -> None:
        self._table = table
        alone = {c.speaker for c in table.claims if len(c.speakers) == 1 and c.speaker}
        numbers: dict[str, list[int]] = defaultdict(list)
        filters: dict[str, dict[str, None]] = defaultdict(dict)
        self._listed: list[tuple[str, ...]] = []
        for number, claim in enumerate(table.claims):
            if not claim.speaker:
                self._listed.append(())
                continue
            names = {speaker.name: None for speaker in claim.speakers if speaker.name}
            own = [name for name in names if name in alone]
            self._listed.append(tuple(own if len(own) == len(names) else [*own, claim.speaker]))
            for name in dict.fromkeys([*own, claim.speaker]):
                numbers[name].append(number)
                filters[name][claim.speaker] = None
        self._numbers = {name: np.array(found, np.int64) for name, found in numbers.items()}
        self._filters = {name: tuple(values) for name, values in filters.items()}

    @property
    def names(self) -> Collection[str]:
        """The names that have claims: each speaker's, and those of joint claims."""
        return self._numbers.keys()

    def of(self, numbers: Numbers, name: str) -> Numbers:
        """The ones of these claims that a speaker makes, alone or with others."""
        own = self._numbers.get(name)
        return numbers[:0] if own is None else numbers[np.isin(numbers, own)]

    def filter_values(self, name: str) -> tuple[str, ...]:
        """The values of the speaker filter that select all claims of a speaker, its own first."""
        values = self._filters.get(name, ())
        return tuple(sorted(values, key=lambda value: value != name))

    def chosen(self, values: Sequence[str]) -> str | None:
        """The one speaker that the values of a speaker filter select; None for several."""
        return next((v for v in values if set(values) <= set(self.filter_values(v))), None)

    def speakers(self, numbers: Numbers) -> tuple[SpeakerEntry, ...]:
        """The named speakers of these claims, those with most claims first, then by name."""
        by_name: dict[str, list[int]] = defaultdict(list)
        for number in numbers.tolist():
            for name in self._listed[number]:
                by_name[name].append(number)
        entries = [self._entry(name, own) for name, own in by_name.items()]
        return tuple(sorted(entries, key=lambda one: (-one.claims, one.name)))

    def outlets(self, numbers: Numbers, articles: Iterable[Article]) -> tuple[OutletEntry, ...]:
        """
        The outlets of these claims, copies in reprints included, and of the articles.

        Those with most claims come first, then by name.
        """
        by_outlet: dict[str, list[Claim]] = defaultdict(list)
        printed: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            if article.outlet:
                printed[article.outlet].append(article)
        for number in numbers.tolist():
            claim = self._table.claims[number]
            outlet = self._table.articles[claim.article].outlet
            if outlet in printed:
                by_outlet[outlet].append(claim)
        entries = [_outlet(name, by_outlet[name], own) for name, own in printed.items()]
        return tuple(sorted(entries, key=lambda one: (-one.claims, one.name)))

    def _entry(self, name: str, numbers: Sequence[int]) -> SpeakerEntry:
        claims = [self._table.claims[number] for number in numbers]
        days = [claim.said_on for claim in claims if claim.said_on]
        return SpeakerEntry(
            name=name,
            office=_usual_office(name, claims),
            claims=len(claims),
            dispatches=dispatches(claims, self._table.articles),
            first=min(days, default=None),
            last=max(days, default=None),
        )


def parts_of(claim: Claim, name: str) -> list[Speaker]:
    """The speakers of a claim that a name of the list means: one, or all of a joint name."""
    own = [speaker for speaker in claim.speakers if speaker.name == name]
    return own or (list(claim.speakers) if claim.speaker == name else [])


def dispatches(claims: Iterable[Claim], articles: Mapping[str, Article]) -> int:
    """The number of independent sources that report the claims."""
    return len({articles[claim.article].dispatch or claim.article for claim in claims})


def _usual_office(name: str, claims: Iterable[Claim]) -> Speaker:
    """The role and organisation that most sources give, of equal ones that of most claims."""
    sources: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for claim in claims:
        for part in parts_of(claim, name):
            if part.name == name and (part.role or part.organisation):
                sources[part.role, part.organisation].append(claim.dispatch or claim.article)
    role, organisation = max(
        sources, key=lambda key: (len(set(sources[key])), len(sources[key])), default=(None, None)
    )
    return Speaker(name, role, organisation)


def _outlet(name: str, claims: Sequence[Claim], articles: Sequence[Article]) -> OutletEntry:
    days = [article.published for article in articles if article.published]
    return OutletEntry(
        name=name,
        claims=len({claim.group or claim.id for claim in claims}),
        articles=len(articles),
        dispatches=len({article.dispatch or article.id for article in articles}),
        speakers=len({part.name for c in claims for part in c.speakers if part.name}),
        first=min(days, default=None),
        last=max(days, default=None),
    )
