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
    assert sorted(name for name, _, _ in drawn) == sorted(row.claim for row in laid)
    assert {name: day for name, day, _ in drawn} == {row.claim: row.said_on for row in laid}


def test_points_do_not_overlap_at_the_width_of_a_phone() -> None:
    random = Random(11)
    claims = [claim(str(n), DAY + timedelta(days=random.randrange(900))) for n in range(150)]
    drawn = points(draw(lay_out(claims, ARTICLES)))
    low, high = (min(day for _, day, _ in drawn), max(day for _, day, _ in drawn))
    # The air at both ends of the axis leaves the days a little less than the plot's width.
    per_day = 0.9 * claim_timeline.NARROWEST / (high - low).days
    for (_, day, height), (_, other, level) in combinations(drawn, 2):
        apart = abs((day - other).days) * per_day
        assert apart >= claim_timeline.DOT / 2 or abs(height - level) >= claim_timeline.DOT


def test_every_point_is_one_filled_circle_in_the_colour_of_its_outlet() -> None:
    articles = {**ARTICLES, "b.txt": article("b.txt", outlet="Post")}
    carried = dataclasses.replace(claim("c"), places=(place("Post"), place("Herald")))
    laid = lay_out(
        [
            claim("a", kind=Kind.MIXED),
            claim("b", article="b.txt", said_on_inferred=True, kind=Kind.ATTITUDE),
            carried,
        ],
        articles,
    )
    marks = [trace.marker for trace in draw(laid).data]
    assert {(mark.symbol, mark.size) for mark in marks} == {("circle", claim_timeline.DOT)}
    assert [mark.color for mark in marks] == list(palette.PALETTE[:2])


def test_kind_basis_of_the_day_and_reprints_are_in_the_words_on_hover() -> None:
    carried = dataclasses.replace(claim("a"), places=(place("Post"), place("Herald")))
    (trace,) = draw(lay_out([carried], ARTICLES)).data
    words = trace.hovertext[0].replace("<br>", " ")
    for part in ("Quoted: the quays are open", "“Monday”", "also carried by Herald, Post"):
        assert part in words


def test_timeline_rings_the_chosen_claim() -> None:
    laid = lay_out([claim("a"), claim("b")], ARTICLES)
    assert len(draw(laid, "a").data) == 2
    assert len(draw(laid, "elsewhere").data) == 1


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
    counts = {f"Speaker {n:03}": n for n in range(number)}
    numbers = [int(note.text.split()[-1]) for note in draw(laid, counts=counts).layout.annotations]
    assert sum(numbers) == sum(counts.values())  # beside the names: all claims, the rest together
    assert numbers[0] == counts["Speaker 000"]


def test_timeline_escapes_every_text() -> None:
    bad = '<a href="http://evil.example">x</a>'
    laid = lay_out(
        [changed(claim("a"), speaker=bad, role=bad, text=bad, said_on_words=bad)],
        {"a.txt": article(outlet=bad)},
    )
    assert "<a" not in draw(laid).to_json()


@pytest.mark.parametrize("by", ["speaker", "outlet", "organisation", "actor"])
def test_rows_are_grouped_as_chosen(by: Any) -> None:
    claims = [
        claim("a", speaker="Kari", organisation="Port", actor="Norway"),
        claim("b", speaker=None, article="b.txt"),
    ]
    laid = lay_out(claims, {**ARTICLES, "b.txt": article("b.txt", outlet=None)})
    drawn = draw(laid, by=by)
    named = {"speaker": "Kari", "outlet": "Gazette", "organisation": "Port", "actor": "Norway"}[by]
    texts = [note.text for note in drawn.layout.annotations]
    assert texts == [f"<b>{named}</b>", f"<b>{palette.NOT_KNOWN[by]}</b>"]


def test_stacked_wraps_long_names_without_overlap() -> None:
    names = ["Kari", "The committee " * 12, "Ola " * 15, "Lund"]
    labels, floors = claim_timeline.stacked(names, [30] * 4)
    assert [label.count("\n") for _, label in labels] == [0, claim_timeline.MOST_LINES - 1, 1, 0]
    assert all(
        len(line) <= claim_timeline.LABEL for _, label in labels for line in label.splitlines()
    )
    assert labels[1][1].endswith("…")
    for n, ((middle, label), floor) in enumerate(zip(labels, floors, strict=True)):
        top = floors[n - 1] if n else 0
        half = claim_timeline.LINE * (label.count("\n") + 1) / 2
        assert top >= middle + half > middle - half >= floor + 30
