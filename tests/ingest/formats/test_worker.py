"""What the reading process makes of a file."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from rag.ingest.formats import file_records, worker
from rag.ingest.formats.file_records import Record, RecordMark
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, Refused


def part(text: str, key: str = "") -> Part:
    return Part(text=text, blocks=(), key=key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("It sailed.")
    return path


def reading(monkeypatch: pytest.MonkeyPatch, *given: Part | Refused | Record | Exception) -> None:
    def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused | Record]:
        for item in given:
            if isinstance(item, Exception):
                raise item
            yield item

    monkeypatch.setattr(worker, "parts_of", parts)
    monkeypatch.setattr(worker, "_bound_time", lambda: None)  # bounds hold for this process, too


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory"),
        (RecursionError(), "nested too deeply"),
        (KeyError("x\ny"), "KeyError: 'x\\ny'"),
    ],
)
def test_what_a_library_raises_refuses_the_rest(
    monkeypatch: pytest.MonkeyPatch, file: Path, error: Exception, words: str
) -> None:
    reading(monkeypatch, part("One.", "1"), error)
    first, second = worker.items(file, "a.txt")
    assert first == part("One.", "1")
    assert isinstance(second, Refused)
    assert words in second.reason


def test_articles_are_bounded_in_number_and_length(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setattr(worker, "LIMITS", replace(LIMITS, articles=2, article_characters=5))
    reading(monkeypatch, part("One.", "1"), part("Too long.", "2"), part("Two.", "3"))
    found = list(worker.items(file, "a.txt"))
    assert found[0] == part("One.", "1")
    assert [isinstance(item, Refused) for item in found] == [False, True, True]
    assert [item.key for item in found] == ["1", "2", ""]


def test_reasons_and_notes_are_short_sentences(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    words = "tag b\ufeffo\u202ed\x1by\n is not closed"
    noted = replace(part("One."), notes=(words, "n" * 1_000_000))
    reading(monkeypatch, noted, Refused(words, "2"), Refused("r" * 1_000_000), KeyError(words))
    first, *refused = worker.items(file, "a.xml")
    assert isinstance(first, Part)
    assert first.notes[0] == "tag body is not closed"
    reasons = [item.reason for item in refused if isinstance(item, Refused)]
    assert reasons[0] == first.notes[0]
    assert max(map(len, (*reasons, *first.notes))) == file_records.REASON + 1
    assert all(reason.isprintable() for reason in reasons)


def test_keys_are_short_and_differ(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    given = [
        "https://dam.example/" + "a" * 400,
        "k" * 9_000,
        "k" * 9_001,
        "a\nb",
        "a b",
        "a\u2028b",
    ]
    reading(monkeypatch, *(part("One.", key) for key in given), Refused("no text", "r\0" * 9_000))
    keys = [f"{item.key}" for item in worker.items(file, "a.xml")]
    assert keys[0] == given[0]
    assert keys[4] == given[4]
    assert len(set(keys)) == len(keys) == 7
    assert all(len(key) <= worker.KEY and key.isprintable() for key in keys)


def test_requests_are_answered_line_by_line(
    monkeypatch: pytest.MonkeyPatch, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading(monkeypatch, part("One."))
    answers = io.StringIO()
    worker._answer({"path": str(file), "name": "a.txt"}, answers)
    lines = answers.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[-1] == '{"done": true}'


def test_records_are_marked_and_those_that_are_passed_are_not_read(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    read: list[str] = []

    def record(key: str) -> Record:
        def parts() -> list[Part]:
            read.append(key)
            return [part("One.", key)]

        return Record(key, parts)

    between = Refused("empty", "2")
    reading(monkeypatch, record("1"), between, record("3"), record("4"))
    one, three, four = part("One.", "1"), part("One.", "3"), part("One.", "4")
    end, (first, second, third) = (
        RecordMark(),
        (RecordMark(k, (n,)) for n, k in enumerate("134", 1)),
    )
    assert [*worker.items(file, "a.warc")] == [
        first, one, end, between, second, three, end, third, four, end,
    ]  # fmt: skip
    read.clear()
    assert [*worker.items(file, "a.warc", passed=(1,), given=1)][:2] == [end, between]
    read.clear()
    rest = [end, end, third, four, end]
    assert [*worker.items(file, "a.warc", passed=(2,), given=3)] == rest
    assert read == ["4"]


def test_marks_are_answered_with_their_place(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    within = Record("b.mbox#" + "1" * 9_000, lambda: [])
    reading(monkeypatch, Record("b.mbox", lambda: [within]))
    answers = io.StringIO()
    worker._answer({"path": str(file), "name": "a.zip"}, answers)
    outer, inner, *ends = (json.loads(line) for line in answers.getvalue().splitlines())
    assert outer == {"record": "b.mbox", "place": [1]}
    assert inner["place"] == [1, 1]
    assert len(inner["record"]) < worker.KEY
    assert ends == [outer, {"record": None, "place": []}, {"done": True}]


def test_articles_that_were_given_before_count(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(worker, "LIMITS", replace(LIMITS, articles=2))
    reading(monkeypatch, part("One.", "1"), part("Two.", "2"))
    first, second = worker.items(file, "a.warc", given=1)
    assert isinstance(first, Part)
    assert isinstance(second, Refused)
