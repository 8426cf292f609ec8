"""
Who is quoted: the speakers and outlets of a ClaimTable, with counts.

A joint claim counts for each of its speakers. A speaker who never speaks alone has no value of
the speaker filter, so the claim is listed under the joint name as well.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from rag.schema.articles import Article
from rag.schema.claims import Speaker, joint_name
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
        voices = table.columns.voices
        alone = {one[0].name for one in voices if len(one) == 1 and one[0].name}
        listed = [_listed(speakers, alone) for speakers in voices]
        joint = [joint_name(speakers) for speakers in voices]
        numbers: dict[str, list[int]] = defaultdict(list)
        filters: dict[str, dict[str, None]] = defaultdict(dict)
        self._listed: list[tuple[str, ...]] = []
        for number, voice in enumerate(table.columns.voice.tolist()):
            self._listed.append(listed[voice])
            if not (whole := joint[voice]):
                continue
            for name in dict.fromkeys([*listed[voice], whole]):
                numbers[name].append(number)
                filters[name][whole] = None
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

    def listed(self, numbers: Numbers) -> frozenset[str]:
        """The names under which these claims are listed."""
        return frozenset(name for number in numbers.tolist() for name in self._listed[number])

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
        printed: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            if article.outlet:
                printed[article.outlet].append(article)
        entries = [
            self._outlet(name, self._table.of(numbers, "outlet", name), own)
            for name, own in printed.items()
        ]
        return tuple(sorted(entries, key=lambda one: (-one.claims, one.name)))

    def _entry(self, name: str, numbers: Sequence[int]) -> SpeakerEntry:
        own = np.array(numbers, np.int64)
        days = self._table.days(own)
        return SpeakerEntry(
            name=name,
            office=self._usual_office(name, own),
            claims=len(own),
            dispatches=self._table.dispatches(own),
            first=days[0] if days else None,
            last=days[1] if days else None,
        )

    def _usual_office(self, name: str, numbers: Numbers) -> Speaker:
        """The role and organisation that most sources give, of equal ones that of most claims."""
        columns = self._table.columns
        sources: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
        voices = zip(
            columns.voice[numbers].tolist(), self._table.dispatch[numbers].tolist(), strict=True
        )
        for voice, dispatch in voices:
            for part in parts_of(columns.voices[voice], name):
                if part.name == name and (part.role or part.organisation):
                    sources[part.role, part.organisation].append(dispatch)
        role, organisation = max(
            sources,
            key=lambda key: (len(set(sources[key])), len(sources[key])),
            default=(None, None),
        )
        return Speaker(name, role, organisation)

    def _outlet(self, name: str, numbers: Numbers, articles: Sequence[Article]) -> OutletEntry:
        columns = self._table.columns
        voices = [columns.voices[n] for n in np.unique(columns.voice[numbers]).tolist()]
        days = [article.published for article in articles if article.published]
        return OutletEntry(
            name=name,
            claims=len(np.unique(columns.group[numbers])),
            articles=len(articles),
            dispatches=len({article.dispatch or article.id for article in articles}),
            speakers=len({part.name for voice in voices for part in voice if part.name}),
            first=min(days, default=None),
            last=max(days, default=None),
        )


def speakers_of(table: ClaimTable) -> SpeakerTable:
    """The speakers of a table, made once."""
    return table.cached("speakers", lambda: SpeakerTable(table))


def _listed(speakers: Sequence[Speaker], alone: Collection[str]) -> tuple[str, ...]:
    """The names under which the claims of some speakers are listed."""
    names = list(dict.fromkeys(speaker.name for speaker in speakers if speaker.name))
    own = [name for name in names if name in alone]
    whole = joint_name(speakers)
    return tuple(own if whole is None or len(own) == len(names) else [*own, whole])


def parts_of(speakers: Sequence[Speaker], name: str) -> list[Speaker]:
    """Those of the speakers of a claim that a name of the list means: one, or all jointly."""
    own = [speaker for speaker in speakers if speaker.name == name]
    return own or (list(speakers) if joint_name(speakers) == name else [])
