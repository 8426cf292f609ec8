"""
What colours, shapes and sizes mean: the same on every page, under every filter.

Pure: names in, colours and markup out.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import sqrt
from typing import Final
from unicodedata import bidirectional

from rag.schema.articles import Kind
from rag.timeline.rows import By, Row
from rag.ui.html.escape import esc

# Okabe and Ito's blue and vermilion, and five found by search to be farthest from these and from
# each other in protanopia, deuteranopia and full colour sight alike, all 3:1 or more on the light
# and on the dark ground, so that one set serves both. A test measures it.
PALETTE: Final = ("#0072b2", "#d55e00", "#c02460", "#489ca8", "#4848fc", "#f06060", "#4884fc")
OTHER: Final = "#85817a"  # outlets beyond the palette, unknown ones, and several at once

SYMBOLS: Final = {
    Kind.DIRECT: "circle",
    Kind.MIXED: "diamond",
    Kind.INDIRECT: "square",
    Kind.ATTITUDE: "triangle-up",
}
# What ``KINDS`` says on cards and in tables, as short as a key wants it.
MEANT: Final = {
    Kind.DIRECT: "quoted in full",
    Kind.MIXED: "quoted in part",
    Kind.INDIRECT: "reported",
    Kind.ATTITUDE: "a position",
}
GLYPHS: Final = {Kind.DIRECT: "●", Kind.MIXED: "◆", Kind.INDIRECT: "■", Kind.ATTITUDE: "▲"}

ISOLATE, RELEASE = "\u2068", "\u2069"  # first strong isolate, and its end
LEFTWARD: Final = ("R", "AL", "RLE", "RLO", "RLI")  # of Unicode's bidirectional classes

DOT: Final = 11  # pixels of a claim that one outlet carries
LARGEST: Final = 26  # pixels, whatever the number
NOT_NAMED: Final = "Speaker not named"
NOT_KNOWN: Final[Mapping[By, str]] = {
    "speaker": NOT_NAMED,
    "outlet": "Outlet unknown",
    "organisation": "No organisation named",
    "actor": "No country or party known",
}
PLURAL: Final[Mapping[By, str]] = {
    "speaker": "speakers",
    "outlet": "outlets",
    "organisation": "organisations",
    "actor": "actors",
}


def outlet_colours(outlets: Sequence[str]) -> dict[str, str]:
    """A colour for each outlet of the whole corpus, the same on every page, under every filter."""
    return {name: PALETTE[at] if at < len(PALETTE) else OTHER for at, name in enumerate(outlets)}


def size(outlets: int) -> int:
    """The diameter of a point in pixels; its area grows with the number of outlets."""
    return min(LARGEST, round(DOT * sqrt(max(1, outlets))))


def others(number: int, by: By) -> str:
    """The name of the row that the values without one of their own share."""
    return f"{number} other {PLURAL[by]}"


def key(colours: Mapping[str, str], rows: Iterable[Row], *, points: bool = True) -> str:
    """What colours and shapes mean, as markup, for what is on the chart."""
    rows = tuple(rows)
    lists = [outlets_key(colours, {row.outlet for row in rows})]
    if points:
        kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
        shapes = [f"{_shape(GLYPHS[kind])}{kind.value}: {MEANT[kind]}" for kind in kinds]
        if any(row.inferred for row in rows):
            shapes.append(f"{_shape('○')}hollow: date inferred")
        if any(row.carried_by for row in rows):
            shapes.append(f"{_shape('●')}larger: in more outlets")
        lists.append(_list(shapes))
    return "".join(lists)


def outlets_key(colours: Mapping[str, str], outlets: Iterable[str | None]) -> str:
    """The colours of outlets; those that share the colour of the rest are one entry."""
    known = sorted({name or "" for name in outlets})
    own = [name for name in known if colours.get(name, OTHER) != OTHER]
    rest = [name for name in known if name not in own]
    entries = [_swatch(colours[name], name) for name in own]
    if len(rest) == 1:
        entries.append(_swatch(OTHER, rest[0] or "Outlet unknown"))
    elif rest:
        entries.append(_swatch(OTHER, f"{len(rest)} other outlets"))
    return _list(entries)


def inert(text: str) -> str:
    """
    ``text`` as inert characters of a figure: plotly knows &lt; but shows &quot; as it stands.

    Writing that runs from right to left stands within invisible marks, as in ``<bdi>``, so that it
    cannot turn what stands beside it.
    """
    safe = escape(text, quote=False)
    turns = not text.isascii() and any(bidirectional(one) in LEFTWARD for one in text)
    return f"{ISOLATE}{safe}{RELEASE}" if turns else safe


def cut(text: str, length: int) -> str:
    """``text``, or its beginning."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _swatch(colour: str, name: str) -> str:
    return f'<i style="background:{colour}"></i><bdi>{esc(name)}</bdi>'


def _shape(glyph: str) -> str:
    return f'<span class="or-shape" aria-hidden="true">{glyph}</span>'


def _list(entries: Sequence[str]) -> str:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ul class="or or-key">{items}</ul>'
