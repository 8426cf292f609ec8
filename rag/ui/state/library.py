"""The library: entries for the list of articles, their search and their order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.schema.articles import Article, Dispatch, title_of
from rag.timeline.claim_table import ClaimTable


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """An article in the list; ``copies`` are the other prints of its dispatch."""

    article: Article
    title: str
    claims: int
    words: int
    copies: tuple[Article, ...] = ()


def entries(
    articles: Sequence[Article], dispatches: Iterable[Dispatch], table: ClaimTable
) -> tuple[LibraryEntry, ...]:
    """An entry for each article, in order; ``table`` has the claims of the whole corpus."""
    known = {article.id: article for article in articles}
    printed = {dispatch.id: dispatch.articles for dispatch in dispatches}
    numbers = table.within()
    counts = Counter(table.articles_of(numbers))
    counts.update(name for n in numbers.tolist() for name in table.columns.copies.get(n, ()))
    return tuple(
        LibraryEntry(
            article=article,
            title=title_of(article),
            claims=counts[article.id],
            words=sum(len(article.text[span.start : span.end].split()) for span in article.story),
            copies=tuple(
                known[name]
                for name in printed.get(article.dispatch, ())
                if name != article.id and name in known
            ),
        )
        for article in articles
    )


# Undated articles come last in every order by date.
def _newest(entry: LibraryEntry) -> tuple[object, ...]:
    day = entry.article.published
    return (day is None, -(day or date.min).toordinal(), entry.article.id)


def _oldest(entry: LibraryEntry) -> tuple[object, ...]:
    return (entry.article.published is None, entry.article.published or date.max, entry.article.id)


BEST: Final = "best match"  # of a search: the order in which it found them

ORDERS: Final[Mapping[str, Callable[[LibraryEntry], tuple[object, ...]]]] = {
    "newest": _newest,
    "oldest": _oldest,
    "outlet": lambda entry: (
        entry.article.outlet is None,
        (entry.article.outlet or "").casefold(),
        *_newest(entry),
    ),
    "title": lambda entry: (entry.title.casefold(), entry.article.id),
    "most claims": lambda entry: (-entry.claims, *_newest(entry)),
    "longest": lambda entry: (-entry.words, *_newest(entry)),
    BEST: lambda entry: (),
}


def ordered(shelf: Iterable[LibraryEntry], order: str) -> tuple[LibraryEntry, ...]:
    """The entries in one of ``ORDERS``; the first of them where the name is unknown."""
    return tuple(sorted(shelf, key=ORDERS.get(order, _newest)))
