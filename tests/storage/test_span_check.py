"""Stored spans compared with the text of their article."""

from pathlib import Path

import pytest
from index_tools import TEXT, entry, publish

from rag.settings import Settings
from rag.storage import generation as store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_span_differences_cover_passages_sentences_and_claims(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    generation = store.open_generation(settings)
    assert list(generation.differences("a.txt", TEXT)) == []
    moved = "X" + TEXT
    assert {found.kind.value for found in generation.differences("a.txt", moved)} == {
        "claim",
        "passage",
        "sentence",
    }
    assert len(list(generation.differences("a.txt", ""))) == 7
    assert len(list(generation.differences("a.txt", TEXT.replace("calm", "wild")))) == 2
    generation.close()
