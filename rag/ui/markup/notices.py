"""Page headings, notices, errors, filters and questions to start from, as HTML."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from rag.text.english import count
from rag.ui.markup.templates import render_macro

TEMPLATE: Final = "notices.html"
LOADING: Final = (
    "Search is warming up (usually under 30 seconds). Timeline, Speakers and Sources already work."
)

BARS: Final = 24  # of the histogram at the side, at most: each is wide enough to be seen
MONTHS: Final = 12  # of a year
LISTED: Final = 5  # changes in the folder that are listed; more are counted


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter of an answer, and the address of the same answer without it."""

    words: str
    without: str


def problem(message: str) -> Markup:
    """A calm one-line error."""
    return render_macro(TEMPLATE, "problem", message=message)


def notices(lines: Sequence[str]) -> Markup:
    """Quiet lines about parts of an address that were ignored."""
    return render_macro(TEMPLATE, "notices", lines=lines)


def changed(lines: Sequence[str], command: str) -> Markup:
    """A quiet banner: changes in the folder that the index lacks, and the command to add them."""
    return render_macro(
        TEMPLATE,
        "changed",
        number=len(lines),
        lines=lines[:LISTED],
        more=max(0, len(lines) - LISTED),
        command=command,
    )


def snippet(bare: str) -> str:
    """The markup that shows a view inside another page, as text to copy."""
    return str(render_macro(TEMPLATE, "snippet", bare=bare))


def subheading(text: str) -> Markup:
    """The head of a part of a page."""
    return render_macro(TEMPLATE, "subheading", text=text)


def finding(text: str) -> Markup:
    """What a chart shows, as its title."""
    return render_macro(TEMPLATE, "finding", text=text)


def scope(words: str) -> Markup:
    """The filters in force, at the head of the sidebar."""
    return render_macro(TEMPLATE, "scope", words=words)


def heading(title: str, standfirst: str = "") -> Markup:
    """The head of a page."""
    return render_macro(TEMPLATE, "heading", title=title, standfirst=standfirst)


def hidden_heading(title: str) -> Markup:
    """The head of a page that shows its title elsewhere, for readers who hear the page."""
    return render_macro(TEMPLATE, "hidden_heading", title=title)


def next_step(folder: str, files: int, *, building: bool, may: bool) -> Markup:
    """
    What to do while there is no index, with so many files in the folder of articles.

    ``may``: this reader may add files and build the index here.
    """
    return render_macro(
        TEMPLATE, "next_step", folder=folder, files=files, building=building, may=may
    )


def loading(*, waiting: bool = True) -> Markup:
    """A message that the model is loading; with a skeleton where an answer is waited for."""
    words = LOADING + (" The answer then appears by itself." if waiting else "")
    return render_macro(TEMPLATE, "loading", words=words, skeleton=waiting)


def skeleton() -> Markup:
    """The shape of the answer to come."""
    return render_macro(TEMPLATE, "loading", words="Searching the articles …", skeleton=True)


def chips(chips: Sequence[Chip]) -> Markup:
    """The restrictions of an answer; each is a link to the same without it."""
    return render_macro(TEMPLATE, "chips", chips=chips)


def histogram(days: Sequence[date], inside: Sequence[date]) -> str:
    """
    Claims by month, quarter or year, as small bars: all of them, and those in scope in colour.

    "" where there are fewer than two different days.
    """
    if not days or min(days) == max(days):
        return ""
    first, last = min(days), max(days)
    months = (last.year - first.year) * MONTHS + last.month - first.month + 1
    step = next((n for n in (1, 3, 6, 12, 24, 60, 120) if -(-months // n) <= BARS), months)

    def bar(day: date) -> int:
        return ((day.year - first.year) * MONTHS + day.month - first.month) // step

    every, in_scope = Counter(map(bar, days)), Counter(map(bar, inside))
    top = max(every.values())
    bars = [
        (_percent(every[at], top), _percent(in_scope[at], every[at]))
        for at in range(-(-months // step))
    ]
    words = f"{count(len(inside), 'claim')} with a day in scope, {first.year} to {last.year}"
    return render_macro(
        TEMPLATE, "histogram", bars=bars, words=words, first=first.year, last=last.year
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def way(words: str, href: str) -> Markup:
    """One link to go on with."""
    return render_macro(TEMPLATE, "way", words=words, href=href)


def outside(earlier: tuple[int, str] | None, later: tuple[int, str] | None) -> Markup:
    """The ways to the claims before and after a chart's days, each as (claims, address)."""
    return render_macro(TEMPLATE, "outside", earlier=earlier, later=later)


def less_certain(words: str, way: str, href: str) -> Markup:
    """How many claims are doubtful, and the way to see or leave them out."""
    return render_macro(TEMPLATE, "less_certain", words=words, way=way, href=href)


def outwards(href: str) -> Markup:
    """From a frame in another page to the whole dashboard."""
    return render_macro(TEMPLATE, "outwards", href=href)


def data(json: str, csv: str) -> Markup:
    """The addresses of a view as data."""
    return render_macro(TEMPLATE, "data", json=json, csv=csv)


def quiet(text: str) -> Markup:
    """One line of small print."""
    return render_macro(TEMPLATE, "quiet", text=text)


def questions(title: str, links: Sequence[tuple[str, str]]) -> Markup:
    """Questions to start from, as (question, address)."""
    return render_macro(TEMPLATE, "questions", title=title, links=links)


def embedded() -> Markup:
    """An element by which the style sheet knows that the page is in a frame."""
    return render_macro(TEMPLATE, "embedded")
