"""Readers' marks as HTML."""

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from rag.desk.marked_places import MarkedPlace
from rag.schema.articles import title_of
from rag.schema.marks import Mark
from rag.ui.markup.templates import render_macro
from rag.ui.palette import cut
from rag.ui.state.address import Link

TEMPLATE: Final = "marks.html"
LONGEST: Final = 400  # characters of a marked claim in the list


def line(mark: Mark | None) -> Markup:
    """A mark in one line for the card of a claim; "" without one."""
    return render_macro(TEMPLATE, "line", mark=mark) if mark else Markup()


def marked(places: Iterable[MarkedPlace], link: Link, colours: Mapping[str, str]) -> Markup:
    """The list of marks, each with what is marked and the way there."""
    entries = []
    for place in places:
        article, claim = place.article, place.claim
        href = link(article.id, place.span) if article and not place.gone else ""
        words = claim.text if claim else place.mark.words
        title = title_of(article) if article else place.mark.article
        who = claim.speaker if claim else None
        entries.append((place, href, who, cut(" ".join(words.split()), LONGEST), title))
    return render_macro(TEMPLATE, "marked", entries=entries, colours=colours)
