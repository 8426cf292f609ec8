"""Figures of many claims at once: bars for periods of time, of all claims and of each row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from rag.text.english import count
from rag.timeline.periods import RowBin
from rag.timeline.rows import By
from rag.ui.charts.claim_timeline import (
    LABEL,
    PANEL,
    RULE,
    ChartFrame,
    beside_names,
    drawn,
    layout,
    stacked,
)
from rag.ui.charts.time_axis import time_axis
from rag.ui.palette import NOT_KNOWN, OTHER, cut, inert, others
from rag.ui.reader_locale import stretch

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BRUSH: Final = 76  # pixels of the bars of all claims
TALL: Final = 40  # pixels of the highest bar of a named row
TALLEST: Final = 3  # times as high is the highest bar of all
LEAST: Final = 2  # pixels of the lowest bar
ROOM: Final = 12  # pixels of a row, at least, however low its bars are
DAY: Final = 86_400_000  # milliseconds: the unit of an axis of days
SHARE: Final = 0.86  # of a period's width that its bar takes
NAMED: Final = 4  # outlets of a bar that are named on hover
REST: Final = "*"  # the row that all values without a row of their own share, in ``customdata``
UNSEEN: Final = "rgba(0, 0, 0, 0)"  # of what takes the pointer: a bar of 2 pixels is hard to hit
MARK: Final = "rgba(128, 124, 116, 0.22)"  # behind the bars that are listed beside the chart


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBar:
    """A bar whose claims are listed beside the chart; ``row`` is None for those of all claims."""

    first: date
    last: date
    row: str | None = None


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar in words; ``values`` are its ``customdata``."""

    values: tuple[str, ...]
    label: str


def bars_of_all(bins: Sequence[RowBin]) -> list[ChartBar]:
    """The bars of ``all_strip``, in order of time."""
    ordered = sorted(bins, key=lambda one: one.first)
    return [ChartBar(_days(one), _words(one)) for one in ordered]


def bars_of_rows(bins: Sequence[RowBin], values: int, by: By) -> list[ChartBar]:
    """The bars of ``row_strips``, those of a row in order of time."""
    names = _names(bins, values, by)
    return [
        ChartBar((_row(one), *_days(one)), f"{names[_row(one)]}, {_words(one)}")
        for one in sorted(bins, key=lambda one: one.first)
    ]


def all_strip(
    bins: Sequence[RowBin], frame: ChartFrame, listed: ListedBar | None = None
) -> "Figure":
    """
    A bar for each period with claims, stacked by outlet; dragging across it selects days.

    ``bins`` are those of a single row. ``customdata`` of a bar is its first and last day.
    """
    window = frame.window
    scale = (BRUSH - 4) / max(one.claims for one in bins)
    hovers = [_hover(one, "All claims") for one in bins]
    days = [list(_days(one)) for one in bins]
    unseen = _series([(one, 0, BRUSH) for one in bins], UNSEEN)
    unseen |= {"customdata": days, "hovertext": hovers, "hoverinfo": "text"}
    traces = [unseen, *_stacks([(one, 0) for one in bins], scale, frame.colours)]
    axis = {**time_axis(window), "showticklabels": False, "fixedrange": True}
    marks = [_mark(listed, 0, BRUSH)] if listed and listed.row is None else []
    return drawn(
        traces,
        {
            "height": BRUSH,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "barmode": "overlay",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": PANEL,
            "dragmode": "select",
            "selectdirection": "h",
            "clickmode": "event+select",
            "uirevision": f"{window.first} {window.last}",
            "xaxis": axis,
            "yaxis": {"visible": False, "fixedrange": True, "range": [0, BRUSH]},
            "shapes": [*marks, _rule(0)],
        },
    )


