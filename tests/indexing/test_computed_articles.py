"""Articles and sketches of an update before."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.indexing.computed_articles import ComputedArticles, ComputedSketches
from rag.ingest import article_records
from rag.ingest.folder import read_articles
from rag.reprints import detection
from rag.schema.articles import Article
from rag.settings import Settings
from rag.storage.kept import computed_values


def read(settings: Settings, index: Path) -> tuple[Article, ...]:
    with computed_values.opened(index, "1") as values:
        return read_articles(settings.articles, made_before=ComputedArticles(values)).articles


def test_articles_are_the_same_and_made_once(
    seeds: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = read_articles(seeds.articles).articles
    assert read(seeds, tmp_path) == plain

    def never(*_: object) -> Article:
        raise AssertionError("made again")

    monkeypatch.setattr(article_records, "_made", never)
    assert read(seeds, tmp_path) == plain


@pytest.mark.parametrize("changed", ["text", "list"])
def test_changed_article_is_made_again(tmp_path: Path, changed: str) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index"
    index.mkdir()
    folder.mkdir()
    settings = Settings(articles=folder)
    (folder / "a.txt").write_text("The port is open, Lund said.\n\nIt was calm.\n")
    (folder / "b.txt").write_text("Nobody came.\n")
    (folder / "articles.csv").write_text("file,title\na.txt,Port\n")
    before = read(settings, index)
    if changed == "text":
        (folder / "a.txt").write_text("The port is shut, Lund said.\n\nIt was calm.\n")
    else:
        (folder / "articles.csv").write_text("file,title\na.txt,Harbour\n")
    after = read(settings, index)
    assert after == read_articles(folder).articles
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_sketches_are_the_same_and_made_once(
    seeds: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = read_articles(seeds.articles).articles
    plain = detection.dispatches(articles)
    with computed_values.opened(tmp_path, "1") as values:
        assert detection.dispatches(articles, ComputedSketches(values)) == plain
    monkeypatch.setattr(detection, "_sketch", None)
    with computed_values.opened(tmp_path, "1") as values:
        assert detection.dispatches(articles, ComputedSketches(values)) == plain


def test_text_is_not_kept(seeds: Settings, tmp_path: Path) -> None:
    article = read_articles(seeds.articles).articles[0]
    with computed_values.opened(tmp_path, "1") as values:
        known = ComputedArticles(values)
        known.keep("k", article)
        text = article.text[::-1]
        assert known.kept("k", text) == replace(article, text=text)
        assert known.kept("none", text) is None
        assert len(values.get("article k") or b"") < len(article.text)
