"""The tables of a generation agree with its records."""

from dataclasses import replace

import numpy as np
import pytest
from asking import opened

from rag.settings import Settings
from rag.storage import corpus_tables
from rag.storage.corpus_tables import CorpusTables


@pytest.fixture
def tables(seed_index: Settings) -> CorpusTables:
    return opened(seed_index).tables


def test_parts_hold_all_sentences_and_passages(tables: CorpusTables) -> None:
    parts = tables.parts(tables.articles)
    assert list(parts) == list(tables.articles)
    counts = tables.generation.counts()
    assert sum(len(one.sentences) for one in parts.values()) == counts["sentences"]
    assert sum(len(one.passages) for one in parts.values()) == counts["passages"]
    assert sum(len(tables.claims_of(name)) for name in tables.articles) == len(tables.claims)
    for name, one in parts.items():
        assert tables.parts_of(name) is one
        assert {sentence.article for sentence in one.sentences} == {name}
        assert len(one.vectors) == len(one.sentences)
        assert len(one.passage_vectors) == len(one.passages)


def test_vectors_are_those_of_the_records(tables: CorpusTables) -> None:
    ids, rows = tables.generation.vectors("sentences")
    stored = dict(zip(ids, rows, strict=True))
    for parts in tables.parts(tables.articles).values():
        for sentence, row in zip(parts.sentences, parts.vectors, strict=True):
            assert np.array_equal(stored[sentence.id], row)


def test_few_articles_stay_in_memory(seed_index: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_tables, "MEMORY", replace(corpus_tables.MEMORY, articles=2))
    tables = CorpusTables(opened(seed_index).tables.generation)
    names = list(tables.articles)
    first = tables.parts(names)
    assert list(first) == names  # all are given, though not all are kept
    assert tables.parts_of(names[-1]) is first[names[-1]]
    again = tables.parts_of(names[0])
    assert again is not first[names[0]]
    assert again.sentences == first[names[0]].sentences


def test_copies_share_a_group_across_articles(tables: CorpusTables) -> None:
    found = 0
    for parts in tables.parts(tables.articles).values():
        for sentence in parts.sentences:
            copies = tables.copies(sentence)
            found += len(copies)
            assert all(other.group == sentence.group for other in copies)
            assert sentence.id not in {other.id for other in copies}
            assert all(sentence in tables.copies(other) for other in copies)
    assert found


def test_provenance_ranks_every_article(tables: CorpusTables) -> None:
    assert tables.provenance.keys() == tables.articles.keys()
    assert {tables.provenance[d.articles[0]] for d in tables.dispatches} == {0}
