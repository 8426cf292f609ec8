"""Marks as CSV."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from rag.corpus import Corpus
from rag.export.marks_csv import MARK_COLUMNS, marks_csv
from rag.schema.marks import Mark


def test_each_mark_is_a_record_with_what_is_marked(corpus: Corpus) -> None:
    claim = next(c for c in corpus.claims() if c.speaker == "Tahsin Khafaji")
    article = corpus.tables.articles[claim.article]
    mark = Mark(
        article=article.id,
        claim=claim.id,
        star=True,
        tags=("bases", "check twice"),
        note="=1+1",
        checked_by="Ada",
        checked_on=date(2026, 5, 3),
        changed=datetime(2026, 5, 3, 10, 0, 0, 5, tzinfo=UTC),
    )
    gone = replace(mark, article="gone.txt", claim="x", words="Once said.", star=False, tags=())
    text = "".join(marks_csv([(mark, article, claim, True), (gone, None, None, False)]))
    first, second = csv.DictReader(io.StringIO(text))
    assert tuple(first) == MARK_COLUMNS
    assert first["speaker"] == "Tahsin Khafaji"
    assert first["words"].lstrip("'") == claim.text
    assert (first["star"], first["tags"], first["found"]) == ("yes", "bases; check twice", "yes")
    assert first["note"] == "'=1+1"  # no spreadsheet computes it
    assert first["changed"] == "2026-05-03T10:00:00+00:00"
    assert (second["words"], second["outlet"], second["found"]) == ("Once said.", "", "no")
