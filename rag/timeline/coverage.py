"""
Which outlet carried which dispatch, when, and with what origin.

Pure: records in, records out. Nothing is added to what articles say of themselves; a copy without
a date has no place in the order, and who had it first is said only of those that have one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rag.schema.articles import Article, DateBasis, Dispatch, title_of


@dataclass(frozen=True, slots=True)
class Reprint:
    """One article of a dispatch; ``after`` are days since the first dated print, None undated."""

    article: str
    outlet: str | None
    title: str | None
    published: date | None
    date_basis: DateBasis
    origin: str | None
    origin_published: date | None
    after: int | None


@dataclass(frozen=True, slots=True)
class DispatchCoverage:
    """A dispatch with its prints, the earliest first, those without a date last."""

    dispatch: str
    title: str
    origin: str | None
    origin_published: date | None
    prints: tuple[Reprint, ...]

    @property
    def outlets(self) -> tuple[str | None, ...]:
        """The outlets that carried it, each once, in the order of their prints."""
        return tuple(dict.fromkeys(one.outlet for one in self.prints))

    @property
    def first(self) -> date | None:
        """The day of the first print that has one."""
        return self.prints[0].published


def covered(
    dispatches: Iterable[Dispatch], articles: Mapping[str, Article], within: Iterable[str]
) -> tuple[DispatchCoverage, ...]:
    """
    The dispatches of which an article is among ``within``, with all their prints.

    Those carried by most outlets come first, then the latest, those without a date last.
    """
    wanted = set(within)
    found = [
        _covered(dispatch, articles)
        for dispatch in dispatches
        if not wanted.isdisjoint(dispatch.articles)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                -len(one.outlets),
                -len(one.prints),
                one.first is None,
                -one.first.toordinal() if one.first else 0,
                one.dispatch,
            ),
        )
    )


def _covered(dispatch: Dispatch, articles: Mapping[str, Article]) -> DispatchCoverage:
    copies = [articles[name] for name in dispatch.articles]
    days = [copy.published for copy in copies if copy.published]
    first = min(days, default=None)
    prints = [
        Reprint(
            article=copy.id,
            outlet=copy.outlet,
            title=copy.title,
            published=copy.published,
            date_basis=copy.date_basis,
            origin=copy.origin,
            origin_published=copy.origin_published,
            after=(copy.published - first).days if copy.published and first else None,
        )
        for copy in copies
    ]
    return DispatchCoverage(
        dispatch=dispatch.id,
        title=title_of(copies[0]),
        origin=dispatch.origin,
        origin_published=dispatch.origin_published,
        prints=tuple(sorted(prints, key=lambda one: one.published or date.max)),
    )
