"""A short list of claims as HTML: who spoke, when, where, and the first words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from rag.text.english import hedged
from rag.timeline.rows import ClaimRow
from rag.ui.markup.templates import render
from rag.ui.palette import NOT_NAMED, cut

FIRST_WORDS: Final = 90  # characters of a claim


def claim_list(
    title: str,
    rows: Sequence[ClaimRow],
    link: Callable[[str], str],
    colours: Mapping[str, str],
    *,
    note: str = "",
    ways: Sequence[tuple[str, str]] = (),
) -> Markup:
    """
    Claims under a title, each a link that opens it; ``link`` makes the address for a claim's id.

    ``note`` says what is left out; ``ways`` are links to go on with, as (words, address).
    """
    items = [
        (
            link(row.claim),
            hedged(row.speaker, row.confidence) or NOT_NAMED,
            cut(row.text, FIRST_WORDS),
            row.said_on,
            row.outlet,
            colours.get(row.outlet or "", ""),
        )
        for row in rows
    ]
    return render("claim_list.html", title=title, items=items, note=note, ways=ways)
