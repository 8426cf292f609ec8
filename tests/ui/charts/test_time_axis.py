"""Tests of the axis of time: its ends and its labels."""

from datetime import date, timedelta

import pytest

from rag.timeline.time_window import TimeWindow
from rag.ui.charts.time_axis import days_around, time_axis

DAY = date(2024, 3, 4)


def test_a_single_day_has_a_month_around_it() -> None:
    first, last = days_around(DAY, DAY)
    assert (DAY - first, last - DAY) == (timedelta(days=15), timedelta(days=15))


@pytest.mark.parametrize("day", [date.min, date.max], ids=["first", "last"])
def test_axis_stays_within_the_calendar(day: date) -> None:
    first, last = days_around(day, day)
    assert first <= day <= last


@pytest.mark.parametrize(
    ("days", "dtick", "tickformat"),
    [(20, None, None), (100, "M1", "%b\n%Y"), (500, "M3", "%b\n%Y"), (2000, "M12", "%Y")],
)
def test_labels_are_months_or_years_beyond_some_weeks(
    days: int, dtick: str | None, tickformat: str | None
) -> None:
    """Plotly's own labels are days of months: "Oct 16" below a bar of October 2016."""
    window = TimeWindow(first=DAY, last=DAY + timedelta(days=days), unit="day")
    axis = time_axis(window)
    assert (axis.get("dtick"), axis.get("tickformat")) == (dtick, tickformat)


@pytest.mark.parametrize("days", [60, 300, 1000, 5000, 40_000, 700_000])
def test_labels_have_room_on_a_phone(days: int) -> None:
    window = TimeWindow(first=date(1, 1, 1), last=date(1, 1, 1) + timedelta(days=days), unit="day")
    months = int(time_axis(window)["dtick"][1:])
    assert days / (months * 30.4) < 7
