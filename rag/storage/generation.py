"""
Reads the generation in force: its records and searches over them.

A generation is a folder with records and vectors in SQLite, which decide, and a copy of the passage
vectors in Chroma. It is written once (draft.py), published by one rename (lifecycle.py) and never
changed, so readers continue while an update runs.
"""

import json
import os
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rag.errors import MissingIndexError, StaleIndexError, StorageError
from rag.schema.articles import Article, Dispatch, Passage, Sentence, Span
from rag.schema.claims import Claim, ClaimCopy, ClaimSource, Kind, Speaker, StatementDate
from rag.schema.reports import IndexDifference
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.chroma import FOLDER, CollectionLocation
from rag.storage.codecs import LAYOUT
from rag.storage.database import FILE, RecordDatabase, Table, Vectors
from rag.storage.lifecycle import Lease, current
from rag.storage.span_check import span_differences
from rag.storage.vector_store import VectorStore, whole

__all__ = ["Generation", "current", "open_generation"]

TABLES_WITH_VECTORS: tuple[Table, ...] = ("sentences", "passages")
NOTES = frozenset(
    "chroma chroma_deleted chroma_files collection dimension embedder engine fingerprint".split()
)
MARGIN = 50  # more candidates than asked for: copies of one text tie, and HNSW may miss a few
PAGE = 200  # articles whose claims are read at a time
ATTEMPTS = 5  # an update that ends between our reading of CURRENT and the opening: read it again


class ClaimFields(NamedTuple):
    """The columns of a claim that pages scope, fold, sort and count."""

    id: str
    article: str
    kind: Kind
    content: tuple[Span, ...]
    confidence: float
    speakers: tuple[Speaker, ...]
    statement_date: StatementDate
    group: str
    places: tuple[ClaimCopy, ...]


def open_generation(settings: Settings, embedder_name: str | None = None) -> "Generation":
    """
    The generation in force, open for reading until `Generation.close`.

    With an ``embedder_name`` it must have been built with that model. Raises MissingIndexError,
    StaleIndexError, or StorageError where it is damaged.
    """
    index = settings.index
    for _ in range(ATTEMPTS):
        name = current(index)
        if name is None:
            raise MissingIndexError(f"{index} holds no index yet. Build it: onrecord index")
        with lifecycle.guarded(index, "read"):
            lease = Lease.take(index / name)
        if lease is None:
            continue
        try:
            return Generation(settings, name, lease, embedder_name)
        except BaseException:
            lease.release()
            raise
    raise StorageError(
        f"{index / lifecycle.CURRENT} names {name}, which is not there or not whole. "
        "Build the index anew: onrecord index"
    )


