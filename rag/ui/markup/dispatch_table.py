"""Dispatches and the articles that print them, and the reports of each outlet, as HTML."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from rag.timeline.coverage import DispatchCoverage, OutletReports, Reprint
from rag.ui.markup.templates import render
from rag.ui.markup.wording import BASIS
from rag.ui.palette import NOT_KNOWN
from rag.ui.reader_locale import day, later, stretch
from rag.ui.state.address import Link


def table(dispatches: Sequence[DispatchCoverage], link: Link, colours: Mapping[str, str]) -> Markup:
    """A row for each article, the articles of one dispatch together."""
    groups = [
        (
            [_row(reprint, link, colours, several=len(one.prints) > 1) for reprint in one.prints],
            one.title,
            one.origin,
            *_written(one.origin_published),
        )
        for one in dispatches
    ]
    return render("dispatch_table.html", dispatches=groups)


def outlets(
    found: Sequence[OutletReports], link: Callable[[str | None], str], colours: Mapping[str, str]
) -> Markup:
    """A row for each outlet with its number of reports and the days that they span."""
    rows = [
        (
            link(one.outlet),
            one.outlet or NOT_KNOWN["outlet"],
            colours.get(one.outlet or "", ""),
            one.reports,
            stretch(one.first, one.last) if one.first and one.last else "Day unknown",
        )
        for one in found
    ]
    return render("outlet_reports.html", rows=rows)


def _row(
    reprint: Reprint, link: Link, colours: Mapping[str, str], *, several: bool
) -> tuple[object, ...]:
    """The values of one row, in the order in which the template unpacks them."""
    return (
        link(reprint.article, None),
        reprint.outlet or reprint.article,
        colours.get(reprint.outlet or "", ""),
        reprint.origin,
        *_written(reprint.published),
        later(reprint.after) if several else "",
        BASIS[reprint.date_basis],
    )


def _written(value: date | None) -> tuple[str, str]:
    """A date in ISO form and as the reader's locale writes it; empty where there is none."""
    return (value.isoformat(), day(value)) if value else ("", "")
