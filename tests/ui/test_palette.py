"""Tests of colours, their names, and inert text."""

from itertools import combinations

import pytest

from rag.ui import palette

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
def test_colours_of_outlets_are_distinct(sight: str) -> None:
    """A CIE 1976 distance of 2.3 is just noticed side by side; dots are far apart."""
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
def test_colours_have_contrast_to_the_page(colour: str, ground: str) -> None:
    """WCAG 2.2 asks 3:1 of graphics that carry meaning."""

    def light(of: str) -> float:
        r, g, b = linear(of)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05

    dark, bright = sorted((light(colour), light(ground)))
    assert bright / dark >= 3.0


def test_outlet_keeps_its_colour_under_every_filter() -> None:
    names = [f"Outlet {n}" for n in range(12)]
    colours = palette.outlet_colours(names)
    assert [colours[name] for name in names[: len(palette.PALETTE)]] == list(palette.PALETTE)
    assert {colours[name] for name in names[len(palette.PALETTE) :]} == {palette.OTHER}


def test_entries_are_in_the_order_of_ranks_and_the_rest_is_one() -> None:
    names = [f"Outlet {n}" for n in range(9)]
    colours = palette.outlet_colours(names)
    entries = palette.colour_entries(colours, [*reversed(names), None])
    assert entries[:-1] == tuple((colours[name], name) for name in names[: len(palette.PALETTE)])
    assert entries[-1] == (palette.OTHER, "4 other outlets")
    assert palette.colour_entries(colours, {names[8]}) == ((palette.OTHER, names[8]),)
    assert palette.colour_entries(colours, {None}) == ((palette.OTHER, "Outlet unknown"),)


def test_inert_escapes_and_isolates_right_to_left_text() -> None:
    assert palette.inert("AVİM <b>") == "AVİM &lt;b&gt;"
    assert palette.inert("هيئة (ا)…") == "\u2068هيئة (ا)…\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ships came in", "ships came in"),
        ("ships came in today", "ships came in…"),
        ("ships and others", "ships and…"),
        ("no Donaudampfschiff", "no Donaudampf…"),
    ],
)
def test_beginning_of_a_text_is_of_whole_words(text: str, shown: str) -> None:
    assert palette.cut(text, 14) == shown
