"""Claims laid out in time, and the figure drawn of them."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest
from asking import Memory
from record_tools import changed, make_claim

from rag.schema.articles import Article, DateBasis, Dispatch, Span
from rag.schema.claims import Claim, ClaimCopy, Kind
from rag.timeline.claim_table import ClaimTable
from rag.timeline.coverage import covered
from rag.timeline.rows import Timeline, by_weight, row_of
from rag.ui import locale as calendar
from rag.ui import palette
from rag.ui.charts import claim_timeline, coverage_matrix, overviews
from rag.ui.html import legend

DAY = date(2024, 3, 4)


def article(name: str = "a.txt", **known: Any) -> Article:
    known.setdefault("outlet", "Gazette")
    known.setdefault("date_basis", DateBasis.STATED)
    return Article(id=name, text="x" * 100, fingerprint=name, **known)


def claim(name: str, said_on: date | None = DAY, **known: Any) -> Claim:
    known.setdefault("article", "a.txt")
    known.setdefault("kind", Kind.DIRECT)
    known.setdefault("speaker", "Kari Lund")
    known.setdefault("content", (Span(2, 5),))
    known.setdefault("evidence", Span(0, 10))
    return make_claim(
        id=name, source=(), cue=(), text="the quays are open", confidence=0.9,
        said_on=said_on, said_on_words="Monday", **known,
    )  # fmt: skip


ARTICLES = {"a.txt": article()}


def lay_out(claims: Iterable[Claim], articles: Mapping[str, Article]) -> Timeline:
    """Rows for claims in time order, those without a day apart."""
    rows = [row_of(one, articles.get(one.article)) for one in claims]
    dated = sorted((row.said_on, n) for n, row in enumerate(rows) if row.said_on)
    return Timeline(tuple(rows[n] for _, n in dated), tuple(r for r in rows if not r.said_on))


def test_a_position_without_a_clause_is_shown_from_its_verb_on() -> None:
    """ "a victory" alone says nothing; the row shows the article's own words around it."""
    text = "The premier announced a victory on Sunday."
    plain = claim("a", kind=Kind.ATTITUDE, content=(Span(22, 31),), evidence=Span(0, 42))
    told = dataclasses.replace(plain, cue=(Span(12, 21),), text="a victory")
    shown = {"a.txt": dataclasses.replace(article(), text=text)}
    assert lay_out([told], shown).dated[0].text == "announced a victory"
    assert (
        lay_out([dataclasses.replace(told, kind=Kind.DIRECT)], shown).dated[0].text == "a victory"
    )


@pytest.mark.parametrize("inferred", [True, False])
@pytest.mark.parametrize("basis", list(DateBasis))
def test_a_day_is_inferred_where_its_claim_says_so(basis: DateBasis, inferred: bool) -> None:
    some = claim("a", said_on_inferred=inferred)
    laid = lay_out([some], {"a.txt": article(date_basis=basis)})
    assert laid.dated[0].inferred is inferred


def test_outlets_that_reprint_a_claim_are_named_once_and_without_its_own() -> None:
    def place(outlet: str | None) -> ClaimCopy:
        return ClaimCopy("b.txt", outlet, "copy", Span(0, 10), (), (), (Span(2, 5),))

    places = (place("Post"), place("Post"), place("Gazette"), place(None), place("Herald"))
    laid = lay_out([dataclasses.replace(claim("a"), places=places)], ARTICLES)
    assert laid.dated[0].carried_by == ("Herald", "Post")


def test_a_claim_of_a_missing_article_keeps_its_day_and_says_it_is_inferred() -> None:
    laid = lay_out([claim("a")], {})
    assert laid.dated[0].outlet is None
    assert laid.dated[0].inferred


def test_speakers_are_ordered_by_weight_and_those_not_named_stand_last() -> None:
    claims = [claim(str(n), speaker=None) for n in range(5)]
    claims += [claim("b", speaker="B"), claim("a", speaker="A")]
    claims += [claim(f"c{n}", speaker="C") for n in range(2)]
    assert by_weight(lay_out(claims, ARTICLES).dated, "speaker") == ("C", "A", "B", None)


