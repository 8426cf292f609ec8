"""
Writes the next generation of the index beside the one in force, verifies and publishes it.

`writing` holds the lock, a `Draft` the files. An error, an interruption or a kill before
`Draft.publish` has switched leaves the generation in force unchanged.
"""

import json
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from rag import __version__
from rag.errors import RagError, StorageError
from rag.schema.articles import Article, Dispatch, Passage, Sentence
from rag.schema.claims import Claim, ClaimSpeaker, Speaker
from rag.settings import Settings
from rag.storage import lifecycle
from rag.storage.chroma import COLLECTION, FOLDER, CollectionLocation
from rag.storage.codecs import LAYOUT
from rag.storage.database import FILE, ArticleRecords, RecordDatabase, Vectors
from rag.storage.generation import Generation, open_generation
from rag.storage.lifecycle import LOCK_WAIT
from rag.storage.span_check import span_differences
from rag.storage.vector_store import PROBES, PassageNode, VectorStore, forget, sizes
from rag.text.english import difference_in_words

__all__ = ["ArticleRecords", "Draft", "IndexWriter", "Progress", "writing"]

PAGE = 100  # articles whose passages are read at a time while Chroma is written

# Where more than this share of the vectors was deleted since Chroma was last written afresh, it is
# written afresh: HNSW keeps deleted points as detours, and that many are no slower to write again.
DELETED_SHARE = 0.25


class Progress(Protocol):
    """Receives the progress of an update."""

    def start(self, step: str, total: int) -> None:
        """A step of ``total`` parts begins; the step before has ended."""

    def advance(self, parts: int) -> None:
        """More ``parts`` of the step are done."""


@contextmanager
def writing(settings: Settings, wait: float = LOCK_WAIT) -> Iterator["IndexWriter"]:
    """
    Hold the index for writing; what killed runs left is removed first.

    Raises BusyIndexError where another process holds it for longer than ``wait`` seconds, and
    StorageError where nothing can be written.
    """
    with lifecycle.locked(settings.index, wait):
        lifecycle.remove_stale(settings.index)
        writer = IndexWriter(settings)
        try:
            yield writer
        finally:
            writer.close()


