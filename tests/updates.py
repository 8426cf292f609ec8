"""
A program for test_faults: updates indexes in separate processes and stops them at given points.

Its argument is a JSON list of runs: ``articles``, ``index``, ``wait`` and the ``point`` at which to
stop: ``encode``, ``records``, ``vectors``, ``before`` or ``after`` the switch of CURRENT, or none.
A run without a point begins when another of the same index has stopped. Each event is a JSON line
on stdout: the number of the run, its process, and ``stopped``, ``done`` or the error. A stopped run
continues when a file ``go`` appears beside its index.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from double import Double

from rag.attribution import extractor
from rag.errors import RagError
from rag.indexing import build
from rag.schema.articles import Article, Span
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.database import RecordDatabase
from rag.storage.vector_store import VectorStore


def emit(run: dict[str, Any], event: str, message: str = "") -> None:
    line = {"run": run["run"], "process": os.getpid(), "event": event, "message": message}
    os.write(1, (json.dumps(line) + "\n").encode())  # one write, so that lines stay whole


def beside(run: dict[str, Any], name: str) -> Path:
    return Path(run["index"]).with_suffix(f".{name}")


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.02)


def stop(run: dict[str, Any]) -> None:
    if not beside(run, "go").exists():
        emit(run, "stopped")
    beside(run, "stopped").touch()
    wait_for(beside(run, "go"))


def stopping(run: dict[str, Any], where: object, name: str, *, first: bool) -> None:
    """Make the function ``name`` of ``where`` stop at its beginning or at its end."""
    function: Callable[..., Any] = getattr(where, name)

    def stopped(*arguments: Any, **named: Any) -> Any:
        if first:
            stop(run)
        result = function(*arguments, **named)
        if not first:
            stop(run)
        return result

    setattr(where, name, stopped)


def work(run: dict[str, Any]) -> None:
    match run["point"]:
        case "encode":
            stopping(run, Double, "encode", first=False)
        case "records":
            stopping(run, RecordDatabase, "save", first=False)
        case "vectors":
            stopping(run, VectorStore, "fault", first=False)
        case "before":
            stopping(run, lifecycle, "switch", first=True)
        case "after":
            stopping(run, lifecycle, "switch", first=False)
        case _:
            wait_for(beside(run, "stopped"))
    settings = Settings(articles=Path(run["articles"]), index=Path(run["index"]))
    try:
        report = build.update(settings, Double(), wait=run.get("wait", 10))
    except RagError as error:
        emit(run, type(error).__name__, str(error))
    else:
        emit(run, "done", report.generation)


def main() -> None:
    # Imported once, before any thread runs, for all runs to share.
    import chromadb  # noqa: F401  - to have it loaded
    import datasketch  # noqa: F401  - as above
    import llama_index.vector_stores.chroma  # noqa: F401  - as above

    text = "Nobody said so."
    list(
        extractor.extract(
            [Article(id="x", text=text, fingerprint="x", story=(Span(0, len(text)),))]
        )
    )
    children = []
    for run in json.loads(sys.argv[1]):
        if child := os.fork():
            children.append(child)
        else:
            work(run)
            os._exit(0)
    for child in children:
        os.waitpid(child, 0)


main()
