"""The legend of the charts as HTML."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from rag.ui.markup.templates import render
from rag.ui.palette import colour_entries


def colour_key(colours: Mapping[str, str], outlets: Iterable[str | None]) -> Markup:
    """The colours of outlets, as a list."""
    return render("legend.html", entries=colour_entries(colours, outlets))
