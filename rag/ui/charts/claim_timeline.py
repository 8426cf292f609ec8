"""
The figure of claims over time. Only the modules of this package use plotly; none uses Streamlit.

Plotly reads a small HTML in its texts, so that every text passes through ``inert``.
"""

import importlib
import textwrap
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rag.text.english import basis_of_day, hedged
from rag.timeline.rows import By, ClaimRow, Timeline, by_weight
from rag.ui.palette import DOT, NOT_KNOWN, OTHER, SYMBOLS, cut, inert, others, size
from rag.ui.reader_locale import day

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Chart: TypeAlias = "Figure"
Within: TypeAlias = tuple[date | None, date | None]
EVER: Final[Within] = (None, None)

MAX_ROWS: Final = 30  # speakers with a row of their own; the rest share the last
APART: Final = 4  # pixels between dots of a stack
HEAD: Final = 26  # pixels of a row for the speaker's name
RULE: Final = "rgba(128, 124, 116, 0.35)"  # under each row; holds on light and dark
NARROWEST: Final = 300  # pixels: the plot on a phone, for which stacks are computed
MAX_LEVELS: Final = 24  # dots of a full-sized stack; taller ones are pressed together
LABEL: Final = 52  # characters of a line above a row: what a phone has room for
MOST_LINES: Final = 3  # of a name above its row
LINE: Final = 15  # pixels of each further line of it
WRAP: Final = 44  # characters of a line on hover, for the same reason


def claim_timeline(
    timeline: Timeline,
    colours: Mapping[str, str],
    chosen: str | None = None,
    by: By = "speaker",
    within: Within = EVER,
) -> "Figure":
    """
    A dot for each dated claim: days across, a row for each ``by``, stacked where days coincide.

    ``customdata`` of a point is its claim's id. The claim ``chosen`` is ringed. The axis ends at
    the days ``within``, where the reader chose some. Raises ValueError without a dated row.
    """
    if not timeline.dated:
        raise ValueError("a timeline without dated claims has no chart")
    names = by_weight(timeline.dated, by)
    shown = names if len(names) <= MAX_ROWS else names[: MAX_ROWS - 1]
    rest = len(names) - len(shown)
    first, last = days_around(timeline.days, within)
    placed, labels, floors, height = _place(timeline.dated, shown, rest, (last - first).days, by)

    by_outlet: dict[str | None, list[ClaimRow]] = {}
    for row in timeline.dated:
        by_outlet.setdefault(row.outlet, []).append(row)
    traces = []
    for outlet, rows in by_outlet.items():
        colour = colours.get(outlet or "", OTHER)
        traces.append(
            {
                "type": "scatter",
                "x": [row.said_on for row in rows],
                "y": [placed[row.claim] for row in rows],
                "mode": "markers",
                "name": inert(outlet or "Outlet unknown"),
                "marker": {
                    "size": [size(row.outlets) for row in rows],
                    "symbol": [
                        SYMBOLS[row.kind] + ("-open" if row.inferred else "") for row in rows
                    ],
                    "color": colour,
                    "opacity": 1,
                    "line": {"width": 2, "color": colour},
                },
                "customdata": [[row.claim] for row in rows],
                "hovertext": [_hover(row, _day(row)) for row in rows],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    if chosen in placed:
        row = next(row for row in timeline.dated if row.claim == chosen)
        traces.append(
            {
                "type": "scatter",
                "x": [row.said_on],
                "y": [placed[row.claim]],
                "mode": "markers",
                "marker": {
                    "size": size(row.outlets) + 14,
                    "symbol": "circle-open",
                    "color": colours.get(row.outlet or "", OTHER),
                    "line": {"width": 2},
                },
                "hoverinfo": "skip",
            }
        )
    return drawn(traces, layout(height, first, last, labels, floors))


def drawn(traces: Sequence[Mapping[str, Any]], made: Mapping[str, Any]) -> "Figure":
    """
    A figure of traces and a layout, without plotly's checks.

    Checking every value takes twenty times as long as all else. The tests do it instead.
    """
    from plotly import graph_objects as go
    from plotly import io

    # Plotly takes pandas from sys.modules, also half loaded: the thread that loads the model may be
    # importing it now, which this import waits for.
    importlib.import_module("pandas")
    template = io.templates[io.templates.default] if io.templates.default else None
    return go.Figure(
        data=list(traces),
        layout={**made, "template": template.to_plotly_json() if template else {}},
        _validate=False,
    )


def layout(
    height: int,
    first: date,
    last: date,
    labels: Sequence[tuple[float, str]],
    floors: Sequence[float],
) -> dict[str, Any]:
    """The layout of points and bins: days across the top, names above their rows, lines below."""
    return {
        "height": height + 46,
        "margin": {"l": 0, "r": 0, "t": 42, "b": 4},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "dragmode": False,  # a finger that scrolls the page must not zoom the chart
        "clickmode": "event+select",
        "uirevision": f"{first} {last}",
        "xaxis": {
            "range": [first.isoformat(), last.isoformat()],
            "side": "top",  # in sight when many speakers make the chart tall
            "showgrid": True,
            "zeroline": False,
        },
        "yaxis": {"range": [-height, 0], "visible": False, "fixedrange": True},
        "annotations": [
            {
                "x": 0,
                "xref": "paper",
                "y": y,
                "text": f"<b>{'<br>'.join(map(inert, text.splitlines()))}</b>",
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "align": "left",
            }
            for y, text in labels
        ],
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": y,
                "y1": y,
                "layer": "below",
                "line": {"width": 1, "color": RULE},
            }
            for y in floors
        ],
    }


