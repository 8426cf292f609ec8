"""Compares the articles with the index without changing anything."""

from collections.abc import Iterator

from rag.indexing.code_version import engine
from rag.ingest.folder import FolderContents, read_articles
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.lists import speaker_list
from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.settings import Settings
from rag.storage.generation import Generation, open_generation

PARTS = "parts"  # folder within that of the index


def check(settings: Settings) -> tuple[IndexDifference, ...]:
    """
    The differences between the articles and the index, in order of article; empty without any.

    Reads every article again, and compares every span of its passages, sentences and claims, and
    of their copies in reprints, with the words stored in the index.
    """
    reading = read_articles(settings.articles, cache=part_cache(settings, writing=False))
    generation = open_generation(settings)
    try:
        return tuple(_differences(reading, generation))
    finally:
        generation.close()


def part_cache(settings: Settings, *, writing: bool) -> PartCache:
    """The parts of foreign files that earlier updates read, in the folder of the index."""
    return PartCache(settings.index / PARTS, engine(), writing=writing)


def _differences(reading: FolderContents, generation: Generation) -> Iterator[IndexDifference]:
    articles = {article.id: article for article in reading.articles}
    unreadable = {skipped.file: skipped.reason for skipped in reading.skipped if skipped.fault}
    indexed = generation.fingerprints()
    for name, fingerprint in indexed.items():
        article = articles.get(name)
        if article is None:
            reason = unreadable.get(name)
            kind = IndexDifferenceKind.UNREADABLE if reason else IndexDifferenceKind.REMOVED
            yield IndexDifference(file=name, kind=kind, detail=reason or "")
            continue
        if article.fingerprint != fingerprint:
            yield IndexDifference(file=name, kind=IndexDifferenceKind.CHANGED)
        yield from generation.differences(name, article.text)
    if generation.meta.get("corrected", "") != speaker_list.fingerprint(reading.corrections):
        yield IndexDifference(file=speaker_list.NAME, kind=IndexDifferenceKind.CORRECTIONS)
    for name in sorted(articles.keys() - indexed.keys()):
        yield IndexDifference(file=name, kind=IndexDifferenceKind.NEW)
