"""What stands around answers and articles, as HTML: heads, notices, errors, the way to begin."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.text.english import count
from rag.ui.html.escape import bdi, esc

BARS: Final = 24  # of the histogram at the side, at most: each is wide enough to be seen
MONTHS: Final = 12  # of a year
TOLD: Final = 5  # changes in the folder that are listed; more are counted


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing an answer is restricted to, and the address of the same without it."""

    words: str
    without: str


def problem(message: str) -> str:
    """A calm one-line error."""
    return f'<div class="or or-problem" role="alert">{bdi(message)}</div>'


def notices(lines: Sequence[str]) -> str:
    """Quiet lines about an address that could not be followed to the letter."""
    items = "".join(f"<p>{bdi(line)}</p>" for line in lines)
    return f'<div class="or or-notice" role="status">{items}</div>'


def changed(lines: Sequence[str], command: str) -> str:
    """A quiet banner: what the index lacks of the folder, and the command to take it in."""
    verb = "is" if len(lines) == 1 else "are"
    head = f"{count(len(lines), 'change')} in the folder of articles {verb}"
    plain = [line.replace("; run: onrecord index", "") for line in lines[:TOLD]]
    told = "".join(f"<li>{bdi(line)}</li>" for line in plain)
    more = f"<li>{len(lines) - TOLD:,} more</li>" if len(lines) > TOLD else ""
    then = f"<p>To take them in: <code>{esc(command)}</code></p>" if command else ""
    return (
        '<div class="or or-notice or-changed" role="status">'
        f"<details><summary>{head} not shown yet.</summary>"
        f"<ul>{told}{more}</ul></details>{then}</div>"
    )


def shared(held: Sequence[str]) -> str:
    """What the link to a view holds."""
    listed = "".join(f"<li>{bdi(line)}</li>" for line in held)
    return (
        '<div class="or or-shared"><p>The link opens what you see now. It holds:</p>'
        f'<ul>{listed}</ul><p class="or-quiet">It holds no text of an article; whoever opens it '
        "needs access to this dashboard.</p></div>"
    )


def snippet(bare: str) -> str:
    """The markup that shows a view inside another page; not escaped."""
    return (
        f'<iframe src="{esc(bare)}" title="On Record" width="100%" height="640" '
        'loading="lazy" style="border:0"></iframe>'
    )


def subheading(text: str) -> str:
    """The head of a part of a page; the text is ours."""
    return f'<h2 class="or">{esc(text)}</h2>'


def scope(words: str) -> str:
    """What is in scope, at the head of the filters."""
    return f'<div class="or or-scope"><h2>Scope</h2><p class="or-quiet">{bdi(words)}</p></div>'


def heading(title: str, standfirst: str = "") -> str:
    """The head of a page."""
    below = f"<p>{esc(standfirst)}</p>" if standfirst else ""
    return f'<header class="or or-head"><h1>{bdi(title)}</h1>{below}</header>'


def loading(*, waiting: bool = True) -> str:
    """That the model is not loaded yet; with a skeleton where an answer is waited for."""
    then = " The answer then appears by itself." if waiting else ""
    return (
        '<div class="or or-loading" role="status"><p>The search by meaning is loading, which '
        f"takes some seconds after a start. Timeline and sources are there already.{then}</p>"
        f"{_bars() if waiting else ''}</div>"
    )


def skeleton() -> str:
    """The shape of the answer to come."""
    return (
        f'<div class="or or-loading" role="status"><p>Searching the articles …</p>{_bars()}</div>'
    )


def _bars() -> str:
    widths = "".join(f'<i style="width:{width}%"></i>' for width in (92, 78, 85))
    return f'<div class="or-skeleton" aria-hidden="true">{widths}</div>'


def chips(some: Sequence[Chip]) -> str:
    """What an answer is restricted to; each is a link to the same without it."""
    items = "".join(
        f'<li><a href="{esc(chip.without)}" aria-label="Remove: {esc(chip.words)}">'
        f'{bdi(chip.words)}<span aria-hidden="true"> ×</span></a></li>'
        for chip in some
    )
    return f'<ul class="or or-chips" aria-label="What the answer is restricted to">{items}</ul>'


def histogram(days: Sequence[date], inside: Sequence[date]) -> str:
    """
    Claims by month, quarter or year, as small bars: all of them, and those in scope in colour.

    "" where there are fewer than two days to tell apart.
    """
    if not days or min(days) == max(days):
        return ""
    first, last = min(days), max(days)
    months = (last.year - first.year) * MONTHS + last.month - first.month + 1
    step = next((n for n in (1, 3, 6, 12, 24, 60, 120) if -(-months // n) <= BARS), months)

    def bar(day: date) -> int:
        return ((day.year - first.year) * MONTHS + day.month - first.month) // step

    every, some = Counter(map(bar, days)), Counter(map(bar, inside))
    top = max(every.values())
    bars = "".join(
        f'<i style="height:{_percent(every[at], top)}%">'
        f'<b style="height:{_percent(some[at], every[at])}%"></b></i>'
        for at in range(-(-months // step))
    )
    told = f"{count(len(inside), 'claim')} with a day in scope, {first.year} to {last.year}"
    return (
        f'<figure class="or or-histogram"><div role="img" aria-label="{esc(told)}">{bars}</div>'
        f"<figcaption><span>{first.year}</span><span>{last.year}</span></figcaption></figure>"
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def way(words: str, href: str) -> str:
    """One link to go on with; the words are ours."""
    return f'<p class="or"><a class="or-go" href="{esc(href)}">{esc(words)}</a></p>'


def outwards(href: str) -> str:
    """From a frame in another page to the whole dashboard."""
    return (
        f'<p class="or or-quiet or-outwards"><a href="{esc(href)}" target="_blank" '
        'rel="noopener">Open in On Record</a></p>'
    )


def quiet(text: str) -> str:
    """One line of small print."""
    return f'<p class="or or-quiet">{bdi(text)}</p>'


def questions(title: str, links: Iterable[tuple[str, str]]) -> str:
    """Questions to start from, as (question, address)."""
    items = "".join(f'<li><a href="{esc(href)}">{bdi(text)}</a></li>' for text, href in links)
    return (
        f'<nav class="or or-examples" aria-label="{esc(title)}">'
        f"<h2>{esc(title)}</h2><ul>{items}</ul></nav>"
    )
