"""Figures of many claims at once: the months above the timeline, bins in it, who carried what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Final

from rag.coverage import Covered, Print
from rag.periods import Bar, Bin
from rag.timeline import By
from rag.ui.address import day
from rag.ui.charts import EVER, HEAD, LABEL, Within, days_around, drawn, layout
from rag.ui.markup import count
from rag.ui.palette import NOT_KNOWN, OTHER, cut, inert, others

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BRUSH: Final = 92  # pixels
BAND: Final = 34  # pixels of a row of bins
SMALLEST, LARGEST = 8, 32  # pixels of a bin
ROOM: Final = 420  # pixels across, of which the largest bins share one each
NAMED: Final = 4  # outlets of a bin that are named on hover
MOST_COLUMNS: Final = 10  # outlets of the matrix; the rest shares the last
CELL: Final = 44  # pixels of a row of the matrix below its name
NAME: Final = 18  # characters of an outlet above its column
OUT: Final = 0.28  # opacity of the months outside of the chosen range


def brush(
    bars: Sequence[Bar], colours: Mapping[str, str], after: date | None, before: date | None
) -> "Figure":
    """
    Claims per unit of time, stacked by outlet; dragging across it selects a range of days.

    ``customdata`` of a bar is its first and last day. Bars outside of the range are faint.
    """
    traces = []
    for name, some in _by_colour(bars, colours).items():
        traces.append(
            {
                "type": "bar",
                "x": [_middle(bar.first, bar.last) for bar in some],
                "y": [bar.claims for bar in some],
                "width": [((bar.last - bar.first).days + 1) * 86_400_000 * 0.9 for bar in some],
                "name": inert(name),
                "marker": {
                    "color": colours.get(some[0].outlet or "", OTHER),
                    "opacity": [1 if _inside(bar, after, before) else OUT for bar in some],
                    "line": {"width": 0},
                },
                "customdata": [[bar.first.isoformat(), bar.last.isoformat()] for bar in some],
                "hovertext": [
                    f"<b>{stretch(bar.first, bar.last)}</b><br>{count(bar.claims, 'claim')} in "
                    f"{inert(cut(name, LABEL))}"
                    for bar in some
                ],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": OUT}},
            }
        )
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    if (last - first).days < 366:  # noqa: PLR2004 (a year around a short stretch gives it a place)
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
    bins: Sequence[Bin],
    rest: int,
    by: By,
    colours: Mapping[str, str],
    within: Within = EVER,
) -> "Figure":
    """
    A disc for each bin: time across, a row for each ``by``, area by number of claims.

    The axis ends where the days chosen, ``within``, do. A bin of one outlet has its colour.
    ``customdata`` of a disc is its row ("" where unknown, None for the ``rest`` of the rows), first
    and last day.
    """
    places: dict[tuple[str | None, bool], int] = {}
    for one in bins:
        places.setdefault((one.row, one.rest), len(places))
    most = max((one.claims for one in bins if not one.rest), default=1)
    across = len({one.first for one in bins})
    widest = min(LARGEST, max(SMALLEST + 4, ROOM / across))
    middles = [-(HEAD + BAND / 2 + (HEAD + BAND) * n) for n in range(len(places))]
    labels = [
        (
            -(HEAD / 2 + (HEAD + BAND) * n),
            cut(others(rest, by) if shared else name or NOT_KNOWN[by], LABEL),
        )
        for (name, shared), n in places.items()
    ]
    height = (HEAD + BAND) * len(places) + 6
    floors = [-float((HEAD + BAND) * (n + 1)) for n in range(len(places))]
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
        "hovertext": [_told(one, rest, by) for one in bins],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 0.9}},
        "unselected": {"marker": {"opacity": 0.9}},
    }
    return drawn([data], layout(height, first, last, labels, floors))


def stretch(first: date, last: date) -> str:
    """Days from first to last as a reader calls them: "March 2021", "2021", "3 to 9 March 2021"."""
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.month, last.month) == (1, 12) and first.year == last.year:
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        if first.year == last.year:
            return f"{first:%B} to {last:%B} {last.year}"
    return f"{day(first)} to {day(last)}"


def matrix(found: Sequence[Covered], colours: Mapping[str, str]) -> "Figure":
    """
    A row for each dispatch, a column for each outlet, a mark where the outlet carried it.

    Below each mark stands how much later than the first print it was; a print without a date is
    hollow.
    """
    weight: dict[str, int] = {}
    for one in found:
        for name in one.outlets:
            weight[name or ""] = weight.get(name or "", 0) + 1
    columns = sorted(weight, key=lambda name: (-weight[name], name))
    shown = columns if len(columns) <= MOST_COLUMNS else columns[: MOST_COLUMNS - 1]
    place = {name: n for n, name in enumerate(shown)}
    names = [cut(name or NOT_KNOWN["outlet"], NAME) for name in shown]
    if len(columns) > len(shown):
        names.append(f"{len(columns) - len(shown)} others")
    wide = HEAD + CELL
    marks = [
        (place.get(each.outlet or "", len(shown)), -(HEAD + wide * n + CELL / 3), each, one)
        for n, one in enumerate(found)
        for each in reversed(one.prints)  # the first print of an outlet is drawn last, on top
    ]
    data = {
        "type": "scatter",
        "x": [x for x, *_ in marks],
        "y": [y for _, y, *_ in marks],
        "mode": "markers+text",
        "text": [_below(each, one, shared=x == len(shown)) for x, _, each, one in marks],
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
    labels = [(-(HEAD / 2 + wide * n), cut(_dispatch(one), LABEL)) for n, one in enumerate(found)]
    height = wide * len(found) + 8
    made = layout(height, date(2000, 1, 1), date(2000, 1, 2), labels, ())
    made["shapes"] = layout(height, date.min, date.max, (), [-wide * n for n in range(len(found))])[
        "shapes"
    ]
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


def later(days: int | None) -> str:
    """How much later than the first print, in words."""
    if days is None:
        return "undated"
    return "first" if days == 0 else f"+{days:,} day{'' if days == 1 else 's'}"


def _below(each: Print, one: Covered, *, shared: bool) -> str:
    """What stands below a mark; several share the last column, and have it on hover only."""
    return "" if shared or len(one.prints) == 1 else later(each.after)


def _dispatch(one: Covered) -> str:
    origin = f"{one.origin}: " if one.origin else ""
    return f"{origin}{one.title}"


def _print(each: Print, one: Covered) -> str:
    when = day(each.published) if each.published else "Day unknown"
    lines = [
        f"<b>{inert(cut(each.outlet or NOT_KNOWN['outlet'], LABEL))}</b>",
        inert(cut(each.title or one.title, LABEL)),
        f"{when}, {later(each.after)}" if len(one.prints) > 1 else when,
        inert(cut(f"from {one.origin}" if one.origin else "origin not stated", LABEL)),
    ]
    return "<br>".join(lines)


def _by_colour(bars: Sequence[Bar], colours: Mapping[str, str]) -> dict[str, list[Bar]]:
    """The bars of each outlet with a colour of its own, by name, and last those of all others."""
    own: dict[str, list[Bar]] = {}
    rest: dict[tuple[date, date], Bar] = {}
    for bar in bars:
        if bar.outlet is not None and colours.get(bar.outlet, OTHER) != OTHER:
            own.setdefault(bar.outlet, []).append(bar)
        else:
            stretch_of = bar.first, bar.last
            held = rest.get(stretch_of)
            rest[stretch_of] = replace(bar, claims=bar.claims + (held.claims if held else 0))
    names = {bar.outlet for bar in bars} - set(own)
    if names:
        alone = next(iter(names)) if len(names) == 1 else f"{len(names)} other outlets"
        own[alone or NOT_KNOWN["outlet"]] = list(rest.values())
    return own


def _told(one: Bin, rest: int, by: By) -> str:
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


def _colour(one: Bin, colours: Mapping[str, str]) -> str:
    return colours.get(one.outlets[0][0] or "", OTHER) if len(one.outlets) == 1 else OTHER


def _middle(first: date, last: date) -> date:
    return first + (last - first) / 2


def _inside(bar: Bar, after: date | None, before: date | None) -> bool:
    return not ((after and bar.last < after) or (before and bar.first > before))
