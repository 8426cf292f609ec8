"""Figures of many claims at once: the months above the timeline, and the bins in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Final

from rag.text.english import count
from rag.timeline.periods import OutletBin, RowBin
from rag.timeline.rows import By
from rag.ui.charts.claim_timeline import EVER, LABEL, Within, days_around, drawn, layout, stacked
from rag.ui.palette import NOT_KNOWN, OTHER, cut, inert, others
from rag.ui.reader_locale import stretch

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BRUSH: Final = 92  # pixels
BAND: Final = 34  # pixels of a row of bins
SMALLEST, LARGEST = 8, 32  # pixels of a bin
ROOM: Final = 330  # pixels across, of which the largest bins share one each
NAMED: Final = 4  # outlets of a bin that are named on hover
OUT: Final = 0.28  # opacity of the months outside of the chosen range


def brush(
    bars: Sequence[OutletBin], colours: Mapping[str, str], after: date | None, before: date | None
) -> "Figure":
    """
    Claims per unit of time, stacked by outlet; dragging across it selects a range of days.

    ``customdata`` of a bar is its first and last day. Bars outside of the range are faint.
    """
    traces = []
    for name, series in _by_colour(bars, colours).items():
        traces.append(
            {
                "type": "bar",
                "x": [_middle(bar.first, bar.last) for bar in series],
                "y": [bar.claims for bar in series],
                "width": [((bar.last - bar.first).days + 1) * 86_400_000 * 0.9 for bar in series],
                "name": inert(name),
                "marker": {
                    "color": colours.get(series[0].outlet or "", OTHER),
                    "opacity": [1 if _inside(bar, after, before) else OUT for bar in series],
                    "line": {"width": 0},
                },
                "customdata": [[bar.first.isoformat(), bar.last.isoformat()] for bar in series],
                "hovertext": [
                    f"<b>{stretch(bar.first, bar.last)}</b><br>{count(bar.claims, 'claim')} in "
                    f"{inert(cut(name, LABEL))}"
                    for bar in series
                ],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": OUT}},
            }
        )
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    if (last - first).days < 366:
        first, last = days_around([first, last])
    return drawn(
        traces,
        {
            "height": BRUSH,
            "margin": {"l": 0, "r": 0, "t": 4, "b": 22},
            "barmode": "stack",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {"align": "left"},
            "dragmode": "select",
            "selectdirection": "h",
            "clickmode": "event+select",
            "uirevision": "brush",
            "xaxis": {
                "type": "date",
                "range": [first.isoformat(), (last + timedelta(days=1)).isoformat()],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
            },
            "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        },
    )


def bin_timeline(
    bins: Sequence[RowBin],
    rest: int,
    by: By,
    colours: Mapping[str, str],
    within: Within = EVER,
) -> "Figure":
    """
    A disc for each bin: time across, a row for each ``by``, area by number of claims.

    The axis ends at the chosen days ``within``. A bin of one outlet has its colour. ``customdata``
    of a disc is its row ("" where unknown, None for the ``rest`` of the rows), first and last day.
    """
    places: dict[tuple[str | None, bool], int] = {}
    for one in bins:
        places.setdefault((one.row, one.rest), len(places))
    most = max((one.claims for one in bins if not one.rest), default=1)
    across = len({one.first for one in bins})
    widest = min(LARGEST, max(SMALLEST + 4, ROOM / across))
    names = [others(rest, by) if shared else name or NOT_KNOWN[by] for name, shared in places]
    labels, floors = stacked(names, BAND)
    middles = [floor + BAND / 2 for floor in floors]
    height = round(-floors[-1]) + 6
    first, last = days_around([min(b.first for b in bins), max(b.last for b in bins)], within)
    data = {
        "type": "scatter",
        "x": [_middle(one.first, one.last) for one in bins],
        "y": [middles[places[one.row, one.rest]] for one in bins],
        "mode": "markers",
        "marker": {
            "size": [
                SMALLEST + (widest - SMALLEST) * min(1, sqrt((one.claims - 1) / max(1, most - 1)))
                for one in bins
            ],
            "color": [_colour(one, colours) for one in bins],
            "opacity": 0.9,
            "line": {"width": 0},
        },
        "customdata": [
            [None if one.rest else one.row or "", one.first.isoformat(), one.last.isoformat()]
            for one in bins
        ],
        "hovertext": [_hover(one, rest, by) for one in bins],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 0.9}},
        "unselected": {"marker": {"opacity": 0.9}},
    }
    return drawn([data], layout(height, first, last, labels, floors))


def _by_colour(bars: Sequence[OutletBin], colours: Mapping[str, str]) -> dict[str, list[OutletBin]]:
    """The bars of each outlet with a colour of its own, by name, and last those of all others."""
    own: dict[str, list[OutletBin]] = {}
    rest: dict[tuple[date, date], OutletBin] = {}
    for bar in bars:
        if bar.outlet is not None and colours.get(bar.outlet, OTHER) != OTHER:
            own.setdefault(bar.outlet, []).append(bar)
        else:
            days = bar.first, bar.last
            shared = rest.get(days)
            rest[days] = replace(bar, claims=bar.claims + (shared.claims if shared else 0))
    names = {bar.outlet for bar in bars} - set(own)
    if names:
        alone = next(iter(names)) if len(names) == 1 else f"{len(names)} other outlets"
        own[alone or NOT_KNOWN["outlet"]] = list(rest.values())
    return own


def _hover(one: RowBin, rest: int, by: By) -> str:
    who = others(rest, by) if one.rest else one.row or NOT_KNOWN[by]
    named = [f"{n:,} in {name or 'an unknown outlet'}" for name, n in one.outlets[:NAMED]]
    if len(one.outlets) > NAMED:
        named.append(f"{len(one.outlets) - NAMED} more outlets")
    lines = [
        f"<b>{inert(cut(who, LABEL))}</b>",
        f"{stretch(one.first, one.last)}: {count(one.claims, 'claim')}",
        *(inert(cut(line, LABEL)) for line in named),
        "Click to open",
    ]
    return "<br>".join(lines)


def _colour(one: RowBin, colours: Mapping[str, str]) -> str:
    return colours.get(one.outlets[0][0] or "", OTHER) if len(one.outlets) == 1 else OTHER


def _middle(first: date, last: date) -> date:
    return first + (last - first) / 2


def _inside(bar: OutletBin, after: date | None, before: date | None) -> bool:
    return not ((after and bar.last < after) or (before and bar.first > before))
