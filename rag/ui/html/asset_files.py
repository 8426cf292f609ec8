"""Text files of ``rag/ui/assets``: style sheets, scripts and images."""

from functools import cache
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"


@cache
def asset_text(name: str) -> str:
    """The text of a file in ``rag/ui/assets``, read once for each process."""
    return (ASSETS / name).read_text(encoding="utf-8")
