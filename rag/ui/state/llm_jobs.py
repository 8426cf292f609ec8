"""
What a language model is writing for the readers of this process.

A thread writes while pages are drawn: no reader waits for a server. One question, scope and state
of the corpus is written upon once and kept, so that whoever opens the same address sees the same.
"""

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from rag.corpus import Corpus
from rag.schema.answers import Answer, WrittenProse

log = logging.getLogger(__name__)

KEPT = 128  # answers written upon that are remembered
TOGETHER = 2  # that are written at one time; a server on the same machine does no more at once
AGAIN = 60.0  # seconds after which what came to nothing is tried again


@dataclass(slots=True)
class WritingJob:
    """One answer that is being written upon; ``answer`` is replaced as sentences come."""

    answer: Answer
    done: bool = False
    ended: float = 0.0


_lock = threading.Lock()
_room = threading.Semaphore(TOGETHER)
_jobs: OrderedDict[object, WritingJob] = OrderedDict()


def job(corpus: Corpus, answer: Answer) -> WritingJob | None:
    """
    The writing upon an answer, begun where it is not yet.

    None where the settings name no model, or the corpus does not answer.
    """
    settings = corpus.settings
    if answer.declined or not settings.llm:
        return None
    key = (corpus.fingerprint, settings.llm, settings.llm_url, answer.question, answer.scope)
    with _lock:
        found = _jobs.get(key)
        if found is None or _failed(found):
            found = WritingJob(replace(answer, written=WrittenProse(settings.llm)))
            _jobs[key] = found
            thread = threading.Thread(target=_run, args=(corpus, found), name="writer", daemon=True)
            thread.start()
        _jobs.move_to_end(key)
        while len(_jobs) > KEPT:
            _jobs.popitem(last=False)
    return found


def _failed(one: WritingJob) -> bool:
    """Whether it came to nothing, long enough ago to try again."""
    return one.done and one.answer.writer is None and time.monotonic() - one.ended > AGAIN


def _run(corpus: Corpus, one: WritingJob) -> None:
    try:
        with _room:
            for answer in corpus.write(one.answer):
                one.answer = answer
    except Exception:
        log.exception("writer")
        note = "the writing broke off; the log of this dashboard says why"
        so_far = one.answer.written or WrittenProse(corpus.settings.llm)
        one.answer = replace(one.answer, written=replace(so_far, note=note))
    finally:
        one.ended = time.monotonic()
        one.done = True
