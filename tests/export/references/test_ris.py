"""References as RIS: https://en.wikipedia.org/wiki/RIS_(file_format)."""

import re
from collections.abc import Sequence

from hypothesis import given
from reference_cases import BARE, FULL, references

from rag.export.references.reference import Reference
from rag.export.references.ris import ris


def read(text: str) -> list[dict[str, list[str]]]:
    """Records of tags and values; fails where a line is neither."""
    records: list[dict[str, list[str]]] = []
    for line in filter(None, text.split("\r\n")):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line)
        assert match, line
        tag, value = match.groups()
        if tag == "TY":
            records.append({})
        records[-1].setdefault(tag, []).append(value)
    return records


@given(references)
def test_every_record_begins_with_its_type_and_ends(sources: Sequence[Reference]) -> None:
    records = read(ris(sources))
    assert len(records) == len(sources)
    for record, source in zip(records, sources, strict=True):
        assert next(iter(record)) == "TY"
        assert list(record)[-1] == "ER"
        assert record["TI"] == [source.title]
        assert record.get("T2", [None]) == [source.outlet]
        assert len(record.get("AU", [])) == len(source.authors)
        ris(sources).encode("utf-8")


def test_ris_has_each_known_field() -> None:
    (record,) = read(ris([FULL]))
    assert record == {
        "TY": ["NEWS"],
        "TI": ["Profits rise 10% & “A_B” {sic}"],
        "AU": ["Riehl, Dan", "van Gogh, Vincent"],
        "T2": ["AT&T Daily"],
        "PY": ["2019"],
        "DA": ["2019/01/08/"],
        "UR": ["https://x.example/a_b?c=1&d=%20#e"],
        "N1": ["From Sputnik."],
        "ER": [""],
    }


def test_ris_leaves_out_what_is_not_known() -> None:
    assert ris([BARE]) == "TY  - NEWS\r\nTI  - Only a text.\r\nER  - \r\n"
