"""
The timeline's first view: the finding, the bars of all claims, the chart, and the table's claims.

The address holds what is chosen: a claim by its id, a bar by its days and row, a range or a box as
filters for days, speakers and outlets. Everything drawn is derived from the address.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import streamlit as st

from rag.schema.scope import Scope
from rag.text.english import count
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, RowBin, Unit
from rag.timeline.rows import By
from rag.timeline.time_window import OutsideDays, TimeWindow, time_window
from rag.ui import palette
from rag.ui.browser import chart_files, chart_keys, chart_touch, claims_table
from rag.ui.charts import chart_title, claim_timeline, overviews
from rag.ui.markup import legend, notices
from rag.ui.reader_locale import axis, day, stretch
from rag.ui.state import resources
from rag.ui.views import timeline_selection as selection

Address = Callable[[Scope, Mapping[str, str]], str]  # of the page, with another scope and values

MOST_POINTS: Final = 600  # claims that are drawn one by one; more, or higher stacks, are bars
NAMED: Final = 3  # rows that the chart's text alternative names
ROWS: Final[dict[str, By]] = {
    "speakers": "speaker",
    "outlets": "outlet",
    "organisations": "organisation",
    "actors": "actor",
}
# Dragging selects nothing until a tool is chosen, so that a finger can scroll the page. The filters
# offer the same from the keyboard: zooming in is choosing days.
TOOLS: Final = {
    "displayModeBar": "hover",
    "displaylogo": False,
    "modeBarButtons": [["zoom2d", "select2d", chart_files.IMAGE_TOOL]],
    "scrollZoom": False,
}
# Label → direction in which the first and the last day move.
MOVES: Final = {"← Earlier": (-1, -1), "Later →": (1, 1), "Zoom out": (-1, 1)}


@dataclass(frozen=True, slots=True)
class Among:
    """
    Which claims of a scope a timeline shows.

    ``about``: those that the topic words are about, None for all; ``firm``: without those whose
    words or speaker are doubtful.
    """

    about: tuple[str, ...] | None = None
    firm: bool = True


def claims_in(table: ClaimTable, scope: Scope, among: Among) -> Numbers:
    """The claims in scope that are shown."""
    return table.cached(
        ("within", scope, among), lambda: table.within(scope, among.about, firm=among.firm)
    )


def less_certain(number: int, href: str, *, listed: bool) -> None:
    """The way to the claims that are probable rather than sure, or back to the others."""
    if not number:
        return
    claims, are = count(number, "less certain claim"), "is" if number == 1 else "are"
    words, way = (
        (f"Including {claims}.", "Leave out") if listed else (f"{claims} {are} left out.", "Show")
    )
    st.html(notices.less_certain(words, way, href))


def window_on(table: ClaimTable, scope: Scope, among: Among) -> TimeWindow | None:
    """The days that both charts show; None where no claim is dated."""
    whole = replace(scope, after=None, before=None)
    return table.cached(
        ("window", scope, among), lambda: time_window(table, claims_in(table, whole, among), scope)
    )


def drawn_in(table: ClaimTable, scope: Scope, among: Among) -> Numbers:
    """The claims that are in the charts: those within the filters with a day in the window."""
    window = window_on(table, scope, among)
    dated = table.dated(claims_in(table, scope, among))
    return table.between(dated, window.first, window.last) if window else dated


def days_row(table: ClaimTable, scope: Scope, among: Among) -> None:
    """What moves the days, if some are chosen."""
    window = window_on(table, scope, among)
    if window is None or not (scope.after or scope.before):
        return
    with st.container(horizontal=True, key="span"):
        for label, directions in MOVES.items():
            st.button(
                label,
                type="tertiary",
                on_click=selection.move_days,
                args=(window.first, window.last, *directions),
            )
        st.button("Reset", type="tertiary", on_click=selection.reset_days)


def outside(table: ClaimTable, scope: Scope, among: Among, address: Address) -> None:
    """The ways to the claims on earlier and later days, at the edges of the charts."""
    window = window_on(table, scope, among)
    if window and (window.earlier or window.later):

        def way(side: OutsideDays | None) -> tuple[int, str] | None:
            if side is None:
                return None
            there = replace(scope, after=side.first, before=side.last)
            return side.claims, address(there, {"claim": "", "bar": ""})

        st.html(notices.outside(way(window.earlier), way(window.later)))


def months(table: ClaimTable, scope: Scope, among: Among) -> None:
    """The bars of all claims: a click lists those of a bar, dragging selects days."""
    window = window_on(table, scope, among)
    numbers = drawn_in(table, scope, among)
    if window is None or not len(numbers):
        return
    listed = selection.listed_bar(st.query_params.get("bar"))

    bins = table.cached(
        ("bins of all", scope, among),
        lambda: _clipped(table.bins(numbers, "outlet", window.unit, 1), window),
    )
    if not bins[1:]:
        return
    frame = claim_timeline.ChartFrame(window=window, colours=resources.colours())
    figure = table.cached(
        ("all", scope, among, listed, _date_style()),
        lambda: overviews.all_strip(bins, frame, listed),
    )

    def on_select() -> None:
        points = selection.selected_points("months")
        selection.open_days([point["customdata"] for point in points if point.get("customdata")])

    st.plotly_chart(
        figure,
        key="months",
        on_select=on_select,
        selection_mode=("points", "box"),
        config={"displayModeBar": False, "scrollZoom": False, **axis()},
        alt=f"Claims per {window.unit} by outlet, {stretch(window.first, window.last)}. "
        "The filters From and To choose the same range.",
    )
    chart_touch.report_taps("months", selection.list_bar, across=True)
    chart_keys.report_keys(
        "months",
        f"Claims per {window.unit}",
        overviews.bars_of_all(bins),
        selection.list_bar,
        selection.values_of(listed) if listed and listed.row is None else (),
    )


def chart(
    table: ClaimTable,
    scope: Scope,
    among: Among,
    chosen: str | None,
    *,
    by: By,
    href: str,
    address: Address,
) -> None:
    """The finding, and below it the claims one by one or, if they are many, in bars."""
    numbers = claims_in(table, scope, among)
    dated = drawn_in(table, scope, among)
    window = window_on(table, scope, among)
    if window is None or not len(dated):
        st.html(notices.finding(chart_title.finding(table, numbers, by, "day")))
        st.html(notices.quiet("None of these claims has a known date. They are listed below."))
        outside(table, scope, among, address)
        return
    bins = table.cached(
        ("bins", scope, among, by),
        lambda: _clipped(table.bins(dated, by, window.unit, claim_timeline.MAX_ROWS), window),
    )
    most = max(one.claims for one in bins)
    counted = len(dated) > MOST_POINTS or most > claim_timeline.MAX_LEVELS
    listed = selection.listed_bar(st.query_params.get("bar"))
    frame = claim_timeline.ChartFrame(
        window=window,
        colours=resources.colours(),
        by=by,
        counts=dict(table.counts(numbers, by)),
    )
    drawn = table.cached(
        ("chart", scope, among, by, listed if counted else chosen, _date_style()),
        lambda: (
            overviews.row_strips(bins, len(table.counts(dated, by)), frame, listed)
            if counted
            else claim_timeline.claim_timeline(table.rows(dated), frame, chosen)
        ),
    )
    title, articles = table.cached(
        ("finding", scope, among, by, _date_style()),
        lambda: (
            chart_title.finding(table, numbers, by, window.unit),
            len(set(table.articles_of(numbers))),
        ),
    )
    outlets = [name for name, _ in table.counts(dated, "outlet")]
    st.html(notices.finding(title))
    st.html(legend.colour_key(frame.colours, outlets))
    st.html(notices.quiet(_how_to_read(window.unit, most if counted else 0)))
    outside(table, scope, among, address)
    months(table, scope, among)

    def open_points(points: list[dict[str, Any]]) -> None:
        if counted:
            bars = [point["customdata"] for point in points if point.get("customdata")]
            if bars:
                selection.list_bar(bars[0])
        elif (
            points and (claim := selection.claim_of(points[0])) and table.number(claim) is not None
        ):
            selection.choose(claim)

    def on_select() -> None:
        points = selection.selected_points("chart")
        if points and selection.is_box("chart"):
            if counted:
                selection.open_bins(points, by)
            else:
                selection.open_box(table, points, by)
        else:
            open_points(points)

    heaviest = table.counts(dated, by)[:NAMED]
    st.plotly_chart(
        drawn,
        key="chart",
        on_select=on_select,
        selection_mode=("points", "box"),
        config={**TOOLS, **axis()},
        alt=claims_table.chart_alternative(
            f"{title} {claims_table.summary(table, numbers)}",
            palette.PLURAL[by],
            [f"{name or palette.NOT_KNOWN[by]} {n:,}" for name, n in heaviest],
        ),
    )
    chart_touch.report_taps("chart", lambda point: open_points([{"customdata": point}]))
    chart_touch.report_zooms("chart", selection.open_zoom)
    if counted:
        chart_keys.report_keys(
            "chart",
            f"Claims per {window.unit} of each of the {palette.PLURAL[by]}",
            overviews.bars_of_rows(bins, len(table.counts(dated, by)), by),
            selection.list_bar,
            selection.values_of(listed) if listed and listed.row is not None else (),
        )
    with st.container(horizontal=True, key="chart_files"):
        words = chart_title.image_words(
            title,
            palette.colour_entries(frame.colours, outlets),
            articles,
            href,
        )
        chart_files.image_buttons("chart", words, "timeline")
        chart_files.numbers_button(
            (by, "first_day", "last_day", "outlet", "claims"),
            lambda: _numbers(table, table.dated(numbers), by, window.unit),
            "timeline",
        )


def _date_style() -> str:
    """How this reader's dates are written: figures with dates in words are cached per style."""
    return day(date(2001, 2, 3))


def _clipped(bins: Sequence[RowBin], window: TimeWindow) -> list[RowBin]:
    """The bins without the days outside of the window, which the filters leave out."""
    return [
        replace(one, first=max(one.first, window.first), last=min(one.last, window.last))
        for one in bins
    ]


def _how_to_read(unit: Unit, most: int) -> str:
    """What bars and points are, and what a click does; ``most`` claims in a bar, 0 for points."""
    if not most:
        return (
            f"Bars: claims per {unit}. Drag to zoom in, click to list them. "
            "Points: click one to read the claim."
        )
    return (
        f"Claims per {unit}. Click a bar to list them; drag across the bars at the top to zoom in. "
        f"Rows share one scale: the highest bar is {count(most, 'claim')}."
    )


def _numbers(table: ClaimTable, dated: Numbers, by: By, unit: Unit) -> Iterator[tuple[object, ...]]:
    """The claims by row, period and outlet: every row, also those that share the last one."""
    for one in table.bins(dated, by, unit, len(dated) + 1):
        for outlet, claims in one.outlets:
            yield one.row, one.first.isoformat(), one.last.isoformat(), outlet, claims
