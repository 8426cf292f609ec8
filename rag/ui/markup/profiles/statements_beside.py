"""Statements of two speakers side by side as HTML, by year or month."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from rag.timeline.periods import Unit
from rag.timeline.rows import ClaimRow
from rag.ui.markup.templates import render
from rag.ui.reader_locale import month
from rag.ui.state.address import Link


def statements_beside(
    names: Sequence[str],
    rows: Sequence[tuple[ClaimRow, Sequence[bool]]],
    unit: Unit,
    link: Link,
    colours: Mapping[str, str],
    *,
    alone: bool,
) -> Markup:
    """
    A column for each name, and a part for each year or month, those of unknown day last.

    ``rows`` are in time order, each with whether it belongs into the column of each name.
    ``alone``: they are all there are, and not one page of them.
    """
    parts: dict[str, list[list[ClaimRow]]] = {}
    for row, inside in rows:
        columns = parts.setdefault(_part(row, unit), [[] for _ in names])
        for column, belongs in zip(columns, inside, strict=True):
            if belongs:
                column.append(row)
    return render(
        "statements_beside.html",
        parts=[(words, list(zip(names, columns, strict=True))) for words, columns in parts.items()],
        link=link,
        colours=colours,
        alone=alone,
    )


def _part(row: ClaimRow, unit: Unit) -> str:
    """The year or month of a statement in words."""
    if row.said_on is None:
        return "Day unknown"
    return str(row.said_on.year) if unit == "year" else month(row.said_on)
