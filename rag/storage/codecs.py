"""
Converts records to rows of a table and back; the fields of a dataclass are its columns.

Texts, numbers and dates are stored as they are, spans and other compound values as JSON.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeVar, get_type_hints

from rag.schema.articles import (
    Article,
    ArticleEvidence,
    DateBasis,
    Dispatch,
    FactBasis,
    FactEvidence,
    Gap,
    Passage,
    Sentence,
    SignedQuote,
    Span,
)
from rag.schema.claims import Claim, ClaimCopy, Kind, Speaker, StatementDate, StatementDateBasis

NONE: Final = "[]"  # a column with no values
SHARED: Final = 65_536  # decoded columns that are kept for others with the same text, a few MB

Record = TypeVar("Record", Article, Passage, Sentence, Claim, Dispatch)

TABLES: dict[type, str] = {
    Article: "articles",
    Passage: "passages",
    Sentence: "sentences",
    Claim: "claims",
    Dispatch: "dispatches",
}


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return Span(start, end)


def _read_span(column: str) -> Span:
    """The span of a column "[12,34]"; a question reads thousands, and JSON takes thrice as long."""
    start, _, end = column[1:-1].partition(",")
    return Span(int(start), int(end))


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(map(_span, pairs))


def _place(value: dict[str, Any]) -> ClaimCopy:
    spans = ("source", "cue", "content")
    known: dict[str, Any] = {name: _spans(value[name]) for name in spans}
    known |= {name: value[name] for name in ("article", "outlet", "claim", "opposite")}
    return ClaimCopy(evidence=_span(value["evidence"]), **known)


def _statement_date(value: dict[str, Any]) -> StatementDate:
    days = {name: value[name] and date.fromisoformat(value[name]) for name in ("day", "anchor")}
    return StatementDate(**{**value, **days, "basis": StatementDateBasis(value["basis"])})


def _article_evidence(value: dict[str, Any]) -> ArticleEvidence:
    return ArticleEvidence(
        **{
            fact: FactEvidence(FactBasis(one["basis"]), one["span"] and _span(one["span"]))
            for fact, one in value.items()
        }
    )


def speakers_of(entries: Sequence[dict[str, Any]]) -> tuple[Speaker, ...]:
    """The speakers that a column of JSON holds."""
    return tuple(Speaker(**entry) for entry in entries)


def speakers_column(speakers: Sequence[Speaker]) -> str:
    """Speakers as JSON, as `speakers_of` reads them."""
    return _json(tuple(speakers))


_NESTED = (
    ArticleEvidence,
    ClaimCopy,
    FactEvidence,
    Gap,
    SignedQuote,
    Speaker,
    StatementDate,
)


def _plain(value: object) -> object:
    """A value as JSON types."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _NESTED):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _same(value: object) -> object:
    return value


def _several(read: Callable[[Any], Any]) -> Callable[[str], Any]:
    """Decoder of a column with several values: most columns have none, which costs no parsing."""
    return lambda column: () if column == NONE else read(json.loads(column))


def _shared(read: Callable[[Any], Any]) -> Callable[[str], Any]:
    """Decoder of a column whose values recur: the same column gives the same record."""
    return lru_cache(maxsize=SHARED)(_several(read))


# Encoder and decoder of a column, by the type of the field.
_CODECS: dict[object, tuple[Callable[[Any], object], Callable[[Any], object]]] = {
    str: (_same, _same),
    str | None: (_same, _same),
    float: (_same, _same),
    bool: (int, bool),
    bool | None: (
        lambda value: value if value is None else int(value),
        lambda column: column if column is None else bool(column),
    ),
    date | None: (
        lambda day: day and day.isoformat(),
        lru_cache(maxsize=SHARED)(lambda column: column and date.fromisoformat(column)),
    ),
    DateBasis: (str, DateBasis),
    Kind: (str, Kind),
    Span: (_json, _read_span),
    tuple[Span, ...]: (_json, _several(_spans)),
    tuple[str, ...]: (_json, _several(tuple)),
    tuple[int, ...]: (_json, _several(tuple)),
    tuple[Gap, ...]: (
        _json,
        _several(lambda gaps: tuple(Gap(_span(gap["span"]), gap["kind"]) for gap in gaps)),
    ),
    tuple[SignedQuote, ...]: (
        _json,
        _several(
            lambda quotes: tuple(
                SignedQuote(_span(one["quote"]), _span(one["speaker"])) for one in quotes
            )
        ),
    ),
    ArticleEvidence: (_json, lambda column: _article_evidence(json.loads(column))),
    StatementDate: (_json, _shared(_statement_date)),
    tuple[Speaker, ...]: (_json, _shared(speakers_of)),
    tuple[ClaimCopy, ...]: (_json, _several(lambda copies: tuple(map(_place, copies)))),
}
_FIELDS = {
    kind: {name: _CODECS[hint] for name, hint in get_type_hints(kind).items()} for kind in TABLES
}

COLUMNS: dict[type, tuple[str, ...]] = {kind: tuple(codecs) for kind, codecs in _FIELDS.items()}

# Version of the layout: a hash of the columns, after a number for changes that the hash misses.
LAYOUT = "3-" + hashlib.sha256(repr(list(COLUMNS.values())).encode()).hexdigest()[:8]


def to_row(record: Article | Passage | Sentence | Claim | Dispatch) -> list[object]:
    """The columns of a record, in the order of COLUMNS."""
    return [encode(getattr(record, name)) for name, (encode, _) in _FIELDS[type(record)].items()]


def decoder(kind: type[Record], name: str) -> Callable[[Any], Any]:
    """What turns the column of a field back into its value."""
    return _FIELDS[kind][name][1]


def from_row(kind: type[Record], row: Sequence[object]) -> Record:
    """The record whose columns are ``row``."""
    codecs = _FIELDS[kind].items()
    values: dict[str, Any] = {
        name: decode(column) for (name, (_, decode)), column in zip(codecs, row, strict=True)
    }
    return kind(**values)


def from_columns(kind: type[Record], columns: Mapping[str, object]) -> Record:
    """
    A record of columns by name, which another version of the layout may have written.

    A column that is missing or cannot be read gives the default of its field, an unknown one
    nothing. Raises ValueError where a field without default has no value.
    """
    values: dict[str, Any] = {}
    for name, (_, decode) in _FIELDS[kind].items():
        if name in columns:
            with suppress(AttributeError, KeyError, TypeError, ValueError):
                values[name] = decode(columns[name])
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error
