"""Generations: opening, searching, damage, and readers during updates."""

import gc
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_tools import entry, many, names, publish

from rag.errors import MissingIndexError, StaleIndexError, StorageError
from rag.settings import Settings
from rag.storage import generation as store
from rag.storage.database import FILE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_nearest_orders_ties_by_id(settings: Settings) -> None:
    publish(settings, *(entry(name) for name in ("c.txt", "a.txt", "b.txt")))
    generation = store.open_generation(settings)
    query = entry("x").passage_vectors[1]
    found = [name for name, _ in generation.nearest(query, 3)]
    assert found == ["p1-a.txt", "p1-b.txt", "p1-c.txt"]
    generation.close()


def test_searches_of_an_empty_index_return_nothing(settings: Settings) -> None:
    publish(settings)
    generation = store.open_generation(settings)
    assert generation.nearest(np.ones(64, np.float32), 5) == []
    assert generation.vectors("passages")[0] == ()
    assert generation.articles() == ()
    generation.close()


def test_threads_share_a_generation(settings: Settings) -> None:
    publish(settings, *many(20))
    generation = store.open_generation(settings)
    expected = generation.lexical("passages", ["repairs"], 5)
    query = entry("x").passage_vectors[0]
    failures: list[object] = []

    def work() -> None:
        try:
            for _ in range(10):
                assert len(generation.nearest(query, 3)) == 3
                assert generation.lexical("passages", ["repairs"], 5) == expected
                assert len(generation.articles()) == 20
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    generation.close()


def test_opening_imports_neither_chroma_nor_torch(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    code = (
        "import sys; from pathlib import Path; from rag.storage import generation as store\n"
        "from rag.settings import Settings\n"
        "g = store.open_generation(Settings(index=Path(sys.argv[1])), 'double@1')\n"
        "g.articles(), g.claims(), g.vectors('passages'), g.lexical('sentences', ['port'], 3)\n"
        "print(sorted({'chromadb', 'llama_index', 'torch', 'spacy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(settings.index)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[]\n"


def test_open_generation_without_index_says_how_to_build_it(settings: Settings) -> None:
    assert store.current(settings.index) is None
    with pytest.raises(MissingIndexError, match=r"holds no index yet\. Build it: onrecord index"):
        store.open_generation(settings)
    settings.index.mkdir()
    with pytest.raises(MissingIndexError):
        store.open_generation(settings)


def test_open_generation_refuses_another_model(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    with pytest.raises(
        StaleIndexError,
        match=r"built with the model double@1 \(64 dimensions\), settings ask for B@2\. Rebuild",
    ):
        store.open_generation(settings, "B@2")


def test_open_generation_refuses_another_layout(settings: Settings) -> None:
    name = publish(settings, entry("a.txt"))
    with sqlite3.connect(settings.index / name / FILE) as connection:
        connection.execute("UPDATE meta SET value = '0-old' WHERE key = 'layout'")
    connection.close()
    with pytest.raises(StaleIndexError, match="built by another version of On Record"):
        store.open_generation(settings)


def truncated(folder: Path) -> None:
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:5000])


def scribbled(folder: Path) -> None:
    (folder / FILE).write_bytes(b"no database" * 1000)


def emptied(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")


def lost(folder: Path) -> None:
    (folder / FILE).unlink()


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def misnamed(folder: Path) -> None:
    (folder.parent / "CURRENT").write_text("../../etc")


def undecodable(folder: Path) -> None:
    (folder.parent / "CURRENT").write_bytes(b"\xff\x00")


@pytest.mark.parametrize("harm", [truncated, scribbled, emptied, lost, gone, misnamed, undecodable])
def test_damage_raises_one_line_and_the_next_update_repairs_it(
    settings: Settings, harm: Callable[[Path], None]
) -> None:
    name = publish(settings, entry("a.txt"))
    harm(settings.index / name)
    with pytest.raises(StorageError, match="onrecord index") as error:
        store.open_generation(settings).articles()
    assert "\n" not in str(error.value)
    assert str(settings.index) in str(error.value)
    publish(settings, entry("b.txt"))
    generation = store.open_generation(settings)
    assert [article.id for article in generation.articles()] == ["b.txt"]
    generation.close()
    assert len(names(settings.index)) == 1


def without_index(chroma: Path) -> None:
    for folder in [path for path in chroma.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)


def without_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").unlink()


def torn(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"torn" * 3000)


@pytest.mark.parametrize("harm", [without_index, without_database, torn, shutil.rmtree])
def test_nearest_is_exact_without_chroma_until_an_update_rebuilds_it(
    settings: Settings, harm: Callable[[Path], None]
) -> None:
    name = publish(settings, *many(350))
    generation = store.open_generation(settings)
    query = entry("x").passage_vectors[0]
    expected = generation.nearest(query, 10)
    generation.close()
    harm(settings.index / name / "chroma")
    generation = store.open_generation(settings)
    assert not generation.sound(settings)
    assert generation.nearest(query, 10) == expected
    generation.close()
    publish(settings)
    generation = store.open_generation(settings)
    assert generation.sound(settings)
    assert generation.nearest(query, 10) == expected
    assert not generation._exact
    generation.close()


def test_reader_keeps_its_generation_during_updates(settings: Settings) -> None:
    publish(settings, *many(5))
    reader = store.open_generation(settings)
    query = entry("x").passage_vectors[0]
    expected = reader.nearest(query, 3)
    assert publish(settings, entry("new.txt")) == "gen-000002"
    assert publish(settings, entry("newer.txt")) == "gen-000003"
    assert names(settings.index) == ["gen-000001", "gen-000003"]  # in use, in force
    assert store.current(settings.index) == "gen-000003"
    assert reader.nearest(query, 3) == expected
    assert len(reader.articles()) == 5
    assert reader.lexical("passages", ["repairs"], 9) != []
    reader.close()
    publish(settings, entry("newest.txt"))
    assert names(settings.index) == ["gen-000004"]


def test_open_generation_retries_when_its_generation_is_deleted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(settings, entry("a.txt"))
    answers = iter(["gen-000000", "gen-000001"])
    monkeypatch.setattr(store, "current", lambda index: next(answers))
    generation = store.open_generation(settings)
    assert generation.name == "gen-000001"
    generation.close()


def test_close_releases_files_threads_and_memory(settings: Settings) -> None:
    publish(settings, *many(10))
    query = entry("x").passage_vectors[0]

    def look() -> None:
        generation = store.open_generation(settings)
        generation.nearest(query, 3)
        generation.articles()
        generation.close()

    def held() -> int:
        """Files and threads of this process."""
        return sum(len(list(Path(f"/proc/self/{kind}").iterdir())) for kind in ("fd", "task"))

    for _ in range(5):
        look()
    before = held()
    for _ in range(20):
        look()
    gc.collect()
    until = time.monotonic() + 20  # Chroma's threads may end a moment after it is closed
    while held() > before and time.monotonic() < until:
        time.sleep(0.1)
    assert held() < before + 20  # what other tests started may end or begin meanwhile
