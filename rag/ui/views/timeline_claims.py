"""
The timeline's first view: months, the chart with the chosen claim beside it, and the table.

The address holds what is chosen: a claim by its id, a range or a box as filters for days, speakers
and outlets. Everything drawn is derived from the address.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rag.reprints import differences
from rag.schema.scope import Scope
from rag.text.english import count, is_doubtful
from rag.timeline import rows as timeline
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, OutletBin, Unit
from rag.timeline.rows import By
from rag.ui import palette
from rag.ui.browser import chart_touch, claims_table
from rag.ui.charts import claim_timeline, overviews
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import answer_cards, legend, notices
from rag.ui.reader_locale import axis, day, stretch
from rag.ui.state import navigation, resources
from rag.ui.state.claim_citation import claim_citation
from rag.ui.views import answer_takeaway, superseded
from rag.ui.views import timeline_selection as selection

MOST_POINTS: Final = 600  # claims that are drawn one by one; more are counted in bins
MOST_BINS: Final = 48  # across: as many as a row of a wide screen has room for
MOST_BARS: Final = 150
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
    "modeBarButtons": [["zoom2d", "select2d"]],
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


@dataclass(frozen=True, slots=True)
class _Chart:
    """A figure with its legend and a line of explanation; "" without one."""

    figure: claim_timeline.Chart
    legend: str
    note: str


def choose(claim: str | None) -> None:
    """Put a claim into the address, from which every run reads it."""
    navigation.keep("claim", claim)
    if claim:
        st.query_params["claim"] = claim
    else:
        st.query_params.pop("claim", None)


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


def months(table: ClaimTable, scope: Scope, among: Among) -> None:
    """The bar chart that selects a range of days; it ignores the days already chosen."""
    whole = replace(scope, after=None, before=None)

    def bars_of_all() -> tuple[Unit, tuple[OutletBin, ...]]:
        everything = claims_in(table, whole, among)
        unit = table.unit(everything, MOST_BARS, "month")
        return unit, table.bars(everything, unit)

    unit, bars = table.cached(("bars", whole, among), bars_of_all)
    if len({(bar.first, bar.last) for bar in bars}) < 2:
        return

    def on_select() -> None:
        points = selection.selected_points("months")
        selection.open_days([point["customdata"] for point in points if point.get("customdata")])

    with st.container(horizontal=True, vertical_alignment="center", key="span"):
        st.html(notices.quiet(f"Claims per {unit}. Drag to zoom in."))
        first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
        if scope.after or scope.before:
            end = scope.before or last
            ends = min(scope.after or first, end), end
            for label, directions in MOVES.items():
                st.button(
                    label,
                    type="tertiary",
                    on_click=selection.move_days,
                    args=(*ends, *directions),
                )
            st.button("Reset", type="tertiary", on_click=selection.reset_days)
    st.plotly_chart(
        table.cached(
            ("brush", scope, among, _date_style()),
            lambda: overviews.brush(bars, resources.colours(), scope.after, scope.before),
        ),
        key="months",
        on_select=on_select,
        selection_mode=("points", "box"),
        config={"displayModeBar": False, "scrollZoom": False, **axis()},
        alt=f"Claims per {unit} by outlet, {stretch(first, last)}. "
        "The filters From and To choose the same range.",
    )
    chart_touch.report_taps("months", lambda point: selection.open_days([point]), across=True)


def chart(
    table: ClaimTable,
    scope: Scope,
    among: Among,
    chosen: str | None,
    *,
    by: By,
    key: DeltaGenerator,
) -> None:
    """The claims one by one or, if they are many, in bins; the legend goes into ``key``."""
    numbers = claims_in(table, scope, among)
    dated = table.dated(numbers)
    days = table.days(dated)
    if days is None:
        st.html(notices.quiet("None of these claims has a known date. They are listed below."))
        return
    binned = len(dated) > MOST_POINTS and days[0] != days[1]
    if binned:
        drawn = table.cached(
            ("bins", scope, among, by, _date_style()), lambda: _bins(table, dated, by, scope)
        )
    else:
        drawn = table.cached(
            ("points", scope, among, by, chosen, _date_style()),
            lambda: _points(table, dated, by, chosen, scope),
        )
    key.html(drawn.legend)
    if drawn.note:
        st.html(notices.quiet(drawn.note))

    def open_points(points: list[dict[str, Any]]) -> None:
        if binned:
            selection.open_bins(points, by)
        elif (
            points and (claim := selection.claim_of(points[0])) and table.number(claim) is not None
        ):
            choose(claim)

    def on_select() -> None:
        points = selection.selected_points("chart")
        if points and st.session_state["chart"].selection.box and not binned:
            selection.open_box(table, points, by)
        else:
            open_points(points)

    heaviest = table.counts(dated, by)[:NAMED]
    st.plotly_chart(
        drawn.figure,
        key="chart",
        on_select=on_select,
        selection_mode=("points", "box"),
        config={**TOOLS, **axis()},
        alt=claims_table.chart_alternative(
            claims_table.summary(table, numbers),
            palette.PLURAL[by],
            [f"{name or palette.NOT_KNOWN[by]} {n:,}" for name, n in heaviest],
        ),
    )
    chart_touch.report_taps("chart", lambda point: open_points([{"customdata": point}]))
    chart_touch.report_zooms("chart", selection.open_zoom)


def beside(table: ClaimTable, inside: Numbers, chosen: str | None) -> None:
    """
    The claim that is chosen, the only one there is, or how to choose one.

    The chosen one may be of an earlier version of an edited article; no table has it then.
    """
    old = navigation.earlier_version(resources.corpus(), chosen)
    if chosen and old:
        superseded.claim_card(old, chosen, sidebar.scope())
        _close_button(chosen)
        return
    alone = chosen is None and len(inside) == 1
    number = int(inside[0]) if alone else table.number(chosen) if chosen else None
    if number is None:
        st.html(notices.quiet("Click a point, or a date in the table, to read the claim."))
        return
    row = table.row(number)
    if not alone and not len(table.named(inside, [row.claim])):
        why = (
            "This is one of the less certain claims, which are left out here."
            if is_doubtful(row.confidence)
            else "This claim doesn't match your filters."
        )
        st.html(notices.quiet(why))
    article = table.articles[row.article]
    extra = answer_cards.CardExtras(
        chain=tuple(article.text[span.start : span.end] for span in table.claims[number].chain),
        colour=resources.colours().get(row.outlet or "", ""),
        correction=table.correction(row),
    )
    st.html(
        answer_cards.chosen_claim(
            row,
            article,
            navigation.to_reader(sidebar.scope()),
            differences.of_claim(table.claims[number], table.articles),
            extra,
            copies=True,
        )
    )
    cited = claim_citation(table.claims[number], article, extra.correction)
    answer_takeaway.quoted_claim("timeline", cited)
    if alone:
        return
    _close_button(row.claim)


def _close_button(claim: str) -> None:
    """Bring the chosen claim into view, with the way to close it."""
    page_header.scroll_to(answer_cards.CHOSEN, claim, block="nearest")
    st.button("Close", type="tertiary", on_click=choose, args=(None,))


def _date_style() -> str:
    """How this reader's dates are written: figures with dates in words are cached per style."""
    return day(date(2001, 2, 3))


