"""The records of an article, and which texts are encoded for it."""

from dataclasses import replace

from double import Double
from index_tools import entry
from numpy.testing import assert_array_equal

from rag.indexing import article_reading


def test_each_article_has_its_own_vectors() -> None:
    articles = [
        replace(
            entry(
                f"{n}.txt", f"Head\n\nPort {n} is open, Kari Lund said.\n\nIt was calm.\n"
            ).article
        )
        for n in range(3)
    ]
    together = article_reading.read(articles, Double())
    for article, records in zip(articles, together, strict=True):
        (alone,) = article_reading.read([article], Double())
        assert records.article is article
        assert len(records.passages) == len(records.passage_vectors) > 0
        assert len(records.sentences) == len(records.sentence_vectors) > 0
        assert_array_equal(records.passage_vectors, alone.passage_vectors)
        assert_array_equal(records.sentence_vectors, alone.sentence_vectors)
        assert {claim.article for claim in records.claims} <= {article.id}


def test_nothing_gives_nothing() -> None:
    assert article_reading.read([], Double()) == []
