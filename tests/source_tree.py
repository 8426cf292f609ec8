"""The source files of the project as syntax trees, parsed once for all structure tests."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rag"


def module_name(path: Path) -> str:
    """Dotted name of a file below the root: ``rag.text.dates``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Name → file of each module of the product."""
    paths = [ROOT / "app.py", *PACKAGE.rglob("*.py")]
    return {module_name(path): path for path in sorted(paths)}


@cache
def scripts() -> dict[str, Path]:
    """Name → file of each module that is not shipped: benches and tests."""
    paths = [*(ROOT / "bench").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return {module_name(path): path for path in sorted(paths)}


@cache
def tree(module: str) -> ast.Module:
    """Syntax tree of a module of the product, a bench or a test."""
    return ast.parse((modules() | scripts())[module].read_text(encoding="utf-8"))


def package(module: str) -> str:
    """The package below ``rag``: ``text`` for ``rag.text.dates``, empty for ``rag.corpus``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 2 else ""
