"""What a chart of claims shows, in a sentence; and the words inside of its image."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rag.text.english import count
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers, Unit
from rag.timeline.rows import By
from rag.ui.palette import inert, isolated
from rag.ui.reader_locale import stretch

MADE: Final[dict[By, str]] = {
    "speaker": "{name} made {claims}",
    "outlet": "{name} has {claims}",
    "organisation": "Speakers from {name} made {claims}",
    "actor": "Speakers for {name} made {claims}",
}
TITLE: Final = 84  # characters of a line of the title in an image
SOURCE: Final = 130  # of a line of its source


@dataclass(frozen=True, slots=True)
class ImageWords:
    """The title, the colours and the source of an image, as plotly's small HTML."""

    title: str
    key: str
    source: str


def finding(table: ClaimTable, numbers: Numbers, by: By, unit: Unit) -> str:
    """
    Who made most of the claims, and in which period most were made.

    A part that is in doubt is left out: where two come first, or nobody is named, or no day is
    known. "Probably" says that words or speaker of some claims are doubtful.
    """
    first, alone = _most(table, numbers, by)
    parts = [first or count(len(numbers), "claim")]
    if when := _busiest(table, numbers, unit, overall="" if alone or not first else " overall"):
        parts.append(when)
    return f"{'; '.join(parts)}."


def _most(table: ClaimTable, numbers: Numbers, by: By) -> tuple[str, bool]:
    """Who made most of the claims, and whether these are all there are; "" where it is open."""
    counts = [(name, n) for name, n in table.counts(numbers, by) if name]
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return "", False
    (name, most), total = counts[0], len(numbers)
    claims = f"{most:,} of {count(total, 'claim')}"
    if most == total:
        claims = {1: "the only claim", 2: "both claims"}.get(total, f"all {total:,} claims")
    probably = by != "outlet" and table.doubtful(table.of(numbers, by, name))
    made = MADE[by].format(name=isolated(name), claims=claims)
    return made.replace("made", "made or probably made", 1) if probably else made, most == total


def _busiest(table: ClaimTable, numbers: Numbers, unit: Unit, *, overall: str) -> str:
    """The period with most claims; "" where several have as many."""
    dated = table.dated(numbers)
    periods = sorted(table.bins(dated, "outlet", unit, 1), key=lambda one: -one.claims)
    days = table.days(dated)
    if len(periods) == 1 and days and len(dated) == len(numbers):
        return f"{'it is' if len(numbers) == 1 else 'all are'} dated {stretch(*days)}"
    if len(periods) < 2 or periods[0].claims == periods[1].claims:
        return ""
    when, claims = stretch(periods[0].first, periods[0].last), count(periods[0].claims, "claim")
    return f"the busiest {unit}{overall} was {when}, with {claims}"


def image_words(
    title: str, colours: Iterable[tuple[str, str]], articles: int, href: str
) -> ImageWords:
    """The words of an image: ``colours`` are (colour, outlet), ``href`` where the view is."""
    lines, room = [""], 0
    for colour, name in colours:
        room += len(name) + 4
        if room > SOURCE and lines[-1]:
            lines.append("")
            room = len(name) + 4
        lines[-1] += f'<span style="color:{colour}">■</span> {inert(name)}   '
    source = textwrap.wrap(
        f"On Record · {count(articles, 'article')} · {href}", SOURCE, break_on_hyphens=False
    )
    return ImageWords(
        title="<br>".join(map(inert, textwrap.wrap(title, TITLE))),
        key="<br>".join(line.rstrip() for line in lines),
        source="<br>".join(map(inert, source)),
    )
