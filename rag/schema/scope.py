"""The part of the corpus that is looked at."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rag.schema.articles import Article
from rag.schema.claims import Claim, Kind


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What of the corpus is looked at; an empty field does not restrict. Dates are inclusive.

    Values of one field are alternatives, fields combine. Dates bound the day a claim was made,
    or the publication of a passage that holds no claim.
    """

    outlets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    after: date | None = None
    before: date | None = None

    def __post_init__(self) -> None:
        if self.after and self.before and self.after > self.before:
            raise ValueError(f"no day is both after {self.after} and before {self.before}")

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == Scope()


EVERYTHING = Scope()


def narrowed_scope(scope: Scope, asked: Scope) -> Scope:
    """Both scopes at once; where they contradict each other the one set by hand is in force."""
    after = max((d for d in (scope.after, asked.after) if d), default=None)
    before = min((d for d in (scope.before, asked.before) if d), default=None)
    if after and before and after > before:
        after, before = scope.after, scope.before
    return replace(scope, outlets=scope.outlets or asked.outlets, after=after, before=before)


FILTERS = ("outlet", "speaker", "article", "kind", "after", "before")


def filtered(scope: Scope, filters: dict[str, Any]) -> Scope:
    """
    A scope with the parts that ``filters`` give put in their place.

    Raises ValueError for a date or kind that is none, and for a part that no scope has.
    """
    if strange := [repr(key) for key in filters.keys() - set(FILTERS)]:
        raise ValueError(f"no filter is named {', '.join(sorted(strange))}")

    def values(key: str) -> tuple[str, ...]:
        given = filters.get(key) or []
        return tuple(str(value) for value in ([given] if isinstance(given, str) else given))

    def day(key: str) -> date | None:
        return date.fromisoformat(filters[key]) if filters.get(key) else None

    return Scope(
        outlets=values("outlet") or scope.outlets,
        speakers=values("speaker") or scope.speakers,
        articles=values("article") or scope.articles,
        kinds=tuple(_kind(kind) for kind in values("kind")) or scope.kinds,
        after=day("after") or scope.after,
        before=day("before") or scope.before,
    )


def _kind(name: str) -> Kind:
    if name not in set(Kind):
        raise ValueError(f"kind {name!r}; the kinds are {', '.join(Kind)}")
    return Kind(name)


def without_part(scope: Scope, name: str, value: str | None = None) -> Scope:
    """``scope`` without one value of a filter; without the filter where it has only one."""
    return replace(
        scope,
        outlets=tuple(one for one in scope.outlets if (name, one) != ("outlet", value)),
        speakers=tuple(one for one in scope.speakers if (name, one) != ("speaker", value)),
        kinds=tuple(one for one in scope.kinds if (name, one) != ("kind", value)),
        after=None if name == "after" else scope.after,
        before=None if name == "before" else scope.before,
    )


def in_scope(claim: Claim, article: Article, scope: Scope) -> bool:
    """Whether a claim lies in a scope; its day is ``said_on``, else the article's."""
    if scope.speakers and claim.speaker not in scope.speakers:
        return False
    if scope.kinds and claim.kind not in scope.kinds:
        return False
    return article_in_scope(article, scope) and dated_in_scope(
        claim.said_on or article.published, scope
    )


def article_in_scope(article: Article, scope: Scope) -> bool:
    """Whether an article is of the outlets and among the articles of a scope, whatever its day."""
    if scope.outlets and article.outlet not in scope.outlets:
        return False
    return not scope.articles or article.id in scope.articles


def dated_in_scope(day: date | None, scope: Scope) -> bool:
    """Whether a day lies in a scope; one that is not known lies in none that has bounds."""
    if scope.after is None and scope.before is None:
        return True
    if day is None:
        return False
    return (scope.after or day) <= day <= (scope.before or day)
