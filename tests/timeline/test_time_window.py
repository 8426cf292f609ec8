"""The window of days: nearly all claims, the rest counted, or the days of the scope."""

from datetime import date, timedelta

import pytest
from chart_tools import DAY, claim, claim_table

from rag.schema.scope import EVERYTHING, Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.time_window import FEW, TimeWindow, time_window

EARLY, LATE = date(2014, 7, 1), date(2031, 2, 3)


def table_with(number: int, *outliers: date) -> ClaimTable:
    days = [DAY + timedelta(days=n % 30) for n in range(number)]
    return claim_table([claim(str(n), day) for n, day in enumerate([*days, *outliers])])


def window_on(table: ClaimTable, scope: Scope = EVERYTHING) -> TimeWindow:
    found = time_window(table, table.within(), scope)
    assert found is not None
    return found


def test_outlying_days_are_outside_and_counted_with_their_days() -> None:
    table = table_with(300, EARLY, EARLY, LATE)
    found = window_on(table)
    assert (found.first, found.last, found.unit) == (DAY, DAY + timedelta(days=29), "day")
    assert found.earlier is not None
    assert (found.earlier.claims, found.earlier.first) == (2, EARLY)
    assert found.later is not None
    assert (found.later.claims, found.later.last) == (1, LATE)
    assert found.earlier.last < found.first <= found.last < found.later.first


@pytest.mark.parametrize("number", [60, 300, 1000])
def test_no_claim_is_lost(number: int) -> None:
    table = table_with(number, EARLY, LATE)
    found = window_on(table)
    numbers = table.within()
    sides = [side for side in (found.earlier, found.later) if side]
    for side in sides:
        assert side.claims == len(table.between(numbers, side.first, side.last))
    inside = len(table.between(numbers, found.first, found.last))
    assert inside + sum(side.claims for side in sides) == len(numbers)


def test_few_claims_are_all_inside() -> None:
    found = window_on(table_with(FEW - 3, EARLY, LATE))
    assert found.earlier is found.later is None
    assert found.first <= EARLY
    assert found.last >= LATE


def test_window_ends_with_whole_units() -> None:
    found = window_on(table_with(20, EARLY, LATE))
    assert found.unit == "quarter"
    assert (found.first, found.last) == (date(2014, 7, 1), date(2031, 3, 31))


def test_chosen_days_are_the_window_and_all_else_is_outside() -> None:
    table = table_with(300, EARLY, LATE)
    scope = Scope(after=DAY + timedelta(days=3), before=DAY + timedelta(days=5))
    found = window_on(table, scope)
    assert (found.first, found.last) == (scope.after, scope.before)
    assert found.earlier
    assert found.later
    assert found.earlier.claims + found.later.claims == 302 - 30


@pytest.mark.parametrize(
    "scope",
    [
        Scope(after=date.min, before=date.max),
        Scope(after=date.max),
        Scope(before=date.min),
        Scope(after=DAY),
    ],
    ids=str,
)
def test_chosen_days_beyond_the_claims_end_with_them(scope: Scope) -> None:
    found = window_on(table_with(300, EARLY, LATE), scope)
    assert EARLY <= found.first <= found.last <= LATE


def test_without_a_dated_claim_there_is_no_window() -> None:
    table = claim_table([claim("a", None)])
    assert time_window(table, table.within(), EVERYTHING) is None
