"""The rows of the import report: each file with its articles, and their order and search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rag.schema.articles import Article, DateBasis, FactBasis, title_of
from rag.schema.reports import FileOutcome, ImportedFile, ImportReport


class RowGroup(StrEnum):
    """The rows that a reader looks at together; the values are those of the address."""

    UNREAD = "unread"
    REMARKS = "remarks"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """
    A file of the report with its articles, as far as the corpus at hand has them.

    ``group`` is REMARKS where there is something to look at: a part that was not read, a remark, a
    reprint, a day that is inferred or unknown, an unknown outlet.
    """

    file: ImportedFile
    articles: tuple[Article, ...]
    group: RowGroup


def import_rows(report: ImportReport, articles: Mapping[str, Article]) -> tuple[ImportRow, ...]:
    """A row for each file: those that were not read, faults first, those with remarks, others."""
    rows = []
    for file in report.files:
        own = tuple(articles[name] for name in file.articles if name in articles)
        rows.append(ImportRow(file=file, articles=own, group=_group(file, own)))
    order = list(RowGroup)
    skipped = FileOutcome.SKIPPED
    return tuple(
        sorted(rows, key=lambda r: (order.index(r.group), r.file.outcome is skipped, r.file.name))
    )


def choose(rows: Iterable[ImportRow], group: str, words: str) -> tuple[ImportRow, ...]:
    """The rows of a group, of any for another word, that contain every one of ``words``."""
    wanted = words.casefold().split()

    def contains_all(row: ImportRow) -> bool:
        titles = (title_of(article) for article in row.articles)
        text = "\n".join((row.file.name, *row.file.articles, *titles)).casefold()
        return all(word in text for word in wanted)

    groups = [group] if group in list(RowGroup) else list(RowGroup)
    return tuple(row for row in rows if row.group in groups and contains_all(row))


def has_certain_day(article: Article) -> bool:
    """Whether the day of an article is known, and the user's own or not inferred."""
    listed = article.evidence.published.basis is FactBasis.LIST
    inferred = article.date_basis is DateBasis.INFERRED
    return article.published is not None and (listed or not inferred)


def _group(file: ImportedFile, articles: Iterable[Article]) -> RowGroup:
    if not file.articles:
        return RowGroup.UNREAD
    certain = all(article.outlet and has_certain_day(article) for article in articles)
    whole = file.outcome is FileOutcome.READ and not file.remarks and not file.same_text
    return RowGroup.PLAIN if certain and whole else RowGroup.REMARKS
