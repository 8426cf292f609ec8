"""
Figures. plotly is known here only, Streamlit not at all.

Plotly reads a small HTML in its texts, so that every text passes through ``_esc``.
"""

import textwrap
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from html import escape
from typing import TYPE_CHECKING, Any, Final

from rag.schema import Kind
from rag.timeline import Row, Timeline, speakers_by_weight
from rag.ui.address import day
from rag.ui.markup import esc

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

# Okabe and Ito's blue and vermilion, and five found by search to be farthest from these and from
# each other in protanopia, deuteranopia and full colour sight alike, all 3:1 or more on the light
# and on the dark ground, so that one set serves both. A test measures it.
PALETTE: Final = ("#0072b2", "#d55e00", "#c02460", "#489ca8", "#4848fc", "#f06060", "#4884fc")
OTHER: Final = "#85817a"  # outlets beyond the palette, and unknown ones

SYMBOLS: Final = {
    Kind.DIRECT: "circle",
    Kind.MIXED: "diamond",
    Kind.INDIRECT: "square",
    Kind.ATTITUDE: "triangle-up",
}
GLYPHS: Final = {Kind.DIRECT: "●", Kind.MIXED: "◆", Kind.INDIRECT: "■", Kind.ATTITUDE: "▲"}

MAX_ROWS: Final = 30  # speakers with a row of their own; the rest share the last
DOT: Final = 11  # pixels
STEP: Final = 15  # pixels from dot to dot in a stack
HEAD: Final = 26  # pixels of a row for the speaker's name
RULE: Final = "rgba(128, 124, 116, 0.35)"  # under each row; holds on light and dark
NARROWEST: Final = 300  # pixels: the plot on a phone, for which stacks are computed
MAX_LEVELS: Final = 24  # dots of a full-sized stack; taller ones are pressed together
LABEL: Final = 52  # characters of a name above its row: what a phone has room for
WRAP: Final = 44  # characters of a line on hover, for the same reason
NOT_NAMED: Final = "Speaker not named"


def outlet_colours(outlets: Sequence[str]) -> dict[str, str]:
    """A colour for each outlet of the whole corpus, the same on every page, under every filter."""
    return {name: PALETTE[at] if at < len(PALETTE) else OTHER for at, name in enumerate(outlets)}


def key(colours: Mapping[str, str], rows: Sequence[Row]) -> str:
    """What colours and shapes mean, as markup, for what is on the chart."""
    outlets = sorted({row.outlet or "" for row in rows})
    kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
    swatches = "".join(
        f'<li><i style="background:{colours.get(name, OTHER)}"></i>'
        f"<bdi>{esc(name or 'Outlet unknown')}</bdi></li>"
        for name in outlets
    )
    shapes = "".join(
        f'<li><span class="or-shape">{GLYPHS[kind]}</span>{kind.value}</li>' for kind in kinds
    )
    hollow = any(row.inferred for row in rows)
    inferred = '<li><span class="or-shape">○</span>hollow: date inferred</li>' if hollow else ""
    lists = (swatches, shapes + inferred)
    return "".join(f'<ul class="or or-key">{one}</ul>' for one in lists)


def claim_timeline(
    timeline: Timeline, colours: Mapping[str, str], chosen: str | None = None
) -> "Figure":
    """
    A dot for each dated claim: days across, a row for each speaker, stacked where days coincide.

    ``customdata`` of a point is its claim's id. ``chosen`` is ringed. Raises ValueError without a
    dated row: a page shows its own empty state.
    """
    from plotly import graph_objects as go

    if not timeline.dated:
        raise ValueError("a timeline without dated claims has no chart")
    names = speakers_by_weight(timeline.dated)
    shown = names if len(names) <= MAX_ROWS else names[: MAX_ROWS - 1]
    rest = len(names) - len(shown)
    first, last = _span_of_days(timeline.days)
    placed, labels, floors, height = _place(timeline.dated, shown, rest, (last - first).days)

    figure = go.Figure()
    for outlet in dict.fromkeys(row.outlet for row in timeline.dated):
        rows = [row for row in timeline.dated if row.outlet == outlet]
        colour = colours.get(outlet or "", OTHER)
        figure.add_scatter(
            x=[row.said_on for row in rows],
            y=[placed[row.claim] for row in rows],
            mode="markers",
            name=_esc(outlet or "Outlet unknown"),
            marker={
                "size": DOT,
                "symbol": [SYMBOLS[row.kind] + ("-open" if row.inferred else "") for row in rows],
                "color": colour,
                "opacity": 1,
                "line": {"width": 2, "color": colour},
            },
            customdata=[[row.claim] for row in rows],
            hovertext=[_hover(row) for row in rows],
            hoverinfo="text",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    if chosen in placed:
        row = next(row for row in timeline.dated if row.claim == chosen)
        figure.add_scatter(
            x=[row.said_on],
            y=[placed[row.claim]],
            mode="markers",
            marker={
                "size": DOT + 14,
                "symbol": "circle-open",
                "color": colours.get(row.outlet or "", OTHER),
                "line": {"width": 2},
            },
            hoverinfo="skip",
        )
    for y, text in labels:
        figure.add_annotation(
            x=0, xref="paper", y=y, text=f"<b>{_esc(text)}</b>", showarrow=False, xanchor="left",
            yanchor="middle", align="left",
        )  # fmt: skip
    for y in floors:
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, layer="below",
            line={"width": 1, "color": RULE},
        )  # fmt: skip
    figure.update_layout(_layout(height, first, last))
    return figure


