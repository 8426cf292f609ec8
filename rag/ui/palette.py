"""Colours, shapes and sizes of charts and legends, the same on every page."""

from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt
from typing import Final
from unicodedata import bidirectional

from rag.schema.claims import Kind
from rag.timeline.rows import By

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
    "actor": "countries and parties",
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


def inert(text: str) -> str:
    """
    ``text`` as inert characters of a figure: plotly decodes &lt; but not &quot;.

    Right-to-left text is put between invisible marks, as in ``<bdi>``, so that it cannot reorder
    the text beside it.
    """
    safe = escape(text, quote=False)
    turns = not text.isascii() and any(bidirectional(one) in LEFTWARD for one in text)
    return f"{ISOLATE}{safe}{RELEASE}" if turns else safe


def cut(text: str, length: int) -> str:
    """``text``, or its beginning."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
