"""
Checks that malformed and hostile files of every format harm nothing.

    python bench/fuzz_formats.py [--files N] [--start N] [--seed S] [--keep DIR]

Reads a valid file of each format, then N malformed ones (default 3,000), all through one
FormatReader. The reader must not raise, must give an article or a refusal for each file within its
limits, and must go on after the process behind it died. Spans must fit the texts, and reasons must
be short sentences. Prints counts by suffix and the memory of this process; that of the reading
process is bounded by the system. Exit status 1 after any fault: its seed and number are printed,
and the file is kept in DIR (default: a new folder).
"""

import argparse
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from format_damage import malformed_file
from format_files import Made, valid_files

from rag.ingest.formats import extraction, worker
from rag.ingest.formats.extraction import FormatReader
from rag.ingest.formats.parts import BETWEEN, Part, Refused
from rag.ingest.formats.registry import READERS, suffix_of

REASON = 300  # characters of a reason
GRACE = 5  # seconds over a limit
DEATHS = (extraction.DIED, extraction.SLOW, extraction.ENDLESS)
_LIBRARY = re.compile(r"cannot be read: (\w+)")  # an exception that no reader expected


@dataclass(slots=True)
class Tally:
    """Counts of the files of one suffix; ``slowest`` is in seconds, with the file."""

    files: int = 0
    read: int = 0
    refused: int = 0
    died: int = 0
    articles: int = 0
    slowest: tuple[float, str] = (0.0, "")


