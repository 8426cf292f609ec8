"""Tests of the months above the timeline, and of its bins."""

from datetime import date, timedelta

from chart_tools import (
    ARTICLES,
    DAY,
    article,
    claim,
    claim_table,
    many,
)

from rag.ui import palette
from rag.ui.charts import claim_timeline, overviews


def test_bins_hold_all_claims_and_their_row_and_days() -> None:
    columns = claim_table(many(2000, speakers=60))
    numbers = columns.within()
    bins = columns.bins(numbers, "speaker", "month", claim_timeline.MAX_ROWS)
    drawn = overviews.bin_timeline(bins, 31, "speaker", {})
    (trace,) = drawn.data
    assert len(trace.x) == len(bins)
    assert len(drawn.layout.annotations) == claim_timeline.MAX_ROWS
    assert drawn.layout.annotations[-1].text == "<b>31 other speakers</b>"
    for (row, first, last), one in zip(trace.customdata, bins, strict=True):
        assert (row, first, last) == (
            None if one.rest else one.row, one.first.isoformat(), one.last.isoformat()
        )  # fmt: skip
    assert max(trace.marker.size) <= overviews.LARGEST


def test_bin_of_one_outlet_has_its_colour() -> None:
    articles = {**ARTICLES, "b.txt": article("b.txt", outlet="Post")}
    far = DAY + timedelta(days=90)
    columns = claim_table([claim("a"), claim("b", far), claim("c", far, article="b.txt")], articles)
    bins = columns.bins(columns.within(), "speaker", "month", 5)
    (trace,) = overviews.bin_timeline(
        bins, 0, "speaker", {"Gazette": "#0072b2", "Post": "#d55e00"}
    ).data
    assert list(trace.marker.color) == ["#0072b2", palette.OTHER]


def test_months_hold_every_claim_and_are_faint_outside_the_range() -> None:
    columns = claim_table(many(300))
    bars = columns.bars(columns.within(), "month")
    after = DAY + timedelta(days=200)
    drawn = overviews.brush(bars, {"Gazette": "#0072b2"}, after, None)
    (trace,) = drawn.data
    assert sum(trace.y) == 300
    for (_, last), opacity in zip(trace.customdata, trace.marker.opacity, strict=True):
        assert (opacity == 1) is (date.fromisoformat(last) >= after)


def test_outlets_without_a_colour_of_their_own_share_one_bar() -> None:
    names = [f"Outlet {n}" for n in range(9)]
    articles = {name: article(name, outlet=name) for name in names}
    columns = claim_table([claim(name, article=name) for name in names], articles)
    bars = columns.bars(columns.within(), "month")
    drawn = overviews.brush(bars, palette.outlet_colours(names), None, None)
    assert [trace.name for trace in drawn.data][-1] == "2 other outlets"
    assert sum(sum(trace.y) for trace in drawn.data) == 9
