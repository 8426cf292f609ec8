"""
The timeline's first view: months above, the chart with the chosen claim beside it, the table below.

What is chosen goes into the address: a claim by its id, a range or a box as days, speakers and
outlets of the scope. Whatever is drawn is derived from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rag.reprints import differences
from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline import rows as timeline
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, OutletBin, Unit
from rag.timeline.rows import By
from rag.ui import palette
from rag.ui.browser import chart_touch, claims_table
from rag.ui.charts import claim_timeline, overviews
from rag.ui.html import answer_cards, legend, notices
from rag.ui.layout import page_header, sidebar
from rag.ui.locale import axis, day, stretch
from rag.ui.state import navigation, resources

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Only: TypeAlias = tuple[str, ...] | None  # ids of the claims that words are about
Drawn: TypeAlias = "tuple[Figure, str, str]"  # with what colours mean, and a line of small print

MOST_POINTS: Final = 600  # claims that are drawn one by one; more are counted in bins
MOST_BINS: Final = 48  # across: as many as a row of a wide screen has room for
MOST_BARS: Final = 150
BIN: Final = 3  # parts of what a bin tells: row, first and last day
NAMED: Final = 3  # rows that the chart's text alternative names
ROWS: Final[dict[str, By]] = {
    "speakers": "speaker",
    "outlets": "outlet",
    "organisations": "organisation",
    "actors": "actor",
}
# Dragging does nothing until a tool is taken, so that a finger can scroll the page. What the tools
# do, the days and names of the scope do too, from the keyboard: to zoom in is to choose days.
TOOLS: Final = {
    "displayModeBar": "hover",
    "displaylogo": False,
    "modeBarButtons": [["zoom2d", "select2d"]],
    "scrollZoom": False,
}
MOVES: Final = {"Earlier": (-1, -1), "Later": (1, 1), "Wider": (-1, 1)}  # of both ends


def choose(claim: str | None) -> None:
    """Put a claim into the address, from where every run takes it."""
    navigation.keep("claim", claim)
    if claim:
        st.query_params["claim"] = claim
    else:
        st.query_params.pop("claim", None)


def colours() -> dict[str, str]:
    """The colours of the outlets; the same on every page, under every filter."""
    return palette.outlet_colours(resources.outlets())


def months(held: ClaimTable, scope: Scope, only: Only) -> None:
    """The overview by which a range of days is chosen, of the scope without its days."""
    whole = replace(scope, after=None, before=None)

    def counted() -> tuple[Unit, tuple[OutletBin, ...]]:
        everything = within(held, whole, only)
        unit = held.unit(everything, MOST_BARS, "month")
        return unit, held.bars(everything, unit)

    unit, bars = held.cached(("bars", whole, only), counted)
    if len({(bar.first, bar.last) for bar in bars}) < 2:
        return

    def open_days(days: Sequence[Sequence[Any]]) -> None:
        if days and all(len(day) > 1 for day in days):
            _narrow_days(min(day[0] for day in days), max(day[1] for day in days))

    def picked() -> None:
        open_days([one["customdata"] for one in _points("months") if one.get("customdata")])

    with st.container(horizontal=True, vertical_alignment="center", key="span"):
        st.html(notices.quiet(f"Claims per {unit}. Drag across a stretch to see it alone."))
        first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
        if scope.after or scope.before:
            end = scope.before or last
            ends = min(scope.after or first, end), end
            for name, (low, high) in MOVES.items():
                st.button(name, type="tertiary", on_click=_move_days, args=(*ends, low, high))
            st.button("All days", type="tertiary", on_click=_all_days)
    st.plotly_chart(
        held.cached(
            ("brush", scope, only, _written()),
            lambda: overviews.brush(bars, colours(), scope.after, scope.before),
        ),
        key="months",
        on_select=picked,
        selection_mode=("points", "box"),
        config={"displayModeBar": False, "scrollZoom": False, **axis()},
        alt=f"Claims per {unit} by outlet, {stretch(first, last)}. "
        "The dates of the scope at the side choose the same range.",
    )
    chart_touch.report_taps("months", lambda one: open_days([one]), across=True)


def chart(
    held: ClaimTable, scope: Scope, only: Only, chosen: str | None, *, by: By, key: DeltaGenerator
) -> None:
    """The claims one by one or, where they are many, counted; ``key`` takes what colours mean."""
    numbers = within(held, scope, only)
    dated = held.dated(numbers)
    days = held.days(dated)
    if days is None:
        st.html(notices.quiet("No claim in this scope has a known day; they are listed below."))
        return
    several = len(dated) > MOST_POINTS and days[0] != days[1]
    if several:
        figure, legend, told = held.cached(
            ("bins", scope, only, by, _written()), lambda: _counted(held, dated, by, scope)
        )
    else:
        figure, legend, told = held.cached(
            ("points", scope, only, by, chosen, _written()),
            lambda: _single(held, dated, by, chosen, scope),
        )
    key.html(legend)
    if told:
        st.html(notices.quiet(told))
    lines = [f"{name or palette.NOT_KNOWN[by]} {n:,}" for name, n in held.counts(dated, by)[:NAMED]]

    def opened(points: list[dict[str, Any]]) -> None:
        if several:
            _open_bins(points, by)
        elif points and (claim := _first(points[0])) and held.number(claim) is not None:
            choose(claim)

    def picked() -> None:
        points = _points("chart")
        if points and st.session_state["chart"].selection.box and not several:
            _open_box(held, points, by)
        else:
            opened(points)

    st.plotly_chart(
        figure,
        key="chart",
        on_select=picked,
        selection_mode=("points", "box"),
        config={**TOOLS, **axis()},
        alt=claims_table.in_words(
            claims_table.standfirst(held, numbers), palette.PLURAL[by], lines
        ),
    )
    chart_touch.report_taps("chart", lambda found: opened([{"customdata": found}]))
    chart_touch.report_zooms("chart", _zoom)


def within(held: ClaimTable, scope: Scope, only: Only) -> Numbers:
    """The claims in scope; with ``only``, those of them alone."""
    return held.cached(("within", scope, only), lambda: held.within(scope, only))


def _written() -> str:
    """How this reader's days are written: figures with days in words are kept for each way."""
    return day(date(2001, 2, 3))


