"""
What is filtered, sorted and counted of all claims of a generation, as columns of numbers.

A claim's number is its position in time order, undated claims last. The claims themselves, which
take many times the memory, are read by need (`claim_records.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag.schema.articles import Article
from rag.schema.claims import Kind, Speaker, joint_speaker
from rag.schema.scope import VALUE_FILTERS, Scope
from rag.storage.generation import ClaimFields, Generation
from rag.text.english import is_doubtful

Numbers = NDArray[np.int64]


class NameColumn:
    """A column of names as codes: 0 for None, then the names in sorted order."""

    def __init__(self, values: Sequence[str | None]) -> None:
        self.names: tuple[str | None, ...] = (None, *sorted({v for v in values if v}))
        self._numbers = {name: n for n, name in enumerate(self.names)}
        self.codes = np.array([self._numbers[v or None] for v in values], np.int32)

    def of(self, names: Iterable[str]) -> list[int]:
        """The codes of the names that occur."""
        return [self._numbers[name] for name in names if name in self._numbers]

    def __getitem__(self, number: int) -> str | None:
        """The name in a row."""
        return self.names[int(self.codes[number])]


class ClaimColumns:
    """The columns of all claims, copies in reprints included; never changed, shared by threads."""

    def __init__(self, generation: Generation, articles: Mapping[str, Article]) -> None:
        rows = list(generation.claim_fields())
        stored = _by_time(rows)
        rows = [rows[n] for n in stored.tolist()]
        self.stored = stored  # the place of each claim in the order of article and text
        self.ids = np.array([row.id.encode() for row in rows], np.bytes_)
        self.article = NameColumn([row.article for row in rows])
        self.outlet = NameColumn([articles[row.article].outlet for row in rows])
        voices: dict[tuple[Speaker, ...], int] = {}
        self.voice = np.array([voices.setdefault(r.speakers, len(voices)) for r in rows], np.int32)
        self.voices = tuple(voices)  # the speakers of the claims with each code of ``voice``
        joint = [joint_speaker(speakers) for speakers in self.voices]
        every = [joint[code] for code in self.voice.tolist()]
        self.speaker = NameColumn([one.name for one in every])
        self.organisation = NameColumn([one.organisation for one in every])
        self.actor = NameColumn([one.actor for one in every])
        self.kind = NameColumn([row.kind for row in rows])
        self.doubtful = np.array([is_doubtful(row.confidence) for row in rows], bool)
        self.day = np.array([_ordinal(row.statement_date.day) for row in rows], np.int64)
        # A scope's days bound the day of a statement, or the article's where that is unknown.
        self.scoped_by = np.array(
            [_ordinal(r.statement_date.day or articles[r.article].published) for r in rows],
            np.int64,
        )
        groups: dict[str, int] = {}
        self.group = np.array([groups.setdefault(r.group or r.id, len(groups)) for r in rows])
        self.carried = np.array([_carried(row, articles) for row in rows], np.int32)
        self.copies = {
            number: tuple(copy.article for copy in row.places)
            for number, row in enumerate(rows)
            if row.places
        }
        self._by_filter = {
            "outlets": self.outlet,
            "speakers": self.speaker,
            "articles": self.article,
            "kinds": self.kind,
        }

    def __len__(self) -> int:
        return len(self.ids)

    def name(self, number: int) -> str:
        """The id of a claim."""
        return str(self.ids[number], "ascii")

    def number(self, name: str) -> int | None:
        """The number of the claim with an id, whichever copy it is."""
        wanted = name.encode("ascii", "replace")
        at = int(np.searchsorted(self.ids, np.bytes_(wanted), sorter=self._by_id))
        if at == len(self.ids) or self.ids[self._by_id[at]] != wanted:
            return None
        return int(self._by_id[at])

    def position(self, numbers: Numbers, name: str) -> int | None:
        """The place of the claim with an id among some numbers; None where it is not there."""
        number = self.number(name)
        if number is None:
            return None
        found = np.flatnonzero(numbers == number)
        return int(found[0]) if len(found) else None

    @cached_property
    def _by_id(self) -> Numbers:
        return np.argsort(self.ids, kind="stable")

    def mask(self, scope: Scope) -> NDArray[np.bool_]:
        """Which claims are in scope, copies included."""
        mask = np.ones(len(self), bool)
        for spec in VALUE_FILTERS:
            if wanted := getattr(scope, spec.field):
                column = self._by_filter[spec.field]
                mask &= np.isin(column.codes, column.of(wanted))
        if scope.after or scope.before:
            mask &= self.scoped_by > 0
        if scope.after:
            mask &= self.scoped_by >= scope.after.toordinal()
        if scope.before:
            mask &= self.scoped_by <= scope.before.toordinal()
        return mask

    def articles_in(self, scope: Scope) -> set[str]:
        """The ids of the articles with a claim in scope."""
        codes = np.unique(self.article.codes[self.mask(scope)])
        return {name for code in codes.tolist() if (name := self.article.names[code])}

    def days(self, numbers: Numbers) -> tuple[date, ...]:
        """The days of the dated ones of some claims, in their order."""
        days = self.day[numbers]
        return tuple(map(date.fromordinal, days[days > 0].tolist()))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that occur, sorted."""
        return tuple(Kind(name) for name in self.kind.names if name)


def _by_time(rows: Sequence[ClaimFields]) -> Numbers:
    """The positions of rows in time order, undated last, then by article, place and id."""

    def key(position: int) -> tuple[date, bool, str, tuple[object, ...], str]:
        row = rows[position]
        day = row.statement_date.day
        return day or date.max, day is None, row.article, row.content, row.id

    return np.array(sorted(range(len(rows)), key=key), np.int64)


def _carried(row: ClaimFields, articles: Mapping[str, Article]) -> int:
    """The number of outlets that carry a claim."""
    others = {copy.outlet for copy in row.places if copy.outlet and not copy.opposite}
    return 1 + len(others - {articles[row.article].outlet})


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
