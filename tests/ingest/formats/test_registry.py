"""Suffix → reader."""

import io

import pytest

from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.registry import READERS, parts_of, suffix_of


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.HTML", ".html"),
        ("a/b.warc.gz", ".warc.gz"),
        ("a.tar.gz", None),
        ("v1.2.pdf", ".pdf"),
        ("a", None),
        (".pdf", None),
    ],
)
def test_suffix_is_found_in_any_case(name: str, suffix: str | None) -> None:
    assert suffix_of(name) == suffix


def test_suffixes_are_sorted_and_each_has_a_reader() -> None:
    assert list(READERS) == sorted(READERS)
    assert all(callable(load()) for load in READERS.values())


def test_file_is_read_by_its_suffix() -> None:
    (part,) = parts_of(io.BytesIO(b"It sailed."), "a.txt")
    assert isinstance(part, Part)
    (refused,) = parts_of(io.BytesIO(b"It sailed."), "a.xyz")
    assert isinstance(refused, Refused)
