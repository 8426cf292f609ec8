"""Articles are read in this process or, where there are many, in several at the same time."""

import os
import re
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from rag.calibration.parameters import parameters
from rag.errors import RagError
from rag.indexing import article_reading
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.schema.articles import Article
from rag.settings import Settings
from rag.storage.database import ArticleRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLimits:
    """How the work is divided; values from calibration/indexing.toml."""

    read_together: int  # articles that a process reads before it hands them over
    each_worker: int  # articles to read for each process that is started
    most_workers: int  # processes, unless the settings say more


LIMITS = parameters(WorkLimits, "indexing", "work")

Batch = tuple[Article, ...]


def read_all(
    articles: Sequence[Article], settings: Settings, embedder: Embedder | None
) -> Iterator[list[ArticleRecords]]:
    """
    The records of all articles, in their order, some at a time.

    Those of ``embedder``, where one is given, are computed here, as are those of few articles.
    Raises MissingModelError, and RagError where the number of processes makes no sense.
    """
    size = LIMITS.read_together
    batches = [tuple(articles[n : n + size]) for n in range(0, len(articles), size)]
    workers = 1 if embedder else workers_for(len(articles), settings)
    if workers > 1:
        yield from _in_processes(batches, settings, workers)
        return
    yield from _here(batches, embedder or embedding.load(settings))


def workers_for(articles: int, settings: Settings) -> int:
    """
    The number of processes that read so many articles; 1 stands for this process alone.

    Raises RagError where the settings name no such number.
    """
    if settings.workers:
        if not re.fullmatch("[1-9][0-9]{0,2}", settings.workers):
            raise RagError(
                "ONRECORD_WORKERS: expected a number of processes such as 2, found "
                f"{settings.workers!r}. Leave it empty for one a core"
            )
        return min(int(settings.workers), max(1, articles))
    return max(1, min(_cores(), LIMITS.most_workers, articles // LIMITS.each_worker))


def _in_processes(
    batches: Sequence[Batch], settings: Settings, workers: int
) -> Iterator[list[ArticleRecords]]:
    """New processes go on where some were killed; this one, where they cannot even start."""
    done = 0
    while done < len(batches):
        before = done
        try:
            for records in _in_pool(batches[done:], settings, workers):
                yield records
                done += 1
        except BrokenProcessPool:
            if done == before:
                yield from _here(batches[done:], embedding.load(settings))
                return


def _here(batches: Sequence[Batch], embedder: Embedder) -> Iterator[list[ArticleRecords]]:
    for batch in batches:
        yield article_reading.read(batch, embedder)


def _in_pool(
    batches: Sequence[Batch], settings: Settings, workers: int
) -> Iterator[list[ArticleRecords]]:
    """Results in order; few wait at a time, so that memory stays flat."""
    threads = max(1, _cores() // workers)
    # Processes of their own, not forks: those would share locks of threads that they lack.
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_begin, initargs=(settings, threads)
    )
    waiting: deque[Future[list[ArticleRecords]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_read, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """What a process keeps from one batch to the next."""

    embedder: Embedder


def _begin(settings: Settings, threads: int) -> None:
    """The start of a process: the parent alone is interrupted, and it ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    embedding.use_threads(threads)
    _Worker.embedder = embedding.load(settings)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _read(batch: Batch) -> list[ArticleRecords]:
    return article_reading.read(batch, _Worker.embedder)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
