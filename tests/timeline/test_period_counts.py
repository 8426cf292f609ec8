"""Counts by year, and by month within one year."""

from datetime import date

import pytest
from chart_tools import claim, claim_table

from rag.timeline.claim_table import ClaimTable
from rag.timeline.period_counts import MOST, period_counts


def table_of(*days: date | None) -> ClaimTable:
    return claim_table([claim(str(n), day) for n, day in enumerate(days)])


def test_years_without_a_claim_are_drawn_and_not_listed() -> None:
    days = [date(2019, 1, 2), date(2019, 5, 6), date(2021, 1, 1), date(2022, 12, 31), None]
    table = table_of(*days)
    counts = period_counts(table, [table.within()])
    assert counts.unit == "year"
    assert counts.charted
    assert [values for _, _, values in counts.periods] == [(2,), (0,), (1,), (1,)]
    assert counts.listed[0] == (date(2019, 1, 1), date(2019, 12, 31), (2,))
    assert [first.year for first, _, _ in counts.listed] == [2019, 2021, 2022]
    assert counts.undated == (1,)


def test_claims_of_one_year_are_counted_by_month() -> None:
    table = table_of(date(2016, 9, 8), date(2016, 9, 30), date(2016, 11, 1))
    counts = period_counts(table, [table.within()])
    assert counts.unit == "month"
    assert not counts.charted
    assert [values for _, _, values in counts.listed] == [(2,), (1,)]


def test_each_set_has_its_own_column() -> None:
    table = table_of(date(2019, 1, 2), date(2020, 1, 2), date(2021, 1, 2), None)
    numbers = table.within()
    counts = period_counts(table, [numbers[:1], numbers[1:]])
    assert [values for _, _, values in counts.periods] == [(1, 0), (0, 1), (0, 1)]
    assert counts.undated == (0, 1)


@pytest.mark.parametrize("days", [(), (None,)], ids=["no claim", "no day"])
def test_without_a_day_there_is_no_period(days: tuple[None, ...]) -> None:
    table = table_of(*days)
    counts = period_counts(table, [table.within()])
    assert counts.periods == ()
    assert counts.undated == (len(days),)
    assert not counts.charted


def test_too_many_periods_are_listed_alone() -> None:
    table = table_of(date(1900, 1, 1), date(1950, 1, 1), date(1900 + MOST, 1, 1))
    counts = period_counts(table, [table.within()])
    assert not counts.charted
    assert len(counts.periods) == 3
