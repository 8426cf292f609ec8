"""
The smallest pieces of a page's HTML, and the one place where text becomes inert.

Every text of an article, title, name or question passes through ``esc``, ``bdi`` or ``dated``
before it reaches a page.
"""

import re
from datetime import date
from html import escape

from rag.schema.articles import DateBasis
from rag.ui.locale import day

_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")


BASIS = {
    DateBasis.STATED: "date printed in the article",
    DateBasis.METADATA: "date from the page or its address",
    DateBasis.INFERRED: "date inferred from the text",
    DateBasis.UNKNOWN: "date unknown",
}

KINDS = {
    "direct": "quoted in full",
    "mixed": "quoted in part",
    "indirect": "reported in the outlet's words",
    "attitude": "a position, as reported",
}


def esc(text: object) -> str:
    """``text`` as inert characters of a page."""
    return escape(str(text), quote=True)


def bdi(text: object) -> str:
    """``text`` as inert characters whose writing direction cannot reorder what stands around it."""
    return f"<bdi>{esc(text)}</bdi>"


def dated(text: str) -> str:
    """``text`` as inert characters, its ISO dates written out."""
    parts = _ISO.split(text)
    written = "".join(_day(part) if at % 2 else esc(part) for at, part in enumerate(parts))
    return f"<bdi>{written}</bdi>"


def _day(iso: str) -> str:
    try:
        return time_tag(date.fromisoformat(iso))
    except ValueError:
        return esc(iso)


def time_tag(value: date | None) -> str:
    """A day for reading, with its ISO form on hover."""
    if value is None:
        return "<b>Day unknown</b>"
    return f'<time datetime="{value.isoformat()}" title="{value.isoformat()}">{day(value)}</time>'


def outlet_from(outlet: str | None, origin: str | None, colour: str = "") -> str:
    """An outlet, and where its text is taken from; before it a dot in the outlet's ``colour``."""
    name = f"<b>{bdi(outlet)}</b>" if outlet else "Outlet unknown"
    return f"{dot(colour)}{name}, from {bdi(origin)}" if origin else f"{dot(colour)}{name}"


def dot(colour: str) -> str:
    """The colour that an outlet has on every page, beside its name; "" without one."""
    style = f"background:{esc(colour)}"
    return f'<i class="or-dot" style="{style}" aria-hidden="true"></i>' if colour else ""


def written_out(text: str) -> str:
    """``text`` with its ISO dates written out."""
    return _ISO.sub(_in_full, text)


def _in_full(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
