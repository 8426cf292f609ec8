"""References as BibTeX: entries that its own reading of braces takes apart again."""

import re
from collections.abc import Sequence

from hypothesis import given
from reference_cases import BARE, FULL, references

from rag.export.references.bibtex import MONTHS, bibtex
from rag.export.references.reference import Reference

LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textless{}": "<",
    r"\textgreater{}": ">", r"\textbar{}": "|", r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_",
    r"\%": "%",
}  # fmt: skip
COMMAND = re.compile("|".join(map(re.escape, LATEX)))


def balanced(text: str, at: int) -> int:
    """The end of the group that begins at ``at``: BibTeX counts braces, escaped ones too."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise AssertionError(f"unbalanced: {text[at:]}")


def read(text: str) -> dict[str, dict[str, str]]:
    """Entries by key, each as fields with their values as LaTeX."""
    entries: dict[str, dict[str, str]] = {}
    at = 0
    while (found := text.find("@article{", at)) >= 0:
        assert not text[at:found].strip()
        end = balanced(text, found + len("@article"))
        key, _, body = text[found + len("@article{") : end - 1].partition(",")
        fields: dict[str, str] = {}
        place = 0
        while match := re.compile(r"\s*(\w+) = ").match(body, place):
            begin = match.end()
            stop = balanced(body, begin) if body[begin] == "{" else body.index(",", begin)
            fields[match[1]] = body[begin:stop]
            assert body[stop] == ","
            place = stop + 1
        assert not body[place:].strip()
        assert key not in entries
        entries[key] = fields
        at = end
    assert not text[at:].strip()
    return entries


def shown(latex: str) -> str:
    """What LaTeX sets for a value: no bare special character may be left."""
    rest = COMMAND.sub("", latex)
    assert not re.search(r"[\\{}$&#_%~^<>|]", rest), latex
    return COMMAND.sub(lambda match: LATEX[match[0]], latex)


@given(references)
def test_every_value_is_read_back(sources: Sequence[Reference]) -> None:
    entries = read(bibtex(sources))
    assert len(entries) == len(sources)
    for (key, fields), source in zip(entries.items(), sources, strict=True):
        assert re.fullmatch(r"[a-z]+\d*(-\d+)?", key)
        assert shown(fields["title"][2:-2]) == source.title
        if source.outlet:
            assert shown(fields["journal"][1:-1]) == source.outlet
        if source.url:
            assert fields["url"] == f"{{{source.url}}}"
        assert ("year" in fields) == (source.published is not None)
        if len(source.authors) == 1 and not source.authors[0].family:
            assert shown(fields["author"][2:-2]) == source.authors[0].name


def test_bibtex_has_each_known_field() -> None:
    ((key, fields),) = read(bibtex([FULL])).items()
    assert key == "riehl2019"
    assert fields == {
        "author": "{Riehl, Dan and van Gogh, Vincent}",
        "title": r"{{Profits rise 10\% \& “A\_B” \textbraceleft{}sic\textbraceright{}}}",
        "journal": r"{AT\&T Daily}",
        "year": "{2019}",
        "month": "jan",
        "day": "{8}",
        "url": "{https://x.example/a_b?c=1&d=%20#e}",
        "note": "{From Sputnik.}",
    }


def test_keys_are_unique_where_sources_are_alike() -> None:
    keys = list(read(bibtex([FULL, FULL, BARE, FULL])))
    assert keys == ["riehl2019", "riehl2019-2", "onlyatext", "riehl2019-3"]


def test_months_are_those_of_the_year() -> None:
    assert len(set(MONTHS)) == 12
