"""Vector search through Chroma."""

from pathlib import Path

import pytest
from index_tools import many, publish

from rag.settings import Settings
from rag.storage import generation as store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_nearest_agrees_with_exact_search(settings: Settings) -> None:
    entries = many(400)
    publish(settings, *entries)  # 1,200 passages: over Chroma's threshold for writing its index
    generation = store.open_generation(settings)
    every = frozenset(article.id for article in generation.articles())
    for row in (0, 500, 1199):
        query = entries[row // 3].passage_vectors[row % 3]
        exact = generation.nearest(query, 10, every)
        assert generation.nearest(query, 10) == exact
        assert exact[0][1] == pytest.approx(1, abs=1e-5)
    few = frozenset({"0007.txt", "0300.txt", "unknown"})
    found = [name for name, _ in generation.nearest(query, 10, few)]
    assert sorted(found) == sorted(f"p{n}-{name}" for n in range(3) for name in few - {"unknown"})
    assert generation.nearest(query, 10, frozenset()) == []
    assert generation.nearest(query, 0) == []
    assert len(generation.nearest(query, 5000)) == 1200
    generation.close()
    # Reading changed no file that the next update relies on.
    generation = store.open_generation(settings)
    assert generation.sound(settings)
    generation.close()
