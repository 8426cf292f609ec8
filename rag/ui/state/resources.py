"""
What all readers of one process share: the opened corpus and its language model.

No page waits for the model: one thread loads it, pages ask ``model_ready``. The corpus is looked
up by the generation of the index in force, so that an update is taken up at the next interaction.
"""

import gc
import logging
import os
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rag.corpus import Corpus
from rag.errors import RagError
from rag.schema.reports import Facets, RelatedClaims
from rag.schema.scope import EVERYTHING, Scope
from rag.settings import Settings
from rag.timeline.claim_table import ClaimTable
from rag.ui import palette
from rag.ui.state import library
from rag.writer import prose

log = logging.getLogger(__name__)


ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class _Opened:
    settings: Settings
    generation: str | None
    corpus: Corpus
    model: "Future[None]"


_lock = threading.Lock()
_opened: _Opened | None = None


def settings() -> Settings:
    """
    The settings of the environment, read anew.

    The default folders lie beside ``app.py``, so that the dashboard may be started from anywhere.
    """
    beside_app = {
        "ONRECORD_ARTICLES": str(ROOT / "seeds"),
        "ONRECORD_INDEX": str(ROOT / "index"),
    }
    given = {name: value for name, value in os.environ.items() if value}
    return Settings.from_environment({**beside_app, **given})


def corpus() -> Corpus:
    """The corpus in force; opened, and its model's loading begun, when it is a new one."""
    return _current().corpus


def facets() -> Facets:
    """The values by which the corpus in force can be scoped, found once for each generation."""
    return _current().corpus.facets()


def columns() -> ClaimTable:
    """The claims of the corpus in force as columns, made once for each generation."""
    return _current().corpus.claim_table


def outlets() -> tuple[str, ...]:
    """The outlets of the corpus in force, those with most claims first; so they take colours."""
    held = columns()

    def counted() -> tuple[str, ...]:
        by_weight = [name for name, _ in held.counts(held.within(), "outlet") if name]
        return tuple(dict.fromkeys((*by_weight, *facets().outlets)))

    return held.cached("outlets", counted)


def about(words: str, scope: Scope) -> RelatedClaims | None:
    """The claims in scope that the words are about; None where there are no words."""
    if not any(map(str.isalnum, words)):
        return None
    corpus = _current().corpus
    near = partial(corpus.about, words, scope)
    return corpus.claim_table.cached(("about", words, scope), near)


def shelved() -> tuple[library.LibraryEntry, ...]:
    """The articles of the corpus in force as the library lists them, made once for each state."""
    corpus = _current().corpus

    def listed() -> tuple[library.LibraryEntry, ...]:
        return library.entries(corpus.articles(), corpus.dispatches(), corpus.claims())

    return corpus.claim_table.cached("shelf", listed)


def days(scope: Scope) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days of all claims and of those in scope, remembered for the last scopes."""
    held = columns()

    def dated(some: Scope) -> tuple[date, ...]:
        said = (held.claims[number].said_on for number in held.dated(held.within(some)))
        return tuple(day for day in said if day is not None)

    every, within = (held.cached(("days", one), partial(dated, one)) for one in (EVERYTHING, scope))
    return every, within


def model_ready() -> bool:
    """
    Whether the model of the corpus in force is loaded, without waiting.

    Raises what went wrong where loading failed.
    """
    current = _current()
    if current.corpus.ready:
        return True
    if not current.model.done():
        return False
    current.model.result()
    return True


def warm_up() -> None:
    """Begin to open the corpus and load its model in the background; never raises."""
    threading.Thread(target=_warm_quietly, name="warm-up", daemon=True).start()


def readiness() -> tuple[str | None, str]:
    """The fingerprint of the corpus once a question can be answered, else None and the reason."""
    try:
        ready = model_ready()
        fingerprint = corpus().fingerprint
    except RagError as problem:
        return None, str(problem)
    except Exception:
        log.exception("readiness")
        return None, "The index or the model cannot be loaded; the server's log says why."
    return (fingerprint, "") if ready else (None, "The language model is loading.")


def _warm_quietly() -> None:
    try:
        corpus()
    except RagError as problem:
        log.warning("%s", problem)  # the page shows it too, and tries again
    except Exception:
        log.exception("warm-up")


def _current() -> _Opened:
    global _opened  # noqa: PLW0603  one corpus per process is the point of this module
    wanted = settings()
    generation = Corpus.current(wanted)
    with _lock:
        held = _opened
        if held is None or (held.settings, held.generation) != (wanted, generation):
            corpus = Corpus.open(wanted)
            held = _Opened(wanted, generation, corpus, Future())
            _opened = held
            threading.Thread(target=_load, args=(held,), name="model", daemon=True).start()
    return held


def _load(opened: _Opened) -> None:
    try:
        opened.corpus.claim_table  # noqa: B018  before the model: the timeline does not wait for it
        _settle()
        opened.corpus.warm()
        _settle()
    except Exception as problem:
        log.warning("the model was not loaded: %s", problem)
        opened.model.set_exception(problem)
    else:
        opened.model.set_result(None)
        if opened.settings.llm:
            _load_writer()


def _settle() -> None:
    """
    Take what is loaded out of the garbage collector's sight.

    It is millions of records that live as long as the corpus; looking through them all would stop
    every reader for a second, again and again. They hold no cycles, so that a corpus that is
    superseded goes when its last reader does.
    """
    gc.collect()
    gc.freeze()


def _load_writer() -> None:
    """Questions are answered meanwhile; what fails here is told beside the first answer."""
    try:
        prose.load()
    except Exception as problem:
        log.warning("the writer was not loaded: %s", problem)


def colours() -> Mapping[str, str]:
    """The colour of each outlet, the same on every page."""
    return palette.outlet_colours(outlets())
