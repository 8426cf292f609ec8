"""
Counts words of an older, inverted English in the project's prose, per file, worst first.

    python bench/language.py

Counted are docstrings, comments (Python, CSS, JavaScript, templates, TOML, Makefile), README, docs
and changelog; quotations and code inside them are left out. Exit status 1 where more than
`ACCEPTED` in 10,000 words are on the list. They are fine words: what their number measures is
sentences built around them, as in "who affirms is told only of named speakers".
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ACCEPTED = 5.0
LISTED = re.compile(
    r"\b(?:told|tells?|telling|stands?|stood|standing|whom|nobody|somebody|thereof|hence|lest"
    r"|whoever|wherever)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Code and quotations: examples of what articles, questions and pages say.
QUOTED = re.compile(r"```.*?```|``.*?``|`[^`]*`|“[^”]*”|\"[^\"\n]*\"", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Count:
    """Words of a file's prose, and those of them that are on the list."""

    path: str
    words: int
    listed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Listed words per 10,000."""
        return 10_000 * len(self.listed) / self.words if self.words else 0.0


def python_prose(source: str) -> Iterator[str]:
    """Docstrings and comments of a Python file."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and (text := ast.get_docstring(node)):
            yield text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.lstrip("# ")


def matches(pattern: str) -> Callable[[str], Iterator[str]]:
    """Prose of a file whose comments are the matches of a pattern."""
    compiled = re.compile(pattern, re.DOTALL | re.MULTILINE)
    return lambda source: (match[0] for match in compiled.finditer(source))


HASHED = matches(r"(?:^|[ \t])#[^\n]*")
PROSE: dict[str, Callable[[str], Iterator[str]]] = {
    ".py": python_prose,
    ".md": lambda source: iter([source]),
    ".toml": HASHED,
    ".css": matches(r"/\*.*?\*/"),
    ".js": matches(r"/\*.*?\*/|(?:^|[ \t])//[^\n]*"),
    ".jinja": matches(r"\{#.*?#\}"),
    ".html": matches(r"\{#.*?#\}|<!--.*?-->"),
    "": HASHED,
}


def count(path: Path, root: Path = ROOT) -> Count:
    """The words of one file's prose."""
    prose = "\n".join(PROSE[path.suffix](path.read_text(encoding="utf-8")))
    plain = QUOTED.sub(" ", prose)
    return Count(
        str(path.relative_to(root)), len(WORD.findall(plain)), tuple(LISTED.findall(plain))
    )


def counts(root: Path = ROOT) -> list[Count]:
    """Every file with prose that git knows or would take, worst first."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 (git)
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    paths = [root / name for name in names if not name.startswith(("seeds/", "index/", "LICENSE"))]
    found = [count(path, root) for path in paths if path.suffix in PROSE and path.is_file()]
    return sorted(found, key=lambda one: (-len(one.listed), one.path))


def share(found: list[Count]) -> float:
    """Listed words per 10,000 over several files."""
    words = sum(one.words for one in found)
    return 10_000 * sum(len(one.listed) for one in found) / words if words else 0.0


def main() -> int:
    """Print the files with listed words and the share over all."""
    found = counts()
    for one in found:
        if one.listed:
            words = ", ".join(one.listed[:8]).lower()
            print(f"{len(one.listed):4} in {one.words:6} words  {one.path}: {words}")
    total = share(found)
    print(f"{total:.1f} in 10,000 words over all; accepted are fewer than {ACCEPTED:g}")
    return int(total >= ACCEPTED)


if __name__ == "__main__":
    sys.exit(main())
