"""
The address of a view: query parameters to records and back.

Everything that a reader sees has an address, and opening it elsewhere shows the same. Filters and
the question are widgets bound to the address by Streamlit; ``claim``, ``article``, ``start``,
``end`` and ``corpus`` are read from it here. What an address says is checked against the corpus,
and every value that cannot be used is told to the reader and ignored.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from rag.schema.articles import Span
from rag.schema.reports import Facets
from rag.schema.scope import (
    DAY_FILTERS,
    EVERYTHING,
    FILTERS,
    Scope,
    ValueFilter,
    address_parameters,
    with_filters,
)
from rag.ui.locale import day

MAX_QUESTION: Final = 2000  # characters; a longer address is refused by the server
ISO_LENGTH: Final = len("YYYY-MM-DD")
SHOWN: Final = 60  # characters of a broken value that are repeated to the reader

TABLE: Final = ("find", "sort", "page")  # of a table; each means something on one page only
# Those of the timeline; the first value goes without saying.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "view": ("claims", "positions", "coverage"),
    "rows": ("speakers", "outlets", "organisations", "actors"),
}
PARAMETERS: Final = (
    "q", *(spec.key for spec in FILTERS if spec.in_address), "claim", "article", "start", "end",
    "corpus", *TABLE, *CHOICES, "who", "narrow", "beside",
)  # fmt: skip
# Streamlit's own: whether the page sits in a frame, and how.
FOREIGN: Final = ("embed", "embed_options")

Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for as far as it can be used; ``problems`` has a line for each rest."""

    question: str = ""
    scope: Scope = EVERYTHING
    claim: str | None = None
    article: str | None = None
    span: Span | None = None
    corpus: str | None = None
    narrow: bool = True
    beside: str | None = None
    problems: tuple[str, ...] = ()


def parse(
    params: Params,
    facets: Facets,
    *,
    length: Callable[[str], int | None],
    has_claim: Callable[[str], bool],
) -> View:
    """
    The view that an address asks for.

    ``length`` gives the number of characters of an article by id, or None where there is no such
    article; ``has_claim`` says whether a claim exists. Nothing in ``params`` raises.
    """
    problems: list[str] = []
    for name in params:
        if name not in (*PARAMETERS, *FOREIGN):
            problems.append(f"“{short(name)}” is not part of an address here and was ignored.")

    def known(name: str, values: Iterable[str]) -> tuple[str, ...]:
        allowed = set(values)
        for value in params.get(name, ()):
            if value not in allowed:
                problems.append(f"No {name} “{short(value)}” in these articles; it was ignored.")
        return tuple(value for value in dict.fromkeys(params.get(name, ())) if value in allowed)

    for name, choices in CHOICES.items():
        for value in params.get(name, ()):
            if value not in choices:
                problems.append(not_understood(name, value))
    given = {
        spec.key: known(spec.key, getattr(facets, spec.field))
        if isinstance(spec, ValueFilter)
        else _day(params, spec.key, problems)
        for spec in FILTERS
        if spec.in_address
    }
    scope = scope_of(given, problems)

    claim = _one(params, "claim")
    if claim is not None and not has_claim(claim):
        problems.append(f"No claim “{short(claim)}” in these articles; it was ignored.")
        claim = None
    article = _one(params, "article")
    size = None if article is None else length(article)
    if article is not None and size is None:
        problems.append(f"No article “{short(article)}” here; this is the list of all.")
        article = None
    beside = _one(params, "beside")
    if beside is not None and length(beside) is None:
        problems.append(f"No article “{short(beside)}” here to compare with; it was ignored.")
        beside = None
    narrow = _one(params, "narrow")
    if narrow not in (None, "off"):
        problems.append(f"“{short(narrow or '')}” is not “off” for “narrow”; it was ignored.")
    return View(
        question=(_one(params, "q") or "")[:MAX_QUESTION],
        scope=scope,
        claim=claim,
        article=article,
        span=_span(params, size, problems),
        corpus=_one(params, "corpus"),
        narrow=narrow != "off",
        beside=beside,
        problems=tuple(problems),
    )