class IndexWriter:
    """Write access to the index, while its lock is held."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base: Generation | None = None

    def base(self) -> Generation | None:
        """The generation in force, None where there is none that can be read."""
        if self._base is None:
            with suppress(RagError):
                self._base = open_generation(self._settings)
                self._base.fingerprints()
                return self._base
            self.close()
        return self._base

    def close(self) -> None:
        """Close the base."""
        if self._base is not None:
            self._base.close()
            self._base = None

    @contextmanager
    def draft(self, base: Generation | None) -> Iterator["Draft"]:
        """The next generation, with all that ``base`` holds; dropped unless it is published."""
        draft = Draft(self._settings, base)
        try:
            yield draft
        finally:
            draft.drop()


class Draft:
    """The next generation before it is published; invisible to readers."""

    def __init__(self, settings: Settings, base: Generation | None) -> None:
        self._settings = settings
        self._base = base
        self._name = lifecycle.upcoming(settings.index)
        self._folder = lifecycle.begin(settings.index)
        self._removed: set[str] = set()  # passages of the base that are not taken over
        self._new: set[str] = set()  # articles put in
        self._related: set[str] = set()  # articles whose claims were written anew
        self._published = False
        try:
            path = self._folder / FILE
            self._records = base.copy(path) if base else RecordDatabase.create(path)
        except BaseException:
            lifecycle.discard(self._folder)
            raise
        url = settings.chroma_url
        lineage = _lineage(settings.index)
        collection = f"onrecord-{lineage}-{self._name}" if url else COLLECTION
        self._place = CollectionLocation(self._folder / FOLDER, url, collection)
        self._meta = {
            "layout": LAYOUT,
            "lineage": lineage,
            "chroma": url,
            "collection": collection,
            "product": __version__,
        }

    def remove(self, article: str) -> None:
        """Drop an article that the base holds."""
        self._removed.update(passage.id for passage in self._records.all(Passage, [article]))
        self._records.remove(article)

    def put(self, entry: ArticleRecords) -> None:
        """Add an article that is new, or was removed before."""
        self._records.put(entry)
        self._new.add(entry.article.id)

    def sentences(self, article: str) -> tuple[Sentence, ...]:
        """The sentences of an article, in order."""
        return self._records.all(Sentence, [article])

    def claims(self, article: str) -> tuple[Claim, ...]:
        """The claims of an article, in order."""
        return self._records.all(Claim, [article])

    def counts(self) -> dict[str, int]:
        """The number of records in each table."""
        return self._records.counts()

    def relate(
        self, dispatches: Sequence[Dispatch], groups: Mapping[str, str], claims: Sequence[Claim]
    ) -> None:
        """Replace dispatches, groups and copies; see `RecordDatabase.relate`."""
        self._related = {claim.article for claim in claims}
        self._records.relate(dispatches, groups, claims)

    def claim_speakers(self) -> list[ClaimSpeaker]:
        """The speakers of each claim; see `RecordDatabase.claim_speakers`."""
        return self._records.claim_speakers()

    def set_speakers(self, linked: Mapping[str, Sequence[Speaker]]) -> None:
        """Replace the speakers of some claims; see `RecordDatabase.set_speakers`."""
        self._records.set_speakers(linked)

    def publish(self, meta: Mapping[str, str], progress: Progress) -> str:
        """
        Write Chroma, verify everything, put the generation in force and return its name.

        ``meta`` are the writer's own notes, among them ``fingerprint``, ``embedder`` and
        ``dimension``. Raises StorageError, and leaves the old generation in force.
        """
        self._meta |= {**meta, "built": datetime.now(UTC).isoformat(timespec="seconds")}
        self._records.save(self._meta)
        self._write_vectors(progress)
        self._records.save(self._meta | {"chroma_files": json.dumps(sizes(self._place.folder))})
        self._verify(progress)
        self._records.close()
        lifecycle.activate(self._settings.index, self._folder, self._name)
        self._published = True
        if self._base is not None:
            self._base.close()
        with suppress(StorageError):  # the update is done; the next one sweeps again
            lifecycle.remove_stale(self._settings.index)
            self._forget_collections()
        return self._name

    def drop(self) -> None:
        """Delete the draft, unless it is published."""
        self._records.close()
        if not self._published:
            lifecycle.discard(self._folder)
            if self._place.url:
                with suppress(StorageError):
                    self._forget_collections()

    def _write_vectors(self, progress: Progress) -> None:
        base = self._base
        total = self._records.counts()["passages"]
        deleted = len(self._removed) + int(base.meta["chroma_deleted"] if base else 0)
        embedded = base is not None and not base.place.url and not self._place.url
        if base is not None and embedded and deleted <= DELETED_SHARE * total:
            self._meta["chroma_deleted"] = str(deleted)
            try:
                shutil.copytree(base.place.folder, self._place.folder)
                self._fill(progress, self._new, removed=self._removed, create=False)
            except (OSError, StorageError):
                # The copy is damaged. A fault of the disk raises again below.
                lifecycle.discard(self._place.folder)
            else:
                return
        self._meta["chroma_deleted"] = "0"
        self._fill(progress, set(self._records.fingerprints()), removed=set(), create=True)

    def _fill(
        self, progress: Progress, articles: set[str], *, removed: set[str], create: bool
    ) -> None:
        store = VectorStore(self._place, create=create)
        try:
            store.remove(sorted(removed))
            progress.start("Writing vectors", len(articles))
            for page in _pages(sorted(articles)):
                store.add(self._nodes(page))
                progress.advance(len(page))
            if fault := store.fault(set(self._records.ids("passages")), self._probes()):
                raise StorageError(
                    f"{self._place}: Chroma did not keep what was written: {fault}. "
                    "Check the disk and run again: onrecord index"
                )
        finally:
            store.close()

    def _nodes(self, articles: Sequence[str]) -> Iterator[PassageNode]:
        known = {article.id: article for article in self._records.all(Article, articles)}
        words = self._records.texts("passages", articles)
        passages = self._records.all(Passage, articles)
        vectors = dict(zip(*self._records.vectors("passages", words), strict=True))
        for passage in passages:
            article = known[passage.article]
            yield PassageNode(
                id=passage.id,
                text=words[passage.id],
                article=article.id,
                start=passage.span.start,
                end=passage.span.end,
                outlet=article.outlet,
                title=article.title,
                published=article.published.isoformat() if article.published else None,
                vector=vectors[passage.id],
            )

    def _probes(self) -> Iterator[tuple[str, Vectors]]:
        """A sample of passages with their vectors, evenly over the corpus."""
        ids = self._records.ids("passages")
        chosen = ids[:: max(1, len(ids) // PROBES)][:PROBES]
        return zip(*self._records.vectors("passages", chosen), strict=True)

    def _verify(self, progress: Progress) -> None:
        """
        Compare what was written with the texts.

        The records of other articles were compared when they were written, and are copied page by
        page from a file that never changes.
        """
        fault = self._records.damage()
        records = self._records
        articles = sorted((self._new | self._related) & self._records.fingerprints().keys())
        progress.start("Verifying", len(articles))
        for page in _pages(articles):
            for article in self._records.all(Article, page):
                difference = next(span_differences(records, article.id, article.text), None)
                fault = fault or (difference_in_words(difference) if difference else None)
            progress.advance(len(page))
        if fault:
            raise StorageError(
                f"{self._settings.index}: the new generation is faulty, so the one before it "
                f"stays: {fault}. Check the disk and run again: onrecord index"
            )

    def _forget_collections(self) -> None:
        """Delete the collections on a server whose generations are gone."""
        if self._place.url:
            generations = {path.name for path in self._settings.index.glob("gen-*")}
            forget(self._place, f"onrecord-{self._meta['lineage']}-", generations)


def _pages(articles: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(articles), PAGE):
        yield articles[start : start + PAGE]


def _lineage(index: Path) -> str:
    """A unique name of this index, shared by all its generations."""
    with suppress(RagError, KeyError, TypeError):
        records = RecordDatabase.open(index / str(lifecycle.current(index)) / FILE)
        try:
            return records.meta()["lineage"]
        finally:
            records.close()
    return uuid.uuid4().hex[:12]
