"""Articles as CSV and JSON Lines."""

import csv
import io
import json

from rag.api.record_queries import PageQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.export.articles_csv import COLUMNS, article_cells, articles_csv, articles_jsonl
from rag.schema.scope import EVERYTHING


def test_articles_are_rows(corpus: Corpus) -> None:
    found = RecordService(corpus).articles(EVERYTHING, PageQuery())["articles"]
    rows = list(csv.DictReader(io.StringIO("".join(articles_csv(found)))))
    assert [row["article"] for row in rows] == [one["article"] for one in found]
    assert set(rows[0]) == set(COLUMNS) == set(found[0])
    copies = next(one for one in found if one["reprints"])
    assert article_cells(copies, ("reprints", "note")) == [
        "; ".join(copies["reprints"]), copies["note"] or "",
    ]  # fmt: skip
    assert [json.loads(line) for line in articles_jsonl(found)] == found