def beside(held: ClaimTable, inside: Numbers, chosen: str | None) -> None:
    """The claim that is chosen, the only one there is, or how to choose one."""
    alone = chosen is None and len(inside) == 1
    number = int(inside[0]) if alone else held.number(chosen) if chosen else None
    if number is None:
        st.html(notices.quiet("Choose a point, or a day in the table: its claim opens here."))
        return
    row = held.row(number)
    drift = differences.of_claim(held.claims[number], held.articles)
    if not alone and not len(held.named(inside, [row.claim])):
        st.html(notices.quiet("This claim lies outside the scope chosen at the side."))
    article = held.articles[row.article]
    extra = answer_cards.CardExtras(
        chain=tuple(article.text[span.start : span.end] for span in held.claims[number].chain),
        colour=colours().get(row.outlet or "", ""),
    )
    st.html(
        answer_cards.chosen_claim(row, article, navigation.to_reader(sidebar.scope()), drift, extra)
    )
    if alone:
        return
    page_header.scroll_to(answer_cards.CHOSEN, row.claim, block="nearest")
    st.button("Close this claim", type="tertiary", on_click=choose, args=(None,))


def _chosen_days(held: ClaimTable, scope: Scope) -> claim_timeline.Within:
    """The days of the scope as far as anything at all was said then: what the chart shows."""
    ends = held.cached("ends", lambda: held.days(held.dated(held.within())))
    if ends is None:
        return claim_timeline.EVER
    after = max(scope.after, ends[0]) if scope.after else None
    return after, min(scope.before, ends[1]) if scope.before else None


