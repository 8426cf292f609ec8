"""References as BibTeX."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from rag.export.references.reference import Author, Reference

MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # BibTeX's own strings
# BibTeX counts braces, escaped ones too, so that each replacement has as many of either.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{character: f"\\{character}" for character in "$&#_%"},
    }
)


def bibtex(references: Sequence[Reference]) -> str:
    """References as BibTeX in UTF-8, an ``@article`` each, with keys such as ``rudaw2020``."""
    return "\n".join(
        f"@article{{{key},\n{_fields(source)}}}\n"
        for key, source in zip(_keys(references), references, strict=True)
    )


def _fields(source: Reference) -> str:
    return "".join(f"  {name} = {value},\n" for name, value in _values(source))


def _values(source: Reference) -> Iterator[tuple[str, str]]:
    if source.authors:
        yield "author", f"{{{' and '.join(_name(author) for author in source.authors)}}}"
    yield "title", f"{{{{{_escaped(source.title)}}}}}"  # twice: a style keeps its capitals
    if source.outlet:
        yield "journal", f"{{{_escaped(source.outlet)}}}"
    if source.published:
        yield "year", f"{{{source.published.year}}}"
        yield "month", MONTHS[source.published.month - 1]
        yield "day", f"{{{source.published.day}}}"
    if source.url:
        yield "url", f"{{{source.url}}}"  # read as it is; encoded_address leaves no brace
    if source.note:
        yield "note", f"{{{_escaped(source.note)}}}"


def _name(author: Author) -> str:
    """A person as "surname, given names"; another name in braces, which keep it whole."""
    if author.family:
        return f"{_escaped(author.family)}, {_escaped(author.given)}"
    return f"{{{_escaped(author.name)}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _keys(references: Sequence[Reference]) -> Iterator[str]:
    """A key for each: surname or outlet and year, with a number where another has the same."""
    used: dict[str, int] = {}
    for source in references:
        first = source.authors[0] if source.authors else None
        name = _letters((first and first.family) or source.outlet or source.title) or "source"
        key = f"{name}{source.published.year if source.published else ''}"
        used[key] = used.get(key, 0) + 1
        yield key if used[key] == 1 else f"{key}-{used[key]}"


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "".join(re.findall(r"[a-z]+", plain))[:30]