def _layout(height: int, first: date, last: date) -> dict[str, Any]:
    return {
        "height": height + 40,
        "margin": {"l": 0, "r": 0, "t": 36, "b": 4},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "dragmode": False,  # a finger that scrolls the page must not zoom the chart
        "clickmode": "event+select",
        "uirevision": "timeline",
        "xaxis": {
            "range": [first.isoformat(), last.isoformat()],
            "side": "top",  # in sight when many speakers make the chart tall
            "showgrid": True,
            "zeroline": False,
        },
        "yaxis": {"range": [-height, 0], "visible": False, "fixedrange": True},
    }


def _span_of_days(days: Sequence[date]) -> tuple[date, date]:
    """The first and last day to draw, with air at both ends; a single day gets a month around."""
    first, last = min(days), max(days)
    air = timedelta(days=max(15, (last - first).days // 20))
    low = first - air if first - date.min > air else date.min
    high = last + air if date.max - last > air else date.max
    return low, high


def _place(
    rows: Sequence[Row], shown: Sequence[str | None], rest: int, days: int
) -> tuple[dict[str, float], list[tuple[float, str]], list[float], int]:
    """
    Heights of claims, row labels and row floors in pixels below the top (negative); the total.

    Within a row a dot takes the lowest level that is free within its own width, so that dots of
    one day or week form a stack.
    """
    near = timedelta(days=max(1, round(days * (DOT + 3) / NARROWEST)))
    bands: dict[str | None, list[Row]] = {who: [] for who in shown}
    others: list[Row] = []
    for row in rows:
        bands.get(row.speaker, others).append(row)
    named = [(who or NOT_NAMED, band) for who, band in bands.items()]
    if rest:
        named.append((f"{rest} other speakers", others))

    heights: dict[str, float] = {}
    labels: list[tuple[float, str]] = []
    floors: list[float] = []
    top = 0
    for label, band in named:
        at, levels = _stacked(band, near)
        tall = min(levels, MAX_LEVELS) * STEP
        bottom = top + HEAD + tall
        for claim, level in at.items():
            heights[claim] = -(bottom - (level + 0.5) * tall / levels)
        labels.append((-(top + HEAD / 2), _cut(label, LABEL)))
        floors.append(-float(bottom + 2))
        top = bottom + 8
    return heights, labels, floors, top


def _stacked(band: Sequence[Row], near: timedelta) -> tuple[dict[str, int], int]:
    """The level of each claim of a row, given in time order, and the number of levels."""
    at: dict[str, int] = {}
    held: deque[tuple[date, int]] = deque()  # levels in use, with the day of their last dot
    free: list[int] = []  # a heap of the others
    levels = 0
    for row in band:
        assert row.said_on is not None
        while held and row.said_on - held[0][0] >= near:
            heappush(free, held.popleft()[1])
        level = heappop(free) if free else levels
        levels = max(levels, level + 1)
        held.append((row.said_on, level))
        at[row.claim] = level
    return at, levels


def _hover(row: Row) -> str:
    office = ", ".join(part for part in (row.role, row.organisation) if part)
    when = f"{day(row.said_on)}: {row.basis}" if row.said_on else row.basis
    parts = [
        *_wrapped(office, 80),
        *_wrapped(when, 120),
        *_wrapped(row.text, 220),
        *_wrapped(row.outlet or "Outlet unknown", 60),
    ]
    return "<br>".join([f"<b>{_esc(_cut(row.speaker or NOT_NAMED, WRAP))}</b>", *parts])


def _wrapped(text: str, length: int) -> list[str]:
    return [_esc(line) for line in textwrap.wrap(_cut(text, length), WRAP)]


def _esc(text: str) -> str:
    """``text`` as inert characters of a figure: plotly knows &lt; but shows &quot; as it stands."""
    return escape(text, quote=False)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
