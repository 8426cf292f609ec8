"""The figure of reprints: a row for each dispatch, a column for each outlet."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rag.timeline.coverage import DispatchCoverage, Reprint
from rag.ui.charts.claim_timeline import LABEL, drawn, layout, stacked
from rag.ui.palette import NOT_KNOWN, OTHER, cut, inert
from rag.ui.reader_locale import day, later

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

MOST_COLUMNS: Final = 10  # outlets of the matrix; the rest shares the last
CELL: Final = 44  # pixels of a row of the matrix below its name
ROOMY: Final = 6  # columns, which have room for "+12 days" below a mark on a phone
NAME: Final = 22  # characters of an outlet above its column


def crossings(dispatches: Sequence[DispatchCoverage], colours: Mapping[str, str]) -> "Figure":
    """
    A row for each dispatch, a column for each outlet, a mark where the outlet carried it.

    The text below a mark is the delay after the first print. A print without a date is hollow.
    """
    weight: dict[str, int] = {}
    for one in dispatches:
        for name in one.outlets:
            weight[name or ""] = weight.get(name or "", 0) + 1
    columns = sorted(weight, key=lambda name: (-weight[name], name))
    shown = columns if len(columns) <= MOST_COLUMNS else columns[: MOST_COLUMNS - 1]
    place = {name: n for n, name in enumerate(shown)}
    names = [cut(name or NOT_KNOWN["outlet"], NAME) for name in shown]
    if len(columns) > len(shown):
        names.append(f"{len(columns) - len(shown)} others")
    labels, floors = stacked(map(_dispatch, dispatches), [CELL] * len(dispatches))
    marks = [
        (place.get(each.outlet or "", len(shown)), floor + CELL * 2 / 3, each, one)
        for floor, one in zip(floors, dispatches, strict=True)
        for each in reversed(one.prints)  # the first print of an outlet is drawn last, on top
    ]
    data = {
        "type": "scatter",
        "x": [x for x, *_ in marks],
        "y": [y for _, y, *_ in marks],
        "mode": "markers+text",
        "text": [
            "" if x == len(shown) else _below(each, one, short=len(names) > ROOMY)
            for x, _, each, one in marks
        ],
        "textposition": "bottom center",
        "marker": {
            "size": 15,
            "symbol": ["circle" if each.published else "circle-open" for *_, each, _ in marks],
            "color": [colours.get(each.outlet or "", OTHER) for *_, each, _ in marks],
            "opacity": 1,
            "line": {
                "width": 2,
                "color": [colours.get(e.outlet or "", OTHER) for *_, e, _ in marks],
            },
        },
        "hovertext": [_print(each, one) for *_, each, one in marks],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    made = layout(None, labels, floors)
    made["xaxis"] = {
        "range": [-0.6, len(names) - 0.4],
        "tickvals": list(range(len(names))),
        "ticktext": [inert(name) for name in names],
        "side": "top",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
    return drawn([data], made)


def _below(each: Reprint, one: DispatchCoverage, *, short: bool) -> str:
    """The text below a mark; ``short`` where columns are narrow."""
    if len(one.prints) == 1:
        return ""
    return f"+{each.after:,} d" if short and each.after else later(each.after)


def _dispatch(one: DispatchCoverage) -> str:
    origin = f"{one.origin}: " if one.origin else ""
    return f"{origin}{one.title}"


def _print(each: Reprint, one: DispatchCoverage) -> str:
    when = day(each.published) if each.published else "Day unknown"
    lines = [
        f"<b>{inert(cut(each.outlet or NOT_KNOWN['outlet'], LABEL))}</b>",
        inert(cut(each.title or one.title, LABEL)),
        f"{when}, {later(each.after)}" if len(one.prints) > 1 else when,
        inert(cut(f"from {one.origin}" if one.origin else "origin not stated", LABEL)),
    ]
    return "<br>".join(lines)
