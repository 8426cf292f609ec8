"""
The figure of claims over time. Only the modules of this package use plotly; none uses Streamlit.

Plotly reads a small HTML in its texts, so that every text passes through ``inert``.
"""

import importlib
import textwrap
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rag.schema.scope import KIND_WORDS
from rag.text.english import basis_of_day, capitalised, hedged
from rag.timeline.rows import By, ClaimRow, by_weight
from rag.timeline.time_window import TimeWindow
from rag.ui.charts.time_axis import days_around, time_axis
from rag.ui.palette import NOT_KNOWN, OTHER, cut, inert, others
from rag.ui.reader_locale import day

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Chart: TypeAlias = "Figure"
Counts: TypeAlias = Mapping[str | None, int]  # of claims, by speaker, outlet ...

MAX_ROWS: Final = 15  # speakers with a row of their own; the rest share the last
DOT: Final = 11  # pixels of a claim
RING: Final = 25  # pixels of the ring around the one that is chosen
APART: Final = 4  # pixels between dots of a stack
HEAD: Final = 26  # pixels of a row for the speaker's name
RULE: Final = "rgba(128, 124, 116, 0.35)"  # under each row; holds on light and dark
NARROWEST: Final = 300  # pixels: the plot on a phone, for which stacks are computed
MAX_LEVELS: Final = 24  # dots of a full-sized stack; taller ones are pressed together
PANEL: Final = {  # of the words on hover: readable on either ground
    "align": "left",
    "bgcolor": "#1d1b18",
    "bordercolor": "#1d1b18",
    "font": {"color": "#fdfcf9", "size": 13},
}
TOOLS: Final = {"color": OTHER, "activecolor": "#0072b2", "bgcolor": "rgba(0, 0, 0, 0)"}
LABEL: Final = 52  # characters of a line above a row: what a phone has room for
MOST_LINES: Final = 3  # of a name above its row
LINE: Final = 15  # pixels of each further line of it
WRAP: Final = 44  # characters of a line on hover, for the same reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFrame:
    """
    What the charts of a page share: the days, the colours of outlets, what a row is.

    ``counts`` are the claims of each row, written beside its name.
    """

    window: TimeWindow
    colours: Mapping[str, str]
    by: By = "speaker"
    counts: Counts = field(default_factory=dict)


