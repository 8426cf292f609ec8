"""Dispatches and the articles that print them as HTML."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from rag.timeline.coverage import DispatchCoverage
from rag.ui.markup.templates import render
from rag.ui.state.address import Link


def table(dispatches: Sequence[DispatchCoverage], link: Link, colours: Mapping[str, str]) -> Markup:
    """A row for each article, the articles of one dispatch together."""
    return render("dispatch_table.html", dispatches=dispatches, link=link, colours=colours)
