"""Records written to the database and read back."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from index_tools import TEXT, Watched, entry, many, publish

from rag.schema.articles import Dispatch
from rag.schema.claims import ClaimCopy
from rag.settings import Settings
from rag.storage import draft as drafts
from rag.storage import generation as store
from rag.storage.database import FILE
from rag.text.tokens import words


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def test_all_returns_the_records_as_written(settings: Settings) -> None:
    one, other = entry("b/one.txt", title="Ports"), entry("a/école.txt")
    publish(settings, one, other)
    generation = store.open_generation(settings, "double@1")
    assert generation.name == "gen-000001"
    assert generation.fingerprint == "f"
    assert generation.articles() == (other.article, one.article)
    assert generation.passages() == (*other.passages, *one.passages)
    assert generation.sentences() == (*other.sentences, *one.sentences)
    assert tuple(generation.claims()) == (*other.claims, *one.claims)
    assert generation.dispatches() == ()
    assert generation.counts()["passages"] == 6
    ids, rows = generation.vectors("sentences")
    assert list(ids) == sorted(s.id for some in (one, other) for s in some.sentences)
    assert rows.dtype == np.float32
    assert np.array_equal(rows[ids.index("s1-b/one.txt")], one.sentence_vectors[1])
    generation.close()


def test_relate_replaces_dispatches_groups_and_copies(settings: Settings) -> None:
    one, other = entry("one.txt"), entry("other.txt")
    dispatch = Dispatch("d", ("other.txt", "one.txt"), "NTB", date(2024, 3, 4))
    copy = other.claims[0]
    place = ClaimCopy(
        article="other.txt",
        outlet="X",
        claim=copy.id,
        evidence=copy.evidence,
        source=copy.source,
        cue=copy.cue,
        content=copy.content,
    )
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


def test_full_text_indexes_stay_sound_over_updates(settings: Settings) -> None:
    publish(settings, *many(10))
    name = publish(settings, entry("x.txt"), without=["0003.txt", "0004.txt"])
    connection = sqlite3.connect(settings.index / name / FILE)
    for table in ("passages", "sentences"):
        # Raises where the index and the rows of its table differ.
        connection.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('integrity-check')")
    connection.close()


def test_printed_words_are_counted_over_updates(settings: Settings) -> None:
    def counted() -> tuple[Counter[str], Counter[str]]:
        generation = store.open_generation(settings)
        texts = [article.text for article in generation.articles()]
        printed = Counter(generation.printed())
        generation.close()
        return printed, Counter(word for text in texts for word in words(text))

    publish(settings, *many(4))
    stored, printed = counted()
    assert stored == printed
    publish(settings, entry("x.txt", TEXT.replace("Repairs", "Zeppelins")), without=["0002.txt"])
    stored, printed = counted()
    assert stored == printed
    assert "Zeppelins" in stored
    publish(settings, without=["x.txt"])
    stored, printed = counted()
    assert stored == printed
    assert "Zeppelins" not in stored  # a word of no article leaves no row


def test_fields_are_those_of_the_records(settings: Settings) -> None:
    publish(settings, *many(3))
    generation = store.open_generation(settings)
    claims = tuple(generation.claims())
    rows = list(generation.claim_fields())
    assert [row.id for row in rows] == [claim.id for claim in claims]
    for row, claim in zip(rows, claims, strict=True):
        assert all(getattr(claim, name) == value for name, value in row._asdict().items())
    sources = list(generation.sources())
    assert len(sources) == 1  # each combination once
    assert sources[0].speakers == claims[0].speakers
    named = generation.claims_named([claims[1].id, "none"])
    assert named == {claims[1].id: claims[1]}
    generation.close()
