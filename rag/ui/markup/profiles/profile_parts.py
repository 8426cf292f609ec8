"""The page of one speaker as HTML, part by part."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from rag.schema.articles import Article
from rag.text.english import count, listed
from rag.timeline.period_counts import PeriodCounts
from rag.timeline.rows import ClaimRow
from rag.timeline.speaker_profile import CarryingOutlet, Office, PassedOnClaim
from rag.ui.markup.profiles import people_list
from rag.ui.markup.templates import render_macro
from rag.ui.reader_locale import stretch
from rag.ui.state.address import Link

TEMPLATE: Final = "speaker_profile.html"
OFFICES: Final = 6  # shown at once; less frequent ones are folded away
# Address of the claims of one name within the days; the name by its number.
PeriodLink = Callable[[int, date, date], str]


def ways(entries: Sequence[tuple[str, str]]) -> Markup:
    """Links to go on with, as (words, address)."""
    return render_macro(TEMPLATE, "ways", entries=entries)


def may_be(entries: Sequence[tuple[str, int, str, str]]) -> Markup:
    """
    The question whether other names are the same speaker's.

    Each is (name, claims, address, address of the comparison).
    """
    return render_macro(TEMPLATE, "may_be", entries=entries)


def offices(found: Sequence[Office], link: Link) -> Markup:
    """Offices in order of time, each with its days in print and a place; the rest folded away."""
    frequent = sorted(found, key=lambda one: -one.claims)[:OFFICES]
    rows = [
        (
            link(one.place.article, one.place.span),
            ", ".join(part for part in (one.office.role, one.office.organisation) if part),
            one.office.actor,
            one.printed,
            one.claims,
            one.first,
            one.last,
        )
        for one in found
    ]
    pairs = list(zip(found, rows, strict=True))
    return render_macro(
        TEMPLATE,
        "offices",
        rows=[row for one, row in pairs if one in frequent],
        more=[row for one, row in pairs if one not in frequent],
    )


def periods(counts: PeriodCounts, names: Sequence[str], link: PeriodLink) -> Markup:
    """Statements by period as a table, with a column for each name; equal to the chart."""
    rows = [
        (
            stretch(first, last),
            [(number, link(at, first, last)) for at, number in enumerate(numbers)],
        )
        for first, last, numbers in counts.listed
    ]
    if any(counts.undated):
        rows.append(("Day unknown", [(number, "") for number in counts.undated]))
    return render_macro(TEMPLATE, "periods", label=counts.unit.capitalize(), names=names, rows=rows)


def statements(
    cards: Sequence[tuple[str, ClaimRow]],
    articles: Mapping[str, Article],
    link: Link,
    colours: Mapping[str, str],
) -> Markup:
    """Statements with their days and places, each under a heading."""
    entries = [(heading, row, articles[row.article].origin) for heading, row in cards]
    return render_macro(TEMPLATE, "statements", cards=entries, link=link, colours=colours)


def outlets(
    found: Sequence[CarryingOutlet], link: Callable[[str], str], colours: Mapping[str, str]
) -> Markup:
    """The outlets that carry the statements; ``link`` makes the address by the outlet's name."""
    rows = [
        (
            link(one.outlet) if one.outlet else "",
            colours.get(one.outlet or "", ""),
            one.outlet or "Outlet unknown",
            listed([f"{number:,} from {origin}" for origin, number in one.origins]),
            (one.claims, one.articles),
            "",
        )
        for one in found
    ]
    columns = ("Outlet", "Statements", "Articles")
    return render_macro(people_list.TEMPLATE, "people", columns=columns, rows=rows)


def chains(found: Sequence[PassedOnClaim], link: Link) -> Markup:
    """Those who pass the speaker's words on, each with a place."""
    return render_macro(TEMPLATE, "chains", entries=found, link=link)


def places(entries: Sequence[tuple[str, str]]) -> Markup:
    """Words, each a link to its address."""
    return render_macro(TEMPLATE, "places", entries=entries)


def standfirst(claims: int, dispatches: int, days: tuple[date, date] | None) -> str:
    """How many statements there are, from how many independent sources, and when."""
    if not claims:
        return "0 statements"
    words = f"{count(claims, 'statement')} in {count(dispatches, 'independent report')}"
    return f"{words}, {stretch(*days)}." if days else f"{words}; no day is known."
