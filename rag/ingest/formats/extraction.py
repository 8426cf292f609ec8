"""Reads files of foreign formats in a process of their own, which a hostile file may kill."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from rag.ingest.formats.file_records import RecordMark
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import Part, Refused, from_json, text_of

ROOT: Final = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "rag.ingest.formats.worker")
SECONDS: float = LIMITS.seconds
FILE_SECONDS: float = LIMITS.file_seconds
AHEAD = 8  # articles that the process may be ahead, which bounds the memory of this one
LINE = 64_000_000  # characters of an article as JSON; the longest with an escape for each has less
DIED = "reading it took more memory or time than is allowed; split or repair the file"
SLOW = f"reading it took longer than {LIMITS.seconds} s; split the file"
ENDLESS = f"reading its articles took longer than {LIMITS.file_seconds:,} s; split the file"
GIVEN_UP = f"more than {LIMITS.deaths} articles took too much memory or time; split the file"
BROKEN = "the reader gave something that is no article; report the file"
_NO_ANSWER = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Reading:
    """
    How far a file is read: articles given, deaths, seconds that are left.

    ``mark`` is that of the record which is being read.
    """

    path: Path
    name: str
    seconds: float
    given: int = 0
    deaths: int = 0
    mark: RecordMark = field(default_factory=RecordMark)

    def request(self) -> str:
        """What the process is asked for: what comes after the record that was begun last."""
        place = {"path": str(self.path.absolute()), "name": self.name}
        return json.dumps({**place, "passed": self.mark.place, "given": self.given})


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
        self._whole = False  # whether the last file was read without a death

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

    def interrupt(self) -> None:
        """Kill the process, from another thread; what it reads is refused."""
        process = self._process
        if process is not None:
            process.kill()

    def parts(self, path: Path, name: str) -> Iterator[Part | Refused]:
        """
        The articles of a file in order; never raises.

        ``name`` decides the format. A file that kills the process, or takes too long for an
        article or as a whole, gives what was read until then and a `Refused` for the rest. Where
        it consists of records, only the one that was being read is refused, a few times in a file.
        Only waiting for the process counts, not what the caller does between two articles.
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
        if self._whole and self._cache.name(path, name) == entry:  # not changed since
            self._cache.keep(entry, items)

    def _read(self, path: Path, name: str) -> Iterator[Part | Refused]:
        reading = _Reading(path=path, name=name, seconds=FILE_SECONDS)
        self._whole = False
        while True:
            self._ask(reading)
            fault = yield from self._answers(reading)
            if fault is None:
                self._busy, self._whole = False, not reading.deaths
                return
            self.close()
            reading.deaths += 1
            yield Refused(fault, reading.mark.key or "")
            if reading.mark.key is None or fault == ENDLESS:
                return
            if reading.deaths > LIMITS.deaths:
                yield Refused(GIVEN_UP)
                return

    def _answers(self, reading: "_Reading") -> Generator[Part | Refused, None, str | None]:
        """The articles that the process gives; returns why it gives no more, None at the end."""
        reading.mark = RecordMark()
        while True:
            began = time.monotonic()
            try:
                line = self._lines.get(timeout=max(0.0, min(SECONDS, reading.seconds)))
            except queue.Empty:
                return SLOW if reading.seconds > SECONDS else ENDLESS
            reading.seconds -= time.monotonic() - began
            if line is None:
                return DIED
            try:
                value = json.loads(line)
                if value.get("done") is True:
                    return None
                if "record" in value:
                    reading.mark = _mark(value)
                    continue
                item = from_json(value)
            except _NO_ANSWER:
                return BROKEN
            reading.given += 1
            yield item

    def _ask(self, reading: "_Reading") -> None:
        if self._process is None or self._busy or self._process.poll() is not None:
            self._start()
        self._busy = True
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write(reading.request() + "\n")
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


def _mark(value: dict[str, Any]) -> RecordMark:
    """The mark of a decoded line; raises ValueError, KeyError or TypeError for anything else."""
    if value["record"] is None:
        return RecordMark()
    return RecordMark(text_of(value["record"]), tuple(int(number) for number in value["place"]))


def _copy(stream: IO[str], lines: "queue.Queue[str | None]") -> None:
    """Put the lines of a stream into a queue, None at its end or at a line that is too long."""
    try:
        while (line := stream.readline(LINE)).endswith("\n"):
            lines.put(line)
    except (OSError, ValueError):
        pass
    finally:
        lines.put(None)
