"""Cells of the lists are changed and changed back; all else stays."""

import csv
import io
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ArticleError
from rag.ingest.lists import article_list, list_edits, speaker_list
from rag.schema.marks import CellChange

ARTICLES = (
    "file,title,published,note\r\n"
    '"a.txt","One, two",2024-03-04,"He said ""no"""\r\n'
    "\r\n"
    "sub/b.txt,,,\r\n"
)


def written(folder: Path, name: str = article_list.NAME) -> str:
    return (folder / name).read_bytes().decode("utf-8")


def test_only_the_named_cells_change(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_bytes(ARTICLES.encode())
    edit = list_edits.change(
        tmp_path, "articles.csv", {"file": "sub/b.txt"}, {"published": "2024-03-05", "note": "x"}
    )
    assert edit.changes == (
        CellChange("published", "", "2024-03-05"),
        CellChange("note", "", "x"),
    )
    rows = list(csv.reader(io.StringIO(written(tmp_path), newline="")))
    before = list(csv.reader(io.StringIO(ARTICLES, newline="")))
    assert rows[:3] == before[:3]
    assert rows[3] == ["sub/b.txt", "", "2024-03-05", "x"]
    assert written(tmp_path).count("\r\n") == 4
    list_edits.change_back(tmp_path, edit)
    assert list(csv.reader(io.StringIO(written(tmp_path), newline=""))) == before


def test_a_missing_list_row_and_column_are_added_and_removed(tmp_path: Path) -> None:
    first = list_edits.change(tmp_path, "speakers.csv", {"claim": "c1"}, {"name": "Ada Lovelace"})
    rows, faults = speaker_list.parse(written(tmp_path, "speakers.csv"), "speakers.csv")
    assert not faults
    assert [(row.claim, row.changes) for row in rows] == [("c1", (("name", "Ada Lovelace"),))]
    (tmp_path / "speakers.csv").write_text("speaker,name\nByron,Lord Byron\n", encoding="utf-8")
    second = list_edits.change(tmp_path, "speakers.csv", {"claim": "c2"}, {"name": "-"})
    assert second.changes == (CellChange("name", None, "-"),)
    assert written(tmp_path, "speakers.csv") == (
        "speaker,name,claim\nByron,Lord Byron,\n,-,c2\n".replace("Byron,\n", "Byron\n")
    )
    list_edits.change_back(tmp_path, second)
    assert written(tmp_path, "speakers.csv") == "speaker,name,claim\nByron,Lord Byron\n"
    with pytest.raises(ArticleError, match="it has been changed since"):
        list_edits.change_back(tmp_path, first)  # its row is gone


def test_a_speaker_is_found_under_another_spelling_and_not_within_an_article(
    tmp_path: Path,
) -> None:
    content = "speaker;article;name\nMüller, Jörg;a.txt;X\nJÖRG MULLER;;Y\n"
    (tmp_path / "speakers.csv").write_bytes(content.encode("cp1252"))
    list_edits.change(tmp_path, "speakers.csv", {"speaker": "Jörg Müller"}, {"name": "Z"})
    assert written(tmp_path, "speakers.csv") == (
        "\ufeffspeaker;article;name\nMüller, Jörg;a.txt;X\nJÖRG MULLER;;Z\n"
    )


def test_a_path_is_found_with_other_separators(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("file,published\nsub\\b.txt,\n", encoding="utf-8")
    list_edits.change(tmp_path, "articles.csv", {"file": "sub/b.txt"}, {"published": "2024-03-05"})
    assert written(tmp_path) == "file,published\nsub\\b.txt,2024-03-05\n"


def test_what_was_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_bytes(ARTICLES.encode())
    edit = list_edits.change(
        tmp_path, "articles.csv", {"file": "a.txt"}, {"published": "2020-01-01"}
    )
    by_hand = written(tmp_path).replace("2020-01-01", "2021-01-01")
    (tmp_path / "articles.csv").write_bytes(by_hand.encode())
    with pytest.raises(ArticleError, match="found '2021-01-01': it has been changed since"):
        list_edits.change_back(tmp_path, edit)
    assert written(tmp_path) == by_hand


def test_an_added_row_with_other_cells_stays(tmp_path: Path) -> None:
    edit = list_edits.change(
        tmp_path, "articles.csv", {"file": "a.txt"}, {"published": "2020-01-01"}
    )
    titled = written(tmp_path).replace("a.txt,", "a.txt,A title")
    (tmp_path / "articles.csv").write_text(titled, encoding="utf-8")
    list_edits.change_back(tmp_path, edit)
    rows, faults = article_list.parse(written(tmp_path), "", lambda _: True, date(2026, 1, 1))
    assert not faults
    assert (rows["a.txt"].title, rows["a.txt"].published) == ("A title", None)


def test_a_broken_list_is_named_and_left_alone(tmp_path: Path) -> None:
    broken = 'file,title\na.txt,"never closed\n'
    (tmp_path / "articles.csv").write_text(broken, encoding="utf-8")
    with pytest.raises(ArticleError, match="not CSV"):
        list_edits.change(tmp_path, "articles.csv", {"file": "a.txt"}, {"title": "x"})
    assert written(tmp_path) == broken


def test_permissions_stay_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(ARTICLES.encode())
    path.chmod(0o640)
    list_edits.change(tmp_path, "articles.csv", {"file": "a.txt"}, {"published": "2020-01-01"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["articles.csv"]


def test_a_list_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").mkdir()
    with pytest.raises(ArticleError, match=r"articles\.csv: cannot be read"):
        list_edits.change(tmp_path, "articles.csv", {"file": "a.txt"}, {"title": "x"})


CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda cell: cell.strip() == cell
)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5),
    delimiter=st.sampled_from([",", ";", "\t"]),
    cell=CELLS.filter(bool),
)
def test_any_list_comes_back_after_a_change(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    cell: str,
) -> None:
    folder = tmp_path_factory.mktemp("list")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([("file", "title", "note"), *rows])
    (folder / "articles.csv").write_bytes(text.getvalue().encode())
    edit = list_edits.change(folder, "articles.csv", {"file": "new file.txt"}, {"title": cell})
    (found,) = (
        row
        for row in csv.reader(io.StringIO(written(folder), newline=""), delimiter=delimiter)
        if row and row[0] == "new file.txt"
    )
    assert found == ["new file.txt", cell, ""]
    list_edits.change_back(folder, edit)
    assert written(folder) == text.getvalue()
