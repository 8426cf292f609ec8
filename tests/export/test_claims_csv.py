"""Claims as CSV: read back by pandas, and harmless in a spreadsheet."""

import csv
import io

import pytest
from export_cases import (
    ARTICLES,
    FORMULAS,
    HOSTILE,
    article,
    articles_of,
    claim,
    table,
    whole,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.corpus import Corpus
from rag.export import claims_csv


def test_claims_csv_is_read_back_by_pandas(corpus: Corpus) -> None:
    claims, articles = corpus.claims(), articles_of(corpus)
    text = whole("csv", claims, articles)
    found = table(text)
    assert tuple(found.columns) == claims_csv.CLAIM_COLUMNS
    assert list(found["id"]) == [some.id for some in claims]
    assert [row.removeprefix("'") for row in found["text"]] == [some.text for some in claims]
    assert list(found["said_on"]) == [str(some.said_on or "") for some in claims]
    assert set(found["said_on_inferred"]) == {"yes", "no"}
    assert "SOTT.net" in set(found["also_in"])
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == found.to_dict("records")


def test_csv_records_end_as_in_rfc_4180() -> None:
    text = whole("csv", HOSTILE, ARTICLES)
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(records) == 1 + len(HOSTILE)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(records)
    assert text.count("\r") == len(records)
    assert records[1][claims_csv.CLAIM_COLUMNS.index("text")] == 'a "b", c;\nd\ne\nf\ng'


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_cell_with_a_formula_gets_an_apostrophe(formula: str) -> None:
    """A spreadsheet runs what begins so (OWASP, CSV injection)."""
    some = claim(speaker=formula, role=formula, mention=formula)
    (row,) = table(whole("csv", [some], {"a.txt": article(outlet=formula)})).to_dict("records")
    for column in ("speaker", "role", "mention", "outlet"):
        assert row[column].startswith("'")
        assert row[column].strip("'\ufeff\u00a0\t\r\n ") in formula


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_any_text_survives_csv_without_becoming_a_formula(cells: list[str]) -> None:
    text = "".join(claims_csv.table_csv(("a", "b"), [cells]))
    text.encode("utf-8")
    _, row = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for cell, given_ in zip(row, cells, strict=True):
        assert not cell.lstrip().startswith(tuple("=+-@"))
        kept = [c for c in given_ if c.isalnum()]
        assert [c for c in cell if c.isalnum()] == kept


def test_numbers_and_empty_cells_are_written_as_they_are() -> None:
    _, row = claims_csv.table_csv(("a", "b", "c"), [[-1.5, None, "x"]])
    assert row == "-1.5,,x\r\n"
