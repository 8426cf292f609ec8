"""Two reprints, or two versions of an article, side by side with what differs marked."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from rag.reprints import differences
from rag.reprints.side_by_side import sentence_pairs
from rag.schema.answers import Difference
from rag.schema.articles import Article, Span
from rag.text.english import count
from rag.ui.markup.templates import render
from rag.ui.state.address import Link


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence of each text, None where it has none, and the places where they differ."""

    here: Span | None
    there: Span | None
    differences: tuple[Difference, ...]

    @property
    def kind(self) -> str:
        if self.here is None or self.there is None:
            return "alone"
        return "differs" if self.differences else "same"


def table(ours: Article, theirs: Article, link: Link) -> Markup:
    """Both reprints as a table of two columns, a sentence to a row."""
    return _table(ours, theirs, (link, link), None)


def edited(
    before: Article, after: Article, heads: tuple[str, str], link: Link, link_now: Link
) -> Markup:
    """Two versions of one article as such a table; ``heads`` say which column is which."""
    return _table(before, after, (link, link_now), heads)


def _table(
    ours: Article, theirs: Article, links: tuple[Link, Link], heads: tuple[str, str] | None
) -> Markup:
    rows = [
        _Row(here, there, tuple(differences.between(ours, here, theirs, there)))
        if here and there
        else _Row(here, there, ())
        for here, there in sentence_pairs(ours, theirs)
    ]
    numbers = Counter(row.kind for row in rows)
    verb = "matches" if len(rows) == 1 else "match"
    parts = [f"{numbers['same']} of {count(len(rows), 'sentence')} {verb}"]
    if differing := numbers["differs"]:
        parts.append(f"{differing} {'differs' if differing == 1 else 'differ'}")
    if alone := numbers["alone"]:
        parts.append(f"{alone} only in one of the two")
    summary = "; ".join(parts) + "."
    return render(
        "comparison.html",
        ours=ours,
        theirs=theirs,
        rows=rows,
        summary=summary,
        links=links,
        heads=heads,
    )
