"""Reads many files of foreign formats with several processes, each a whole file at a time."""

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue, SimpleQueue
from threading import Event
from typing import Final

from rag.ingest.formats.extraction import FormatReader
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import Part, Refused

MOST: Final = 4  # processes, each of which may take as much memory as the limits allow
FILES, BYTES = 16, 4_000_000  # for each process: one takes as long to start as to read either
AHEAD: Final = 4  # files for each process that are read before they are wanted
HELD: Final = 4  # articles of a file that are held until they are wanted

Item = Part | Refused


def process_count(paths: Sequence[Path]) -> int:
    """How many processes read the files: one for little, at most one for each core."""
    size = 0
    for path in paths:
        with suppress(OSError):
            size += path.stat().st_size
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        cores = os.cpu_count() or 1
    return max(1, min(MOST, cores, len(paths), max(len(paths) // FILES, size // BYTES)))


def read_files(
    paths: Sequence[Path], cache: PartCache | None = None, processes: int | None = None
) -> Generator[Iterator[Item], None, None]:
    """
    The articles of each file, in the order of the files.

    Those of a file are taken before the next file is asked for. Close the iterator to end the
    processes. Each file is read as by `FormatReader`, whose limits hold for it alone.
    """
    readers = [FormatReader(cache) for _ in range(processes or process_count(paths))]
    try:
        if len(readers) == 1:
            for path in paths:
                yield readers[0].parts(path, path.name)
        else:
            yield from _ahead(paths, readers)
    finally:
        for reader in readers:
            reader.close()


@dataclass(slots=True)
class _File:
    """A file that is read by a thread; None follows its articles."""

    items: "Queue[Item | None]" = field(default_factory=lambda: Queue(HELD))
    work: "Future[None] | None" = None

    def taken(self) -> Iterator[Item]:
        """The articles; raises what the thread raised."""
        while (item := self.items.get()) is not None:
            yield item
        if self.work is not None:
            self.work.result()


def _ahead(paths: Sequence[Path], readers: Sequence[FormatReader]) -> Iterator[Iterator[Item]]:
    idle: SimpleQueue[FormatReader] = SimpleQueue()
    for reader in readers:
        idle.put(reader)
    stopped = Event()

    def read(path: Path, items: "Queue[Item | None]") -> None:
        reader = idle.get()
        try:
            for item in reader.parts(path, path.name):
                if stopped.is_set():
                    return
                items.put(item)
        finally:
            idle.put(reader)
            items.put(None)

    waiting, begun = deque(paths), deque[_File]()
    with ThreadPoolExecutor(len(readers), thread_name_prefix="reading") as pool:
        try:
            while waiting or begun:
                while waiting and len(begun) < AHEAD * len(readers):
                    file = _File()
                    file.work = pool.submit(read, waiting.popleft(), file.items)
                    begun.append(file)
                taken = begun[0].taken()
                yield taken
                for _ in taken:  # what the caller left
                    pass
                begun.popleft()
        finally:
            stopped.set()
            _end(begun, readers)


def _end(begun: Sequence[_File], readers: Sequence[FormatReader]) -> None:
    """End the threads: what they wait for is killed, and what they give is dropped."""
    for file in begun:
        if file.work is not None:
            file.work.cancel()
    for file in begun:
        while file.work is not None and not file.work.done():
            for reader in readers:  # again, as one may just have been started
                reader.interrupt()
            with suppress(Empty):
                file.items.get(timeout=0.01)
