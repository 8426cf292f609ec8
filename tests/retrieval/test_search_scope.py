"""Which articles and sentences a scope holds."""

from datetime import date

import pytest
from asking import Memory
from record_tools import make_claim

from rag.retrieval.search_scope import SearchScope
from rag.schema.articles import Article, Sentence, Span
from rag.schema.claims import Kind
from rag.schema.scope import Scope
from rag.storage.corpus_tables import CorpusTables

OLD, NEW = date(2019, 1, 1), date(2024, 1, 1)


@pytest.fixture
def tables() -> CorpusTables:
    """An article of 2019 with an old and a new claim, one of 2024 without claims."""
    articles = [
        Article(id="a", text="x" * 40, fingerprint="f", outlet="A", published=OLD),
        Article(id="b", text="y" * 40, fingerprint="f", outlet="B", published=NEW),
    ]
    sentences = [
        Sentence(f"{name}{n}", name, Span(n * 10, n * 10 + 9)) for name in "ab" for n in range(3)
    ]
    claims = [
        make_claim(
            f"c{n}",
            article="a",
            speaker=who,
            said_on=day,
            kind=kind,
            content=(span,),
            evidence=span,
        )
        for n, (who, day, kind, span) in enumerate(
            [
                ("Lund", OLD, Kind.DIRECT, Span(0, 9)),
                ("Berg", NEW, Kind.INDIRECT, Span(10, 19)),
            ]
        )
    ]
    rows = [[1.0]] * len(sentences)
    return Memory(articles, sentences, rows, claims=claims).tables()


@pytest.mark.parametrize(
    ("scope", "articles", "sentences"),
    [
        (Scope(), "ab", "a0 a1 a2 b0 b1 b2"),
        (Scope(outlets=("B",)), "b", "b0 b1 b2"),
        (Scope(outlets=("C",)), "", ""),
        (Scope(speakers=("Lund",)), "a", "a0"),
        (Scope(kinds=(Kind.INDIRECT,)), "a", "a1"),
        (Scope(speakers=("Lund",), outlets=("B",)), "", ""),
        # what was said that year, and what was printed that year and nobody said
        (Scope(before=date(2019, 12, 31)), "a", "a0 a2"),
        (Scope(after=date(2023, 1, 1)), "ab", "a1 b0 b1 b2"),
        (Scope(after=date(2025, 1, 1)), "", ""),
    ],
)
def test_scope_holds_articles_and_sentences(
    tables: CorpusTables, scope: Scope, articles: str, sentences: str
) -> None:
    inside = SearchScope.of(scope, tables)
    assert "".join(inside.articles) == articles
    for _ in range(2):  # made, then remembered
        held = [
            one.id
            for parts in tables.parts("ab").values()
            for one in parts.sentences
            if inside.holds(one, parts)
        ]
        assert held == sentences.split()
    assert inside.everything == scope.empty