def headed(name: str) -> tuple[str, int]:
    """A name wrapped into lines above its row, and their height in pixels."""
    lines = textwrap.wrap(name, LABEL, max_lines=MOST_LINES, placeholder="…")
    return "\n".join(lines), HEAD + LINE * max(0, len(lines) - 1)


def stacked(names: Iterable[str], band: int) -> tuple[list[tuple[float, str]], list[float]]:
    """The names with their heights, and the floor of each row; a row is ``band`` pixels below."""
    labels: list[tuple[float, str]] = []
    floors: list[float] = []
    top = 0.0
    for name in names:
        head, above = headed(name)
        labels.append((top - above / 2, head))
        top -= above + band
        floors.append(top)
    return labels, floors


def days_around(days: Sequence[date], within: Within = EVER) -> tuple[date, date]:
    """
    The first and last day to draw, with air at both ends; a single day gets a month around.

    The chosen days ``within`` are drawn with no more air than a dot needs.
    """
    first, last = min(days), max(days)
    air = timedelta(days=max(15, (last - first).days // 20))
    after, before = within
    edge = timedelta(days=1 + ((before or last) - (after or first)).days // 50)
    low, before_low = (after, edge) if after else (first, air)
    high, after_high = (before, edge) if before else (last, air)
    return (
        low - before_low if low - date.min > before_low else date.min,
        high + after_high if date.max - high > after_high else date.max,
    )


def _place(
    rows: Sequence[ClaimRow], shown: Sequence[str | None], rest: int, days: int, by: By
) -> tuple[dict[str, float], list[tuple[float, str]], list[float], int]:
    """
    Heights of claims, row labels and row floors in pixels below the top (negative); the total.

    A dot takes the lowest level of its row that is free within its own width, so that dots of one
    day or week form a stack.
    """
    bands: dict[str | None, list[ClaimRow]] = {who: [] for who in shown}
    remaining: list[ClaimRow] = []
    for row in rows:
        bands.get(row.of(by), remaining).append(row)
    named = [(who or NOT_KNOWN[by], band) for who, band in bands.items()]
    if rest:
        named.append((others(rest, by), remaining))

    heights: dict[str, float] = {}
    labels: list[tuple[float, str]] = []
    floors: list[float] = []
    top = 0
    for label, band in named:
        dot = max((size(row.outlets) for row in band), default=DOT)
        near = timedelta(days=max(1, round(days * (dot + 3) / NARROWEST)))
        at, levels = _stacked(band, near)
        tall = min(levels, MAX_LEVELS) * (dot + APART)
        head, above = headed(label)
        bottom = top + above + tall
        for claim, level in at.items():
            heights[claim] = -(bottom - (level + 0.5) * tall / levels)
        labels.append((-(top + above / 2), head))
        floors.append(-float(bottom + 2))
        top = bottom + 8
    return heights, labels, floors, top


def _stacked(band: Sequence[ClaimRow], near: timedelta) -> tuple[dict[str, int], int]:
    """The level of each claim of a row, given in time order, and the number of levels."""
    at: dict[str, int] = {}
    in_use: deque[tuple[date, int]] = deque()  # levels, with the day of their last dot
    free: list[int] = []  # a heap of the others
    levels = 0
    for row in band:
        assert row.said_on is not None
        while in_use and row.said_on - in_use[0][0] >= near:
            heappush(free, in_use.popleft()[1])
        level = heappop(free) if free else levels
        levels = max(levels, level + 1)
        in_use.append((row.said_on, level))
        at[row.claim] = level
    return at, levels


def _day(row: ClaimRow) -> str:
    """The day of a claim as this reader writes it."""
    return day(row.said_on) if row.said_on else ""


@lru_cache(maxsize=8192)  # half of the time that a chart takes, and the same for every reader
def _hover(row: ClaimRow, when: str) -> str:
    office = ", ".join(part for part in (row.role, row.organisation) if part)
    basis = basis_of_day(row.statement_date)
    when = f"{when}: {basis}" if when else basis
    carried = f"{row.outlet or 'Outlet unknown'}"
    if row.carried_by:
        carried += f", also carried by {', '.join(row.carried_by)}"
    parts = [
        *_wrapped(office, 80),
        *_wrapped(when, 120),
        *_wrapped(row.text, 220),
        *_wrapped(carried, 90),
    ]
    who = cut(hedged(row.speaker, row.confidence) or NOT_KNOWN["speaker"], WRAP)
    return "<br>".join([f"<b>{inert(who)}</b>", *parts])


def _wrapped(text: str, length: int) -> list[str]:
    return [inert(line) for line in textwrap.wrap(cut(text, length), WRAP)]
