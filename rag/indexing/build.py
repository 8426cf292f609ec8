"""
Builds and updates the index.

Records of new and changed articles are computed; all others are copied from the generation in
force. `rag.indexing.check` compares articles and index without changing anything.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from time import monotonic

from rag.attribution import extractor
from rag.calibration.parameters import parameters
from rag.indexing import corrections
from rag.indexing.check import check, part_cache
from rag.indexing.chunking import passages
from rag.indexing.code_version import engine
from rag.indexing.import_summary import import_report
from rag.indexing.reprint_groups import _Item, copies, relate
from rag.ingest.folder import read_articles
from rag.ingest.lists import speaker_list
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.schema.articles import Article, Passage
from rag.schema.reports import IndexReport, Skipped
from rag.settings import Settings
from rag.speakers import linking
from rag.storage.kept import arrivals, article_versions
from rag.storage.kept import import_report as kept_report
from rag.storage.draft import ArticleRecords, Draft, Progress, writing
from rag.storage.generation import Generation
from rag.storage.lifecycle import LOCK_WAIT
from rag.text.plain_view import seen

__all__ = ["NullProgress", "Progress", "check", "copies", "engine", "update"]


@dataclass(frozen=True, slots=True)
class BuildLimits:
    """Bounds of the work; values from calibration/indexing.toml."""

    encoded_together: int  # articles


LIMITS = parameters(BuildLimits, "indexing", "limits")


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

    Where nothing has changed, no model is loaded and only the import report is written. The report
    lists faults of single articles. Raises ArticleError where there are no articles, StorageError
    or BusyIndexError where the index cannot be written; it is then unchanged, or complete but for
    the import report.
    """
    started = monotonic()
    embedder = embedder or embedding.load(settings)
    progress = progress or NullProgress()
    recomputed: tuple[str, ...] = ()
    with writing(settings, wait) as writer:
        reading = read_articles(settings.articles, cache=part_cache(settings, writing=True))
        articles = {article.id: article for article in reading.articles}
        base = writer.base()
        known = base.fingerprints() if base else {}
        corrected = speaker_list.fingerprint(reading.corrections)
        corpus = _corpus(reading.articles, embedder, corrected)
        if base and base.fingerprint == corpus and base.sound(settings):
            name, counts = base.name, base.counts()
            unfit: Sequence[str] = json.loads(base.meta.get("unfit", "[]"))
        else:
            usable = base if base and _compatible(base, embedder) and not base.damage() else None
            made = known if usable else {}
            recomputed = tuple(a.id for a in reading.articles if made.get(a.id) != a.fingerprint)
            with writer.draft(usable) as draft:
                for article in made:
                    if article not in articles or article in recomputed:
                        draft.remove(article)
                _fill(
                    draft,
                    [articles[article] for article in recomputed],
                    embedder,
                    progress,
                )
                relate(draft, articles)
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
        unread = (refused.file for refused in reading.skipped)  # a fault is no removal
        article_versions.tidy(settings.index, (*articles, *unread))
        unfit_rows = (Skipped(speaker_list.NAME, why, fault=True) for why in unfit)
        skipped = (*reading.skipped, *unfit_rows)
        kept_report.write(settings.index, import_report(reading, skipped, corpus))
    same = sum(known.get(article.id) == article.fingerprint for article in reading.articles)
    new = len(articles.keys() - known.keys())
    return IndexReport(
        read=len(articles),
        new=new,
        changed=len(articles) - new - same,
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
    draft: Draft, articles: Sequence[Article], embedder: Embedder, progress: Progress
) -> None:
    """Add the articles to the draft with their passages, sentences, claims and vectors."""
    progress.start("Reading claims and encoding", len(articles))
    extractions = extractor.extract(articles)
    for some in _batches(articles, LIMITS.encoded_together):
        entries = []
        texts: list[str] = []
        for article, extraction in zip(some, islice(extractions, len(some)), strict=True):
            pieces = passages(article, embedder.count, _room(article, embedder))
            texts += [_passage_text(article, piece) for piece in pieces]
            texts += _sentence_texts(article, extraction)
            own = tuple(
                replace(claim, group=claim.id, extracted_speakers=claim.speakers)
                for claim in extraction.claims
            )
            entries.append((article, pieces, extraction.sentences, own))
        vectors = embedder.encode(texts)
        at = 0
        for article, pieces, sentences, own in entries:
            middle, end = at + len(pieces), at + len(pieces) + len(sentences)
            draft.put(
                ArticleRecords(
                    article=article,
                    passages=pieces,
                    sentences=sentences,
                    claims=own,
                    passage_vectors=vectors[at:middle],
                    sentence_vectors=vectors[middle:end],
                )
            )
            at = end
        progress.advance(len(some))


def _heading(article: Article) -> str:
    """The title as prefix of each encoded text, which relates the passages of one story."""
    return f"{seen(article.title)}. " if article.title else ""


def _room(article: Article, embedder: Embedder) -> int:
    """Word pieces left for a passage: all but the title's, and at least half of the limit."""
    heading = _heading(article)
    taken = embedder.count([heading])[0] - embedder.count([""])[0] if heading else 0
    return max(embedder.limit // 2, embedder.limit - taken)


def _passage_text(article: Article, passage: Passage) -> str:
    return _heading(article) + seen(article.text[passage.span.start : passage.span.end])


def _sentence_texts(article: Article, extraction: extractor.Extraction) -> Iterator[str]:
    """Sentences, each with the names of its speakers before it, as its words may say only "he"."""
    named = [(c.evidence, n, c.speaker) for n, c in enumerate(extraction.claims) if c.speaker]
    named.sort()
    for sentence in extraction.sentences:
        span = sentence.span
        first = bisect_left(named, span.start, key=lambda one: one[0].start)
        last = bisect_right(named, span.end, key=lambda one: one[0].start)
        within = sorted((n, name) for at, n, name in named[first:last] if at.end <= span.end)
        speakers = dict.fromkeys(name for _, name in within)
        names = f"{', '.join(speakers)}: " if speakers else ""
        yield _heading(article) + names + seen(article.text[span.start : span.end])


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


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
