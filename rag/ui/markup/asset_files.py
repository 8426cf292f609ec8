"""Text files of ``rag/ui/assets``: style sheets, scripts and images."""

from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from rag.ui.markup.templates import render

ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"


@cache
def asset_text(name: str) -> str:
    """The text of a file in ``rag/ui/assets``, read once for each process."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def style_sheet(name: str) -> Markup:
    """A ``<style>`` with the text of a file in ``rag/ui/assets``."""
    return render("style.html", css=Markup(asset_text(name)))  # noqa: S704  our own file
