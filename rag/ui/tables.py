"""The timeline's rows as words and as a table: what a reader without the chart uses."""

from collections.abc import Callable, Sequence

import streamlit as st

from rag.timeline import Row, Timeline
from rag.ui.address import day
from rag.ui.charts import NOT_NAMED

LABEL = 90  # characters of a claim in the list


def standfirst(rows: Timeline) -> str:
    """How many claims there are, by how many speakers, over what time, and how many lack a day."""
    number = len(rows.dated) + len(rows.undated)
    speakers = {row.speaker for row in (*rows.dated, *rows.undated)} - {None}
    words = f"{number:,} claim{'' if number == 1 else 's'} by {len(speakers):,} named "
    words += f"speaker{'' if len(speakers) == 1 else 's'}"
    if rows.dated:
        first, last = rows.days[0], rows.days[-1]
        words += f", {day(first)}" if first == last else f", {day(first)} to {day(last)}"
    if rows.undated:
        few = len(rows.undated)
        words += f"; {few:,} {'is' if few == 1 else 'are'} of unknown day and only in the table"
    return words + "."


def in_words(rows: Timeline) -> str:
    """The chart for those who do not see it."""
    return f"Timeline of claims. {standfirst(rows)} The table below holds the same claims."


def labels(rows: Sequence[Row]) -> dict[str, str]:
    """A line for each claim by id, no two alike: Streamlit tells options apart by their line."""
    made: dict[str, str] = {}
    seen: dict[str, int] = {}
    for row in rows:
        when = row.said_on.isoformat() if row.said_on else "day unknown"
        line = f"{when} · {row.speaker or NOT_NAMED} · {row.text}"
        line = line if len(line) <= LABEL else line[: LABEL - 1] + "…"
        seen[line] = seen.get(line, 0) + 1
        made[row.claim] = line if seen[line] == 1 else f"{line} ({seen[line]})"
    return made


def show(rows: Timeline, link: Callable[[Row], str]) -> None:
    """All rows, the dated first."""
    every = (*rows.dated, *rows.undated)
    data = {
        "Said on": [row.said_on.isoformat() if row.said_on else "unknown" for row in every],
        "Speaker": [row.speaker or NOT_NAMED for row in every],
        "Words": [row.text for row in every],
        "Outlet": [row.outlet or "unknown" for row in every],
        "Article": [link(row) for row in every],
        "Kind": [row.kind.value for row in every],
        "How the day is known": [row.basis for row in every],
        "Also carried by": [", ".join(row.carried_by) for row in every],
    }
    st.dataframe(
        data,
        hide_index=True,
        column_config={
            "Words": st.column_config.TextColumn(width="large"),
            "Article": st.column_config.LinkColumn(display_text="Read"),
        },
        alt="The claims of the timeline, one to a row",
    )
