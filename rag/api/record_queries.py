"""What a program asks for: a question, a list, a place; and the page of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from rag.errors import ScopeError
from rag.export.documents.reply_documents import FiltersDocument
from rag.schema.articles import Span
from rag.schema.scope import EVERYTHING, VALUE_FILTERS, Scope, with_filters
from rag.text.text_quote import TextQuote

LISTED: Final = 8  # known values that a notice of an unknown one names
NAMED: Final = 5  # unknown values of a filter that notices name
DEFAULT_LIMIT: Final = 100  # entries of a page
LARGEST_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionQuery:
    """
    A question to answer from the articles in scope.

    ``follows`` is the question before it, for one as "And in 2020?"; ``asked`` the day from which
    "this week" counts, None for today. Without ``narrow``, restrictions in the question itself do
    not narrow the scope.
    """

    question: str
    scope: Scope = EVERYTHING
    follows: str | None = None
    asked: date | None = None
    narrow: bool = True
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """
    The claims in scope, in time order.

    With ``about``, those about some words, the nearest first; with ``find``, those that hold some
    letters in their words, speaker, outlet or title; with ``firm``, without the less certain ones.
    """

    scope: Scope = EVERYTHING
    about: str = ""
    find: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuery:
    """An article, or a place in it: a span, or words, which are found after an edit as well."""

    article: str
    span: Span | None = None
    quote: TextQuote | None = None


@dataclass(frozen=True, slots=True)
class PageQuery:
    """A page of a list: its number of entries, and the cursor that the page before it gave."""

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= LARGEST_LIMIT:
            raise ScopeError(f"limit {self.limit}: give a number from 1 to {LARGEST_LIMIT}")


def scope_of(filters: Mapping[str, Any], bounds: str = "after and before") -> Scope:
    """The scope of filters by key; raises ScopeError, which calls the days ``bounds``."""
    try:
        return with_filters(EVERYTHING, filters)
    except ValueError as error:
        raise ScopeError(f"{error}: swap {bounds}") from error


def place_of(
    article: str, start: int | None, end: int | None, quote: TextQuote | None = None
) -> PlaceQuery:
    """The article, or the place in it; raises ScopeError where that is none."""
    if (start is None) != (end is None):
        raise ScopeError("a place has both start and end: give the other one, too")
    span = None
    if start is not None and end is not None:
        if not 0 <= start < end:
            raise ScopeError(f"start {start}, end {end}: end must be greater")
        span = Span(start, end)
    return PlaceQuery(article=article, span=span, quote=quote)


def unknown_values(filters: FiltersDocument, scope: Scope) -> list[tuple[str, str]]:
    """Values of a scope that the corpus lacks, each with its filter's key; NAMED of a filter."""
    known: dict[str, object] = {**filters}
    found = []
    for spec in VALUE_FILTERS:
        names = spec.choices or known[spec.key]
        assert isinstance(names, Sequence)
        given = dict.fromkeys(getattr(scope, spec.field))
        found += [(spec.key, str(value)) for value in given if value not in names][:NAMED]
    return found


def unknown_notice(filters: FiltersDocument, key: str, value: str, label: str) -> str:
    """That the corpus lacks a value, and the values most like it; ``label`` names the filter."""
    known: dict[str, object] = {**filters}
    names = known[key]
    assert isinstance(names, list)
    more = " ..." if len(names) > LISTED else ""
    some = ", ".join(_nearest(value, names)) or "none"
    return f"{label} {value!r} is not in this corpus; it has {some}{more}"


def _nearest(value: str, names: Sequence[str]) -> list[str]:
    """The most similar names, as many as a notice lists."""
    matcher = SequenceMatcher(b=value.casefold())

    def unlike(name: str) -> float:
        matcher.set_seq1(name.casefold())
        return -matcher.ratio()

    return sorted(names, key=unlike)[:LISTED]
