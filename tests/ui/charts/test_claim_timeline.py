"""Tests of the figure with a point for each claim."""

import dataclasses
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest
from chart_tools import (
    ARTICLES,
    DAY,
    article,
    claim,
    draw,
    lay_out,
    place,
    points,
)
from record_tools import changed

from rag.schema.claims import Kind
from rag.ui import palette
from rag.ui.charts import claim_timeline


def test_timeline_has_one_point_for_each_dated_claim() -> None:
    claims = [claim(str(n), DAY + timedelta(days=n % 7), speaker=f"S{n % 40}") for n in range(300)]
    laid = lay_out(claims, ARTICLES)
    drawn = points(draw(laid))
    assert sorted(name for name, _, _ in drawn) == sorted(row.claim for row in laid.dated)
    assert {name: day for name, day, _ in drawn} == {row.claim: row.said_on for row in laid.dated}


def test_points_do_not_overlap_at_the_width_of_a_phone() -> None:
    random = Random(11)
    claims = [claim(str(n), DAY + timedelta(days=random.randrange(900))) for n in range(150)]
    drawn = points(draw(lay_out(claims, ARTICLES)))
    low, high = (min(day for _, day, _ in drawn), max(day for _, day, _ in drawn))
    # The air at both ends of the axis leaves the days a little less than the plot's width.
    per_day = 0.9 * claim_timeline.NARROWEST / (high - low).days
    for (_, day, height), (_, other, level) in combinations(drawn, 2):
        apart = abs((day - other).days) * per_day
        assert apart >= palette.DOT / 2 or abs(height - level) >= palette.DOT


def test_points_are_hollow_when_inferred_and_shaped_by_kind() -> None:
    laid = lay_out(
        [claim("a", kind=Kind.MIXED), claim("b", article="b.txt", said_on_inferred=True)],
        {**ARTICLES, "b.txt": article("b.txt")},
    )
    (trace,) = draw(laid).data
    assert tuple(trace.marker.symbol) == ("diamond", "circle-open")


def test_timeline_rings_the_chosen_claim() -> None:
    laid = lay_out([claim("a"), claim("b")], ARTICLES)
    assert len(draw(laid, "a").data) == 2
    assert len(draw(laid, "elsewhere").data) == 1


def test_axis_of_a_single_point_is_a_month() -> None:
    axis = draw(lay_out([claim("a")], ARTICLES)).layout.xaxis.range
    first, last = (date.fromisoformat(end) for end in axis)
    assert (DAY - first, last - DAY) == (timedelta(days=15), timedelta(days=15))


@pytest.mark.parametrize("day", [date.min, date.max], ids=["first", "last"])
def test_timeline_draws_the_ends_of_the_calendar(day: date) -> None:
    assert points(draw(lay_out([claim("a", day)], ARTICLES)))


def test_timeline_raises_without_a_dated_claim() -> None:
    with pytest.raises(ValueError, match="without dated claims"):
        draw(lay_out([claim("a", None)], ARTICLES))


def test_speakers_beyond_the_limit_share_the_last_row() -> None:
    number = claim_timeline.MAX_ROWS + 20
    laid = lay_out([claim(str(n), speaker=f"Speaker {n:03}") for n in range(number)], ARTICLES)
    drawn = draw(laid)
    assert len(drawn.layout.annotations) == claim_timeline.MAX_ROWS
    assert "21 other speakers" in drawn.layout.annotations[-1].text
    assert len(points(drawn)) == number


def test_timeline_escapes_every_text() -> None:
    bad = '<a href="http://evil.example">x</a>'
    laid = lay_out(
        [changed(claim("a"), speaker=bad, role=bad, text=bad, said_on_words=bad)],
        {"a.txt": article(outlet=bad)},
    )
    assert "<a" not in draw(laid).to_json()


def test_outlet_keeps_its_colour_under_every_filter() -> None:
    colours = palette.outlet_colours([f"Outlet {n}" for n in range(12)])
    assert len({colours[f"Outlet {n}"] for n in range(7)}) == 7
    assert colours["Outlet 11"] == palette.OTHER
    laid = lay_out([claim("a", article="b.txt")], {"b.txt": article("b.txt", outlet="Outlet 5")})
    drawn = claim_timeline.claim_timeline(laid, colours)
    assert drawn.data[0].marker.color == colours["Outlet 5"]


def test_points_grow_with_the_number_of_outlets() -> None:
    claims = [claim("a"), dataclasses.replace(claim("b"), places=(place("Post"), place("Herald")))]
    (trace,) = draw(lay_out(claims, ARTICLES)).data
    sizes = dict(zip([data[0] for data in trace.customdata], trace.marker.size, strict=True))
    assert sizes == {"a": palette.size(1), "b": palette.size(3)}
    assert palette.size(1) < palette.size(2) < palette.size(3) <= palette.size(1000)
    assert "also carried by Herald, Post" in " ".join(trace.hovertext).replace("<br>", " ")


@pytest.mark.parametrize("by", ["speaker", "outlet", "organisation", "actor"])
def test_rows_are_grouped_as_chosen(by: Any) -> None:
    claims = [
        claim("a", speaker="Kari", organisation="Port", actor="Norway"),
        claim("b", speaker=None, article="b.txt"),
    ]
    laid = lay_out(claims, {**ARTICLES, "b.txt": article("b.txt", outlet=None)})
    drawn = claim_timeline.claim_timeline(laid, {}, by=by)
    named = {"speaker": "Kari", "outlet": "Gazette", "organisation": "Port", "actor": "Norway"}[by]
    texts = [note.text for note in drawn.layout.annotations]
    assert texts == [f"<b>{named}</b>", f"<b>{palette.NOT_KNOWN[by]}</b>"]


def test_stacked_wraps_long_names_without_overlap() -> None:
    names = ["Kari", "The committee " * 12, "Ola " * 15, "Lund"]
    labels, floors = claim_timeline.stacked(names, 30)
    assert [label.count("\n") for _, label in labels] == [0, claim_timeline.MOST_LINES - 1, 1, 0]
    assert all(
        len(line) <= claim_timeline.LABEL for _, label in labels for line in label.splitlines()
    )
    assert labels[1][1].endswith("…")
    for n, ((middle, label), floor) in enumerate(zip(labels, floors, strict=True)):
        top = floors[n - 1] if n else 0
        half = claim_timeline.LINE * (label.count("\n") + 1) / 2
        assert top >= middle + half > middle - half >= floor + 30
