"""Periods: numbered days, weeks, months, quarters and years."""

from datetime import date, timedelta

import numpy as np
import pytest

from rag.timeline import periods
from rag.timeline.periods import Unit

UNITS: list[Unit] = [unit for unit, _ in periods.UNITS]


@pytest.mark.parametrize("unit", UNITS)
def test_periods_contain_their_days_and_join_without_gaps(unit: Unit) -> None:
    days = [date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29)]
    days += [date(2000, 1, 1) + timedelta(n) for n in range(800)]
    numbers = periods.numbered(np.array([day.toordinal() for day in days]), unit)
    for day, number in zip(days, numbers.tolist(), strict=True):
        first, last = periods.days_of(number, unit)
        assert first <= day <= last
        assert periods.days_of(number + 1, unit)[0] == last + timedelta(1)
    assert periods.days_of(int(numbers[3]), "week")[0].weekday() == 0 or unit != "week"


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("unit", UNITS)
def test_first_and_last_day_of_the_calendar_have_periods(unit: Unit, day: date) -> None:
    (number,) = periods.numbered(np.array([day.toordinal()]), unit).tolist()
    first, last = periods.days_of(number, unit)
    assert first <= day <= last


@pytest.mark.parametrize("day", [date.min, date(2024, 2, 29), date.max])
@pytest.mark.parametrize("unit", UNITS)
def test_period_of_a_day_contains_it(unit: Unit, day: date) -> None:
    first, last = periods.period_of(day, unit)
    assert first <= day <= last
    assert (last - first).days < dict(periods.UNITS)[unit]


@pytest.mark.parametrize(
    ("days", "most", "unit"),
    [(80, 80, "day"), (81, 80, "week"), (600, 80, "month"), (2500, 80, "quarter"), (9, 1, "month")],
)
def test_unit_is_the_finest_that_fits(days: int, most: int, unit: Unit) -> None:
    first = date(2024, 1, 1)
    assert periods.fitting_unit(first, first + timedelta(days - 1), most) == unit
    assert periods.fitting_unit(date.min, date.max, most) == "year"
