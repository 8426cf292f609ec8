"""The rows of the import report: order, groups and search."""

from datetime import UTC, date, datetime

import pytest

from rag.schema.articles import Article, ArticleEvidence, DateBasis, FactBasis, FactEvidence
from rag.schema.reports import ImportedFile, ImportReport, ReadingNote, Skipped
from rag.ui.state.import_rows import RowGroup, choose, import_rows

KNOWN = Article(
    id="plain.txt",
    text="x",
    fingerprint="f",
    title="Ferry sails",
    outlet="Post",
    published=date(2024, 3, 5),
    date_basis=DateBasis.STATED,
)
LISTED = ArticleEvidence(published=FactEvidence(FactBasis.LIST))
FILES = (
    ImportedFile(name="a.xyz", refused=(Skipped("a.xyz", "not a kind that is read"),)),
    ImportedFile(name="plain.txt", articles=("plain.txt",)),
    ImportedFile(
        name="read.txt",
        articles=("read.txt",),
        remarks=(ReadingNote("read.txt", "read as Windows-1252"),),
    ),
    ImportedFile(name="z.pdf", refused=(Skipped("z.pdf", "a broken PDF", fault=True),)),
)
REPORT = ImportReport(made=datetime(2026, 1, 1, tzinfo=UTC), corpus="c", files=FILES)


def test_rows_begin_with_faults_then_what_is_not_read_then_remarks() -> None:
    rows = import_rows(REPORT, {"plain.txt": KNOWN})
    assert [row.file.name for row in rows] == ["z.pdf", "a.xyz", "read.txt", "plain.txt"]
    assert [row.group for row in rows] == ["unread", "unread", "remarks", "plain"]


@pytest.mark.parametrize(
    ("known", "group"),
    [
        ({}, RowGroup.PLAIN),
        ({"outlet": None}, RowGroup.REMARKS),
        ({"published": None, "date_basis": DateBasis.UNKNOWN}, RowGroup.REMARKS),
        ({"date_basis": DateBasis.INFERRED}, RowGroup.REMARKS),
        ({"date_basis": DateBasis.INFERRED, "evidence": LISTED}, RowGroup.PLAIN),
    ],
    ids=["all known", "no outlet", "no day", "inferred day", "inferred by the user"],
)
def test_article_with_a_fact_to_mend_is_among_the_remarks(
    known: dict[str, object], group: RowGroup
) -> None:
    fields = {name: getattr(KNOWN, name) for name in ("title", "outlet", "published", "date_basis")}
    article = Article(id="plain.txt", text="x", fingerprint="f", **{**fields, **known})
    rows = import_rows(REPORT, {"plain.txt": article})
    assert [row.group for row in rows if row.file.name == "plain.txt"] == [group]


@pytest.mark.parametrize(
    ("group", "words", "names"),
    [
        ("all", "", ["z.pdf", "a.xyz", "read.txt", "plain.txt"]),
        ("unread", "", ["z.pdf", "a.xyz"]),
        ("remarks", " ", ["read.txt"]),
        ("all", "PLAIN sails", ["plain.txt"]),
        ("unread", "plain", []),
    ],
)
def test_rows_are_chosen_by_group_name_and_title(group: str, words: str, names: list[str]) -> None:
    rows = import_rows(REPORT, {"plain.txt": KNOWN})
    assert [row.file.name for row in choose(rows, group, words)] == names
