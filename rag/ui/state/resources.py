"""
What all readers of one process share: the opened corpus, its model, and tables derived from it.

One thread loads the model, so that no page waits for it; pages check ``model_ready``. The corpus is
opened for the current generation of the index, so that the next interaction uses an update.
"""

import gc
import logging
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from rag.corpus import Corpus
from rag.drafts.draft_report import DraftReport
from rag.errors import RagError
from rag.export import speakers_csv
from rag.export.speakers_csv import SpeakerSummary
from rag.schema.reports import Facets, ImportReport, RelatedClaims
from rag.schema.scope import EVERYTHING, Scope
from rag.settings import VARIABLES, Settings
from rag.storage.kept import import_report as kept_report
from rag.text.letters import fold_letters
from rag.timeline.claim_table import ClaimTable
from rag.timeline.speaker_table import SpeakerEntry, SpeakerTable, speakers_of
from rag.ui import palette
from rag.ui.state import library
from rag.writer import prose

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenCorpus:
    settings: Settings
    generation: str | None
    corpus: Corpus
    model: "Future[None]"


_lock = threading.Lock()
_open: _OpenCorpus | None = None


def settings() -> Settings:
    """
    The settings of the environment, read on each call.

    The default folders are those beside ``app.py``, from any working directory.
    """
    return _settings(tuple(os.environ.get(variable, "") for variable, *_ in VARIABLES))


@lru_cache(maxsize=8)  # a page asks some thirty times
def _settings(values: tuple[str, ...]) -> Settings:
    beside_app = {
        "ONRECORD_ARTICLES": str(ROOT / "seeds"),
        "ONRECORD_INDEX": str(ROOT / "index"),
    }
    names = (variable for variable, *_ in VARIABLES)
    given = {name: value for name, value in zip(names, values, strict=True) if value}
    return Settings.from_environment({**beside_app, **given})


def corpus() -> Corpus:
    """The current corpus; a new one is opened, and its model begins to load."""
    return _current().corpus


def facets() -> Facets:
    """The values that filters of the current corpus can take."""
    return _current().corpus.facets()


def claim_table() -> ClaimTable:
    """The claims of the current corpus as columns, built once for each generation."""
    return _current().corpus.claim_table


def outlets() -> tuple[str, ...]:
    """The outlets of the current corpus, those with most claims first: the order of colours."""
    table = claim_table()

    def by_claims() -> tuple[str, ...]:
        most_first = [name for name, _ in table.counts(table.within(), "outlet") if name]
        return tuple(dict.fromkeys((*most_first, *facets().outlets)))

    return table.cached("outlets", by_claims)


def colours() -> Mapping[str, str]:
    """The colour of each outlet, the same on every page."""
    return palette.outlet_colours(outlets())


def related_claims(words: str, scope: Scope) -> RelatedClaims | None:
    """The claims in scope that are about the words; None if there are no words."""
    if not any(map(str.isalnum, words)):
        return None
    corpus = _current().corpus
    near = partial(corpus.about, words, scope)
    return corpus.claim_table.cached(("about", words, scope, date.today()), near)


def library_entries() -> Mapping[str, library.LibraryEntry]:
    """The articles of the current corpus as the library lists them, by id."""
    corpus = _current().corpus

    def entries() -> Mapping[str, library.LibraryEntry]:
        listed = library.entries(corpus.articles(), corpus.dispatches(), corpus.claim_table)
        return {entry.article.id: entry for entry in listed}

    return corpus.claim_table.cached("library", entries)


def checked_draft(text: str, scope: Scope) -> DraftReport:
    """What the articles in scope have of the statements of a draft."""
    corpus = _current().corpus

    def checked() -> DraftReport:
        from rag.drafts import draft_check

        return draft_check.check(corpus, text, scope)

    return corpus.claim_table.cached(("draft", text, scope), checked)


def speaker_table() -> SpeakerTable:
    """The speakers of the current corpus, each with its claims."""
    return speakers_of(claim_table())


def speaker_texts(one: SpeakerEntry) -> list[str]:
    """What a search for a speaker looks in: name, office, other spellings."""
    known = speaker_summaries().get(one.name)
    office = filter(None, (one.office.role, one.office.organisation))
    return [one.name, *office, *(known.spellings if known else ())]


def has_words(texts: Sequence[str], words: str) -> bool:
    """Whether the texts have each of the words, in any case, with or without accents."""
    text = fold_letters(" ".join(texts))
    return all(word in text for word in fold_letters(words).split())


def speaker_summaries() -> Mapping[str, SpeakerSummary]:
    """What ``onrecord speakers`` says of each speaker of the whole corpus, by name."""
    corpus = _current().corpus

    def summaries() -> Mapping[str, SpeakerSummary]:
        return {one.name: one for one in speakers_csv.speakers(corpus.claim_table.some())}

    return corpus.claim_table.cached("summaries", summaries)


def import_report() -> ImportReport | None:
    """What became of each file in the last update; None where no report was kept."""
    return kept_report.read(settings().index)


def claim_days(scope: Scope) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days of all claims, and of those in scope."""
    table = claim_table()

    def days(scope: Scope) -> tuple[date, ...]:
        return table.columns.days(table.within(scope))

    everything, inside = (table.cached(("days", s), partial(days, s)) for s in (EVERYTHING, scope))
    return everything, inside


def model_ready() -> bool:
    """
    Whether the model of the current corpus is loaded, without waiting.

    Raises the error of a failed load.
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
    """The fingerprint once questions can be answered and "", else None and the reason."""
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
        log.warning("%s", problem)  # pages show it too, and try again
    except Exception:
        log.exception("warm-up")


def _current() -> _OpenCorpus:
    global _open  # noqa: PLW0603  one corpus per process is the point of this module
    wanted = settings()
    generation = Corpus.current(wanted)
    with _lock:
        current = _open
        if current is None or (current.settings, current.generation) != (wanted, generation):
            corpus = Corpus.open(wanted)
            current = _OpenCorpus(
                settings=wanted,
                generation=generation,
                corpus=corpus,
                model=Future(),
            )
            _open = current
            threading.Thread(target=_load, args=(current,), name="model", daemon=True).start()
    return current


def _load(opened: _OpenCorpus) -> None:
    try:
        opened.corpus.claim_table  # noqa: B018  before the model, which the timeline does not need
        _freeze()
        opened.corpus.warm()
        _freeze()
    except Exception as problem:
        log.warning("the model was not loaded: %s", problem)
        opened.model.set_exception(problem)
    else:
        opened.model.set_result(None)
        if opened.settings.llm:
            _load_writer()


def _freeze() -> None:
    """
    Exempt the loaded records from garbage collection.

    Millions of records live as long as the corpus; scanning them would stop every reader for a
    second, again and again. They form no cycles, so a replaced corpus is freed with its last
    reader.
    """
    gc.collect()
    gc.freeze()


def _load_writer() -> None:
    """Load what the writer needs; a failure is shown beside the first answer."""
    try:
        prose.load()
    except Exception as problem:
        log.warning("the writer was not loaded: %s", problem)
