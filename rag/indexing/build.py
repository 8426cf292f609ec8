"""
Builds and updates the index.

Records of new and changed articles are computed; all others are copied from the generation in
force. `rag.indexing.check` compares articles and index without changing anything.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from time import monotonic

from rag.indexing import corrections, worker_pool
from rag.indexing.check import check, part_cache
from rag.indexing.code_version import engine
from rag.indexing.computed_articles import ComputedArticles, ComputedSketches
from rag.indexing.import_summary import import_report
from rag.indexing.reprint_groups import copies, relate
from rag.ingest.folder import read_articles
from rag.ingest.lists import speaker_list
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.schema.articles import Article
from rag.schema.reports import IndexReport, Skipped
from rag.settings import Settings
from rag.speakers import linking
from rag.storage.codecs import LAYOUT
from rag.storage.draft import Draft, Progress, writing
from rag.storage.generation import Generation
from rag.storage.kept import arrivals, article_versions, computed_values, unfinished
from rag.storage.kept import import_report as kept_report
from rag.storage.lifecycle import LOCK_WAIT

__all__ = ["NullProgress", "Progress", "check", "copies", "engine", "update"]


class NullProgress:
    """Progress without a display."""

    def start(self, step: str, total: int) -> None:
        """No-op."""

    def advance(self, parts: int) -> None:
        """No-op."""


def update(
    settings: Settings,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    wait: float = LOCK_WAIT,
) -> IndexReport:
    """
    Update the index from the articles; returns the counts of what was done.

    Where nothing has changed, no model is loaded and only the import report is written. Damaged
    records are made anew. The report lists faults of single articles.

    Raises ArticleError where there are no articles, StorageError or BusyIndexError where the index
    cannot be written; it is then unchanged, or complete but for the import report.
    """
    started = monotonic()
    given, embedder = embedder, embedder or embedding.load(settings)
    progress = progress or NullProgress()
    recomputed: tuple[str, ...] = ()
    with (
        writing(settings, wait) as writer,
        computed_values.opened(settings.index, f"{LAYOUT} {engine()}") as values,
    ):
        known_articles = ComputedArticles(values)
        reading = read_articles(
            settings.articles, cache=part_cache(settings, writing=True), made_before=known_articles
        )
        articles = {article.id: article for article in reading.articles}
        base = writer.base()
        known = base.fingerprints() if base else {}
        corrected = speaker_list.fingerprint(reading.corrections)
        corpus = _corpus(reading.articles, embedder, corrected)
        whole = base is not None and base.damage() is None
        if base and whole and base.fingerprint == corpus and base.sound(settings):
            name, counts = base.name, base.counts()
            unfit: Sequence[str] = json.loads(base.meta.get("unfit", "[]"))
        else:
            usable = base if base and whole and _compatible(base, embedder) else None
            made = known if usable else {}
            recomputed = tuple(a.id for a in reading.articles if made.get(a.id) != a.fingerprint)
            with writer.draft(usable) as draft:
                renewed = frozenset(recomputed)
                for article in made:
                    if article not in articles or article in renewed:
                        draft.remove(article)
                new = [articles[article] for article in recomputed]
                _fill(draft, new, settings, given, progress)
                relate(draft, articles, ComputedSketches(values))
                values.prune()
                unfit = _link(draft, articles, reading.corrections)
                counts = draft.counts()
                dimension = usable.meta["dimension"] if usable else str(embedder.dimension)
                notes = {
                    "fingerprint": corpus,
                    "engine": engine(),
                    "embedder": embedder.name,
                    "dimension": dimension,
                    "corrected": corrected,
                    "unfit": json.dumps(unfit),
                }
                now = datetime.now(UTC)
                article_versions.keep_superseded(settings.index, articles, now)
                arrivals.note(settings.index, articles, known, now)
                name = draft.publish(notes, progress)
        unfinished.discard(settings.index)
        unread = (refused.file for refused in reading.skipped)  # a fault is no removal
        article_versions.tidy(settings.index, (*articles, *unread))
        unfit_rows = (Skipped(speaker_list.NAME, why, fault=True) for why in unfit)
        skipped = (*reading.skipped, *unfit_rows)
        kept_report.write(settings.index, import_report(reading, skipped, corpus))
    same = sum(known.get(article.id) == article.fingerprint for article in reading.articles)
    added = len(articles.keys() - known.keys())
    return IndexReport(
        read=len(articles),
        new=added,
        changed=len(articles) - added - same,
        unchanged=same,
        removed=len(known.keys() - articles.keys()),
        skipped=skipped,
        without_date=sum(article.published is None for article in reading.articles),
        passages=counts["passages"],
        claims=counts["claims"],
        dispatches=counts["dispatches"],
        seconds=round(monotonic() - started, 3),
        generation=name,
        corpus=corpus,
        recomputed=recomputed,
        notes=reading.notes,
        files_seen=len(reading.files),
        files_read=reading.files_read,
    )


def _corpus(articles: Iterable[Article], embedder: Embedder, corrected: str) -> str:
    """Fingerprint of the corpus: articles, model, code and corrections, in any order of updates."""
    lines = [engine(), embedder.name, *([corrected] if corrected else [])]
    lines += sorted(f"{article.id}\0{article.fingerprint}" for article in articles)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _compatible(base: Generation, embedder: Embedder) -> bool:
    return base.meta["engine"] == engine() and base.meta["embedder"] == embedder.name


def _fill(
    draft: Draft,
    articles: Sequence[Article],
    settings: Settings,
    embedder: Embedder | None,
    progress: Progress,
) -> None:
    """Add the articles to the draft with their passages, sentences, claims and vectors."""
    progress.start("Reading claims and encoding", len(articles))
    maker = f"{engine()} {(embedder or embedding.load(settings)).name}"
    with unfinished.opened(settings.index, maker) as kept:
        rest = []
        for article in articles:
            if entry := kept.records(article):
                draft.put(entry)
                progress.advance(1)
            else:
                rest.append(article)
        for entries in worker_pool.read_all(rest, settings, embedder):
            kept.keep(entries)
            for entry in entries:
                draft.put(entry)
            progress.advance(len(entries))


def _link(
    draft: Draft, articles: dict[str, Article], rows: Sequence[speaker_list.Correction]
) -> list[str]:
    """Store the linked and corrected speakers; returns a message for each row without a claim."""
    claims = draft.claim_speakers()
    texts = {name: article.text for name, article in articles.items()}
    linked = linking.link_speakers(claims, texts)
    final, unfit = corrections.apply_corrections(claims, linked, rows, articles)
    draft.set_speakers({c.claim: final[c.claim] for c in claims if final[c.claim] != c.linked})
    return unfit
