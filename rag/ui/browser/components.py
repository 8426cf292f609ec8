"""
Components that need a script in the browser: scrolling, focus, copying, announcements.

Only the files in ``rag/ui/assets`` run as script. Texts and addresses that the components receive
are data, which they set as text and never as markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

import streamlit as st

from rag.ui.markup.asset_files import asset_text

RECENT: Final = 6  # questions of this browser session that are offered again


_scroll = st.components.v2.component("onrecord_scroll", js=asset_text("scroll.js"))
_focus = st.components.v2.component("onrecord_focus", js=asset_text("focus.js"))
_announce = st.components.v2.component("onrecord_announce", js=asset_text("announce.js"))
_copy = st.components.v2.component(
    "onrecord_copy",
    html=asset_text("copy.html"),
    css=asset_text("copy.css"),
    js=asset_text("copy.js"),
)
_recent = st.components.v2.component(
    "onrecord_recent",
    html=asset_text("recent.html"),
    css=asset_text("recent.css"),
    js=asset_text("recent.js"),
)


def scroll_to(target: str, place: str, *, block: Literal["center", "nearest"]) -> None:
    """
    Bring the element with the id ``target`` into view, once for each ``place``.

    "nearest" does not scroll where the element begins in view already.
    """
    _scroll(data={"target": target, "place": place, "block": block}, key="scroll")


def focus(label: str) -> None:
    """Put the cursor into the text field with this label when the page has loaded."""
    _focus(data={"label": label}, key="focus")


def announce(text: str) -> None:
    """Have a screen reader say ``text`` when it is new, such as that an answer has come."""
    _announce(data={"text": text}, key="announce")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """
    A text to copy, or to save if it has a file name; ``done`` confirms it to the reader.

    ``html`` is the same text with its form, for programs that take it from the clipboard.
    """

    label: str
    text: str
    done: str
    html: str = ""
    file: str = ""
    type: str = "text/plain"


def copy_buttons(items: Sequence[CopyItem], key: str) -> None:
    """A button for each item, which copies or saves it."""
    _copy(data={"items": [asdict(item) for item in items]}, key=key, width="content")


@dataclass(frozen=True, slots=True)
class CopyMenu:
    """A button that opens items."""

    label: str
    items: Sequence[CopyItem]


def copy_menus(
    menus: Sequence[CopyMenu], key: str, quotations: Mapping[int, Sequence[CopyItem]] | None = None
) -> None:
    """
    A button for each menu; and the items of each quotation on the page.

    ``quotations`` are by number, the ``data-copy`` of the quotation's own button.
    """
    items = {
        number: [asdict(item) for item in several] for number, several in (quotations or {}).items()
    }
    _copy(
        data={"menus": [asdict(menu) for menu in menus], "quotations": items or None},
        key=key,
        width="content",
    )


def recent_questions(current: tuple[str, str, str] | None) -> None:
    """
    The last questions of this browser session as links.

    ``current`` is the question on the page, as (question, address, scope in words).
    """
    now = dict(zip(("text", "href", "scope"), current, strict=True)) if current else None
    _recent(data={"now": now, "most": RECENT}, key="recent")
