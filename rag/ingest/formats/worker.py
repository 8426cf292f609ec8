"""
The process that reads foreign formats: ``python -m rag.ingest.formats.worker``.

A line of JSON on the standard input names a file; lines of JSON on the standard output are its
parts, the last one is ``{"done": true}``. The process has bounds on memory and time, cannot write
files and is killed by its parent when it takes too long, so that a hostile file harms nothing.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, Refused, to_json
from rag.ingest.formats.registry import parts_of

FILES = 64  # that may be open
REASON = 280  # characters of a reason or a note, most of which are words of ours
KEY = 500  # characters of a key; few addresses are longer
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def main() -> None:
    """Answer requests until the input ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    _bound_process()
    for line in sys.stdin:
        _answer(json.loads(line), answers)


def _answer(request: dict[str, Any], answers: TextIO) -> None:
    for item in items(Path(request["path"]), request["name"]):
        _bound_time()
        answers.write(to_json(item) + "\n")
        answers.flush()
    answers.write('{"done": true}\n')
    answers.flush()


def items(path: Path, name: str) -> Iterator[Part | Refused]:
    """The parts of a file, at most as many as the limits allow; a fault of it is the last item."""
    _bound_time()
    number = 0
    try:
        with path.open("rb") as content:
            for item in parts_of(content, name):
                number += 1
                if number > LIMITS.articles:
                    yield Refused(f"more than {LIMITS.articles:,} articles; split the file")
                    return
                key = _short_key(item.key)
                if isinstance(item, Refused):
                    yield Refused(_sentence(item.reason), key)
                elif len(item.text) > LIMITS.article_characters:
                    yield Refused(_too_long(item), key)
                else:
                    notes = tuple(_sentence(note) for note in item.notes)
                    yield replace(item, key=key, notes=notes)
    except MemoryError:
        yield Refused("reading it takes more memory than is allowed; split the file")
    except RecursionError:
        yield Refused("nested too deeply")
    except Exception as error:  # a hostile file makes a library raise anything
        yield Refused(f"cannot be read: {_one_line(error)}")


def _too_long(part: Part) -> str:
    most = LIMITS.article_characters
    return f"{len(part.text):,} characters, more than {most:,} of one article; split it"


def _one_line(error: Exception) -> str:
    words = _sentence(str(error))[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _sentence(words: str) -> str:
    """Words on one line, without the unseen characters of those that a file chose."""
    shown = "".join(filter(str.isprintable, " ".join(words[: 10 * REASON].split())))
    return shown if len(shown) <= REASON else f"{shown[:REASON]}…"


def _short_key(key: str) -> str:
    """The key on one line; one that is changed for that, or cut, has its digest at the end."""
    if len(key) <= KEY and not _UNSEEN.search(key):
        return key
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{_UNSEEN.sub(' ', key[: KEY // 2])}…{digest}"


def _bound_process() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such bounds
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, LIMITS.memory_bytes),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, FILES),
        ):
            resource.setrlimit(kind, (most, most))


def _bound_time() -> None:
    """Allow so much processor time from now on."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        most = int(spent.ru_utime + spent.ru_stime) + LIMITS.processor_seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
