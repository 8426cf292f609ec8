"""Records of a file: read in turn, each alone where it cannot be read."""

from collections.abc import Iterator

import pytest

from rag.ingest.formats import file_records
from rag.ingest.formats.file_records import Record, RecordMark, expanded, one_line, reason_of, walk
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


def part(key: str) -> Part:
    return Part(text="It sailed.", blocks=(), key=key)


def nested() -> list[Part | Refused | Record]:
    """A file of two records, the second of which holds an item and two records."""
    within: list[Part | Refused | Record] = [
        Refused("empty", "b#0"),
        Record("b#1", lambda: [part("b#1")]),
        part("b#2"),
        Record("b#3", lambda: [part("b#3")]),
    ]
    return [Record("a", lambda: [part("a")]), part("between"), Record("b", lambda: within)]


FILE, A, B = RecordMark(), RecordMark("a", (1,)), RecordMark("b", (2,))
FIRST, SECOND = RecordMark("b#1", (2, 1)), RecordMark("b#3", (2, 2))


def test_marks_say_where_each_record_is() -> None:
    assert [*walk(nested())] == [
        A, part("a"), FILE, part("between"),
        B, Refused("empty", "b#0"), FIRST, part("b#1"), B, part("b#2"),
        SECOND, part("b#3"), B, FILE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("passed", "rest"),
    [
        ((), ["a", "between", "b#0", "b#1", "b#2", "b#3"]),
        ((1,), ["between", "b#0", "b#1", "b#2", "b#3"]),
        ((2, 1), ["b#2", "b#3"]),
        ((2, 2), []),
        ((2,), []),
    ],
)
def test_walk_goes_on_after_a_place(passed: tuple[int, ...], rest: list[str]) -> None:
    items = [*walk(nested(), passed)]
    assert [item.key for item in items if not isinstance(item, RecordMark)] == rest


def test_records_that_are_passed_are_not_read_and_show_that_the_reader_goes_on() -> None:
    def unread() -> list[Part]:
        raise AssertionError

    records = [Record("a", unread), Record("b", unread), Record("c", lambda: [PART])]
    mark = RecordMark("c", (3,))
    assert [*walk(records, (2,))] == [FILE, FILE, mark, PART, FILE]


def test_words_are_put_on_one_line() -> None:
    assert one_line("tag b\ufeffo\u202ed\x1by\n is not closed") == "tag body is not closed"
    assert len(one_line("r" * 1_000_000)) == file_records.REASON + 1
