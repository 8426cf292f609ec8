"""The tables of a generation agree with its records."""

from itertools import pairwise

import pytest
from asking import opened

from rag.settings import Settings
from rag.storage.corpus_tables import CorpusTables


@pytest.fixture
def tables(seed_index: Settings) -> CorpusTables:
    return opened(seed_index).tables


def test_sentences_of_an_article_come_in_text_order(tables: CorpusTables) -> None:
    assert sum(map(len, tables.by_article.values())) == len(tables.sentences)
    for sentences in tables.by_article.values():
        assert all(one.span.end <= next_one.span.start for one, next_one in pairwise(sentences))
        assert [tables.place[s.id] for s in sentences] == list(range(len(sentences)))


def test_claims_are_within_their_sentence_and_article(tables: CorpusTables) -> None:
    assert sum(map(len, tables.claims_by_article.values())) == len(tables.claims)
    assert tables.claims_by_sentence
    for name, claims in tables.claims_by_sentence.items():
        sentence = tables.sentences[name]
        for claim in claims:
            assert claim.article == sentence.article
            assert sentence.span.start <= claim.evidence.start
            assert claim.evidence.end <= sentence.span.end


def test_passages_and_sentences_point_at_each_other(tables: CorpusTables) -> None:
    for passage, sentences in tables.in_passage.items():
        assert all(tables.passage_of[name] == passage for name in sentences)
    assert sum(map(len, tables.in_passage.values())) == len(tables.passage_of)


def test_copies_share_a_group_across_articles(tables: CorpusTables) -> None:
    assert tables.copies
    for group, sentences in tables.copies.items():
        assert {sentence.group for sentence in sentences} == {group}
        assert all(tables.at[s.article, s.span] == s for s in sentences)


def test_vector_rows_are_found_by_id(tables: CorpusTables) -> None:
    ids, rows, vectors = tables.sentence_vectors
    assert [rows[name] for name in ids] == list(range(len(vectors)))
    passage_rows, passage_vectors = tables.passage_vectors
    assert sorted(passage_rows.values()) == list(range(len(passage_vectors)))


def test_provenance_ranks_every_article(tables: CorpusTables) -> None:
    assert tables.provenance.keys() == tables.articles.keys()
    assert {tables.provenance[d.articles[0]] for d in tables.dispatches} == {0}
