"""
The one in-memory model of a generation: its records, cross-referenced.

Search, timeline, pages and the public Corpus all read these tables. Each is built on first use.
Sentences, passages, their vectors and claims, which take the most memory, are read by need: for the
articles that a question touches, for the rows that a page shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from rag.caching import LruCache
from rag.calibration.parameters import parameters
from rag.schema.articles import Article, Dispatch, Passage, Sentence, ranks
from rag.schema.claims import Claim
from rag.schema.reports import Facets
from rag.storage.article_parts import ArticleParts, related
from rag.storage.claim_columns import ClaimColumns
from rag.storage.claim_records import ArticleClaims, ClaimRecords, ClaimsById
from rag.storage.generation import Generation
from rag.text.article_corrections import ArticleCorrections, notice_spans


@dataclass(frozen=True, slots=True)
class MemoryLimits:
    """What stays in memory; values from calibration/storage.toml."""

    articles: int  # whose sentences and vectors are kept, 0.1 MB each
    claims: int  # that are kept as records, 3 KB each


MEMORY = parameters(MemoryLimits, "storage", "memory")
_Record = TypeVar("_Record", Claim, Passage, Sentence)


class CorpusTables:
    """Articles, passages, sentences, claims and dispatches of a generation, and their relations."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._parts: LruCache[str, ArticleParts] = LruCache(MEMORY.articles)
        self._own_claims = ArticleClaims(generation, MEMORY.articles)

    # --- records by id ----------------------------------------------------------------------------

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, in order of id."""
        return {article.id: article for article in self.generation.articles()}

    @cached_property
    def columns(self) -> ClaimColumns:
        """What is filtered, sorted and counted of all claims."""
        return ClaimColumns(self.generation, self.articles)

    @cached_property
    def records(self) -> ClaimRecords:
        """Claims by number, in time order, read by need."""
        return ClaimRecords(self.generation, self.columns, MEMORY.claims)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id, each copy in a reprint too, in time order, read by need."""
        return ClaimsById(self.columns, self.records)

    @property
    def dispatches(self) -> tuple[Dispatch, ...]:
        """All dispatches, in order of id."""
        return self.generation.dispatches()

    # --- parts of articles, read by need ----------------------------------------------------------

    def parts(self, articles: Iterable[str]) -> Mapping[str, ArticleParts]:
        """The sentences and passages of some articles; those used last stay in memory."""
        known = {name: self._parts.peek(name) for name in dict.fromkeys(articles)}
        missing = [name for name, parts in known.items() if parts is None]
        read = self._read_parts(missing) if missing else {}
        found = {name: parts or read[name] for name, parts in known.items()}
        for name, parts in found.items():
            self._parts.put(name, parts)
        return found

    def parts_of(self, article: str) -> ArticleParts:
        """The sentences and passages of one article."""
        return self._parts.peek(article) or self.parts([article])[article]

    def _read_parts(self, articles: Sequence[str]) -> Mapping[str, ArticleParts]:
        sentences = _grouped(self.generation.sentences(articles))
        passages = _grouped(self.generation.passages(articles))
        vectors = self.generation.vectors_of(articles)
        return {
            name: related(
                sentences.get(name, ()),
                passages.get(name, ()),
                partial(self._own_claims.of, name),
                vectors,
            )
            for name in articles
        }

    def copies(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences with the same words in reprints, itself not among them."""
        printed = self.printed_with.get(sentence.article, ())
        return tuple(
            other
            for parts in self.parts(printed).values()
            for other in parts.sentences
            if sentence.group and other.group == sentence.group and other.id != sentence.id
        )

    # --- relations --------------------------------------------------------------------------------

    @cached_property
    def printed_with(self) -> Mapping[str, tuple[str, ...]]:
        """The articles of its dispatch, for each that shares it with others, in order of id."""
        return {
            article: tuple(sorted(dispatch.articles))
            for dispatch in self.dispatches
            if len(dispatch.articles) > 1
            for article in dispatch.articles
        }

    def claims_of(self, article: str) -> tuple[Claim, ...]:
        """The claims of an article, in text order."""
        return self._own_claims.of(article)

    @cached_property
    def corrections(self) -> Mapping[str, ArticleCorrections]:
        """The correction notices of each article that has any."""
        return {
            name: ArticleCorrections(article, self.claims_of(name))
            for name, article in self.articles.items()
            if notice_spans(article)
        }

    @cached_property
    def provenance(self) -> Mapping[str, int]:
        """The rank of each article in its dispatch, from 0; the copy best known comes first."""
        return ranks(self.dispatches)

    @cached_property
    def facets(self) -> Facets:
        """The values by which the corpus can be scoped."""
        columns = self.columns
        days = columns.day[columns.day > 0]
        return Facets(
            outlets=tuple(sorted({a.outlet for a in self.articles.values() if a.outlet})),
            speakers=tuple(name for name in columns.speaker.names if name),
            articles=tuple(self.articles),
            kinds=columns.kinds,
            first=date.fromordinal(int(days.min())) if len(days) else None,
            last=date.fromordinal(int(days.max())) if len(days) else None,
        )


def _grouped(records: Iterable[_Record]) -> dict[str, list[_Record]]:
    """Records by article, in their order."""
    grouped: dict[str, list[_Record]] = {}
    for record in records:
        grouped.setdefault(record.article, []).append(record)
    return grouped
