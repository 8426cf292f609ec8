"""
Which outlets carried each dispatch, when, and with what origin.

Only dates of the articles themselves are used: an undated copy has no place in the order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rag.schema.articles import Article, DateBasis, Dispatch, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """One article of a dispatch; ``after``: days since its first print, None where undated."""

    article: str
    outlet: str | None
    title: str | None
    published: date | None
    date_basis: DateBasis
    origin: str | None
    origin_published: date | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCoverage:
    """A dispatch with its prints, the earliest first, undated ones last."""

    dispatch: str
    title: str
    origin: str | None
    origin_published: date | None
    prints: tuple[Reprint, ...]

    @property
    def outlets(self) -> tuple[str | None, ...]:
        """The outlets that carried the dispatch, each once, in order of their first print."""
        return tuple(dict.fromkeys(one.outlet for one in self.prints))

    @property
    def first(self) -> date | None:
        """The day of the first dated print."""
        return self.prints[0].published


def covered(
    dispatches: Iterable[Dispatch], articles: Mapping[str, Article], within: Iterable[str]
) -> tuple[DispatchCoverage, ...]:
    """
    The dispatches with an article among ``within``, each with all its prints.

    Ordered by number of outlets, then the latest first, undated ones last.
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


@dataclass(frozen=True, slots=True)
class OutletReports:
    """How many reports an outlet has, and the days of the first and the last dated one."""

    outlet: str | None
    reports: int
    first: date | None
    last: date | None


def by_outlet(dispatches: Iterable[DispatchCoverage]) -> tuple[OutletReports, ...]:
    """The reports of each outlet, the largest number first."""
    found: dict[str | None, list[date | None]] = {}
    for one in dispatches:
        for each in one.prints:
            found.setdefault(each.outlet, []).append(each.published)
    made = []
    for outlet, published in found.items():
        days = [day for day in published if day]
        first, last = min(days, default=None), max(days, default=None)
        made.append(OutletReports(outlet, len(published), first, last))
    return tuple(sorted(made, key=lambda one: (-one.reports, one.outlet or "")))


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