def row_strips(
    bins: Sequence[RowBin],
    values: int,
    frame: ChartFrame,
    listed: ListedBar | None = None,
) -> "Figure":
    """
    A row of bars for each speaker, a bar for each period with claims, stacked by outlet.

    All rows have one scale. ``customdata`` of a bar is its row ("" where unknown, "*" for those of
    the ``values`` without a row of their own), first and last day.
    """
    by, window = frame.by, frame.window
    rows: dict[str, list[RowBin]] = {}
    for one in bins:
        rows.setdefault(_row(one), []).append(one)
    tops = {row: max(one.claims for one in some) for row, some in rows.items()}
    named = max((top for row, top in tops.items() if row not in ("", REST)), default=0)
    scale = min(TALL / (named or max(tops.values())), TALL * TALLEST / max(tops.values()))
    names = _names(bins, values, by)
    bands = {row: max(float(ROOM), top * scale) + 2 for row, top in tops.items()}
    labels, floors = stacked(names.values(), bands.values())
    floor = dict(zip(rows, floors, strict=True))
    unseen = _series([(one, floor[_row(one)], bands[_row(one)]) for one in bins], UNSEEN)
    unseen["customdata"] = [[_row(one), *_days(one)] for one in bins]
    unseen |= {"hovertext": [_hover(one, names[_row(one)]) for one in bins], "hoverinfo": "text"}
    traces = [unseen, *_stacks([(one, floor[_row(one)]) for one in bins], scale, frame.colours)]
    shown = [row or None for row in rows if row != REST]
    made = layout(window, labels, floors, beside_names(frame.counts, shown, _rest(values, rows)))
    made["barmode"] = "overlay"
    if listed and listed.row is None:
        made["shapes"].append(_mark(listed, floors[-1], 0))
    elif listed and listed.row in floor:
        row = listed.row or ""
        made["shapes"].append(_mark(listed, floor[row], floor[row] + bands[row]))
    return drawn(traces, made)


def _stacks(
    bins: Iterable[tuple[RowBin, float]], scale: float, colours: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The bars of each colour, given with the floors of their rows; ``scale``: pixels a claim."""
    order = [*dict.fromkeys(colours.values()), OTHER]
    parts: dict[str, list[tuple[RowBin, float, float]]] = {colour: [] for colour in order}
    for one, floor in bins:
        claims: Counter[str] = Counter()
        for name, n in one.outlets:
            claims[colours.get(name or "", OTHER)] += n
        pixels = max(LEAST, one.claims * scale) / one.claims
        at = floor
        for colour in sorted(claims, key=order.index):
            parts[colour].append((one, at, claims[colour] * pixels))
            at += claims[colour] * pixels
    return [_series(some, colour) | {"hoverinfo": "skip"} for colour, some in parts.items() if some]


def _series(bars: Sequence[tuple[RowBin, float, float]], colour: str) -> dict[str, Any]:
    """Bars of one colour, each with its floor and height in pixels."""
    shown = {"marker": {"opacity": 1}}
    return {
        "type": "bar",
        "x": [one.first + (one.last - one.first) / 2 for one, *_ in bars],
        "y": [height for *_, height in bars],
        "base": [floor for _, floor, _ in bars],
        "width": [((one.last - one.first).days + 1) * DAY * SHARE for one, *_ in bars],
        "marker": {"color": colour, "line": {"width": 0}},
        "selected": shown,
        "unselected": shown,
    }


def _row(one: RowBin) -> str:
    return REST if one.rest else one.row or ""


def _names(bins: Sequence[RowBin], values: int, by: By) -> dict[str, str]:
    """What each row is called, in the order of the bins."""
    rows = dict.fromkeys(_row(one) for one in bins)
    return {
        row: others(_rest(values, rows), by) if row == REST else row or NOT_KNOWN[by]
        for row in rows
    }


def _rest(values: int, rows: Iterable[str]) -> int:
    """How many values have no row of their own."""
    return values - sum(row != REST for row in rows)


def _days(one: RowBin) -> tuple[str, str]:
    return one.first.isoformat(), one.last.isoformat()


def _words(one: RowBin) -> str:
    return f"{stretch(one.first, one.last)}, {count(one.claims, 'claim')}"


def _mark(listed: ListedBar, low: float, high: float) -> dict[str, Any]:
    """A ground behind the bars that are listed."""
    # A bar's day is at its middle.
    before = listed.first - timedelta(days=1) if listed.first > date.min else date.min
    return {
        "type": "rect",
        "x0": f"{before} 12:00",
        "x1": f"{listed.last} 12:00",
        "y0": low,
        "y1": high,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": MARK,
    }


def _rule(y: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"width": 1, "color": RULE},
    }


def _hover(one: RowBin, who: str) -> str:
    named = [f"{n:,} in {name or 'an unknown outlet'}" for name, n in one.outlets[:NAMED]]
    if len(one.outlets) > NAMED:
        named.append(f"{len(one.outlets) - NAMED} more outlets")
    lines = [
        f"<b>{inert(cut(who, LABEL))}</b>",
        f"{stretch(one.first, one.last)}: {count(one.claims, 'claim')}",
        *(inert(cut(line, LABEL)) for line in named),
        "Click to list them",
    ]
    return "<br>".join(lines)
