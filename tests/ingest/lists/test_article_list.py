"""Rows of articles.csv."""

from datetime import date

import pytest

from rag.ingest.lists import article_list
from rag.schema.articles import DateBasis

TODAY = date(2026, 1, 1)


def parse(content: str) -> tuple[dict[str, article_list.ArticleListRow], list[str]]:
    rows, faults = article_list.parse(content, "articles.csv", lambda name: name == "a.txt", TODAY)
    return rows, [fault.reason for fault in faults]


def test_row_gives_the_facts_of_its_file() -> None:
    rows, faults = parse("file,outlet,published,date_basis\na.txt,Rudaw,2020-08-24,stated\n")
    row = rows["a.txt"]
    assert (row.outlet, row.published, row.date_basis) == (
        "Rudaw", date(2020, 8, 24), DateBasis.STATED,
    )  # fmt: skip
    assert (row.dated, row.origin_dated, faults) == (True, False, [])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b.txt,,,", "expected a file of the folder, found none named b.txt"),
        ("a.txt,2019-02-30,,", "which no calendar or clock has"),
        ("a.txt,2030-01-01,,", "expected a date from 1900-01-01 to today, 2026-01-01"),
        ("a.txt,,guess,", "expected stated, metadata, inferred, unknown, found 'guess'"),
        ("a.txt,,,ftp://x", "expected an address that starts with http:// or https://"),
    ],
    ids=["no such file", "impossible date", "future date", "basis", "address"],
)
def test_wrong_cell_is_a_fault_with_its_line(row: str, message: str) -> None:
    _, (fault,) = parse(f"file,published,date_basis,url\n{row}\n")
    assert fault.startswith("line 2, column ")
    assert message in fault


def test_file_listed_twice_keeps_its_first_row() -> None:
    rows, (fault,) = parse("file,title\na.txt,One\na.txt,Two\n")
    assert rows["a.txt"].title == "One"
    assert "first on line 2" in fault