# --- the figure ---------------------------------------------------------------------------------


def figure(laid: Timeline, chosen: str | None = None) -> Any:
    return claim_timeline.claim_timeline(laid, palette.outlet_colours(["Gazette", "Post"]), chosen)


def points(drawn: Any) -> list[tuple[str, date, float]]:
    return [
        (data[0], day, height)
        for trace in drawn.data
        if trace.customdata is not None
        for data, day, height in zip(trace.customdata, trace.x, trace.y, strict=True)
    ]


def test_every_dated_claim_has_one_point_on_its_day() -> None:
    claims = [claim(str(n), DAY + timedelta(days=n % 7), speaker=f"S{n % 40}") for n in range(300)]
    laid = lay_out(claims, ARTICLES)
    drawn = points(figure(laid))
    assert sorted(name for name, _, _ in drawn) == sorted(row.claim for row in laid.dated)
    assert {name: day for name, day, _ in drawn} == {row.claim: row.said_on for row in laid.dated}


def test_no_two_points_cover_each_other_at_the_width_of_a_phone() -> None:
    random = Random(11)
    claims = [claim(str(n), DAY + timedelta(days=random.randrange(900))) for n in range(150)]
    drawn = points(figure(lay_out(claims, ARTICLES)))
    low, high = (min(day for _, day, _ in drawn), max(day for _, day, _ in drawn))
    # The air at both ends of the axis leaves the days a little less than the plot's width.
    per_day = 0.9 * claim_timeline.NARROWEST / (high - low).days
    for (_, day, height), (_, other, level) in combinations(drawn, 2):
        apart = abs((day - other).days) * per_day
        assert apart >= palette.DOT / 2 or abs(height - level) >= palette.DOT


def test_hollow_means_inferred_and_shape_means_kind() -> None:
    laid = lay_out(
        [claim("a", kind=Kind.MIXED), claim("b", article="b.txt", said_on_inferred=True)],
        {**ARTICLES, "b.txt": article("b.txt")},
    )
    (trace,) = figure(laid).data
    assert tuple(trace.marker.symbol) == ("diamond", "circle-open")


def test_the_chosen_claim_is_ringed_and_an_unknown_one_is_not() -> None:
    laid = lay_out([claim("a"), claim("b")], ARTICLES)
    assert len(figure(laid, "a").data) == 2
    assert len(figure(laid, "elsewhere").data) == 1


def test_a_single_point_stands_in_the_middle_of_its_month() -> None:
    axis = figure(lay_out([claim("a")], ARTICLES)).layout.xaxis.range
    first, last = (date.fromisoformat(end) for end in axis)
    assert (DAY - first, last - DAY) == (timedelta(days=15), timedelta(days=15))


@pytest.mark.parametrize("day", [date.min, date.max], ids=["first", "last"])
def test_the_ends_of_the_calendar_are_drawn(day: date) -> None:
    assert points(figure(lay_out([claim("a", day)], ARTICLES)))


def test_without_a_dated_claim_there_is_no_figure() -> None:
    with pytest.raises(ValueError, match="without dated claims"):
        figure(lay_out([claim("a", None)], ARTICLES))


def test_speakers_beyond_the_limit_share_the_last_row() -> None:
    number = claim_timeline.MAX_ROWS + 20
    laid = lay_out([claim(str(n), speaker=f"Speaker {n:03}") for n in range(number)], ARTICLES)
    drawn = figure(laid)
    assert len(drawn.layout.annotations) == claim_timeline.MAX_ROWS
    assert "21 other speakers" in drawn.layout.annotations[-1].text
    assert len(points(drawn)) == number


def test_no_text_of_an_article_is_markup_in_the_figure() -> None:
    bad = '<a href="http://evil.example">x</a>'
    laid = lay_out(
        [changed(claim("a"), speaker=bad, role=bad, text=bad, said_on_words=bad)],
        {"a.txt": article(outlet=bad)},
    )
    assert "<a" not in figure(laid).to_json()
    assert "<a" not in legend.key(palette.outlet_colours([bad]), laid.dated)


