"""Compares the articles with the index without changing anything."""

from rag.ingest import speaker_list
from rag.ingest.folder import read_articles
from rag.settings import Settings
from rag.storage.generation import open_generation


def check(settings: Settings) -> tuple[str, ...]:
    """
    Where the articles and the index differ, in words; empty when nothing does.

    Every article is read again, and every span of its passages, sentences and claims, and of the
    copies of these in reprints, is cut again and compared with the words in the index.
    """
    reading = read_articles(settings.articles)
    found = {article.id: article for article in reading.articles}
    unreadable = {item.file: item.reason for item in reading.skipped if item.fault}
    generation = open_generation(settings)
    try:
        differences: list[str] = []
        indexed = generation.fingerprints()
        for article, fingerprint in indexed.items():
            now = found.get(article)
            if now is None:
                reason = unreadable.get(article, "the file is gone")
                differences.append(f"{article}: indexed, but {reason}")
                continue
            if now.fingerprint != fingerprint:
                differences.append(f"{article}: changed since it was indexed; run: onrecord index")
            differences.extend(generation.faults(article, now.text))
        if generation.meta.get("corrected", "") != speaker_list.fingerprint(reading.corrections):
            differences.append(
                f"{speaker_list.NAME}: changed since it was applied; run: onrecord index"
            )
        new = sorted(found.keys() - indexed.keys())
        differences.extend(f"{article}: not indexed yet; run: onrecord index" for article in new)
        return tuple(differences)
    finally:
        generation.close()
