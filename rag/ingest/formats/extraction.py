"""Reads files of foreign formats in a process of their own, which a hostile file may kill."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import Part, Refused, from_json

ROOT: Final = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "rag.ingest.formats.worker")
SECONDS: float = LIMITS.seconds
FILE_SECONDS: float = LIMITS.file_seconds
AHEAD = 8  # articles that the process may be ahead, which bounds the memory of this one
LINE = 64_000_000  # characters of an article as JSON; the longest with an escape for each has less
DIED = "reading it took more memory or time than is allowed; split or repair the file"
SLOW = f"reading it took longer than {LIMITS.seconds} s; split the file"
ENDLESS = f"reading its articles took longer than {LIMITS.file_seconds:,} s; split the file"
BROKEN = "the reader gave something that is no article; report the file"
_NO_ANSWER = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


class FormatReader:
    """
    The reading process: started with the first file, replaced when it dies; a context manager.

    Not for several threads, nor for two files in turn: asking for the next one ends the last. With
    a ``cache``, files that it knows are not read again.
    """

    def __init__(self, cache: PartCache | None = None) -> None:
        self._cache = cache
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str | None] = queue.Queue(AHEAD)
        self._copier: threading.Thread | None = None
        self._busy = False  # with a file of which not all was taken

    def __enter__(self) -> "FormatReader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            while self._copier is not None and self._copier.is_alive():
                with suppress(queue.Empty):  # it waits for room in the queue, or is at the end
                    self._lines.get(timeout=0.01)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):  # a request that is not read any more
                        stream.close()

    def parts(self, path: Path, name: str) -> Iterator[Part | Refused]:
        """
        The articles of a file in order; never raises.

        ``name`` decides the format. A file that kills the process, or takes too long for an
        article or as a whole, gives what was read until then and a `Refused` for the rest. Only
        waiting for the process counts, not what the caller does between two articles.
        """
        entry = self._cache.name(path, name) if self._cache else None
        if self._cache is None or entry is None:
            yield from self._read(path, name)
            return
        kept = self._cache.kept(entry)
        if kept is not None:
            yield from kept
            return
        items: list[Part | Refused] = []
        for item in self._read(path, name):
            items.append(item)
            yield item
        if not self._busy and self._cache.name(path, name) == entry:  # whole, and not changed since
            self._cache.keep(entry, items)

    def _read(self, path: Path, name: str) -> Iterator[Part | Refused]:
        self._ask({"path": str(path.absolute()), "name": name})
        left = FILE_SECONDS
        while True:
            began = time.monotonic()
            try:
                line = self._lines.get(timeout=max(0.0, min(SECONDS, left)))
            except queue.Empty:
                self.close()
                yield Refused(SLOW if left > SECONDS else ENDLESS)
                return
            left -= time.monotonic() - began
            if line is None:
                self.close()
                yield Refused(DIED)
                return
            try:
                value = json.loads(line)
                if value.get("done") is True:
                    self._busy = False
                    return
                item = from_json(value)
            except _NO_ANSWER:
                self.close()
                yield Refused(BROKEN)
                return
            yield item

    def _ask(self, request: dict[str, str]) -> None:
        if self._process is None or self._busy or self._process.poll() is not None:
            self._start()
        self._busy = True
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        except OSError:
            self._lines.put(None)

    def _start(self) -> None:
        self.close()
        self._lines = queue.Queue(AHEAD)
        self._process = subprocess.Popen(  # noqa: S603  - a module of ours
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert self._process.stdout is not None
        arguments = (self._process.stdout, self._lines)
        self._copier = threading.Thread(target=_copy, args=arguments, name="formats", daemon=True)
        self._copier.start()


def _copy(stream: IO[str], lines: "queue.Queue[str | None]") -> None:
    """Put the lines of a stream into a queue, None at its end or at a line that is too long."""
    try:
        while (line := stream.readline(LINE)).endswith("\n"):
            lines.put(line)
    except (OSError, ValueError):
        pass
    finally:
        lines.put(None)