def claim_timeline(
    claims: Sequence[ClaimRow], frame: ChartFrame, chosen: str | None = None
) -> "Figure":
    """
    A dot for each dated claim: days across, a row for each speaker, stacked where days coincide.

    The claims are dated, in order of time, on the days of the frame. ``customdata`` of a point is
    its claim's id. The claim ``chosen`` is ringed. Raises ValueError without a claim.
    """
    window, colours, by = frame.window, frame.colours, frame.by
    if not claims:
        raise ValueError("a timeline without dated claims has no chart")
    names = by_weight(claims, by)
    shown = names if len(names) <= MAX_ROWS else names[: MAX_ROWS - 1]
    rest = len(names) - len(shown)
    first, last = days_around(window.first, window.last)
    placed, labels, floors = _place(claims, shown, rest, (last - first).days, by)

    by_outlet: dict[str | None, list[ClaimRow]] = {}
    for row in claims:
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
                    "size": DOT,
                    "symbol": "circle",
                    "color": colour,
                    "opacity": 1,
                    "line": {"width": 0},
                },
                "customdata": [[row.claim] for row in rows],
                "hovertext": [_hover(row, _day(row)) for row in rows],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    if chosen in placed:
        row = next(row for row in claims if row.claim == chosen)
        traces.append(
            {
                "type": "scatter",
                "x": [row.said_on],
                "y": [placed[row.claim]],
                "mode": "markers",
                "marker": {
                    "size": RING,
                    "symbol": "circle-open",
                    "color": colours.get(row.outlet or "", OTHER),
                    "line": {"width": 2},
                },
                "hoverinfo": "skip",
            }
        )
    return drawn(traces, layout(window, labels, floors, beside_names(frame.counts, shown, rest)))


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
    window: TimeWindow | None,
    labels: Sequence[tuple[float, str]],
    floors: Sequence[float],
    counts: Sequence[int] = (),
) -> dict[str, Any]:
    """
    The layout of points and bars: days across the top, names above their rows, lines below.

    ``counts`` are written beside the names, in their order.
    """
    height = round(-floors[-1]) + 6
    numbers = [f" {number:,}" for number in counts] or [""] * len(labels)
    return {
        "height": height + 46,
        "margin": {"l": 0, "r": 0, "t": 42, "b": 4},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": PANEL,
        "modebar": TOOLS,
        "dragmode": False,  # a finger that scrolls the page must not zoom the chart
        "clickmode": "event+select",
        "uirevision": f"{window.first} {window.last}" if window else "",
        "xaxis": time_axis(window) if window else {},
        "yaxis": {"range": [-height, 0], "visible": False, "fixedrange": True},
        "annotations": [
            {
                "x": 0,
                "xref": "paper",
                "y": y,
                "text": f"<b>{'<br>'.join(map(inert, text.splitlines()))}</b>{number}",
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "align": "left",
            }
            for (y, text), number in zip(labels, numbers, strict=True)
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


def beside_names(counts: Counts, shown: Sequence[str | None], rest: int) -> tuple[int, ...]:
    """The numbers beside the names of the rows, that of the ``rest`` of the values last."""
    if not counts:
        return ()
    own = [counts.get(name, 0) for name in shown]
    return (*own, sum(counts.values()) - sum(own)) if rest else tuple(own)


def stacked(
    names: Iterable[str], bands: Iterable[float]
) -> tuple[list[tuple[float, str]], list[float]]:
    """The names with their heights, and the floor of each row; ``bands`` are pixels of rows."""
    labels: list[tuple[float, str]] = []
    floors: list[float] = []
    top = 0.0
    for name, band in zip(names, bands, strict=True):
        head, above = headed(name)
        labels.append((top - above / 2, head))
        top -= above + band
        floors.append(top)
    return labels, floors


def _place(
    rows: Sequence[ClaimRow], shown: Sequence[str | None], rest: int, days: int, by: By
) -> tuple[dict[str, float], list[tuple[float, str]], list[float]]:
    """
    Heights of claims, row labels and row floors, in pixels below the top (negative).

    A dot takes the lowest level of its row that is free within its own width, so that dots of one
    day or week form a stack.
    """
    bands: dict[str | None, list[ClaimRow]] = {who: [] for who in shown}
    remaining: list[ClaimRow] = []
    for row in rows:
        bands.get(row.of(by), remaining).append(row)
    names = [who or NOT_KNOWN[by] for who in bands]
    if rest:
        names.append(others(rest, by))
    near = timedelta(days=max(1, round(days * (DOT + 3) / NARROWEST)))
    placed = [_stacked(band, near) for band in (*bands.values(), remaining)][: len(names)]
    talls = [min(levels, MAX_LEVELS) * (DOT + APART) for _, levels in placed]
    labels, floors = stacked(names, [tall + APART for tall in talls])
    heights = {
        claim: floor + APART / 2 + (level + 0.5) * tall / levels
        for (at, levels), tall, floor in zip(placed, talls, floors, strict=True)
        for claim, level in at.items()
    }
    return heights, labels, floors


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
        *_wrapped(f"{capitalised(KIND_WORDS[row.kind])}: {row.text}", 220),
        *_wrapped(carried, 90),
    ]
    who = cut(hedged(row.speaker, row.confidence) or NOT_KNOWN["speaker"], WRAP)
    return "<br>".join([f"<b>{inert(who)}</b>", *parts])


def _wrapped(text: str, length: int) -> list[str]:
    return [inert(line) for line in textwrap.wrap(cut(text, length), WRAP)]
