"""
The address of a view: query parameters to records and back.

Everything that a reader sees has an address, and opening it elsewhere shows the same. Streamlit
binds widgets to filters and the question; ``claim``, ``article``, ``start``, ``end`` and ``corpus``
are read from the address here. Values are checked against the corpus: one that cannot be used is
ignored, and a notice says so.
"""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
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
from rag.text.text_quote import TextQuote
from rag.timeline.claim_table import Order

MAX_QUESTION: Final = 2000  # characters; a longer address is refused by the server
ISO_LENGTH: Final = len("YYYY-MM-DD")
SHOWN: Final = 60  # characters of an unusable value that a notice repeats

# Of a place in an article, on the page of questions beside the answer.
PLACE: Final = ("article", "start", "end", "quote", "prefix", "suffix", "version")
TABLE: Final = ("find", "sort", "page")  # parameters of a table; each belongs to one page only
# Parameters of one page; the first value is the default, which addresses leave out.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "view": ("claims", "positions", "coverage"),  # of the timeline
    "rows": ("speakers", "outlets", "organisations", "actors"),
    "sure": ("firm", "all"),
    "files": ("all", "unread", "remarks"),  # of the import report
    "marked": ("all", "starred", "checked", "unchecked"),  # of the list of marks
}
# `sort` of a table of claims: what it is ordered by, and whether downwards.
CLAIM_ORDERS: Final[Mapping[str, tuple[Order, bool]]] = {
    "earliest first": ("date", False),
    "latest first": ("date", True),
    "speaker": ("speaker", False),
    "outlet": ("outlet", False),
    "kind": ("kind", False),
    "most carried": ("carried", True),
}
ANY_SPOKESPERSON: Final = " (all who speak for it)"  # marks an actor in `who`; never changes
SOURCES_VIEWS: Final = ("list", "report")  # `view` of the sources page
SPEAKERS_VIEWS: Final = ("speakers", "outlets")  # `view` of the speakers page
DESK_VIEWS: Final = ("watched", "marks")  # `view` of the desk
VIEWS: Final = {  # of other pages: CHOICES
    "sources": SOURCES_VIEWS,
    "speakers": SPEAKERS_VIEWS,
    "desk": DESK_VIEWS,
}
PARAMETERS: Final = (
    "q", *(spec.key for spec in FILTERS if spec.in_address), "claim", "bar", *PLACE, "corpus",
    *TABLE, *CHOICES, "who", "compare", "narrow", "beside", "draft",
    "watch", "since",
)  # fmt: skip
# Streamlit's own: whether the page is embedded in another, and how.
FOREIGN: Final = ("embed", "embed_options")

Params = Mapping[str, Sequence[str]]
Link = Callable[[str, Span | None], str]  # article id and place → address of the reader
SpeakerLink = Callable[[str | None], str]  # name → address of the speaker's page; "" without one


# Makes addresses of speakers' pages in the run at hand; without it, names are no links.
SPEAKER_LINK: ContextVar[SpeakerLink] = ContextVar("SPEAKER_LINK", default=lambda _: "")


