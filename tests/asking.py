"""What the tests of questions share: one open corpus per index, and an index in memory."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import cast

import numpy as np
from double import DoubleReader, PartsAlone
from numpy.typing import NDArray

from rag.corpus import Corpus
from rag.models import embedder
from rag.schema.answers import Answer, Citation
from rag.schema.articles import Article, Dispatch, Passage, Sentence
from rag.schema.claims import Claim, ClaimSource
from rag.settings import Settings
from rag.storage.corpus_tables import CorpusTables
from rag.storage.generation import ClaimFields, Generation
from rag.text.tokens import words

AVIM = "000_f91781c4228a1322.txt"
SOTT = "001_6225434846a5dd1c.txt"
DINAR = "002_e86f39b9e13a1996.txt"
RUDAW = "003_65f59ed5da4b3415.txt"
MAYADEEN = "004_694b7766c067e3cc.txt"
BASES = "what did Iraq say about US bases?"


@cache
def opened(settings: Settings) -> Corpus:
    """The corpus of an index, its model loaded once for all tests."""
    return Corpus.open(settings)


@cache
def without_model(settings: Settings) -> Corpus:
    """The same corpus with doubles of both models, where the models take too long."""
    return Corpus.open(settings, Chance(embedder.load(settings).name), DoubleReader())


def assert_cuts(corpus: Corpus, citation: Citation) -> None:
    """A citation and its copies quote their articles exactly."""
    article = corpus.article(citation.article)
    assert article is not None
    assert citation.quote
    assert article.text[citation.span.start : citation.span.end] == citation.quote
    assert citation.dispatch == article.dispatch
    for copied in citation.also_in:
        other = corpus.article(copied.article)
        assert other is not None
        assert other.dispatch == article.dispatch
        assert other.outlet == copied.outlet
        assert 0 <= copied.span.start < copied.span.end <= len(other.text)


class Memory:
    """A generation of the index in memory whose vectors are given; it knows no words."""

    def __init__(
        self,
        articles: Sequence[Article],
        sentences: Sequence[Sentence],
        rows: Sequence[Sequence[float]],
        *,
        claims: Sequence[Claim] = (),
        dispatches: Sequence[Dispatch] = (),
    ) -> None:
        order = sorted(range(len(sentences)), key=lambda n: sentences[n].id)
        self._articles = tuple(articles)
        self._sentences = tuple(sentences[n] for n in order)
        self._rows = np.array([rows[n] for n in order], np.float32)
        self._claims = tuple(claims)
        self._dispatches = tuple(dispatches)

    def as_generation(self) -> Generation:
        return cast(Generation, self)

    def tables(self) -> CorpusTables:
        return CorpusTables(self.as_generation())

    def articles(self) -> tuple[Article, ...]:
        return self._articles

    def sentences(self, articles: Collection[str]) -> tuple[Sentence, ...]:
        return tuple(one for one in self._sentences if one.article in articles)

    def passages(self, articles: Collection[str]) -> tuple[Passage, ...]:
        return tuple(Passage(s.id, s.article, s.span) for s in self.sentences(articles))

    def claims_of(self, articles: Collection[str]) -> tuple[Claim, ...]:
        return tuple(one for one in self._claims if one.article in articles)

    def claims_named(self, ids: Collection[str]) -> dict[str, Claim]:
        return {one.id: one for one in self._claims if one.id in ids}

    def claim_fields(self) -> Iterator[ClaimFields]:
        for one in self._claims:
            yield ClaimFields._make(getattr(one, name) for name in ClaimFields._fields)

    def sources(self) -> Iterator[ClaimSource]:
        for one in self._claims:
            yield ClaimSource._make(getattr(one, name) for name in ClaimSource._fields)

    def dispatches(self) -> tuple[Dispatch, ...]:
        return self._dispatches

    def vectors_of(self, articles: Collection[str]) -> dict[str, NDArray[np.float32]]:
        rows = zip(self._sentences, self._rows, strict=True)
        return {one.id: row for one, row in rows if one.article in articles}

    def counts(self) -> dict[str, int]:
        return {"sentences": len(self._sentences)}

    def owners(self, table: str, ids: Collection[str]) -> dict[str, str]:
        del table
        return {one.id: one.article for one in self._sentences if one.id in ids}

    def lexical(
        self,
        table: str,
        terms: Sequence[str],
        limit: int,
        articles: Collection[str] | None = None,
    ) -> list[tuple[str, str]]:
        del table, terms, limit, articles
        return []

    def printed(self) -> Counter[str]:
        return Counter(word for article in self._articles for word in words(article.text))

    def vocabulary(self, table: str) -> dict[str, int]:
        del table
        return {}

    def nearest(
        self, vector: NDArray[np.float32], k: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        del vector, k, articles
        return []


class Fixed(PartsAlone):
    """An embedder that gives every text the same vector."""

    name = "fixed@1"
    limit = 256

    def __init__(self, vector: Sequence[float]) -> None:
        self.vector = vector
        self.dimension = len(vector)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.vector for _ in texts], np.float32)

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def synonyms(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        return [{} for _ in words]


class Chance(PartsAlone):
    """An embedder for an index of the bundled model: unit vectors by chance, the same each time."""

    dimension = 384
    limit = 256

    def __init__(self, name: str) -> None:
        self.name = name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = []
        for text in texts:
            seed = hashlib.sha256(text.encode("utf-8")).digest()[:8]
            rows.append(np.random.default_rng(int.from_bytes(seed)).standard_normal(self.dimension))
        matrix = np.array(rows, np.float32)
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        return matrix

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def synonyms(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        return [{} for _ in words]


def assert_sound(corpus: Corpus, answer: Answer) -> None:
    """Invariants of every answer: citations cut, numbers agree, a decline has its reason."""
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.lead
    for citation in answer.citations:
        assert_cuts(corpus, citation)
    if answer.declined:
        assert answer.reason
        assert not answer.statements
        assert answer.independent_sources == answer.articles == answer.foremost == 0
        return
    assert answer.reason is None
    cited = [n for statement in answer.statements for n in statement.citations]
    assert cited == [c.n for c in answer.citations]
    assert 1 <= answer.foremost <= len(answer.statements)
    for statement in answer.statements:
        for n in statement.citations:
            assert answer.citations[n - 1].quote in statement.text
            assert f"[{n}]" in statement.text
    assert answer.independent_sources == len({c.dispatch for c in answer.citations})
    articles = {c.article for c in answer.citations}
    articles |= {copy.article for c in answer.citations for copy in c.also_in}
    assert answer.articles == len(articles)
