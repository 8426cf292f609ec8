"""Legends of the charts as HTML."""

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from rag.schema.claims import Kind
from rag.timeline.rows import ClaimRow
from rag.ui.markup.templates import render_macro
from rag.ui.markup.wording import KINDS
from rag.ui.palette import OTHER

TEMPLATE: Final = "legend.html"

GLYPHS: Final = {Kind.DIRECT: "●", Kind.MIXED: "◆", Kind.INDIRECT: "■", Kind.ATTITUDE: "▲"}


def key(colours: Mapping[str, str], rows: Iterable[ClaimRow]) -> Markup:
    """The colours of the outlets, and the shapes of the kinds of claims, that a chart shows."""
    rows = tuple(rows)
    kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
    shapes = [(GLYPHS[kind], KINDS[kind].capitalize()) for kind in kinds]
    outlets = outlets_key(colours, {row.outlet for row in rows})
    return outlets + render_macro(TEMPLATE, "shapes", entries=shapes)


def outlets_key(colours: Mapping[str, str], outlets: Iterable[str | None]) -> Markup:
    """The colours of outlets; those that share the colour of the rest are one entry."""
    known = sorted({name or "" for name in outlets})
    own = [name for name in known if colours.get(name, OTHER) != OTHER]
    rest = [name for name in known if name not in own]
    entries = [(colours[name], name) for name in own]
    if len(rest) == 1:
        entries.append((OTHER, rest[0] or "Outlet unknown"))
    elif rest:
        entries.append((OTHER, f"{len(rest)} other outlets"))
    return render_macro(TEMPLATE, "outlets", entries=entries)
