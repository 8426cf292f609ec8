"""The index folder: what is written comes back, is found, and survives what befalls it."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from double import Double
from record_tools import make_claim

from rag.errors import BusyIndexError, MissingIndexError, StaleIndexError, StorageError
from rag.schema.articles import Article, DateBasis, Dispatch, Gap, Passage, Sentence, Span
from rag.schema.claims import ClaimCopy, Kind
from rag.settings import Settings
from rag.storage import draft as drafts
from rag.storage import generation as store
from rag.storage.database import FILE
from rag.storage.draft import ArticleRecords

TEXT = "Masthead\n\nThe port is open, Lund said.\n\nRepairs go on.\n\nIt was calm.\n"


class Watched:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.steps: list[list[int]] = []

    def start(self, step: str, total: int) -> None:
        self.steps.append([total, 0])

    def advance(self, parts: int) -> None:
        self.steps[-1][1] += parts


def entry(name: str, text: str = TEXT, title: str | None = None) -> ArticleRecords:
    """An article whose paragraphs, but for the first, are passages and sentences; one claim."""
    story = []
    at = 0
    for paragraph in text.split("\n\n"):
        if words := paragraph.strip():
            story.append(Span(at, at + len(words)))
        at += len(paragraph) + 2
    masthead, story = story[0], story[1:]
    article = Article(
        id=name,
        text=text,
        fingerprint=f"print of {name} {hash(text)} {title}",
        title=title,
        outlet="Bergens Tidende",
        published=date(2024, 3, 4),
        date_basis=DateBasis.STATED,
        origin="NTB",
        story=tuple(story),
        gaps=(Gap(masthead, "masthead"),),
    )
    passages = [Passage(f"p{n}-{name}", name, span) for n, span in enumerate(story)]
    sentences = [
        Sentence(f"s{n}-{name}", name, span, f"s{n}-{name}") for n, span in enumerate(story)
    ]
    first = story[0]
    claim = make_claim(
        id=f"c-{name}",
        article=name,
        kind=Kind.INDIRECT,
        source=(Span(first.end - 10, first.end - 6),),
        cue=(Span(first.end - 5, first.end - 1),),
        content=(Span(first.start, first.start + 16),),
        evidence=first,
        text=text[first.start : first.start + 16],
        confidence=0.75,
        speaker="Kari Lund",
        mention="Lund",
        said_on=date(2024, 3, 4),
        group=f"c-{name}",
    )
    vectors = Double().encode([text[span.start : span.end] for span in story])
    return ArticleRecords(article, passages, sentences, [claim], vectors, vectors)


def publish(
    settings: Settings, *entries: ArticleRecords, without: Sequence[str] = (), wait: float = 10
) -> str:
    """One update: take articles out, put entries in."""
    with drafts.writing(settings, wait) as writer:
        base = writer.base()
        with writer.draft(base) as draft:
            for article in without:
                draft.remove(article)
            for some in entries:
                draft.put(some)
            notes = {"fingerprint": "f", "engine": "e", "embedder": "double@1", "dimension": "64"}
            return draft.publish(notes, Watched())


def many(number: int) -> list[ArticleRecords]:
    """Articles of three passages each, whose vectors lie at random."""
    rng = np.random.default_rng(number)
    entries = []
    for n in range(number):
        rows = rng.normal(size=(3, 64)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        some = entry(f"{n:04}.txt", TEXT.replace("Repairs", f"Repairs {n}"))
        entries.append(replace(some, passage_vectors=rows))
    return entries


def names(index: Path) -> list[str]:
    return sorted(path.name for path in index.glob("*-*"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_records_come_back_as_they_went_in(settings: Settings) -> None:
    one, other = entry("b/one.txt", title="Ports"), entry("a/école.txt")
    publish(settings, one, other)
    generation = store.open_generation(settings, "double@1")
    assert generation.name == "gen-000001"
    assert generation.fingerprint == "f"
    assert generation.articles() == (other.article, one.article)
    assert generation.passages() == (*other.passages, *one.passages)
    assert generation.sentences() == (*other.sentences, *one.sentences)
    assert generation.claims() == (*other.claims, *one.claims)
    assert generation.dispatches() == ()
    assert generation.counts()["passages"] == 6
    ids, rows = generation.vectors("sentences")
    assert list(ids) == sorted(s.id for some in (one, other) for s in some.sentences)
    assert rows.dtype == np.float32
    assert np.array_equal(rows[ids.index("s1-b/one.txt")], one.sentence_vectors[1])
    generation.close()


def test_what_depends_on_the_corpus_is_replaced_as_a_whole(settings: Settings) -> None:
    one, other = entry("one.txt"), entry("other.txt")
    dispatch = Dispatch("d", ("other.txt", "one.txt"), "NTB", date(2024, 3, 4))
    copy = other.claims[0]
    place = ClaimCopy("other.txt", "X", copy.id, copy.evidence, copy.source, copy.cue, copy.content)
    related = replace(one.claims[0], dispatch="d", group=copy.id, places=(place,))
    with drafts.writing(settings) as writer, writer.draft(None) as draft:
        for some in (one, other):
            draft.put(some)
        draft.relate([dispatch], {"s0-one.txt": "s0-other.txt"}, [related])
        notes = {"fingerprint": "f", "engine": "e", "embedder": "double@1", "dimension": "64"}
        draft.publish(notes, Watched())
    with drafts.writing(settings) as writer, writer.draft(writer.base()) as draft:
        assert draft.claims("one.txt") == (related,)
        assert draft.sentences("one.txt")[0].group == "s0-other.txt"
        single = [Dispatch("d1", ("one.txt",)), Dispatch("d2", ("other.txt",))]
        draft.relate(single, {}, [])
        assert draft.claims("one.txt") == (replace(one.claims[0], dispatch="d1"),)
        assert draft.sentences("one.txt") == tuple(one.sentences)
    # That draft was not published.
    generation = store.open_generation(settings)
    assert generation.dispatches() == (dispatch,)
    assert [article.dispatch for article in generation.articles()] == ["d", "d"]
    generation.close()


def test_an_update_takes_over_what_it_does_not_touch(settings: Settings) -> None:
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


def test_chroma_and_exact_search_agree(settings: Settings) -> None:
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


def test_equally_near_passages_stand_in_order_of_id(settings: Settings) -> None:
    publish(settings, *(entry(name) for name in ("c.txt", "a.txt", "b.txt")))
    generation = store.open_generation(settings)
    query = entry("x").passage_vectors[1]
    found = [name for name, _ in generation.nearest(query, 3)]
    assert found == ["p1-a.txt", "p1-b.txt", "p1-c.txt"]
    generation.close()


def test_an_empty_index_is_searched_without_error(settings: Settings) -> None:
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


def test_a_missing_index_says_how_to_build_it(settings: Settings) -> None:
    assert store.current(settings.index) is None
    with pytest.raises(MissingIndexError, match=r"holds no index yet\. Build it: onrecord index"):
        store.open_generation(settings)
    settings.index.mkdir()
    with pytest.raises(MissingIndexError):
        store.open_generation(settings)


def test_another_model_is_refused(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    with pytest.raises(
        StaleIndexError,
        match=r"built with the model double@1 \(64 dimensions\), settings ask for B@2\. Rebuild",
    ):
        store.open_generation(settings, "B@2")


def test_another_layout_is_refused(settings: Settings) -> None:
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
def test_damage_is_one_clear_line_and_the_next_update_mends_it(
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
def test_searches_stay_right_when_chroma_is_damaged_and_an_update_rebuilds_it(
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


def test_a_reader_goes_on_while_and_after_updates(settings: Settings) -> None:
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


def test_a_reader_that_finds_its_generation_gone_takes_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(settings, entry("a.txt"))
    answers = iter(["gen-000000", "gen-000001"])
    monkeypatch.setattr(store, "current", lambda index: next(answers))
    generation = store.open_generation(settings)
    assert generation.name == "gen-000001"
    generation.close()


def test_an_error_inside_an_update_leaves_the_index_as_it_was(settings: Settings) -> None:
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


def test_a_span_that_does_not_cut_its_words_is_not_put_in_force(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    wrong = entry("b.txt")
    shifted = replace(wrong, claims=[replace(wrong.claims[0], text="other words")])
    with pytest.raises(StorageError, match=r"b\.txt: claim c-b\.txt .* differs"):
        publish(settings, shifted)
    assert store.current(settings.index) == "gen-000001"
    assert names(settings.index) == ["gen-000001"]


def test_faults_are_found_in_every_kind_of_span(settings: Settings) -> None:
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


def test_the_second_writer_is_told_who_holds_the_lock(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with drafts.writing(settings), pytest.raises(BusyIndexError) as error:
        publish(settings, entry("a.txt"), wait=0.1)
    assert f"is being updated by process {os.getpid()} on " in str(error.value)
    assert "waiting 0.1 s" in capsys.readouterr().err
    publish(settings, entry("a.txt"), wait=0.1)


def test_the_second_writer_waits_its_turn(settings: Settings) -> None:
    inside = threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with drafts.writing(settings):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(5)
    threading.Timer(0.2, leave.set).start()
    assert publish(settings, entry("a.txt"), wait=5) == "gen-000001"
    thread.join()


def test_opening_and_closing_leaves_nothing_open(settings: Settings) -> None:
    publish(settings, *many(10))
    query = entry("x").passage_vectors[0]

    def look() -> None:
        generation = store.open_generation(settings)
        generation.nearest(query, 3)
        generation.articles()
        generation.close()

    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(
            list(Path("/proc/self/task").iterdir())
        )

    for _ in range(5):
        look()
    before = held()
    for _ in range(20):
        look()
    gc.collect()
    assert held() <= before


def test_the_generation_needs_no_side_files(settings: Settings) -> None:
    name = publish(settings, entry("a.txt"))
    reader = store.open_generation(settings)
    reader.articles()
    assert sorted(path.name for path in (settings.index / name).iterdir()) == [
        "LEASE",
        "chroma",
        FILE,
    ]
    reader.close()


def test_full_text_indexes_stay_sound_over_updates(settings: Settings) -> None:
    publish(settings, *many(10))
    name = publish(settings, entry("x.txt"), without=["0003.txt", "0004.txt"])
    connection = sqlite3.connect(settings.index / name / FILE)
    for table in ("passages", "sentences"):
        # Raises where the index and the rows of its table differ.
        connection.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('integrity-check')")
    connection.close()


def test_progress_counts_up_to_what_it_announced(settings: Settings) -> None:
    with drafts.writing(settings) as writer, writer.draft(None) as draft:
        for some in many(150):
            draft.put(some)
        watched = Watched()
        notes = {"fingerprint": "f", "engine": "e", "embedder": "double@1", "dimension": "64"}
        draft.publish(notes, watched)
    assert watched.steps == [[150, 150], [150, 150]]
