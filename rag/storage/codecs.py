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
from typing import Any, TypeVar, get_type_hints

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
        lambda column: column and date.fromisoformat(column),
    ),
    DateBasis: (str, DateBasis),
    Kind: (str, Kind),
    Span: (_json, lambda column: _span(json.loads(column))),
    tuple[Span, ...]: (_json, lambda column: _spans(json.loads(column))),
    tuple[str, ...]: (_json, lambda column: tuple(json.loads(column))),
    tuple[int, ...]: (_json, lambda column: tuple(json.loads(column))),
    tuple[Gap, ...]: (
        _json,
        lambda column: tuple(Gap(_span(gap["span"]), gap["kind"]) for gap in json.loads(column)),
    ),
    tuple[SignedQuote, ...]: (
        _json,
        lambda column: tuple(
            SignedQuote(_span(one["quote"]), _span(one["speaker"])) for one in json.loads(column)
        ),
    ),
    ArticleEvidence: (_json, lambda column: _article_evidence(json.loads(column))),
    StatementDate: (_json, lambda column: _statement_date(json.loads(column))),
    tuple[Speaker, ...]: (_json, lambda column: speakers_of(json.loads(column))),
    tuple[ClaimCopy, ...]: (_json, lambda column: tuple(map(_place, json.loads(column)))),
}
_FIELDS = {
    kind: {name: _CODECS[hint] for name, hint in get_type_hints(kind).items()} for kind in TABLES
}

COLUMNS: dict[type, tuple[str, ...]] = {kind: tuple(codecs) for kind, codecs in _FIELDS.items()}

# Version of the layout: a hash of the columns, after a number for changes that the hash misses.
LAYOUT = "2-" + hashlib.sha256(repr(list(COLUMNS.values())).encode()).hexdigest()[:8]


def to_row(record: Article | Passage | Sentence | Claim | Dispatch) -> list[object]:
    """The columns of a record, in the order of COLUMNS."""
    return [encode(getattr(record, name)) for name, (encode, _) in _FIELDS[type(record)].items()]


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