def scope_of(values: Mapping[str, Any], problems: list[str]) -> Scope:
    """A Scope of checked values by key; dates that exclude each other are reported and dropped."""
    try:
        return with_filters(EVERYTHING, values)
    except ValueError as error:
        problems.append(f"{str(error).capitalize()}; both dates were ignored.")
        bounds = {spec.key for spec in DAY_FILTERS}
        return with_filters(EVERYTHING, {k: v for k, v in values.items() if k not in bounds})


def link(page: str, scope: Scope = EVERYTHING, /, **rest: str | int | None) -> str:
    """
    The address of a page ("", "timeline" or "sources") relative to the dashboard, with parameters.

    It starts with a dot and not with a slash, so that it holds under a path prefix too.
    """
    pairs: list[tuple[str, str]] = [
        (name, str(value)) for name, value in rest.items() if value not in (None, "")
    ]
    pairs += address_parameters(scope)
    query = urlencode(pairs)
    return f"./{page}{'?' if query else ''}{query}"


# What each parameter says to the reader of a link.
TOLD: Final[Mapping[str, str]] = {
    "q": "the question",
    **{spec.key: spec.noun for spec in FILTERS if spec.in_address},
    "claim": "the claim that is open",
    "article": "article",
    "start": "the words that are marked",
    "narrow": "that the question's own days and outlets do not narrow the search",
    "find": "words searched for",
    "sort": "order",
    "page": "page of the list",
    "view": "view of the timeline",
    "rows": "what the rows are",
    "who": "whose positions",
    "beside": "the article compared with",
    "corpus": "the state of the articles, so that a later reader is told when they have changed",
}
DAYS: Final = tuple(spec.key for spec in DAY_FILTERS)
PLAIN: Final = ("claim", "start", "narrow", "corpus")  # their values say nothing to a reader


def address_problems(relative: str) -> tuple[str, ...]:
    """What the address of a view holds, a line for each thing; not escaped."""
    lines = []
    order = list(TOLD)
    known = [pair for pair in parse_qsl(urlsplit(relative).query) if pair[0] in TOLD]
    for name, value in sorted(known, key=lambda pair: order.index(pair[0])):
        if name in DAYS:
            lines.append(f"{TOLD[name]} {day(date.fromisoformat(value))}")
        else:
            lines.append(TOLD[name] if name in PLAIN else f"{TOLD[name]}: {short(value)}")
    return tuple(lines) or ("the page",)


def absolute(here: str | None, page: str, relative: str) -> str:
    """``relative`` as a full address, given the address of the ``page`` on which the reader is."""
    if not here:
        return relative
    base = here.rstrip("/")
    if page and base.endswith("/" + page):
        base = base[: -len(page) - 1]
    return f"{base}/{relative.removeprefix('./')}"


def _one(params: Params, name: str) -> str | None:
    values = params.get(name, ())
    return values[-1] if values and values[-1] else None


def _day(params: Params, name: str, problems: list[str]) -> date | None:
    value = _one(params, name)
    if value is None:
        return None
    try:
        # fromisoformat alone would take "20190102" too, which the widget does not.
        return date.fromisoformat(value if value[4:5] == "-" and len(value) == ISO_LENGTH else "")
    except ValueError:
        problems.append(
            f"“{short(value)}” is not a date for “{name}” (YYYY-MM-DD); it was ignored."
        )
        return None


def _span(params: Params, size: int | None, problems: list[str]) -> Span | None:
    start, end = _one(params, "start"), _one(params, "end")
    if (start is None and end is None) or size is None:
        return None
    try:
        span = Span(int(start or ""), int(end or ""))
    except ValueError:
        span = None
    if span is None or span.end > size:
        problems.append(
            f"“{short(start or '')}” to “{short(end or '')}” is no place in this article; "
            "it is shown without a mark."
        )
        return None
    return span


def not_understood(name: str, value: str | None) -> str:
    """The notice for a parameter that is ignored."""
    return f"Part of this link wasn't understood ({short(f'{name}={value or str()}')})."


def short(value: str) -> str:
    """The beginning of a value that is repeated to the reader."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"


Link = Callable[[str, Span | None], str]  # article id and place → address of the reader
