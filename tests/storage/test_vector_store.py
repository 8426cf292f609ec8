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
    ids, _ = generation.vectors("passages")
    for row in (0, 500, 1199):
        query = entries[row // 3].passage_vectors[row % 3]
        exact = generation.nearest(query, 10, allowed=frozenset(ids))
        assert generation.nearest(query, 10) == exact
        assert exact[0][1] == pytest.approx(1, abs=1e-5)
    few = frozenset({"p0-0007.txt", "p1-0300.txt", "unknown"})
    assert {name for name, _ in generation.nearest(query, 10, allowed=few)} == few - {"unknown"}
    assert generation.nearest(query, 10, allowed=frozenset()) == []
    assert generation.nearest(query, 0) == []
    assert len(generation.nearest(query, 5000)) == 1200
    generation.close()
    # Reading changed no file that the next update relies on.
    generation = store.open_generation(settings)
    assert generation.sound(settings)
    generation.close()
