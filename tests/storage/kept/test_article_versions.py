"""Versions of edited articles: kept, listed, found by a claim, deleted."""

import gzip
import logging
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from index_tools import TEXT, entry, publish

from rag.errors import StorageError
from rag.schema.articles import Article
from rag.settings import Settings
from rag.storage.database import FILE
from rag.storage.kept.article_versions import (
    LIMITS,
    ArticleVersions,
    keep_superseded,
    text_hash,
    tidy,
)

NOW = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
EDITED = TEXT.replace("calm", "windy")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def article(name: str, text: str = TEXT, title: str | None = None) -> Article:
    return entry(name, text, title).article


def by_id(*articles: Article) -> Mapping[str, Article]:
    return {one.id: one for one in articles}


def edit(settings: Settings, text: str, now: datetime = NOW, name: str = "a.txt") -> Article:
    """Update an article as an update does, and give the new one."""
    new = entry(name, text)
    keep_superseded(settings.index, by_id(new.article), now)
    publish(settings, new, without=[name])
    tidy(settings.index, [name])
    return new.article


def test_replaced_text_is_kept_with_its_claims(settings: Settings) -> None:
    old = entry("sub/é a.txt")
    publish(settings, old, entry("b.txt"))
    new = by_id(article("sub/é a.txt", EDITED), article("b.txt"), article("new.txt"))
    keep_superseded(settings.index, new, NOW)
    versions = ArticleVersions(settings.index)
    (kept,) = versions.of(new["sub/é a.txt"])
    assert (kept.hash, kept.replaced, kept.day) == (text_hash(TEXT), NOW, date(2026, 5, 3))
    version = versions.read(kept)
    assert version is not None
    assert version.article == old.article
    assert version.claims == tuple(old.claims)
    assert versions.of(new["b.txt"]) == versions.of(new["new.txt"]) == ()


def test_article_whose_facts_alone_changed_has_no_version(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    keep_superseded(settings.index, by_id(article("a.txt", title="Ports")), NOW)
    assert not (settings.index / "versions").exists()


def test_text_that_is_in_force_again_counts_as_no_version(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    versions = ArticleVersions(settings.index)
    edited = edit(settings, EDITED)
    assert [one.hash for one in versions.of(edited)] == [text_hash(TEXT)]
    again = edit(settings, TEXT, NOW + timedelta(days=1))
    assert [one.hash for one in versions.of(again)] == [text_hash(EDITED)]
    third = edit(settings, TEXT + "More.\n", NOW + timedelta(days=2))
    assert [(one.hash, one.day.day) for one in versions.of(third)] == [
        (text_hash(EDITED), 4),
        (text_hash(TEXT), 5),
    ]


def test_generation_of_another_layout_leaves_versions(settings: Settings) -> None:
    name = publish(settings, entry("a.txt"))
    path = settings.index / name / FILE
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0-old' WHERE key = 'layout'")
        connection.execute("ALTER TABLE articles DROP COLUMN remarks")
        connection.execute("ALTER TABLE claims ADD COLUMN mood TEXT DEFAULT 'glad'")
    connection.close()
    new = article("a.txt", EDITED)
    keep_superseded(settings.index, by_id(new), NOW)
    (version,) = ArticleVersions(settings.index).newest(new)
    assert version.article == article("a.txt")


def test_index_without_or_with_a_damaged_generation_leaves_none(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    new = article("a.txt", EDITED)
    keep_superseded(settings.index, by_id(new), NOW)
    assert not (settings.index / "versions").exists()
    name = publish(settings, entry("a.txt"))
    (settings.index / name / FILE).write_bytes(b"no database" * 1000)
    with caplog.at_level(logging.WARNING):
        keep_superseded(settings.index, by_id(new), NOW)
    assert "earlier versions of edited articles cannot be kept" in caplog.text
    assert ArticleVersions(settings.index).of(new) == ()


def test_version_that_cannot_be_written_stops_the_update(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    (settings.index / "versions").write_text("a file")
    with pytest.raises(StorageError, match="cannot be written"):
        keep_superseded(settings.index, by_id(article("a.txt", EDITED)), NOW)


@pytest.mark.parametrize("damage", ["empty", "no gzip", "cut", "text"])
def test_damaged_version_is_ignored_with_a_warning(
    settings: Settings, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    publish(settings, entry("a.txt"))
    new = edit(settings, EDITED)
    versions = ArticleVersions(settings.index)
    (kept,) = versions.of(new)
    content = kept.path.read_bytes()
    other = gzip.compress(gzip.decompress(content).replace(b"Repairs", b"Repeats"))
    damaged = {"empty": b"", "no gzip": b"x", "cut": content[:-9], "text": other}
    kept.path.write_bytes(damaged[damage])
    with caplog.at_level(logging.WARNING):
        assert versions.read(kept) is None
        assert versions.with_claim("c-a.txt", by_id(new)) is None
    assert list(versions.newest(new)) == []
    assert f"{kept.path} cannot be read and is ignored" in caplog.text


def test_version_is_found_by_the_beginning_of_its_hash(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    new = edit(settings, EDITED)
    versions = ArticleVersions(settings.index)
    name = text_hash(TEXT)
    assert versions.find(new, name) == versions.find(new, name[:12]) == versions.of(new)[0]
    for other in ("", name[:11], name + "0", text_hash(EDITED), "../../x", "x" * 12):
        assert versions.find(new, other) is None


def test_version_is_found_by_a_claim_as_long_as_its_article_is_there(settings: Settings) -> None:
    publish(settings, entry("a.txt"), entry("b.txt"))
    versions = ArticleVersions(settings.index)
    new = by_id(edit(settings, EDITED), article("b.txt"))
    found = versions.with_claim("c-a.txt", new)
    assert found is not None
    assert found.claim("c-a.txt") == entry("a.txt").claims[0]
    for claim in ("c-b.txt", "", "c", "../x", "c-\0", "\ud800"):
        assert versions.with_claim(claim, new) is None
    assert versions.with_claim("c-a.txt", by_id(article("b.txt"))) is None
    assert versions.with_claim("c-a.txt", by_id(article("a.txt"))) is None


def test_tidy_deletes_versions_of_articles_that_are_gone(settings: Settings) -> None:
    publish(settings, entry("a.txt"), entry("b.txt"))
    new = by_id(article("a.txt", EDITED), article("b.txt", EDITED))
    keep_superseded(settings.index, new, NOW)
    tidy(settings.index, ["b.txt"])
    versions = ArticleVersions(settings.index)
    assert versions.of(new["a.txt"]) == ()
    assert len(versions.of(new["b.txt"])) == 1
    assert versions.with_claim("c-a.txt", new) is None
    assert versions.with_claim("c-b.txt", new) is not None
    tidy(settings.index, [])
    assert [path.name for path in (settings.index / "versions").rglob("*")] == ["claims"]


def test_tidy_deletes_the_oldest_versions_of_an_article(settings: Settings) -> None:
    texts = [TEXT + f"Hour {n}.\n" for n in range(LIMITS.kept + 3)]
    publish(settings, entry("a.txt", texts[0]))
    for n, text in enumerate(texts[1:]):
        now = edit(settings, text, NOW + timedelta(hours=n))
    kept = ArticleVersions(settings.index).of(now)
    assert [one.hash for one in kept] == [text_hash(text) for text in texts[2:-1]]
