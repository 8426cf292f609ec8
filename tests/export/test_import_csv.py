"""The import report as CSV."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from export_cases import FORMULAS

from rag.export.import_csv import IMPORT_COLUMNS, import_csv
from rag.schema.articles import Article, ArticleEvidence, DateBasis, FactBasis, FactEvidence
from rag.schema.reports import ImportedFile, ImportReport, ReadingNote, Skipped


def rows(*files: ImportedFile, articles: tuple[Article, ...] = ()) -> list[dict[str, str]]:
    report = ImportReport(made=datetime(2026, 1, 1, tzinfo=UTC), corpus="c", files=files)
    text = "".join(import_csv(report, {article.id: article for article in articles}))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(**cells: str) -> dict[str, str]:
    return dict.fromkeys(IMPORT_COLUMNS, "") | cells


def test_row_for_each_article_and_for_each_part_that_was_not_read() -> None:
    article = Article(
        id="a.zip#1",
        text="x",
        fingerprint="f",
        title="Ferry",
        outlet="Post",
        published=date(2024, 3, 5),
        date_basis=DateBasis.STATED,
        evidence=ArticleEvidence(outlet=FactEvidence(FactBasis.LIST)),
    )
    archive = ImportedFile(
        name="a.zip",
        articles=("a.zip#1", "a.zip#2"),
        refused=(Skipped("a.zip#3", "encrypted", fault=True),),
        remarks=(ReadingNote("a.zip#1", "read as Windows-1252"),),
        same_text=(("a.zip#2", "a.zip#1"),),
    )
    broken = ImportedFile(name="b.pdf", refused=(Skipped("b.pdf", "a broken PDF", fault=True),))
    assert rows(archive, broken, articles=(article,)) == [
        row(
            file="a.zip",
            outcome="partly",
            article="a.zip#1",
            title="Ferry",
            outlet="Post",
            outlet_basis="list",
            published="2024-03-05",
            date_basis="stated",
            remarks="read as Windows-1252",
        ),
        row(file="a.zip", outcome="partly", article="a.zip#2", same_text_as="a.zip#1"),
        row(file="a.zip", outcome="partly", reason="a.zip#3: encrypted"),
        row(file="b.pdf", outcome="fault", reason="a broken PDF"),
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_name_or_reason_with_a_formula_gets_an_apostrophe(formula: str) -> None:
    (one,) = rows(ImportedFile(name=formula, refused=(Skipped(formula, formula, fault=True),)))
    assert one["file"].startswith("'")
    assert one["reason"].startswith("'")
