"""Numbered periods (days, weeks, months, quarters, years), and counts of claims in them."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Unit = Literal["day", "week", "month", "quarter", "year"]

EPOCH: Final = date(1970, 1, 1).toordinal()
THURSDAY: Final = 3  # the weekday of the epoch, counted from Monday
# Units from the finest on, each with the days of its longest period.
UNITS: Final[tuple[tuple[Unit, int], ...]] = (
    ("day", 1),
    ("week", 7),
    ("month", 31),
    ("quarter", 92),
    ("year", 366),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBin:
    """
    Claims of one row within ``[first, last]``.

    ``row`` is None where the value is unknown. A bin with ``rest`` collects all values without a
    row of their own. ``outlets`` are counts by outlet, the largest first.
    """

    row: str | None
    rest: bool
    first: date
    last: date
    claims: int
    outlets: tuple[tuple[str | None, int], ...]


def fitting_unit(first: date, last: date, most: int) -> Unit:
    """The finest unit such that at most ``most`` of it span ``[first, last]``, else years."""
    days = (last - first).days + 1
    return next((unit for unit, length in UNITS if days <= most * length), "year")


def period_of(day: date, unit: Unit) -> tuple[date, date]:
    """The first and last day of the period that a day is in."""
    return days_of(int(numbered(np.array([day.toordinal()]), unit)[0]), unit)


def numbered(days: Numbers, unit: Unit) -> Numbers:
    """The period number of each day, given as its ordinal."""
    since = days - EPOCH
    if unit == "day":
        return since
    if unit == "week":
        return (since + THURSDAY) // 7
    months = since.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months // {"month": 1, "quarter": 3, "year": 12}[unit])


def days_of(period: int, unit: Unit) -> tuple[date, date]:
    """The first and last day of a period numbered by `numbered`."""
    if unit in ("day", "week"):
        length = 7 if unit == "week" else 1
        start = period * length - (THURSDAY if unit == "week" else 0) + EPOCH
        end = start + length - 1
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[unit]
        start, end = (
            int(np.datetime64(at * months, "M").astype("datetime64[D]").astype(np.int64)) + EPOCH
            for at in (period, period + 1)
        )
        end -= 1
    last = date.max.toordinal()
    return date.fromordinal(max(1, start)), date.fromordinal(min(last, end))
