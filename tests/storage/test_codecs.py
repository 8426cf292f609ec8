"""Records converted to rows and back."""

from datetime import date

import pytest
from record_tools import make_claim

from rag.schema.articles import Article, DateBasis, Dispatch, Gap, Passage, Sentence, Span
from rag.schema.claims import ClaimCopy, Speaker, StatementDate, StatementDateBasis
from rag.storage.codecs import COLUMNS, Record, from_columns, from_row, to_row

COPY = ClaimCopy(
    article="b.txt",
    outlet=None,
    claim="c2",
    evidence=Span(0, 9),
    source=(),
    cue=(Span(5, 9),),
    content=(Span(0, 4),),
)
RECORDS = {
    "article": Article(
        id="a.txt",
        text="Quays are open.",
        fingerprint="f",
        title="Ports é",
        published=date(2024, 3, 4),
        date_basis=DateBasis.STATED,
        day_first=False,
        story=(Span(0, 15),),
        gaps=(Gap(Span(3, 5), "caption"),),
    ),
    "passage": Passage("p", "a.txt", Span(0, 15)),
    "sentence": Sentence("s", "a.txt", Span(0, 15), "s"),
    "claim": make_claim(
        "c",
        content=(Span(0, 4), Span(6, 9)),
        evidence=Span(0, 15),
        speakers=(Speaker("Kari Lund", role="minister"), Speaker("Ola Dahl", actor="Norway")),
        statement_date=StatementDate(
            day=date(2024, 3, 1),
            basis=StatementDateBasis.COUNTED,
            words="Friday",
            anchor=date(2024, 3, 4),
            from_dispatch=True,
            inferred=True,
        ),
        places=(COPY,),
    ),
    "claim without source": make_claim("c", content=(Span(0, 4),)),
    "dispatch": Dispatch("d", ("a.txt", "b.txt"), "NTB", date(2024, 3, 4)),
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_from_columns_reads_rows_of_other_layouts(record: Record) -> None:
    kind = type(record)
    columns = dict(zip(COLUMNS[kind], to_row(record), strict=True))
    assert from_columns(kind, {**columns, "column of a later layout": 1}) == record


def test_from_columns_gives_defaults_for_what_cannot_be_read() -> None:
    columns = {"id": "a.txt", "text": "Quays.", "fingerprint": "f", "gaps": "[", "pages": 3}
    assert from_columns(Article, columns) == Article(id="a.txt", text="Quays.", fingerprint="f")
    with pytest.raises(ValueError, match=r"Article: .*text"):
        from_columns(Article, {"id": "a.txt", "fingerprint": "f"})


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_from_row_returns_the_record_that_to_row_wrote(record: Record) -> None:
    row = to_row(record)
    assert len(row) == len(COLUMNS[type(record)])
    assert all(cell is None or isinstance(cell, str | int | float) for cell in row)
    assert from_row(type(record), row) == record
