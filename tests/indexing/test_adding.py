"""Files and pages that are put into the folder of articles."""

import csv
from datetime import date
from pathlib import Path

import pytest

from rag.errors import ArticleError
from rag.indexing import adding
from rag.indexing.adding import Added, add, is_address
from rag.indexing.fetching import Fetched

PAGE = b"<p>It sailed.</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def fetched(monkeypatch: pytest.MonkeyPatch, address: str, content: bytes = PAGE) -> None:
    page = Fetched(address=address, content=content, suffix=".html")
    monkeypatch.setattr(adding, "fetch", lambda given, private: page)


def rows(folder: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = (folder / "articles.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def test_file_is_copied_once_and_another_of_its_name_gets_a_number(
    tmp_path: Path, folder: Path
) -> None:
    for number, (content, added) in enumerate(
        [
            ("One.", Added("a.txt", new=True)),
            ("One.", Added("a.txt", new=False)),
            ("Two.", Added("a-2.txt", new=True)),
            ("Two.", Added("a-2.txt", new=False)),
        ]
    ):
        source = tmp_path / str(number) / "a.txt"
        source.parent.mkdir()
        source.write_text(content)
        assert list(add(folder, str(source))) == [added]
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "a.txt": "One.",
        "a-2.txt": "Two.",
    }


def test_folder_is_copied_without_hidden_files_and_lists(tmp_path: Path, folder: Path) -> None:
    source = tmp_path / "export"
    (source / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.pdf", ".git", "articles.csv"):
        (source / name).write_text("x")
    assert [one.name for one in add(folder, str(source))] == ["export/a.txt", "export/deep/b.pdf"]


def test_page_is_stored_with_its_address_and_day(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    fetched(monkeypatch, "https://gazette.example/2021/11/ferry.php?id=7")
    (added,) = add(folder, "https://gazette.example/x")
    assert added == Added("gazette.example/2021-11-ferry-id-7.html", new=True)
    assert (folder / added.name).read_bytes() == PAGE
    note = f"Fetched on {date.today()}."
    address = "https://gazette.example/2021/11/ferry.php?id=7"
    assert rows(folder) == [{"file": added.name, "url": address, "note": note}]
    assert [one.new for one in add(folder, "https://gazette.example/x")] == [False]
    assert len(rows(folder)) == 1


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_list_keeps_its_columns_and_rows(
    monkeypatch: pytest.MonkeyPatch, folder: Path, delimiter: str
) -> None:
    folder.mkdir()
    listed = "File,outlet,URL\nb.txt,Höfer Bote,x".replace(",", delimiter)
    (folder / "articles.csv").write_text(listed, encoding="utf-8-sig")
    fetched(monkeypatch, "https://gazette.example/")
    list(add(folder, "https://gazette.example/"))
    text = (folder / "articles.csv").read_text(encoding="utf-8-sig")
    assert text.startswith(listed + "\n")
    (_, row) = csv.reader(text.splitlines()[1:], delimiter=delimiter)
    assert row == ["gazette.example/index.html", "", "https://gazette.example/"]


def test_list_in_another_encoding_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    folder.mkdir()
    before = "file,outlet\na.txt,Höfer Bote\n".encode("cp1252")
    (folder / "articles.csv").write_bytes(before)
    fetched(monkeypatch, "https://gazette.example/")
    with pytest.raises(ArticleError, match="expected UTF-8"):
        list(add(folder, "https://gazette.example/"))
    assert (folder / "articles.csv").read_bytes() == before


def test_what_cannot_be_added_says_why(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ArticleError, match="found nothing"):
        list(add(folder, str(tmp_path / "gone")))
    with pytest.raises(ArticleError, match="the folder of articles is in it"):
        list(add(folder, str(tmp_path)))


@pytest.mark.parametrize(
    ("given", "address"), [("HTTPS://a.example", True), ("a/b.txt", False), ("C:\\a.txt", False)]
)
def test_addresses_are_told_from_files(given: str, *, address: bool) -> None:
    assert is_address(given) is address
