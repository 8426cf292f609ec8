"""The axis of time that the charts of a page share, so that a day is at the same place in all."""

from datetime import date, timedelta
from typing import Any, Final

from rag.timeline.time_window import TimeWindow

AIR: Final = 60  # the share of the days that is left free at each end, as a divisor
ALONE: Final = timedelta(days=15)  # around a single day
FEW_DAYS: Final = 45  # up to which days are labelled; months or years beyond
MOST_LABELS: Final = 6  # across: what a phone has room for
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)  # months between two labels
MONTH: Final = 30.4  # days


def time_axis(window: TimeWindow) -> dict[str, Any]:
    """The axis with the days of a window and a little air; a single day has a month around it."""
    first, last = days_around(window.first, window.last)
    made: dict[str, Any] = {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "side": "top",  # in sight when many rows make the chart tall
        "showgrid": True,
        "zeroline": False,
    }
    days = (last - first).days
    if days <= FEW_DAYS:
        return made | {"nticks": MOST_LABELS}
    step = next((n for n in STEPS if days <= MOST_LABELS * n * MONTH), STEPS[-1])
    return made | {
        "dtick": f"M{step}",
        "tick0": "2000-01-01",
        "tickformat": "%Y" if step % 12 == 0 else "%b\n%Y",
        # The name of a month or year is at its middle; where some have none, at its beginning.
        "ticklabelmode": "period" if step in (1, 12) else "instant",
    }


def days_around(first: date, last: date) -> tuple[date, date]:
    """The days ``[first, last]`` with air at both ends, within the calendar."""
    span = last - first
    air = timedelta(days=1 + span.days // AIR) if span else ALONE
    return (
        first - air if first - date.min > air else date.min,
        last + air if date.max - last > air else date.max,
    )
