"""Parts that were read before: kept whole, used only for the same file and version."""

import gzip
from pathlib import Path

import pytest

from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import Part, Refused

ITEMS: list[Part | Refused] = [
    Part(text="It sailed.", blocks=(), key="1", pages=(0, 4)),
    Refused("encrypted", "2"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * 3_000_000)
    return path


def cache(tmp_path: Path, version: str = "1", *, writing: bool = True) -> PartCache:
    return PartCache(tmp_path / "parts", version, writing=writing)


def entry_of(some: PartCache, file: Path, name: str = "a.pdf") -> str:
    found = some.name(file, name)
    assert found is not None
    return found


def test_parts_come_back_for_the_same_bytes_name_and_version(tmp_path: Path, file: Path) -> None:
    entry = entry_of(cache(tmp_path), file)
    cache(tmp_path).keep(entry, ITEMS)
    assert cache(tmp_path, writing=False).kept(entry) == ITEMS
    assert cache(tmp_path, "2").kept(entry) is None
    assert entry_of(cache(tmp_path), file, "b.pdf") != entry
    file.write_bytes(b"y")
    assert entry_of(cache(tmp_path), file) != entry


def test_file_that_cannot_be_read_has_no_entry(tmp_path: Path) -> None:
    assert cache(tmp_path).name(tmp_path / "gone.pdf", "gone.pdf") is None


def test_cache_for_reading_changes_nothing(tmp_path: Path, file: Path) -> None:
    reading = cache(tmp_path, writing=False)
    reading.keep(entry_of(reading, file), ITEMS)
    assert not (tmp_path / "parts").exists()
    cache(tmp_path).keep("other.gz", ITEMS)
    reading.prune()
    assert (tmp_path / "parts" / "1" / "other.gz").exists()


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"", mtime=0), None])
def test_damaged_entry_is_none(tmp_path: Path, file: Path, damage: bytes | None) -> None:
    some = cache(tmp_path)
    entry = entry_of(some, file)
    some.keep(entry, ITEMS)
    path = tmp_path / "parts" / "1" / entry
    path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert some.kept(entry) is None


def test_what_is_not_used_is_deleted(tmp_path: Path, file: Path) -> None:
    cache(tmp_path, "0").keep("old.gz", ITEMS)
    cache(tmp_path).keep("other.gz", ITEMS)
    some = cache(tmp_path)
    entry = entry_of(some, file)
    some.keep(entry, ITEMS)
    some.prune()
    left = [path.relative_to(tmp_path / "parts").as_posix() for path in
            (tmp_path / "parts").rglob("*.gz")]  # fmt: skip
    assert left == [f"1/{entry}"]


def test_folder_that_cannot_be_written_is_an_empty_cache(tmp_path: Path, file: Path) -> None:
    (tmp_path / "parts").write_text("in the way")
    some = cache(tmp_path)
    entry = entry_of(some, file)
    some.keep(entry, ITEMS)
    some.prune()
    assert some.kept(entry) is None