def test_an_outlet_keeps_its_colour_under_every_filter() -> None:
    colours = palette.outlet_colours([f"Outlet {n}" for n in range(12)])
    assert len({colours[f"Outlet {n}"] for n in range(7)}) == 7
    assert colours["Outlet 11"] == palette.OTHER
    laid = lay_out([claim("a", article="b.txt")], {"b.txt": article("b.txt", outlet="Outlet 5")})
    drawn = claim_timeline.claim_timeline(laid, colours)
    assert drawn.data[0].marker.color == colours["Outlet 5"]


# Machado, Oliveira and Fernandes 2009, severity 1.0; linear RGB.
CONES = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", CONES)
def test_outlets_can_be_told_apart_by(sight: str) -> None:
    """A CIE 1976 distance of 2.3 is just noticed side by side; dots stand far apart."""
    rows = CONES[sight]
    seen = {
        colour: lab(
            tuple(sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in rows)
        )
        for colour in palette.PALETTE
    }
    for one, other in combinations(palette.PALETTE, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart >= 20, (one, other, round(apart, 1))


@pytest.mark.parametrize("ground", ["#fdfcf9", "#161513"], ids=["light", "dark"])
@pytest.mark.parametrize("colour", [*palette.PALETTE, palette.OTHER])
def test_points_stand_out_from_the_page(colour: str, ground: str) -> None:
    """WCAG 2.2 asks 3:1 of graphics that carry meaning."""

    def light(of: str) -> float:
        r, g, b = linear(of)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05

    dark, bright = sorted((light(colour), light(ground)))
    assert bright / dark >= 3.0


# --- many claims, and the months above them -------------------------------------------------------


def held(claims: list[Claim], articles: dict[str, Article] | None = None) -> ClaimTable:
    known = (articles or ARTICLES).values()
    return ClaimTable(Memory(tuple(known), (), (), claims=claims).tables())


def many(number: int, speakers: int = 3) -> list[Claim]:
    random = Random(number)
    return [
        claim(str(n), DAY + timedelta(days=random.randrange(700)), speaker=f"S{n % speakers}")
        for n in range(number)
    ]


def place(outlet: str) -> ClaimCopy:
    return ClaimCopy("b.txt", outlet, "copy", Span(0, 10), (), (), (Span(2, 5),))


def test_a_point_grows_with_the_outlets_that_carry_it() -> None:
    claims = [claim("a"), dataclasses.replace(claim("b"), places=(place("Post"), place("Herald")))]
    (trace,) = figure(lay_out(claims, ARTICLES)).data
    sizes = dict(zip([data[0] for data in trace.customdata], trace.marker.size, strict=True))
    assert sizes == {"a": palette.size(1), "b": palette.size(3)}
    assert palette.size(1) < palette.size(2) < palette.size(3) <= palette.size(1000)
    assert "also carried by Herald, Post" in " ".join(trace.hovertext).replace("<br>", " ")


@pytest.mark.parametrize("by", ["speaker", "outlet", "organisation", "actor"])
def test_rows_are_what_the_reader_chose(by: Any) -> None:
    claims = [
        claim("a", speaker="Kari", organisation="Port", actor="Norway"),
        claim("b", speaker=None, article="b.txt"),
    ]
    laid = lay_out(claims, {**ARTICLES, "b.txt": article("b.txt", outlet=None)})
    drawn = claim_timeline.claim_timeline(laid, {}, by=by)
    named = {"speaker": "Kari", "outlet": "Gazette", "organisation": "Port", "actor": "Norway"}[by]
    texts = [note.text for note in drawn.layout.annotations]
    assert texts == [f"<b>{named}</b>", f"<b>{palette.NOT_KNOWN[by]}</b>"]


def test_bins_hold_all_claims_and_name_what_opens_them() -> None:
    columns = held(many(2000, speakers=60))
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


def test_a_bin_has_the_colour_of_its_outlet_only_where_there_is_one() -> None:
    articles = {**ARTICLES, "b.txt": article("b.txt", outlet="Post")}
    far = DAY + timedelta(days=90)
    columns = held([claim("a"), claim("b", far), claim("c", far, article="b.txt")], articles)
    bins = columns.bins(columns.within(), "speaker", "month", 5)
    (trace,) = overviews.bin_timeline(
        bins, 0, "speaker", {"Gazette": "#0072b2", "Post": "#d55e00"}
    ).data
    assert list(trace.marker.color) == ["#0072b2", palette.OTHER]


def test_the_months_hold_every_claim_and_those_outside_the_range_are_faint() -> None:
    columns = held(many(300))
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
    columns = held([claim(name, article=name) for name in names], articles)
    bars = columns.bars(columns.within(), "month")
    drawn = overviews.brush(bars, palette.outlet_colours(names), None, None)
    assert [trace.name for trace in drawn.data][-1] == "2 other outlets"
    assert sum(sum(trace.y) for trace in drawn.data) == 9


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 3, 1), date(2021, 3, 31), "March 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(2021, 4, 1), date(2021, 6, 30), "April to June 2021"),
        (date(2021, 3, 1), date(2021, 3, 1), "1 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 7), "1 March 2021 to 7 March 2021"),
    ],
)
def test_a_stretch_of_time_is_called_as_readers_call_it(
    first: date, last: date, words: str
) -> None:
    assert calendar.stretch(first, last) == words


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("", {}),
        ("<b>", {}),
        ("en-GB", {"month": "%b %Y", "dayMonth": "%-d %b", "dayMonthYear": "%-d %b %Y"}),
        ("en-US", {"month": "%b %Y", "dayMonth": "%b %-d", "dayMonthYear": "%b %-d, %Y"}),
        ("de-DE", {"month": "%b %Y", "dayMonth": "%-d. %b", "dayMonthYear": "%-d. %b %Y"}),
        ("ja", {"month": "%Y年%-m月", "dayMonth": "%-m月%-d日"}),
    ],
)
def test_an_axis_writes_months_and_days_as_the_reader_does(
    locale: str, wanted: dict[str, str]
) -> None:
    token = calendar.LOCALE.set(locale)
    try:
        made = calendar.axis()
        assert bool(made) is bool(wanted)
        told = made["locales"][made["locale"]]["format"] if made else {}
        assert {name: told[name] for name in wanted} == wanted
        if locale == "de-DE":
            assert (told["shortMonths"][2], told["months"][0]) == ("März", "Januar")
            assert calendar.stretch(date(2021, 4, 1), date(2021, 6, 30)) == "April to Juni 2021"
    finally:
        calendar.LOCALE.reset(token)


