"""Records of a file: read in turn, each alone where it cannot be read."""

from collections.abc import Iterator

import pytest

from rag.ingest.formats import file_records
from rag.ingest.formats.file_records import Record, expanded, one_line, reason_of
from rag.ingest.formats.parts import Part, Refused

PART = Part(text="It sailed.", blocks=(), key="2")


def failing(error: Exception) -> Iterator[Part]:
    yield PART
    raise error


def test_articles_of_records_come_in_their_place() -> None:
    inner = Record("a#1", lambda: [PART])
    items: list[Part | Refused | Record] = [
        Refused("empty", "1"),
        Record("a", lambda: [inner, Refused("empty", "3")]),
        PART,
    ]
    assert [*expanded(items)] == [Refused("empty", "1"), PART, Refused("empty", "3"), PART]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "reading it takes more memory than is allowed; split the file"),
        (RecursionError(), "nested too deeply"),
        (KeyError("x"), "cannot be read: KeyError: 'x'"),
        (ValueError(), "cannot be read: ValueError"),
    ],
)
def test_record_that_cannot_be_read_hides_no_other(error: Exception, reason: str) -> None:
    bad, good = Record("bad", lambda: failing(error)), Record("good", lambda: [PART])
    assert [*expanded([bad, good])] == [PART, Refused(reason, "bad"), PART]
    assert reason_of(error) == reason


def test_words_are_put_on_one_line() -> None:
    assert one_line("tag b\ufeffo\u202ed\x1by\n is not closed") == "tag body is not closed"
    assert len(one_line("r" * 1_000_000)) == file_records.REASON + 1
