"""Claims of one or two speakers counted by year or, within one year, by month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, Unit, days_of, numbered

FEW: Final = 3  # periods with claims, from which a chart says more than a list
MOST: Final = 48  # bars that a chart has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCounts:
    """
    Counts of claims by period of time, for each of several sets of claims.

    ``periods`` are (first day, last day, a count for each set), from the first to the last period
    with a claim. ``undated`` has a count for each set. ``charted``: a chart is worth its room.
    """

    unit: Unit
    periods: tuple[tuple[date, date, tuple[int, ...]], ...]
    undated: tuple[int, ...]
    charted: bool

    @property
    def listed(self) -> tuple[tuple[date, date, tuple[int, ...]], ...]:
        """The periods that have a claim."""
        return tuple(period for period in self.periods if any(period[2]))


def period_counts(table: ClaimTable, sets: Sequence[Numbers]) -> PeriodCounts:
    """The claims of each set by year; by month where all are of one year."""
    by_year = _counts(table, sets, "year")
    return _counts(table, sets, "month") if len(by_year.periods) == 1 else by_year


def _counts(table: ClaimTable, sets: Sequence[Numbers], unit: Unit) -> PeriodCounts:
    counts: list[Counter[int]] = []
    for numbers in sets:
        days = table.columns.day[table.dated(numbers)]
        counts.append(Counter(numbered(days, unit).tolist()))
    found = sorted({period for counter in counts for period in counter})
    every = range(found[0], found[-1] + 1) if found else range(0)
    charted = len(found) >= FEW and len(every) <= MOST
    return PeriodCounts(
        unit=unit,
        periods=tuple(
            (*days_of(period, unit), tuple(counter[period] for counter in counts))
            for period in (every if charted else found)
        ),
        undated=tuple(len(numbers) - len(table.dated(numbers)) for numbers in sets),
        charted=charted,
    )
