"""
The part of the corpus that a reader looks at, and the one table of its filters.

Every surface takes the filters from ``FILTERS``: questions files, the JSON of an answer, options of
the command line, addresses of the dashboard, and the words for readers. A new filter is a field of
``Scope`` and a row of the table.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rag.schema.articles import Article
from rag.schema.claims import Claim, Kind

NAMED = 2  # values of one filter that a summary names; more are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    Restrictions on the corpus; an empty field does not restrict. Dates are inclusive.

    Values of one field are alternatives, fields combine. Dates bound the day a claim was made,
    or the publication of a passage without a claim.
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
        return not any(getattr(self, spec.field) for spec in FILTERS)

    @property
    def needs_claim(self) -> bool:
        """Whether a passage is in scope only with a matching claim: a speaker or kind is given."""
        return any(getattr(self, spec.field) for spec in VALUE_FILTERS if spec.of_claim)

    @property
    def needs_article_only(self) -> bool:
        """Whether all restrictions concern whole articles: no day, speaker or kind is given."""
        return not (self.needs_claim or self.after or self.before)


# --- the table ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFilter:
    """
    A filter with alternative values, matched by an attribute of the article or of the claim.

    ``field`` names the attribute of Scope, and of Facets for the values that occur. ``key`` is the
    name in JSON, of the option (``--key``) and, with ``in_address``, of the address parameter.
    ``label`` heads the control on a page, ``noun`` counts and introduces values in a sentence.
    ``word`` turns a value into the word that pages show for it.
    """

    field: str
    key: str
    label: str
    noun: str
    of_article: Callable[[Article], str | None] | None = None
    of_claim: Callable[[Claim], str | None] | None = None
    parse: Callable[[str], str] = str
    choices: tuple[str, ...] = ()
    in_address: bool = True
    phrase: Callable[[Sequence[str]], str] = ", ".join
    word: Callable[[str], str] = str

    def value(self, claim: Claim, article: Article) -> str | None:
        """The value of a claim in its article."""
        if self.of_article is not None:
            return self.of_article(article)
        assert self.of_claim is not None
        return self.of_claim(claim)

    def read(self, raw: object) -> tuple[str, ...]:
        """The field's value from a string or an iterable of strings; raises ValueError."""
        given = [raw] if isinstance(raw, str) else raw or ()
        if not isinstance(given, Sequence):
            raise ValueError(f"expected a list for {self.key!r}, found {given!r}")
        return tuple(self.parse(str(value)) for value in given)

    def texts(self, wanted: Sequence[str]) -> list[str]:
        """The field's values as JSON and addresses write them."""
        return [str(value) for value in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFilter:
    """
    A bound on the day, inclusive; ``field``, ``key`` and ``label`` as in ValueFilter.

    ``tighter`` chooses the tighter one of two bounds.
    """

    field: str
    key: str
    label: str
    noun: str
    help: str
    tighter: Callable[..., date]
    in_address: bool = True

    def parse(self, text: str) -> date:
        """The day in ISO 8601; raises ValueError naming the text."""
        try:
            return date.fromisoformat(text)
        except (TypeError, ValueError) as error:
            raise ValueError(f"expected a date as YYYY-MM-DD, found {text!r}") from error

    def read(self, raw: date | str | None) -> date | None:
        """The field's value from a date or its text; raises ValueError."""
        return raw if isinstance(raw, date) else self.parse(raw) if raw else None

    def texts(self, wanted: date | None) -> list[str]:
        """The field's value as JSON and addresses write it."""
        return [wanted.isoformat()] if wanted else []


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        raise ValueError(f"kind {text!r}; the kinds are {', '.join(Kind)}")
    return Kind(text)


KIND_WORDS: Mapping[str, str] = {
    Kind.DIRECT: "quoted",
    Kind.MIXED: "partly quoted",
    Kind.INDIRECT: "paraphrased",
    Kind.ATTITUDE: "stance",
}


def _speech(kinds: Sequence[str]) -> str:
    return " or ".join(str(kind) for kind in kinds) + " speech"


VALUE_FILTERS: tuple[ValueFilter, ...] = (
    ValueFilter(
        field="outlets",
        key="outlet",
        label="Outlets",
        noun="outlet",
        of_article=lambda article: article.outlet,
    ),
    ValueFilter(
        field="speakers",
        key="speaker",
        label="Speakers",
        noun="speaker",
        of_claim=lambda claim: claim.speaker,
    ),
    ValueFilter(
        field="articles",
        key="article",
        label="Articles",
        noun="article",
        of_article=lambda article: article.id,
        in_address=False,  # in an address ``article`` names the one that is open
    ),
    ValueFilter(
        field="kinds",
        key="kind",
        label="How it was said",
        noun="kind",
        of_claim=lambda claim: claim.kind,
        parse=_kind,
        choices=tuple(kind.value for kind in Kind),
        phrase=_speech,
        word=KIND_WORDS.__getitem__,
    ),
)
DAY_FILTERS: tuple[DayFilter, ...] = (
    DayFilter(field="after", key="after", label="From", noun="from", help="first day", tighter=max),
    DayFilter(field="before", key="before", label="To", noun="to", help="last day", tighter=min),
)
FILTERS: tuple[ValueFilter | DayFilter, ...] = (*VALUE_FILTERS, *DAY_FILTERS)
EVERYTHING = Scope()


# --- what lies in a scope -----------------------------------------------------------------------


def in_scope(claim: Claim, article: Article, scope: Scope) -> bool:
    """Whether a claim lies in a scope; its day is ``said_on``, else the article's."""
    for spec in VALUE_FILTERS:
        wanted = getattr(scope, spec.field)
        if wanted and spec.value(claim, article) not in wanted:
            return False
    return dated_in_scope(claim.said_on or article.published, scope)


def article_in_scope(article: Article, scope: Scope) -> bool:
    """Whether an article passes the filters on articles, whatever its day."""
    for spec in VALUE_FILTERS:
        wanted = getattr(scope, spec.field)
        if wanted and spec.of_article and spec.of_article(article) not in wanted:
            return False
    return True


def dated_in_scope(day: date | None, scope: Scope) -> bool:
    """Whether a day lies within the bounds; an unknown day lies in no scope with bounds."""
    if scope.after is None and scope.before is None:
        return True
    if day is None:
        return False
    return (scope.after or day) <= day <= (scope.before or day)


# --- scopes from scopes -------------------------------------------------------------------------


def narrowed_scope(scope: Scope, asked: Scope) -> Scope:
    """Both scopes at once; where they contradict each other ``scope``, set by hand, holds."""
    values: dict[str, Any] = {
        spec.field: getattr(scope, spec.field) or getattr(asked, spec.field)
        for spec in VALUE_FILTERS
    }
    days: dict[str, Any] = {}
    for spec in DAY_FILTERS:
        bounds = [day for one in (scope, asked) if (day := getattr(one, spec.field))]
        days[spec.field] = spec.tighter(bounds) if bounds else None
    try:
        return replace(scope, **values, **days)
    except ValueError:
        return replace(scope, **values)


def without_part(scope: Scope, key: str, value: str | None = None) -> Scope:
    """``scope`` without one value of a filter; without the filter where it has only one."""
    for spec in FILTERS:
        if spec.key == key:
            left = [text for text in spec.texts(getattr(scope, spec.field)) if text != value]
            rest: Any = spec.read(left) if isinstance(spec, ValueFilter) else None
            return replace(scope, **{spec.field: rest})
    return scope


def added_part(given: Scope, scope: Scope) -> Scope:
    """The filters of ``given`` that differ from those of ``scope``."""
    values = {spec.field: getattr(given, spec.field) for spec in FILTERS}
    return Scope(**{name: v for name, v in values.items() if v != getattr(scope, name)})


# --- JSON and addresses -------------------------------------------------------------------------


def scope_json(scope: Scope) -> dict[str, list[str] | str]:
    """A scope as in a questions file; what is not restricted is left out."""
    parts: dict[str, list[str] | str] = {}
    for spec in FILTERS:
        if texts := spec.texts(getattr(scope, spec.field)):
            parts[spec.key] = texts if isinstance(spec, ValueFilter) else texts[0]
    return parts


def with_filters(scope: Scope, filters: Mapping[str, Any]) -> Scope:
    """
    ``scope`` with each filter that ``filters`` restricts put in its place.

    Raises ValueError for an unknown filter, a malformed date, and an unknown kind.
    """
    known = {spec.key for spec in FILTERS}
    if unknown := [repr(key) for key in filters.keys() - known]:
        raise ValueError(f"no filter is named {', '.join(sorted(unknown))}")
    read: dict[str, Any] = {spec.field: spec.read(filters.get(spec.key)) for spec in FILTERS}
    return replace(scope, **{field: value for field, value in read.items() if value})


def address_parameters(scope: Scope) -> list[tuple[str, str]]:
    """A scope as parameters of an address, in order; filters without a parameter are left out."""
    return [
        (spec.key, text)
        for spec in FILTERS
        if spec.in_address
        for text in spec.texts(getattr(scope, spec.field))
    ]


# --- words for readers --------------------------------------------------------------------------


def scope_parts(
    scope: Scope, day: Callable[[date], str] = str
) -> Iterator[tuple[str, str | None, str]]:
    """Each part that can be taken out: key, value (None for a day), and its words."""
    for spec in VALUE_FILTERS:
        for value in getattr(scope, spec.field):
            yield spec.key, str(value), spec.word(value)
    for bound in DAY_FILTERS:
        if wanted := getattr(scope, bound.field):
            yield bound.key, None, f"{bound.noun} {day(wanted)}"


def scope_phrase(scope: Scope) -> str:
    """A scope within a sentence: "Rudaw; direct speech; since 2020-01-02"."""
    parts = [
        spec.phrase(values) for spec in VALUE_FILTERS if (values := getattr(scope, spec.field))
    ]
    if scope.after and scope.before:
        parts.append(f"{scope.after} to {scope.before}")
    elif scope.after or scope.before:
        parts.append(f"since {scope.after}" if scope.after else f"until {scope.before}")
    return "; ".join(parts) or "the whole corpus"


def scope_summary(scope: Scope, day: Callable[[date], str] = str) -> str:
    """A scope in one line of its own: "Speakers: A, B · from 1 March 2024"; "No filters"."""
    parts = []
    for spec in VALUE_FILTERS:
        values = getattr(scope, spec.field)
        if len(values) > NAMED:
            parts.append(f"{len(values)} {spec.noun}s")
        elif values:
            label = spec.noun.capitalize() + ("s" if len(values) > 1 else "")
            words = (spec.word(value) for value in values)
            parts.append(f"{label}: {', '.join(words)}")
    if scope.after and scope.before:
        parts.append(f"{day(scope.after)} – {day(scope.before)}")
    else:
        parts += [
            f"{bound.noun} {day(wanted)}"
            for bound in DAY_FILTERS
            if (wanted := getattr(scope, bound.field))
        ]
    line = " · ".join(parts) or "No filters"
    return line[0].upper() + line[1:]
