"""The lists of speakers and of outlets as HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from rag.timeline.speaker_table import OutletEntry, SpeakerEntry
from rag.ui.markup.templates import render_macro
from rag.ui.reader_locale import stretch
from rag.ui.state.address import SpeakerLink

TEMPLATE: Final = "people_list.html"
SPEAKER_COLUMNS: Final = ("Speaker", "Statements", "Reports", "Said on")
OUTLET_COLUMNS: Final = ("Outlet", "Statements", "Reports", "Articles", "Speakers", "Published")


def tabs(entries: Sequence[tuple[str, str, bool]]) -> Markup:
    """Links to the lists, as (words, address, whether it is shown)."""
    return render_macro(TEMPLATE, "tabs", entries=entries)


def speakers(entries: Iterable[SpeakerEntry], link: SpeakerLink) -> Markup:
    """A row for each speaker: name and usual office, statements, independent reports, days."""
    rows = [
        (
            link(one.name),
            "",
            one.name,
            ", ".join(part for part in (one.office.role, one.office.organisation) if part),
            (one.claims, one.dispatches),
            _days(one.first, one.last),
        )
        for one in entries
    ]
    return render_macro(TEMPLATE, "people", columns=SPEAKER_COLUMNS, rows=rows)


def outlets(
    entries: Iterable[OutletEntry], link: Callable[[str], str], colours: Mapping[str, str]
) -> Markup:
    """A row for each outlet, with what it carries; reprinted statements count, too."""
    rows = [
        (
            link(one.name),
            colours.get(one.name, ""),
            one.name,
            "",
            (one.claims, one.dispatches, one.articles, one.speakers),
            _days(one.first, one.last),
        )
        for one in entries
    ]
    return render_macro(TEMPLATE, "people", columns=OUTLET_COLUMNS, rows=rows)


def _days(first: date | None, last: date | None) -> str:
    return stretch(first, last) if first and last else "day unknown"
