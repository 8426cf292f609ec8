"""CSV lists that a user keeps beside the articles."""

import pytest

from rag.errors import ArticleError
from rag.ingest.lists.csv_rows import CsvTable, one_line


def table() -> CsvTable:
    return CsvTable("list.csv", "folder/list.csv", ("file", "note"), "file")


def test_rows_have_their_line_and_trimmed_cells() -> None:
    rows = list(table().rows('FILE,note\na.txt,"two\nlines"\n\nb.txt, x\n'))
    assert rows == [
        (2, {"file": "a.txt", "note": "two\nlines"}),
        (5, {"file": "b.txt", "note": "x"}),
    ]


def test_row_with_too_many_cells_is_a_fault() -> None:
    reading = table()
    assert list(reading.rows("file,note\na.txt,x,y\n")) == []
    (fault,) = reading.faults
    assert fault.reason.startswith("line 2: expected 2 cells, found 3.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,note\n", "expected a column `file`"),
        ("file,file\n", "expected one column `file`, found 2"),
        ('file\n"a\n', "not CSV"),
    ],
    ids=["column missing", "column twice", "open quotation mark"],
)
def test_unreadable_list_raises(content: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        list(table().rows(content))


def test_cell_becomes_one_line() -> None:
    assert (one_line(" a\n b "), one_line(" "), one_line(None)) == ("a b", None, None)
