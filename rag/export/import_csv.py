"""The import report as CSV."""

from collections.abc import Iterator, Mapping
from typing import Final

from rag.export.claims_csv import table_csv
from rag.schema.articles import Article
from rag.schema.reports import ImportedFile, ImportReport

IMPORT_COLUMNS: Final = (
    "file",
    "outcome",
    "article",
    "title",
    "outlet",
    "outlet_basis",
    "published",
    "date_basis",
    "reason",
    "remarks",
    "same_text_as",
)


def import_csv(report: ImportReport, articles: Mapping[str, Article]) -> Iterator[str]:
    """
    A record for each article, and for each file or part of one that was not read; a header first.

    An article of the report that ``articles`` lacks has no title, outlet and day.
    """
    return table_csv(IMPORT_COLUMNS, import_cells(report, articles))


def import_cells(report: ImportReport, articles: Mapping[str, Article]) -> Iterator[list[object]]:
    """The records of `import_csv`."""
    return (row for file in report.files for row in _rows(file, articles))


def _rows(file: ImportedFile, articles: Mapping[str, Article]) -> Iterator[list[object]]:
    same = dict(file.same_text)
    for name in file.articles:
        article = articles.get(name)
        known = (
            [
                article.title,
                article.outlet,
                article.evidence.outlet.basis.value,
                article.published,
                article.date_basis.value,
            ]
            if article
            else [None] * 5
        )
        remarks = "; ".join(note.words for note in file.remarks if note.file == name)
        yield [file.name, file.outcome.value, name, *known, None, remarks, same.get(name)]
    for refusal in file.refused:
        part = "" if refusal.file == file.name else f"{refusal.file}: "
        empty = [None] * 6
        yield [file.name, file.outcome.value, *empty, f"{part}{refusal.reason}", None, None]