def _axis_days(table: ClaimTable, scope: Scope) -> claim_timeline.Within:
    """The ends of the chart's axis: the days of the scope, within those of all claims."""
    ends = table.cached("ends", lambda: table.days(table.dated(table.within())))
    if ends is None:
        return claim_timeline.EVER
    after = max(scope.after, ends[0]) if scope.after else None
    return after, min(scope.before, ends[1]) if scope.before else None


def _points(table: ClaimTable, dated: Numbers, by: By, chosen: str | None, scope: Scope) -> _Chart:
    """The claims one by one."""
    rows = table.rows(dated[:MOST_POINTS])
    colours = resources.colours()
    figure = claim_timeline.claim_timeline(
        timeline.Timeline(rows, ()), colours, chosen, by, _axis_days(table, scope)
    )
    more = len(dated) > len(rows)
    note = f"Showing {len(rows):,} of {len(dated):,}; the table lists all." if more else ""
    return _Chart(figure, legend.key(colours, rows), note)


def _bins(table: ClaimTable, dated: Numbers, by: By, scope: Scope) -> _Chart:
    """The claims counted by row and time."""
    unit = table.unit(dated, MOST_BINS)
    bins = table.bins(dated, by, unit, claim_timeline.MAX_ROWS)
    rest = len(table.counts(dated, by)) - len({bin_.row for bin_ in bins if not bin_.rest})
    outlets = [name for name, _ in table.counts(dated, "outlet")]
    colours = resources.colours()
    figure = overviews.bin_timeline(bins, rest, by, colours, _axis_days(table, scope))
    note = (
        f"{count(len(dated), 'claim')} by {unit}. Click a circle to see its claims. "
        "Grey circles hold claims from several outlets."
    )
    return _Chart(figure, legend.outlets_key(colours, outlets), note)