def _single(held: ClaimTable, dated: Numbers, by: By, chosen: str | None, scope: Scope) -> Drawn:
    """The claims one by one, what they mean, and whether there are more."""
    rows = held.rows(dated[:MOST_POINTS])
    within = _chosen_days(held, scope)
    figure = claim_timeline.claim_timeline(
        timeline.Timeline(rows, ()), colours(), chosen, by, within
    )
    more = len(dated) > len(rows)
    told = f"The first {len(rows):,} of {len(dated):,} are drawn; the table has all."
    return figure, legend.key(colours(), rows), told if more else ""


def _counted(held: ClaimTable, dated: Numbers, by: By, scope: Scope) -> Drawn:
    """The claims counted by row and time."""
    unit = held.unit(dated, MOST_BINS)
    bins = held.bins(dated, by, unit, claim_timeline.MAX_ROWS)
    rest = len(held.counts(dated, by)) - len({one.row for one in bins if not one.rest})
    outlets = [name for name, _ in held.counts(dated, "outlet")]
    told = (
        f"{count(len(dated), 'claim')}, counted by {unit}: the larger the disc, the more. "
        "Choose one to open it. Grey: several outlets."
    )
    figure = overviews.bin_timeline(bins, rest, by, colours(), _chosen_days(held, scope))
    return figure, legend.outlets_key(colours(), outlets), told


# --- what the charts report ----------------------------------------------------------------------


def _points(key: str) -> list[dict[str, Any]]:
    held = st.session_state.get(key)
    return list(held.selection.points) if held else []


def _first(point: dict[str, Any]) -> str | None:
    """The claim of a point; plotly gives a list or its one value."""
    found = point.get("customdata")
    found = found[0] if isinstance(found, list | tuple) and found else found
    return found if isinstance(found, str) else None


def _narrow_days(first: str, last: str) -> None:
    """Set the scope's days; what a tampered page sends is no date and is dropped."""
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except (TypeError, ValueError):
        return
    st.session_state["after"], st.session_state["before"] = days


def _zoom(ends: list[Any]) -> None:
    """Zooming in is choosing the whole days between both ends; zooming out, all days."""
    if not ends:
        _all_days()
        return
    try:
        low, high = (datetime.fromisoformat(str(end)) for end in ends)
    except ValueError:  # not two, or no moment: a tampered page
        return
    first = low.date() + timedelta(days=low.time() > time.min)
    _narrow_days(min(first, high.date()).isoformat(), high.date().isoformat())


def _move_days(first: date, last: date, low: int, high: int) -> None:
    """Move both ends of the days: by their own length, or outwards by half of it."""
    length = last - first + timedelta(days=1)
    by = length if low == high else (length + timedelta(days=1)) // 2
    try:
        days = first + low * by, last + high * by
    except OverflowError:  # the calendar ends there
        return
    st.session_state["after"], st.session_state["before"] = days


def _all_days() -> None:
    st.session_state["after"] = st.session_state["before"] = None


def _narrow_rows(by: By, names: Iterable[str | None]) -> None:
    """Set the scope's speakers or outlets; other rows, and those not named, have no filter."""
    facets = resources.facets()
    allowed = {"speaker": facets.speakers, "outlet": facets.outlets}.get(by)
    wanted = list(dict.fromkeys(names))
    if allowed is not None and wanted and all(name in allowed for name in wanted):
        st.session_state[by] = wanted


def _open_bins(points: list[dict[str, Any]], by: By) -> None:
    found = [one["customdata"] for one in points if len(one.get("customdata") or ()) == BIN]
    if found:
        _narrow_days(min(one[1] for one in found), max(one[2] for one in found))
        _narrow_rows(by, (one[0] or None for one in found))


def _open_box(held: ClaimTable, points: list[dict[str, Any]], by: By) -> None:
    found = [held.number(claim) for one in points if (claim := _first(one))]
    rows = [held.row(number) for number in found if number is not None]
    days = [row.said_on.isoformat() for row in rows if row.said_on]
    if days:
        _narrow_days(min(days), max(days))
        _narrow_rows(by, (row.of(by) for row in rows))
