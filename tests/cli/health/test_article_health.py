"""The folder of articles and its lists."""

import os
from pathlib import Path
from typing import Any

import pytest

from rag.cli.health.article_health import articles, lists
from rag.cli.health.health_line import HealthState, checked
from rag.ingest.folder import read_articles
from rag.settings import Settings

PROSE = "The minister said on Monday that the talks would go on until autumn.\n"


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PROSE, encoding="utf-8")


@pytest.mark.parametrize("listed", [False, True], ids=["README of the folder", "README listed"])
def test_counted_are_the_files_that_an_update_reads(settings: Settings, listed: bool) -> None:
    folder = settings.articles
    make(folder, "b.txt", "sub/c.md", "sub/articles.csv", ".hidden.txt", ".git/d.txt", "data.xyz")
    make(folder, "README.md", "sub/Readme.txt")
    (folder / "linked").symlink_to(folder / "sub")
    if listed:
        (folder / "articles.csv").write_text("file,outlet\nREADME.md,Ours\n", encoding="utf-8")
    read = read_articles(folder)
    found = articles(settings)
    assert found.state is HealthState.OK
    assert found.values["files"] == read.files_read == 5 + listed
    size = sum((folder / file.name).stat().st_size for file in read.files if file.articles)
    assert found.values["bytes"] == size


def test_files_that_cannot_be_read_are_noted(settings: Settings) -> None:
    (settings.articles / "gone.txt").symlink_to(settings.articles / "nothing")
    os.mkfifo(settings.articles / "pipe.txt")
    found = articles(settings)
    assert found.state is HealthState.NOTE
    assert (found.values["files"], found.values["unreadable"]) == (3, 2)
    assert found.words.endswith("2 more that cannot be read, named by: onrecord index")


def test_a_folder_that_is_missing_or_empty_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    for name, words in (
        ("gone", "expected a folder of articles, found nothing"),
        ("file", "expected a folder of articles, found a file"),
        ("empty", "holds no file that is read as an article"),
    ):
        found = checked("articles", articles, Settings(articles=tmp_path / name))
        assert found is not None
        assert found.state is HealthState.PROBLEM
        assert words in found.words
        assert found.words.endswith("--articles DIR")


def test_a_closed_folder_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = settings.articles / "closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = articles(settings)
    assert found.state is HealthState.PROBLEM
    assert f"{closed}: the folder cannot be read: Permission denied" in found.words
    assert (found.values["files"], found.values["closed_folders"]) == (3, 1)


def test_lists_are_present_or_not(settings: Settings) -> None:
    found = lists(settings)
    assert found is not None
    assert found.words == "articles.csv none, speakers.csv none"
    make(settings.articles, "speakers.csv")
    found = lists(settings)
    assert found is not None
    assert (found.state, found.words) == (
        HealthState.OK,
        "articles.csv none, speakers.csv present",
    )
    assert found.values == {"articles.csv": False, "speakers.csv": True}


def test_a_list_that_cannot_be_opened_is_a_problem(settings: Settings) -> None:
    (settings.articles / "articles.csv").mkdir()
    found = lists(settings)
    assert found is not None
    assert found.state is HealthState.PROBLEM
    assert "articles.csv: expected a readable file, found: Is a directory" in found.words


def test_a_missing_folder_has_no_lists(tmp_path: Path) -> None:
    assert lists(Settings(articles=tmp_path / "gone")) is None
