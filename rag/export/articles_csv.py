"""Articles as rows, CSV and JSON Lines."""

from collections.abc import Iterator, Sequence

from rag.export.claims_csv import cell_text, table_csv
from rag.export.contract_json import dumps
from rag.export.documents.record_documents import ArticleDocument

COLUMNS = tuple(key for key in ArticleDocument.__annotations__ if key != "address")


def articles_csv(found: Sequence[ArticleDocument]) -> Iterator[str]:
    """Articles as CSV records, the header first; lists are joined by "; "."""
    return table_csv(COLUMNS, (article_cells(one, COLUMNS) for one in found))


def article_cells(found: ArticleDocument, columns: Sequence[str]) -> list[str]:
    """The values of some columns as text."""
    values: dict[str, object] = {**found}
    return [cell_text(values[column]) for column in columns]


def articles_jsonl(found: Sequence[ArticleDocument]) -> Iterator[str]:
    """Articles as JSON objects, one a line."""
    return (dumps(one) + "\n" for one in found)
