"""Colours and names of charts and legends, the same on every page."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final
from unicodedata import bidirectional

from rag.timeline.rows import By

# From sets published for every kind of colour sight: blue and vermilion of Okabe and Ito (2008),
# teal and magenta of Paul Tol's "vibrant", olive of his "dark" (SRON/EPS/TN/09-002, 2021) and IBM's
# purple. Of their colours with 3:1 or more on the light and on the dark ground, these six are the
# farthest from each other in protanopia, deuteranopia and full sight. A test measures it.
PALETTE: Final = ("#0072b2", "#d55e00", "#009988", "#ee3377", "#666633", "#785ef0")
OTHER: Final = "#85817a"  # outlets beyond the palette, unknown ones, and several at once

ISOLATE, RELEASE = "\u2068", "\u2069"  # first strong isolate, and its end
LEFTWARD: Final = ("R", "AL", "RLE", "RLO", "RLI")  # of Unicode's bidirectional classes

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


def colour_entries(
    colours: Mapping[str, str], outlets: Iterable[str | None]
) -> tuple[tuple[str, str], ...]:
    """
    The colours of outlets as (colour, name), in the order of the stacks of a chart.

    Outlets that share the colour of the rest are one entry, the last.
    """
    known = set(outlets)
    own = [(colour, name) for name, colour in colours.items() if name in known and colour != OTHER]
    rest = known - {name for _, name in own}
    if len(rest) == 1:
        own.append((OTHER, next(iter(rest)) or NOT_KNOWN["outlet"]))
    elif rest:
        own.append((OTHER, f"{len(rest)} other outlets"))
    return tuple(own)


def others(number: int, by: By) -> str:
    """The name of the row that the values without one of their own share."""
    return f"{number} other {PLURAL[by]}"


def inert(text: str) -> str:
    """``text`` as inert characters of a figure: plotly decodes &lt; but not &quot;."""
    return escape(isolated(text), quote=False)


def isolated(text: str) -> str:
    """
    ``text``, right-to-left text between invisible marks, as in ``<bdi>``.

    Without them it could reorder the text beside it.
    """
    turns = not text.isascii() and any(bidirectional(one) in LEFTWARD for one in text)
    return f"{ISOLATE}{text}{RELEASE}" if turns else text


def cut(text: str, length: int) -> str:
    """``text``, or its beginning: whole words where the last one takes less than half of it."""
    if len(text) <= length:
        return text
    beginning = text[:length]
    words, _, _ = beginning.rpartition(" ")
    return (words if 2 * len(words) > length else beginning[:-1]).rstrip() + "…"