@dataclass(slots=True)
class Run:
    """What a run found: tallies by suffix, faults, exceptions that escaped from a format."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[tuple[Made, str]] = field(default_factory=list)
    escaped: Counter[str] = field(default_factory=Counter)

    def read(self, reader: FormatReader, folder: Path, made: Made) -> None:
        """Read one file and check what comes out of it."""
        path = folder / made.name
        path.write_bytes(made.data)
        suffix = suffix_of(made.name) or ""
        tally = self.tallies.setdefault(suffix, Tally())
        tally.files += 1
        began = time.monotonic()
        parts = died = given = 0
        try:
            for item in _timed(reader, path, made.name):
                given += 1
                parts += isinstance(item, Part)
                self.faults += [(made, fault) for fault in faults_of(item)]
                if isinstance(item, Refused):
                    died += item.reason in DEATHS
                    if match := _LIBRARY.match(item.reason):
                        self.escaped[f"{suffix} {match[1]}: {made.name} ({made.what})"] += 1
        except Exception:  # any exception is a fault that this script looks for
            self.faults.append((made, traceback.format_exc(limit=-2).replace("\n", " | ")))
        seconds = time.monotonic() - began
        path.unlink()
        if not given:
            self.faults.append((made, "neither an article nor a refusal"))
        if seconds > extraction.FILE_SECONDS + GRACE:
            self.faults.append((made, f"{seconds:.0f} s for a file"))
        tally.read += parts > 0
        tally.articles += parts
        tally.died += died > 0
        tally.refused += not parts and not died
        tally.slowest = max(tally.slowest, (seconds, f"{made.name} ({made.what})"))
        if died and not _reads(reader, folder):
            self.faults.append((made, "the reader does not go on"))


def _timed(reader: FormatReader, path: Path, name: str) -> Iterator[Part | Refused]:
    """The articles of a file; raises TimeoutError where one takes longer than it may."""
    began = time.monotonic()
    for item in reader.parts(path, name):
        seconds = time.monotonic() - began
        if seconds > extraction.SECONDS + GRACE:
            raise TimeoutError(f"{seconds:.0f} s for an article")
        yield item
        began = time.monotonic()


def _reads(reader: FormatReader, folder: Path) -> bool:
    path = folder / "good.txt"
    path.write_text("It sailed.", encoding="utf-8")
    return [type(item) for item in reader.parts(path, path.name)] == [Part]


def faults_of(item: Part | Refused) -> Iterator[str]:
    """Yield a description of each fault of an article or refusal."""
    if len(item.key) > worker.KEY or len(f"{item.key} ".splitlines()) > 1:
        yield f"a key of {len(item.key)} characters: {item.key[:40]!a}"
    if isinstance(item, Refused):
        yield from (f"{fault}: {item.reason[:REASON]!a}" for fault in _reason_faults(item.reason))
        return
    pieces = [item.text[block.span.start : block.span.end] for block in item.blocks]
    if pieces and BETWEEN.join(pieces) != item.text:
        yield "the blocks are not the text"
    if any(not piece.strip() for piece in pieces) or not item.text.strip():
        yield "a blank block or text"
    if list(item.pages) != sorted(item.pages):
        yield "pages out of order"
    if any(not fact.value.strip() for fact in item.known.values()):
        yield "a fact without words"
    yield from (f"{fault} in a note" for note in item.notes for fault in _reason_faults(note))


def _reason_faults(reason: str) -> Iterator[str]:
    if reason == extraction.BROKEN:
        yield "the reader gave no article"
    if not reason.strip():
        yield "an empty sentence"
    if not reason.isprintable() or "Traceback" in reason or 'File "' in reason:
        yield "line breaks, control characters or a traceback"
    if len(reason) > REASON:
        yield f"{len(reason)} characters"


def _report(run: Run, seconds: float) -> None:
    print("suffix      files   read  refused  died  articles  slowest")
    for suffix, tally in sorted(run.tallies.items()):
        print(
            f"{suffix:10} {tally.files:6} {tally.read:6} {tally.refused:8} {tally.died:5} "
            f"{tally.articles:9} {tally.slowest[0]:6.1f} s  {tally.slowest[1]}"
        )
    every = run.tallies.values()
    print(
        f"{sum(t.files for t in every)} files in {seconds:.0f} s: {sum(t.read for t in every)} "
        f"read, {sum(t.refused for t in every)} refused, {sum(t.died for t in every)} died, "
        f"{len(run.faults)} faults; peak memory {_peak()}"
    )
    if run.escaped:
        print("exceptions that no reader expected:")
    for what, times in sorted(run.escaped.items()):
        print(f"  {times} x {what}")


def _peak() -> str:
    """The most memory that this process had."""
    try:
        import resource
    except ImportError:  # Windows
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"


def _keep(faults: Sequence[tuple[Made, str]], seed: int, folder: Path | None) -> None:
    """Print the faults and write the files that caused them."""
    place = folder or Path(tempfile.mkdtemp(prefix="fuzz-formats-"))
    place.mkdir(parents=True, exist_ok=True)
    for made, fault in faults:
        kept = place / f"seed-{seed}-{made.name}"
        kept.write_bytes(made.data)
        print(f"  seed {seed}, {made.name} ({made.what}): {fault}; kept as {kept}")


def main() -> int:
    """Read all files and print counts and faults."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--start", type=int, default=0, help="number of the first malformed file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files that gave a fault")
    options = parser.parse_args()
    run, began = Run(), time.monotonic()
    # Another process makes the files, so that their size is not in the memory of this one.
    with (
        ProcessPoolExecutor(1) as maker,
        tempfile.TemporaryDirectory() as made_in,
        FormatReader() as reader,
    ):
        folder = Path(made_in)
        for made in valid_files():
            run.read(reader, folder, made)
        unread = {suffix for suffix, tally in run.tallies.items() if tally.read < tally.files}
        for suffix in sorted(unread | (READERS.keys() - run.tallies.keys())):
            run.faults.append((Made(suffix, b"", "valid"), "a valid file is not read, or missing"))
        for number in range(options.start, options.start + options.files):
            made = maker.submit(malformed_file, options.seed, number).result()
            run.read(reader, folder, made)
            if (number + 1) % 250 == 0:
                done = number + 1 - options.start
                print(f"  {done} files, {len(run.faults)} faults", file=sys.stderr, flush=True)
    _report(run, time.monotonic() - began)
    if run.faults:
        _keep(run.faults, options.seed, options.keep)
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main())