def speaker_address(name: str | None) -> str:
    """The address of the page of a speaker; "" where there is none."""
    return SPEAKER_LINK.get()(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    What an address asks for, as far as it can be used; ``problems`` are notices for the rest.

    ``quote`` are the words at ``span``, by which `quoted_place` finds them; only without them, and
    without a ``version``, is the span sure to lie inside the article.
    """

    question: str = ""
    scope: Scope = EVERYTHING
    claim: str | None = None
    article: str | None = None
    span: Span | None = None
    quote: TextQuote | None = None
    version: str | None = None
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
    has_version: Callable[[str, str], bool],
    page: str = "",
) -> View:
    """
    The view that an address of ``page`` asks for. Never raises.

    ``length`` gives the number of characters of an article by id, None for an unknown one;
    ``has_claim`` whether a claim exists, ``has_version`` whether an article has a version.
    """
    problems: list[str] = []
    choices = {**CHOICES, "view": VIEWS.get(page, CHOICES["view"])}
    for name, values in params.items():
        if name not in (*PARAMETERS, *FOREIGN):
            problems.append(not_understood(name, values[-1] if values else ""))
        problems += [
            not_understood(name, value)
            for value in values
            if name in choices and value not in choices[name]
        ]
    scope = _scope(params, facets, problems)
    claim = _last(params, "claim")
    if claim is not None and not has_claim(claim):
        problems.append(f"No claim “{short(claim)}” in these articles.")
        claim = None
    article = _last(params, "article")
    size = None if article is None else length(article)
    if article is not None and size is None:
        problems.append(f"“{short(article)}” isn't here. All articles are listed instead.")
        article = None
    version = _last(params, "version")
    if article is None or (version is not None and not has_version(article, version)):
        if article is not None and version is not None:
            problems.append(
                f"No version “{short(version)}” of this article; it is shown as it is now."
            )
        version = None
    quote = _quote(params)
    beside = _last(params, "beside")
    if beside is not None and length(beside) is None:
        problems.append(f"“{short(beside)}” isn't here to compare with.")
        beside = None
    narrow = _last(params, "narrow")
    if narrow not in (None, "off"):
        problems.append(not_understood("narrow", narrow))
    return View(
        question=(_last(params, "q") or "")[:MAX_QUESTION],
        scope=scope,
        claim=claim,
        article=article,
        span=_span(params, size, problems, elsewhere=quote is not None or version is not None),
        quote=quote,
        version=version,
        corpus=_last(params, "corpus"),
        narrow=narrow != "off",
        beside=beside,
        problems=tuple(problems),
    )


def scope_of(values: Mapping[str, Any], problems: list[str]) -> Scope:
    """A Scope of checked values by key; contradicting dates are dropped, with a notice."""
    try:
        return with_filters(EVERYTHING, values)
    except ValueError:
        problems.append("“From” is after “To”; both dates are ignored.")
        bounds = {spec.key for spec in DAY_FILTERS}
        return with_filters(EVERYTHING, {k: v for k, v in values.items() if k not in bounds})


def link(page: str, scope: Scope = EVERYTHING, /, **rest: str | int | None) -> str:
    """
    The address of a page ("", "timeline" ...) relative to the dashboard, with parameters.

    It starts with a dot and not with a slash, so that it holds under a path prefix too.
    """
    pairs: list[tuple[str, str]] = [
        (name, str(value)) for name, value in rest.items() if value not in (None, "")
    ]
    pairs += address_parameters(scope)
    query = urlencode(pairs)
    return f"./{page}{'?' if query else ''}{query}"


def feed(relative: str) -> str:
    """The address of the feed of a view, by its address: the question and the filters count."""
    kept = {"q", *(spec.key for spec in FILTERS if spec.in_address)}
    pairs = [pair for pair in parse_qsl(urlsplit(relative).query) if pair[0] in kept]
    return f"./feed.atom{'?' if pairs else ''}{urlencode(pairs)}"


def data(relative: str, ending: str) -> str:
    """The address of a view as data, "json" or "csv", by its address; see `page_data`."""
    parts = urlsplit(relative)
    page = parts.path.removeprefix("./") or "answer"
    return f"./{page}.{ending}{'?' if parts.query else ''}{parts.query}"


def absolute(here: str | None, page: str, relative: str) -> str:
    """``relative`` as a full address, given the address of the ``page`` on which the reader is."""
    if not here:
        return relative
    base = here.rstrip("/")
    if page and base.endswith("/" + page):
        base = base[: -len(page) - 1]
    return f"{base}/{relative.removeprefix('./')}"


def not_understood(name: str, value: str | None) -> str:
    """The notice for a parameter that is ignored."""
    return f"Part of this link wasn't understood ({short(f'{name}={value or str()}')})."


def page_problems(value: str | None) -> list[str]:
    """The notice for a number of a page of a table that is none."""
    wrong = value and not (value.isascii() and value.isdigit())
    return [not_understood("page", value)] if wrong else []


def short(value: str) -> str:
    """The beginning of a value, for a notice."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"


def _scope(params: Params, facets: Facets, problems: list[str]) -> Scope:
    given: dict[str, Any] = {}
    for spec in FILTERS:
        if not spec.in_address:
            continue
        if isinstance(spec, ValueFilter):
            known = set(getattr(facets, spec.field))
            values = tuple(dict.fromkeys(params.get(spec.key, ())))
            problems += [
                f"No {spec.noun} “{short(value)}” in these articles."
                for value in values
                if value not in known
            ]
            given[spec.key] = tuple(value for value in values if value in known)
        else:
            given[spec.key] = _day(params, spec.key, problems)
    return scope_of(given, problems)


def _last(params: Params, name: str) -> str | None:
    values = params.get(name, ())
    return values[-1] if values and values[-1] else None


def _day(params: Params, name: str, problems: list[str]) -> date | None:
    value = _last(params, name)
    if value is None:
        return None
    try:
        # fromisoformat alone would accept "20190102" too, which the widget does not.
        return date.fromisoformat(value if value[4:5] == "-" and len(value) == ISO_LENGTH else "")
    except ValueError:
        problems.append(f"“{short(value)}” is not a date (YYYY-MM-DD); it is ignored.")
        return None


def _quote(params: Params) -> TextQuote | None:
    exact = _last(params, "quote") or ""
    if not exact.strip():
        return None
    return TextQuote(exact, _last(params, "prefix") or "", _last(params, "suffix") or "")


def _span(params: Params, size: int | None, problems: list[str], *, elsewhere: bool) -> Span | None:
    """The place of an address; ``elsewhere``: it may lie in a longer version of the article."""
    start, end = _last(params, "start"), _last(params, "end")
    if (start is None and end is None) or size is None:
        return None
    try:
        span = Span(int(start or ""), int(end or ""))
    except ValueError:
        span = None
    if span is None or (span.end > size and not elsewhere):
        place = f"start={short(start or '')}, end={short(end or '')}"
        problems.append(f"This article has no such place ({place}); nothing is marked.")
        return None
    return span