def test_a_long_name_above_a_row_takes_more_lines_and_the_rows_below_give_way() -> None:
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


def test_writing_from_right_to_left_cannot_turn_what_stands_beside_it() -> None:
    assert palette.inert("AVİM <b>") == "AVİM &lt;b&gt;"
    assert palette.inert("هيئة (ا)…") == "\u2068هيئة (ا)…\u2069"


def every_figure(bad: str = "Kari") -> list[Any]:
    """One of each kind, of claims whose every text is ``bad``."""
    articles = {"a.txt": article(outlet=bad, title=bad, origin=bad)}
    claims = [
        changed(one, speaker=bad, role=bad, text=bad, said_on_words=bad, organisation=bad)
        for one in many(30, speakers=1)
    ]
    columns = held(claims, articles)
    numbers = columns.within()
    found = covered([Dispatch("d", ("a.txt",), bad)], articles, ["a.txt"])
    return [
        figure(lay_out(claims, articles), "3"),
        overviews.bin_timeline(columns.bins(numbers, "speaker", "month", 5), 0, "speaker", {}),
        overviews.brush(columns.bars(numbers, "month"), {}, DAY, None),
        coverage_matrix.crossings(found, {}),
    ]


def test_every_figure_is_one_that_plotly_knows() -> None:
    """They are made without its checks, which take longer than all else."""
    from plotly import graph_objects as go

    for drawn in every_figure():
        checked = go.Figure(drawn.to_dict())
        assert checked.to_dict() == drawn.to_dict()


def test_no_text_is_markup_in_any_figure() -> None:
    for drawn in every_figure('<a href="http://evil.example">x</a>'):
        assert "<a" not in drawn.to_json()
