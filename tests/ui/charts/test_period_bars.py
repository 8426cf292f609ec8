"""Bars of statements by period, equal to the counts."""

from datetime import date

import pytest
from chart_tools import claim, claim_table

from rag.timeline.period_counts import PeriodCounts, period_counts
from rag.ui.charts.period_bars import NUMBERED, period_bars
from rag.ui.palette import OTHER, PALETTE


def counts(years: int) -> PeriodCounts:
    table = claim_table([claim(str(n), date(2000 + n, 5, 6)) for n in range(years)])
    numbers = table.within()
    return period_counts(table, [numbers, numbers[1:]])


def test_bars_are_the_counts_of_each_speaker() -> None:
    figure = period_bars(counts(3), ["Ana <b>", "Bo"])
    full, hollow = figure.data
    assert (list(full.y), list(hollow.y)) == ([1, 1, 1], [0, 1, 1])
    assert list(hollow.text) == ["", "1", "1"]
    assert "Ana &lt;b&gt;: 1 statement" in full.hovertext[0]
    assert full.marker.color == OTHER
    assert hollow.marker.color != OTHER
    assert OTHER not in PALETTE


def test_two_speakers_share_the_width_of_a_period() -> None:
    one = period_bars(counts(3), ["Ana", "Bo"]).data
    assert one[0].offset[0] + one[0].width[0] == pytest.approx(one[1].offset[0])
    alone = period_bars(counts(3), ["Ana"]).data[0]
    assert alone.width[0] == pytest.approx(2 * one[0].width[0])


def test_many_bars_have_no_numbers() -> None:
    assert set(period_bars(counts(NUMBERED + 1), ["Ana", "Bo"]).data[0].text) == {""}


def test_figure_passes_the_checks_of_plotly() -> None:
    from plotly import graph_objects as go

    for years in (3, NUMBERED + 5):
        go.Figure(period_bars(counts(years), ["Ana", "Bo"]).to_plotly_json())


def test_without_a_period_there_is_no_figure() -> None:
    empty = claim_table([claim("1", None)])
    with pytest.raises(ValueError, match="dated claim"):
        period_bars(period_counts(empty, [empty.within()]), ["Ana"])
