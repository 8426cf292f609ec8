"""Drafts: what an update keeps, verifies and reports."""

from dataclasses import replace
from pathlib import Path

import pytest
from index_tools import TEXT, Watched, entry, many, names, publish

from rag.errors import StorageError
from rag.settings import Settings
from rag.storage import draft as drafts
from rag.storage import generation as store
from rag.storage.database import FILE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_publish_keeps_articles_that_were_not_touched(settings: Settings) -> None:
    publish(settings, entry("a.txt"), entry("b.txt"), entry("c.txt"))
    changed = entry("b.txt", TEXT.replace("calm", "wild"), title="Changed")
    assert publish(settings, changed, entry("d.txt"), without=["b.txt"]) == "gen-000002"
    generation = store.open_generation(settings)
    assert [article.id for article in generation.articles()] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert generation.lexical("passages", ["wild"], 9) != []
    assert [name for name, _ in generation.lexical("sentences", ["calm"], 9)] == [
        "s2-a.txt",
        "s2-c.txt",
        "s2-d.txt",
    ]
    wild = changed.passage_vectors[2]
    assert generation.nearest(wild, 1)[0][0] == "p2-b.txt"
    generation.close()
    assert names(settings.index) == ["gen-000002"]


def test_error_before_publish_leaves_the_index_unchanged(settings: Settings) -> None:
    publish(settings, entry("a.txt"))

    def fail() -> None:
        with drafts.writing(settings) as writer, writer.draft(writer.base()) as draft:
            draft.put(entry("b.txt"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(settings.index) == ["gen-000001"]
    assert not (settings.index / "LOCK.holder").exists()
    publish(settings, entry("c.txt"))


def test_publish_rejects_a_span_that_cuts_other_words(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    wrong = entry("b.txt")
    shifted = replace(wrong, claims=[replace(wrong.claims[0], text="other words")])
    with pytest.raises(StorageError, match=r"b\.txt: claim c-b\.txt .* differs"):
        publish(settings, shifted)
    assert store.current(settings.index) == "gen-000001"
    assert names(settings.index) == ["gen-000001"]


def test_publish_leaves_no_side_files(settings: Settings) -> None:
    name = publish(settings, entry("a.txt"))
    reader = store.open_generation(settings)
    reader.articles()
    assert sorted(path.name for path in (settings.index / name).iterdir()) == [
        "LEASE",
        "chroma",
        FILE,
    ]
    reader.close()


def test_publish_reports_progress_up_to_the_total(settings: Settings) -> None:
    with drafts.writing(settings) as writer, writer.draft(None) as draft:
        for some in many(150):
            draft.put(some)
        watched = Watched()
        notes = {"fingerprint": "f", "engine": "e", "embedder": "double@1", "dimension": "64"}
        draft.publish(notes, watched)
    assert watched.steps == [[150, 150], [150, 150]]
