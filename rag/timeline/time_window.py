"""The days that the charts of a timeline show, and how many claims lie outside of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, Unit, fitting_unit, period_of

FEW: Final = 50  # dated claims, below which all are shown
TAIL: Final = 0.01  # share of the dated claims at each end that is left out otherwise
MOST_UNITS: Final = 80  # bars across: as many as a column of a wide screen has room for
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDays:
    """Claims on one side of a window, and the days they are of."""

    claims: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """
    The days ``[first, last]`` that are shown, and the unit in which claims are counted.

    ``earlier`` and ``later`` are the claims outside, None where there are none.
    """

    first: date
    last: date
    unit: Unit
    earlier: OutsideDays | None = None
    later: OutsideDays | None = None


def time_window(table: ClaimTable, numbers: Numbers, scope: Scope) -> TimeWindow | None:
    """
    The window on claims of any day: the days of the scope, else those of nearly all claims.

    Without days in the scope it has whole units, from the 1st to the 99th percentile of the days;
    all of them where they are few. None where no claim is dated.
    """
    dated = table.dated(numbers)
    days = table.days(dated)
    if days is None:
        return None
    chosen = scope.after or scope.before
    cut = int(len(dated) * TAIL) if len(dated) >= FEW and not chosen else 0
    low, high = table.days(dated[cut : len(dated) - cut]) or days
    if chosen:
        low = min(max(scope.after or low, days[0]), days[1])
        high = max(min(scope.before or high, days[1]), low)
    unit = fitting_unit(low, high, MOST_UNITS)
    if not chosen:
        low, high = period_of(low, unit)[0], period_of(high, unit)[1]
    earlier = low > days[0] and len(table.between(dated, days[0], low - DAY))
    later = high < days[1] and len(table.between(dated, high + DAY, days[1]))
    return TimeWindow(
        first=low,
        last=high,
        unit=unit,
        earlier=OutsideDays(claims=earlier, first=days[0], last=low - DAY) if earlier else None,
        later=OutsideDays(claims=later, first=high + DAY, last=days[1]) if later else None,
    )
