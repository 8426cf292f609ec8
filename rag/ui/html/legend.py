"""Legends of the charts as HTML."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rag.schema.claims import Kind
from rag.timeline.rows import ClaimRow
from rag.ui.html.escape import esc
from rag.ui.palette import OTHER

# What ``KINDS`` says on cards and in tables, as short as a key wants it.
MEANT: Final = {
    Kind.DIRECT: "quoted in full",
    Kind.MIXED: "quoted in part",
    Kind.INDIRECT: "reported",
    Kind.ATTITUDE: "a position",
}


GLYPHS: Final = {Kind.DIRECT: "●", Kind.MIXED: "◆", Kind.INDIRECT: "■", Kind.ATTITUDE: "▲"}


def key(colours: Mapping[str, str], rows: Iterable[ClaimRow], *, points: bool = True) -> str:
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


def _swatch(colour: str, name: str) -> str:
    return f'<i style="background:{colour}"></i><bdi>{esc(name)}</bdi>'


def _shape(glyph: str) -> str:
    return f'<span class="or-shape" aria-hidden="true">{glyph}</span>'


def _list(entries: Sequence[str]) -> str:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ul class="or or-key">{items}</ul>'