class Generation:
    """A finished generation, which never changes; threads may share it."""

    def __init__(
        self, settings: Settings, name: str, lease: Lease, embedder_name: str | None
    ) -> None:
        self.name = name
        self.folder = settings.index / name
        self._lease = lease
        self._opening = threading.Lock()
        self._vector_store: VectorStore | None = None
        self._exact = False
        self._vectors: dict[Table, tuple[tuple[str, ...], Vectors]] = {}
        if not (self.folder / FILE).is_file():
            raise StorageError(f"{self.folder / FILE} is missing. Build it anew: onrecord index")
        self._records = RecordDatabase.open(self.folder / FILE)
        try:
            self.meta = self._records.meta()
            self._expect(settings.index, embedder_name)
        except BaseException:
            self._records.close()
            raise

    def _expect(self, index: Path, embedder_name: str | None) -> None:
        if self.meta.get("layout") != LAYOUT:
            raise StaleIndexError(
                f"{index} was built by another version of On Record (layout "
                f"{self.meta.get('layout')}, expected {LAYOUT}). Rebuild it: onrecord index"
            )
        if missing := sorted(NOTES - self.meta.keys()):
            raise StorageError(
                f"{index}: expected the notes of a finished generation, found none on "
                f"{', '.join(missing)}. Build it anew: onrecord index"
            )
        if embedder_name not in (None, self.meta["embedder"]):
            raise StaleIndexError(
                f"{index} was built with the model {self.meta['embedder']} "
                f"({self.meta['dimension']} dimensions), settings ask for {embedder_name}. "
                "Rebuild it: onrecord index"
            )

    @property
    def fingerprint(self) -> str:
        """Identifies the corpus: its articles, the model, and the version that read them."""
        return self.meta["fingerprint"]

    def articles(self) -> tuple[Article, ...]:
        """All articles, in order of id."""
        return self._articles

    def dispatches(self) -> tuple[Dispatch, ...]:
        """All dispatches, in order of id."""
        return self._dispatches

    def claims(self) -> Iterator[Claim]:
        """All claims, reprints' copies too, in order of article and place in it."""
        names = [article.id for article in self.articles()]
        for start in range(0, len(names), PAGE):
            yield from self.claims_of(names[start : start + PAGE])

    def claims_named(self, ids: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids."""
        return {claim.id: claim for claim in self._records.named(Claim, ids)}

    def claim_fields(self) -> Iterator[ClaimFields]:
        """What columns need of all claims, in order of article and place in it."""
        return map(ClaimFields._make, self._records.fields(Claim, ClaimFields._fields))

    def sources(self) -> Iterator[ClaimSource]:
        """Whose words the claims are said to be, each combination once."""
        found = self._records.fields(Claim, ClaimSource._fields, distinct=True)
        return map(ClaimSource._make, found)

    def articles_of(self, names: Iterable[str]) -> tuple[Article, ...]:
        """Some articles, in order of id; names that there are not are left out."""
        return self._records.all(Article, names)

    def claims_of(self, articles: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of some articles, in order of article and place in it."""
        return self._records.all(Claim, articles)

    def passages(self, articles: Iterable[str] | None = None) -> tuple[Passage, ...]:
        """The passages of some articles or all, in order of article and place in it."""
        return self._records.all(Passage, articles)

    def sentences(self, articles: Iterable[str] | None = None) -> tuple[Sentence, ...]:
        """The sentences of some articles or all, in order of article and place in it."""
        return self._records.all(Sentence, articles)

    def vectors_of(self, articles: Sequence[str]) -> dict[str, Vectors]:
        """The unit rows of the sentences and passages of some articles, by their ids."""
        found: dict[str, Vectors] = {}
        for table in TABLES_WITH_VECTORS:
            found.update(zip(*self._records.vectors_of(table, articles), strict=True))
        return found

    def owners(self, table: Table, ids: Iterable[str]) -> dict[str, str]:
        """The article of each row of a table, by id."""
        return self._records.owners(table, ids)

    @cached_property
    def _articles(self) -> tuple[Article, ...]:
        return self._records.all(Article)

    @cached_property
    def _dispatches(self) -> tuple[Dispatch, ...]:
        return self._records.all(Dispatch)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return self._records.counts()

    def vectors(self, table: Table) -> tuple[tuple[str, ...], Vectors]:
        """The ids of a table, sorted, and a unit row for each."""
        if table not in self._vectors:
            self._vectors[table] = self._records.vectors(table)
        return self._vectors[table]

    def lexical(
        self,
        table: Table,
        terms: Sequence[str],
        limit: int,
        articles: Collection[str] | None = None,
    ) -> list[tuple[str, str]]:
        """Ids and articles of the best rows with any of ``terms``; see `fulltext.search`."""
        return self._records.words(table, terms, limit, articles)

    def found_articles(self, expression: str) -> list[str]:
        """Ids of the articles that an FTS5 expression matches; see `fulltext.search_articles`."""
        return self._records.found_articles(expression)

    def printed(self) -> dict[str, int]:
        """The words that the articles print, as printed, each with how often they do."""
        return self._records.printed()

    def vocabulary(self, table: Table) -> dict[str, int]:
        """The stemmed words of a table with the number of rows that hold each."""
        return self._records.vocabulary(table)

    def nearest(
        self, vector: Vectors, k: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """
        The ``k`` passages nearest to a unit vector with their cosines, best first, ties by id.

        All are searched through Chroma, those of some ``articles`` exactly: a filter costs Chroma
        more than the exact search takes. Exact too where Chroma is damaged or cannot be opened, as
        on a read-only disk. A server that does not answer raises StorageError.
        """
        if articles is None and (candidates := self._candidates(vector, k)) is not None:
            ids, matrix = self._records.vectors("passages", candidates)
            if len(ids) == len(candidates):
                return _ranked(ids, matrix, vector, k)
            self._exact = True  # Chroma names passages that are not ours
        ids, matrix = self.vectors("passages")
        if articles is not None:
            rows = [row for row, owner in enumerate(self._passage_owners) if owner in articles]
            ids, matrix = tuple(ids[row] for row in rows), matrix[rows]
        return _ranked(ids, matrix, vector, k)

    @cached_property
    def _passage_owners(self) -> tuple[str, ...]:
        """The article of each row of the vectors of passages."""
        ids, _ = self.vectors("passages")
        owners = self._records.owners("passages")
        return tuple(owners[name] for name in ids)

    def _candidates(self, vector: Vectors, k: int) -> list[str] | None:
        """Ids that Chroma finds nearest; None where it is damaged or cannot be opened."""
        place = self.place
        expected = min(k + MARGIN, self._counts["passages"]) if k > 0 else 0
        openable = place.url or os.access(place.folder, os.W_OK)  # Chroma writes as it opens
        if self._exact or expected < 1 or not openable:
            return None
        try:
            with self._opening:
                self._vector_store = self._vector_store or VectorStore(place)
            candidates = self._vector_store.nearest(vector, expected)
        except StorageError:
            if place.url:
                raise
            candidates = []
        self._exact = len(candidates) != expected
        return None if self._exact else candidates

    @property
    def place(self) -> CollectionLocation:
        """Where Chroma holds this generation's vectors."""
        return CollectionLocation(
            self.folder / FOLDER, self.meta["chroma"], self.meta["collection"]
        )

    def counts(self) -> dict[str, int]:
        """The number of records in each table."""
        return self._counts

    def sound(self, settings: Settings) -> bool:
        """Whether Chroma's files are there and whole by size, and lie where ``settings`` say."""
        if settings.chroma_url or self.place.url:
            return settings.chroma_url == self.place.url
        with lifecycle.guarded(settings.index, "read"):
            return whole(self.place.folder, json.loads(self.meta["chroma_files"]))

    def damage(self) -> str | None:
        """The fault that SQLite finds in the file of records, None without one; reads it all."""
        try:
            return self._records.damage()
        except StorageError as error:
            return str(error)

    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each article as it was indexed, in order of id."""
        return self._records.fingerprints()

    def differences(self, article: str, text: str) -> Iterator[IndexDifference]:
        """The spans stored for an article that cut other words out of ``text`` than stored."""
        return span_differences(self._records, article, text)

    def copy(self, path: Path) -> RecordDatabase:
        """A draft at ``path`` with all these records."""
        return RecordDatabase.create(path, self._records)

    def close(self) -> None:
        """Close all files, so that a writer may delete the generation once it is superseded."""
        with self._opening:
            store, self._vector_store, self._exact = self._vector_store, None, True
        if store is not None:
            store.close()
        self._records.close()
        self._lease.release()


def _ranked(
    ids: Sequence[str], matrix: Vectors, vector: Vectors, k: int
) -> list[tuple[str, float]]:
    """The best ``k`` rows by cosine, rounded so that copies of one text tie exactly."""
    if not ids or k < 1:
        return []
    scores = np.round((matrix @ vector).astype(np.float64), 6)
    best = np.argsort(-scores, kind="stable")[:k]  # stable: the ids come sorted
    return [(ids[row], float(scores[row])) for row in best]
