"""Claims and articles as CSV."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from rag.export.contract_json import claim_json
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections

# A spreadsheet evaluates a cell that begins like this (OWASP, "CSV injection"; the wide forms come
# from East Asian keyboards). Some spreadsheets drop white space before it.
_FORMULA = re.compile("[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]|[\t\n]")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")

CLAIM_COLUMNS = (
    "id",
    "said_on",
    "said_on_basis",
    "speaker",
    "role",
    "organisation",
    "actor",
    "kind",
    "text",
    "outlet",
    "published",
    "date_basis",
    "article",
    "also_in",
    "dispatch",
    "mention",
    "confidence",
    "said_on_inferred",
    "title",
    "url",
    "negated",
    "cue_text",
    "correction",
)


def claims_csv(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    corrections: Mapping[str, ArticleCorrections] = NO_CORRECTIONS,
) -> Iterator[str]:
    """Claims as CSV records, the header first."""

    def row(claim: Claim) -> list[object]:
        article = articles[claim.article]
        cells: dict[str, object] = {**claim_json(claim, article, (), corrections)}
        cells |= {"title": article.title, "url": article.url}
        cells["also_in"] = "; ".join(place.outlet or place.article for place in claim.repetitions)
        cells["said_on_inferred"] = "yes" if claim.statement_date.inferred else "no"
        cells["negated"] = "yes" if claim.negated else "no"
        return [cells[column] for column in CLAIM_COLUMNS]

    return table_csv(CLAIM_COLUMNS, map(row, claims))


def cell_text(value: object) -> str:
    """A value as text: a list joined by "; ", nothing for None."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "" if value is None else str(value)


class _LineBuffer:
    """A file for ``csv.writer`` that keeps only the last record."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    r"""
    Rows as CSV (RFC 4180), record by record, the header first.

    A cell that a spreadsheet would evaluate gets an apostrophe in front. Line ends within a cell
    become ``\n``; control characters and lone surrogates become U+FFFD.
    """
    line = _LineBuffer()
    writer = csv.writer(line)
    for row in chain([columns], rows):
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
        yield line.text


def _harmless(cell: object) -> object:
    """A cell without formulas and unreadable characters."""
    if not isinstance(cell, str):
        return cell
    clean = _LINE_END.sub("\n", UNREADABLE.sub("\ufffd", cell))
    return "'" + clean if _FORMULA.match(clean) else clean
