"""References as RIS."""

from collections.abc import Iterator, Sequence

from rag.export.references.reference import Reference


def ris(references: Sequence[Reference]) -> str:
    r"""
    References as RIS, a newspaper article each; lines end with ``\r\n``.

    Format: https://en.wikipedia.org/wiki/RIS_(file_format). It has no escapes: a line is a tag and
    its value.
    """
    return "\r\n".join(line for one in references for line in (*_record(one), "ER  - ", ""))


def _record(source: Reference) -> Iterator[str]:
    yield "TY  - NEWS"
    yield f"TI  - {source.title}"
    for author in source.authors:
        yield f"AU  - {author.family}, {author.given}" if author.family else f"AU  - {author.name}"
    if source.outlet:
        yield f"T2  - {source.outlet}"
    if source.published:
        year, month, day = source.published.isoformat().split("-")
        yield f"PY  - {year}"
        yield f"DA  - {year}/{month}/{day}/"
    if source.url:
        yield f"UR  - {source.url}"
    if source.note:
        yield f"N1  - {source.note}"
