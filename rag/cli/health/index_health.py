"""Checks of what lies in the folder of the index, which they do not change."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime

from rag.cli.health.health_line import (
    HealthCheck,
    HealthState,
    folder_size,
    generation_in_force,
    size_in_words,
)
from rag.errors import MissingModelError, StorageError
from rag.indexing.code_version import engine
from rag.models import embedder as embedding
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.kept import mark_store
from rag.storage.kept.unfinished import unfinished_update
from rag.text.english import count, plural

COUNTED = ("article", "passage", "sentence", "claim", "dispatch")


def index(settings: Settings) -> HealthCheck:
    """The generation in force; reads all of its records. Raises RagError where it has none."""
    with generation_in_force(settings) as generation:
        meta = generation.meta
        if damage := generation.damage():
            words = f"{generation.folder} is damaged: {' '.join(damage.split())}. "
            return HealthCheck(
                "index", HealthState.PROBLEM, words + "Build it anew: onrecord index"
            )
        counts = generation.counts()
    built, size = meta.get("built", ""), folder_size(generation.folder)
    made_with, model = meta.get("embedder"), _model(settings)
    values: dict[str, object] = {
        "folder": str(settings.index),
        "generation": generation.name,
        "built": built or None,
        **counts,
        "bytes": size,
        "folder_bytes": folder_size(settings.index),
        "embedder": made_with,
        "of_this_model": None if model is None else model == made_with,
        "of_this_version": meta.get("engine") == engine(),
    }
    if values["of_this_model"] is False:
        words = f"{generation.folder} was built with the model {made_with}, settings name {model}: "
        words += "no question is answered. Rebuild it: onrecord index"
        return HealthCheck("index", HealthState.PROBLEM, words, values)
    records = ", ".join(count(counts[plural(noun)], noun) for noun in COUNTED)
    words = f"{generation.folder}, built {_moment(built)}: {records}; {size_in_words(size)}"
    if not values["of_this_version"]:
        words += "; built by another version of On Record, will be built anew by: onrecord index"
        return HealthCheck("index", HealthState.NOTE, words, values)
    return HealthCheck("index", HealthState.OK, words, values)


def _moment(built: str) -> str:
    try:
        return datetime.fromisoformat(built).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    except ValueError:
        return "at an unknown time"


def unfinished(settings: Settings) -> HealthCheck | None:
    """What an update that did not end has kept."""
    kept = unfinished_update(settings.index, f"{engine()} {_model(settings)}")
    if kept is None:
        return None
    running = lifecycle.being_written(settings.index)
    values = {"articles": kept.articles, "usable": kept.usable, "running": running}
    number = "an unknown number of articles"
    if kept.articles is not None:
        number = count(kept.articles, "article")
    if running:
        words = f"an update runs; {number} kept so far"
    elif kept.usable:
        words = f"an update did not end; {number} kept, from which the next goes on: onrecord index"
    else:
        words = f"an update did not end; {number} kept by another version or model, or damaged: "
        words += "the next begins anew: onrecord index"
    return HealthCheck("unfinished", HealthState.NOTE, words, values)


def marks(settings: Settings) -> HealthCheck:
    """The marks and corrections of readers. Raises StorageError where they cannot be read."""
    store = mark_store.MarkStore(settings.index)
    made, edits = len(store.all()), len(store.edits())
    words = f"{count(made, 'mark')}, {count(edits, 'correction')}"
    return HealthCheck("marks", HealthState.OK, words, {"marks": made, "corrections": edits})


def disk(settings: Settings) -> HealthCheck:
    """Whether the next generation has room beside the one in force; the memory of the machine."""
    place = settings.index.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    needed = 0
    with suppress(StorageError):
        if name := lifecycle.current(settings.index):
            needed = folder_size(settings.index / name)
    memory = _memory()
    writable = os.access(place, os.W_OK)
    values = {
        "free_bytes": free,
        "needed_bytes": needed,
        "memory_bytes": memory,
        "writable": writable,
    }
    words = f"{size_in_words(free)} free at {place}"
    if memory:
        words += f"; {size_in_words(memory)} of memory"
    if free < needed:
        words += f"; an update may need {size_in_words(needed)} for another copy of the index. "
        words += "Free some space, or name another folder with --index"
        return HealthCheck("disk", HealthState.PROBLEM, words, values)
    if not writable:
        words += "; this user may not write there, as updates and marks do"
        return HealthCheck("disk", HealthState.NOTE, words, values)
    return HealthCheck("disk", HealthState.OK, words, values)


def _model(settings: Settings) -> str | None:
    """The name of the embedding model; None where there is none, which another check reports."""
    with suppress(MissingModelError, OSError):
        return embedding.load(settings).name
    return None


def _memory() -> int | None:
    """Bytes of memory of the machine, None where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
