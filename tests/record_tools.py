"""Claims and citations for tests, built from the values of their one speaker."""

from dataclasses import replace
from typing import Any, TypeVar

from rag.schema.answers import Citation
from rag.schema.articles import DateBasis, Span
from rag.schema.claims import Claim, Kind, Speaker, StatementDate, StatementDateBasis, joint_speaker

Sourced = TypeVar("Sourced", Claim, Citation)


NO_DATE = StatementDate()
PARTS = {"speaker": "name", "role": "role", "organisation": "organisation", "actor": "actor"}


DATE = {"said_on": "day", "said_on_words": "words", "said_on_inferred": "inferred"}


def statement_date(fields: dict[str, Any], date: StatementDate = NO_DATE) -> StatementDate:
    """Take the keywords of the statement's date out of ``fields``; the others are ``date``'s."""
    parts = {part: fields.pop(name) for name, part in DATE.items() if name in fields}
    if "words" in parts:
        parts["basis"] = StatementDateBasis.STATED
    return replace(date, **parts)


def speakers(fields: dict[str, Any]) -> tuple[Speaker, ...]:
    """Take the keywords of one speaker out of ``fields``; without any of them there is none."""
    one = Speaker(**{part: fields.pop(name, None) for name, part in PARTS.items()})
    return () if one == Speaker() else (one,)


def make_claim(  # noqa: PLR0917  - spans come in the order in which a claim reads
    id: str,
    article: str = "a.txt",
    kind: Kind = Kind.DIRECT,
    source: tuple[Span, ...] = (),
    cue: tuple[Span, ...] = (),
    content: tuple[Span, ...] = (),
    evidence: Span | None = None,
    text: str = "",
    confidence: float = 0.9,
    **fields: Any,
) -> Claim:
    """A claim; ``speaker`` and the like describe its one speaker, ``said_on`` and so on its day."""
    fields.setdefault("shown", content)
    fields.setdefault("speakers", speakers(fields))
    fields.setdefault("statement_date", statement_date(fields))
    return Claim(
        id=id,
        article=article,
        kind=kind,
        source=source,
        cue=cue,
        content=content,
        evidence=evidence or content[0],
        text=text,
        confidence=confidence,
        **fields,
    )


def make_citation(n: int, article: str, span: Span, quote: str, **fields: Any) -> Citation:
    """A citation; ``speaker`` and ``said_on`` are parts of its records."""
    blank = ("title", "outlet", "url", "published", "origin", "origin_published")
    defaults = dict.fromkeys(blank)
    fields.setdefault("statement_date", statement_date(fields))
    fields.setdefault("speakers", speakers(fields))
    fields.setdefault("date_basis", DateBasis.UNKNOWN)
    fields.setdefault("dispatch", "d")
    return Citation(n=n, article=article, span=span, quote=quote, **{**defaults, **fields})


def changed(record: Sourced, **fields: Any) -> Sourced:
    """``replace``, which also takes ``speaker`` and the like for a record with one speaker."""
    parts = {part: fields.pop(name) for name, part in PARTS.items() if name in fields}
    if parts:
        one = replace(joint_speaker(record.speakers), **parts)
        fields["speakers"] = () if one == Speaker() else (one,)
    fields["statement_date"] = statement_date(fields, record.statement_date or NO_DATE)
    return replace(record, **fields)
