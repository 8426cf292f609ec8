"""Tests of the bars of all claims, and of those of each row."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from chart_tools import ARTICLES, DAY, article, claim, claim_table, frame, many

from rag.timeline.claim_table import ClaimTable
from rag.ui import palette
from rag.ui.charts import claim_timeline, overviews
from rag.ui.charts.overviews import ListedBar

NAMES = ["Gazette", *(f"Outlet {n}" for n in range(9))]
COLOURS = palette.outlet_colours(NAMES)


def strips(columns: ClaimTable, listed: ListedBar | None = None, **known: Any) -> Any:
    numbers = columns.within()
    bins = columns.bins(numbers, "speaker", "month", claim_timeline.MAX_ROWS)
    values = len(columns.counts(numbers, "speaker"))
    return overviews.row_strips(bins, values, frame(**{"colours": COLOURS, **known}), listed)


def test_each_row_has_a_bar_for_each_period_with_claims() -> None:
    columns = claim_table(many(2000, speakers=60))
    bins = columns.bins(columns.within(), "speaker", "month", claim_timeline.MAX_ROWS)
    drawn = strips(columns)
    unseen, *seen = drawn.data
    assert [tuple(values) for values in unseen.customdata] == [
        ("*" if one.rest else one.row, one.first.isoformat(), one.last.isoformat()) for one in bins
    ]
    assert sum(len(trace.x) for trace in seen) == len(bins)  # all are of one outlet
    assert drawn.layout.annotations[-1].text == "<b>46 other speakers</b>"


def test_height_of_a_bar_is_its_number_of_claims_on_one_scale() -> None:
    columns = claim_table(many(900, speakers=3))
    bins = columns.bins(columns.within(), "speaker", "month", claim_timeline.MAX_ROWS)
    _, seen = strips(columns).data
    pixels = {
        round(y / one.claims, 6) for y, one in zip(seen.y, bins, strict=True) if y > overviews.LEAST
    }
    assert len(pixels) == 1
    assert max(seen.y) == pytest.approx(overviews.TALL)


def test_bars_stay_inside_their_rows_and_stack_outlets_without_gaps() -> None:
    articles = {name: article(name, outlet=name) for name in NAMES}
    claims = [
        claim(f"{n} {at}", DAY + timedelta(days=40 * (n % 5)), article=name, speaker=f"S{n % 4}")
        for at, name in enumerate(NAMES)
        for n in range(at + 3)
    ]
    columns = claim_table(claims, articles)
    unseen, *seen = strips(columns).data
    rows = {(x, base): base + y for x, base, y in zip(unseen.x, unseen.base, unseen.y, strict=True)}
    pieces: dict[tuple[date, float], list[tuple[float, float]]] = {}
    for trace in seen:
        for x, base, y in zip(trace.x, trace.base, trace.y, strict=True):
            (row,) = (r for r in rows if r[0] == x and r[1] <= base < rows[r])
            pieces.setdefault(row, []).append((base, base + y))
    assert pieces.keys() == rows.keys()
    for row, some in pieces.items():
        edges = [row[1]]
        for low, high in some:
            assert low == pytest.approx(edges[-1])
            edges.append(high)
        assert edges[-1] <= rows[row] + 0.01
    colours = [trace.marker.color for trace in seen]
    assert colours == [*palette.PALETTE, palette.OTHER]  # the four others share one


def test_a_single_claim_is_seen_beside_thousands() -> None:
    columns = claim_table([*many(3000, speakers=1), claim("alone", speaker="Ana")])
    _, seen = strips(columns).data
    assert min(seen.y) == overviews.LEAST


def test_bars_of_all_claims_are_the_counts_of_each_period() -> None:
    claims = many(300)
    columns = claim_table(claims)
    bins = columns.bins(columns.within(), "outlet", "month", 1)
    unseen, seen = overviews.all_strip(bins, frame(colours=COLOURS)).data
    months = Counter(one.said_on.isoformat()[:7] for one in claims if one.said_on)
    found = dict(zip([first[:7] for first, _ in unseen.customdata], seen.y, strict=True))
    scale = max(seen.y) / max(months.values())
    assert {month: round(y / scale) for month, y in found.items()} == months


def test_bars_in_words_have_the_values_of_those_drawn() -> None:
    columns = claim_table(many(400, 30))
    numbers = columns.within()
    bins = columns.bins(numbers, "speaker", "month", 5)
    bars = overviews.bars_of_rows(bins, 30, "speaker")
    figure = overviews.row_strips(bins, 30, frame(colours=COLOURS))
    assert sorted(bar.values for bar in bars) == sorted(map(tuple, figure.data[0].customdata))
    rest = [bar.label for bar in bars if bar.values[0] == overviews.REST]
    assert rest
    assert all(label.startswith("26 other speakers, ") for label in rest)
    for row in {bar.values[0] for bar in bars}:
        days = [bar.values[1] for bar in bars if bar.values[0] == row]
        assert days == sorted(days)
    whole = columns.bins(numbers, "outlet", "month", 1)
    of_all = overviews.bars_of_all(whole[::-1])
    assert [bar.values[0] for bar in of_all] == sorted(one.first.isoformat() for one in whole)
    counts = sum(int(bar.label.rsplit(", ", 1)[1].split()[0]) for bar in of_all)
    assert counts == sum(one.claims for one in whole)


def test_both_charts_have_the_same_axis() -> None:
    columns = claim_table(many(300))
    days: dict[str, Any] = {"first": DAY, "last": DAY + timedelta(days=700)}
    bins = columns.bins(columns.within(), "outlet", "month", 1)
    above = overviews.all_strip(bins, frame(**days))
    below = strips(columns, None, **days)
    assert above.layout.xaxis.range == below.layout.xaxis.range
    assert above.layout.xaxis.dtick == below.layout.xaxis.dtick
    for side in ("l", "r"):
        assert above.layout.margin[side] == below.layout.margin[side] == 0


@pytest.mark.parametrize(("row", "rows"), [(None, 3), ("S1", 1), ("", 0), ("Nobody", 0)])
def test_bar_whose_claims_are_listed_has_a_ground(row: str | None, rows: int) -> None:
    columns = claim_table(many(300))
    listed = ListedBar(first=DAY, last=DAY + timedelta(days=6), row=row)
    drawn = strips(columns, listed)
    marks = [shape for shape in drawn.layout.shapes if shape.type == "rect"]
    assert len(marks) == bool(rows)
    for mark in marks:
        floors = [shape.y0 for shape in drawn.layout.shapes if shape.type == "line"]
        assert sum(mark.y0 <= floor < mark.y1 for floor in floors) == rows
        assert (mark.x0, mark.x1) == ("2024-03-03 12:00", "2024-03-10 12:00")


def test_outlet_of_every_bar_is_named_on_hover() -> None:
    articles = {**ARTICLES, "b.txt": article("b.txt", outlet="Post")}
    columns = claim_table([claim("a"), claim("b"), claim("c", article="b.txt")], articles)
    (words,) = strips(columns).data[0].hovertext
    assert "March 2024: 3 claims<br>2 in Gazette<br>1 in Post" in words
