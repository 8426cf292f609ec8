"""Several reading processes: the order of the files, faults, and how they end."""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from rag.ingest.formats import extraction, parallel_reader
from rag.ingest.formats.parallel_reader import process_count, read_files
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import Part, Refused

COUNT = 40


def write(folder: Path, count: int = COUNT) -> list[Path]:
    """Files of JSON Lines: number n holds n articles, so that some take longer than others."""
    paths = []
    for number in range(count):
        lines = (f'{{"id": "{number}-{n}", "text": "Sailed."}}\n' for n in range(number % 20))
        path = folder / f"{number:02}.jsonl"
        path.write_text("".join(lines))
        paths.append(path)
    return paths


def keys(paths: Sequence[Path], processes: int, cache: PartCache | None = None) -> list[list[str]]:
    with closing(read_files(paths, cache, processes)) as files:
        return [[item.key for item in items] for items in files]


@pytest.mark.parametrize("processes", [1, 3])
def test_articles_come_in_the_order_of_the_files(tmp_path: Path, processes: int) -> None:
    paths = write(tmp_path)
    found = keys(paths, processes)
    assert found[21:23] == [["21-0"], ["22-0", "22-1"]]
    assert [len(one) for one in found] == [max(1, n % 20) for n in range(COUNT)]  # a refusal at 0


def test_caches_hold_the_same_for_any_number_of_processes(tmp_path: Path) -> None:
    paths = write(tmp_path)
    cache = PartCache(tmp_path / "cache", "1", writing=True)
    found = keys(paths, 2, cache)
    assert not [*(tmp_path / "cache").rglob("*.part")]
    assert keys(paths, 1, cache) == keys(paths, 3, cache) == found


def test_file_that_kills_its_process_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = (
        "import json, os, sys\n"
        "for line in sys.stdin:\n"
        "    name = json.loads(line)['name']\n"
        "    if name == '07.jsonl': os._exit(9)\n"
        '    print(\'{"refused": "no text", "key": "%s"}\' % name)\n'
        "    print('{\"done\": true}', flush=True)\n"
    )
    monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", reader))
    paths = write(tmp_path)
    with closing(read_files(paths, None, 3)) as files:
        found = [[*items] for items in files]
    expected = [[Refused("no text", path.name)] for path in paths]
    expected[7] = [Refused(extraction.DIED)]
    assert found == expected


def test_fault_of_the_program_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reader: object, path: Path, name: str) -> list[Part]:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(extraction.FormatReader, "parts", broken)
    with pytest.raises(ZeroDivisionError, match=r"00\.jsonl"):
        keys(write(tmp_path), 2)


def test_files_ahead_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    parts = extraction.FormatReader.parts

    def counted(reader: extraction.FormatReader, path: Path, name: str) -> object:
        begun.append(name)
        return parts(reader, path, name)

    monkeypatch.setattr(extraction.FormatReader, "parts", counted)
    with closing(read_files(write(tmp_path), None, 2)) as files:
        assert [*next(files)]
        time.sleep(0.3)
    assert 1 <= len(begun) <= 2 * parallel_reader.AHEAD


def test_end_does_not_wait_for_a_process_that_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = "import sys, time\nfor line in sys.stdin: time.sleep(600)"
    monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", reader))
    files = read_files(write(tmp_path), None, 2)
    next(files)
    began = time.monotonic()
    files.close()
    assert time.monotonic() - began < extraction.SECONDS / 2


@pytest.mark.parametrize(
    ("sizes", "cores", "expected"),
    [([], 8, 1), ([100] * 5, 8, 1), ([100] * 640, 8, 4), ([100] * 640, 2, 2),
     ([3_000_000] * 3, 8, 2), ([90_000_000], 8, 1)],
    ids=["none", "few", "many", "two cores", "large", "one"],
)  # fmt: skip
def test_processes_are_few_for_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], cores: int, expected: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    paths = [tmp_path / f"{number}.html" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        with path.open("wb") as content:
            content.truncate(size)
    assert process_count(paths) == expected
    assert process_count([tmp_path / "gone.html"]) == 1
