"""
Jobs in which a language model writes prose about an answer.

A thread runs each job, so that no page waits for a server. A job is kept per question, scope and
generation of the corpus: every reader of an address sees the same prose.
"""

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from rag.corpus import Corpus
from rag.schema.answers import Answer, WrittenProse

log = logging.getLogger(__name__)

MOST_JOBS = 128  # jobs that are kept
AT_ONCE = 2  # jobs that run at one time; a server on the same machine handles no more
RETRY_AFTER = 60.0  # seconds after which a failed job is tried again


@dataclass(slots=True)
class WritingJob:
    """Prose in progress; ``answer`` is replaced by one with more sentences as they arrive."""

    answer: Answer
    done: bool = False
    ended: float = 0.0


_lock = threading.Lock()
_slots = threading.Semaphore(AT_ONCE)
_jobs: OrderedDict[object, WritingJob] = OrderedDict()


def job(corpus: Corpus, answer: Answer) -> WritingJob | None:
    """
    The job for an answer, started if there is none yet.

    None if the settings name no model, or the answer is a decline.
    """
    settings = corpus.settings
    if answer.declined or not settings.llm:
        return None
    key = (corpus.fingerprint, settings.llm, settings.llm_url, answer.question, answer.scope)
    with _lock:
        current = _jobs.get(key)
        if current is None or _failed(current):
            current = WritingJob(replace(answer, written=WrittenProse(model=settings.llm)))
            _jobs[key] = current
            threading.Thread(
                target=_run, args=(corpus, current), name="writer", daemon=True
            ).start()
        _jobs.move_to_end(key)
        while len(_jobs) > MOST_JOBS:
            _jobs.popitem(last=False)
    return current


def _failed(writing: WritingJob) -> bool:
    """Whether a job ended without prose, long enough ago to try again."""
    without_prose = writing.done and writing.answer.writer is None
    return without_prose and time.monotonic() - writing.ended > RETRY_AFTER


def _run(corpus: Corpus, writing: WritingJob) -> None:
    try:
        with _slots:
            for answer in corpus.write(writing.answer):
                writing.answer = answer
    except Exception:
        log.exception("writer")
        note = "the language model stopped; see the log of this dashboard"
        so_far = writing.answer.written or WrittenProse(model=corpus.settings.llm)
        writing.answer = replace(writing.answer, written=replace(so_far, note=note))
    finally:
        writing.ended = time.monotonic()
        writing.done = True
