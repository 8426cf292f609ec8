"""The import report in the folder of the index."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag.schema.reports import FileOutcome, ImportedFile, ImportReport, ReadingNote, Skipped
from rag.storage.kept import import_report

REPORT = ImportReport(
    made=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
    corpus="0123456789abcdef",
    files=(
        ImportedFile(
            name="école “1”.zip",
            articles=("école “1”.zip#1", "école “1”.zip#2"),
            refused=(Skipped("école “1”.zip#3", "it is encrypted", fault=True),),
            remarks=(ReadingNote("école “1”.zip#1", "read as Windows-1252"),),
            same_text=(("école “1”.zip#2", "école “1”.zip#1"),),
        ),
        ImportedFile(name="notes.xyz", refused=(Skipped("notes.xyz", "not a kind that is read"),)),
    ),
    others=(Skipped("articles.csv", "line 2: no such file", fault=True),),
    notes=(ReadingNote("articles.csv", "read as Windows-1252"),),
)


def test_report_is_read_as_it_was_written_and_replaced_as_a_whole(tmp_path: Path) -> None:
    import_report.write(tmp_path, REPORT)
    assert import_report.read(tmp_path) == REPORT
    assert [file.outcome for file in REPORT.files] == [FileOutcome.PARTLY, FileOutcome.SKIPPED]
    assert (REPORT.articles, REPORT.unread) == (2, 1)
    later = ImportReport(made=REPORT.made, corpus="other", files=())
    import_report.write(tmp_path, later)
    assert import_report.read(tmp_path) == later
    assert [path.name for path in tmp_path.iterdir()] == [import_report.NAME]


def test_name_that_is_not_utf8_is_written_so_that_a_page_can_show_it(tmp_path: Path) -> None:
    name = b"a\xff.txt".decode("utf-8", "surrogateescape")
    file = ImportedFile(name=name, refused=(Skipped(name, "its name is not UTF-8", fault=True),))
    import_report.write(tmp_path, ImportReport(made=REPORT.made, corpus="", files=(file,)))
    report = import_report.read(tmp_path)
    assert report is not None
    assert report.files[0].name == "a?.txt"


GOOD = json.dumps({"version": 1, "made": "2026-03-01T12:30:00+00:00", "corpus": "", "files": []})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="list"),
        pytest.param("null", id="null"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("\ud800".encode("utf-8", "surrogatepass"), id="not UTF-8"),
        pytest.param(GOOD, id="incomplete"),
        pytest.param(GOOD[:-1] + ', "others": [], "notes": [', id="cut off"),
        pytest.param(GOOD[:-1] + ', "others": [], "notes": 3}', id="number for a list"),
        pytest.param(GOOD[:-1] + ', "others": [], "notes": [["a", 3]]}', id="number for a text"),
        pytest.param(
            GOOD.replace("+00:00", "")[:-1] + ', "others": [], "notes": []}', id="no zone"
        ),
        pytest.param(
            GOOD.replace('"version": 1', '"version": 2')[:-1] + ', "others": [], "notes": []}',
            id="other version",
        ),
        pytest.param(
            GOOD[:-1] + ', "others": [], "notes": [["a", "\\ud800"]]}', id="half a surrogate pair"
        ),
    ],
)
def test_damaged_report_counts_as_none(tmp_path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    (tmp_path / import_report.NAME).write_bytes(data)
    assert import_report.read(tmp_path) is None
    whole = GOOD[:-1] + ', "others": [], "notes": []}'
    (tmp_path / import_report.NAME).write_text(whole, encoding="utf-8")
    assert import_report.read(tmp_path) is not None


def test_missing_report_counts_as_none(tmp_path: Path) -> None:
    assert import_report.read(tmp_path / "none") is None
    (tmp_path / import_report.NAME).mkdir()
    assert import_report.read(tmp_path) is None
