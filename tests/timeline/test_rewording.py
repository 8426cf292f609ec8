"""Statements of one speaker compared with similar earlier ones."""

import dataclasses
from datetime import date, timedelta
from random import Random

import pytest

from rag.schema.articles import Span
from rag.schema.claims import Kind, StatementDate
from rag.timeline.rewording import compared, succession
from rag.timeline.rows import ClaimRow

DAY = date(2024, 3, 4)


def row(n: int, text: str) -> ClaimRow:
    return ClaimRow(
        claim=str(n), statement_date=StatementDate(day=DAY + timedelta(n)),
        speaker="Ana", role=None, organisation=None, kind=Kind.DIRECT, text=text, outlet="Gazette",
        article="a.txt", evidence=Span(0, 9),
    )  # fmt: skip


def rows(*texts: str) -> list[ClaimRow]:
    return [row(n, text) for n, text in enumerate(texts)]


def test_compared_marks_new_and_lost_words() -> None:
    pieces = list(compared("We have no bases in Iraq.", "We have two bases left in Iraq."))
    assert [(piece.text, piece.state) for piece in pieces] == [
        ("We have ", "kept"),
        ("no", "gone"),
        ("two", "new"),
        (" bases ", "kept"),
        ("left", "new"),
        (" in Iraq.", "kept"),
    ]


def test_compared_marks_numbers() -> None:
    (_, second) = succession(rows("We lost 5,000 men there.", "We lost 5,500 men there."))
    assert [piece.text for piece in second.pieces if piece.state == "new"] == ["5,500"]


def test_statement_is_not_compared_with_its_negation() -> None:
    (_, second) = succession(
        rows("There are foreign troops here.", "There are no foreign troops here.")
    )
    assert second.earlier is None
    affirmed, denied = rows("took money from the big line", "took money from the big line")
    (_, second) = succession([affirmed, dataclasses.replace(denied, negated=True)])
    assert second.earlier is None


def test_pieces_without_gone_ones_are_the_statement() -> None:
    random = Random(4)
    words = "the a no troops bases, will leave “soon” Iraq — 5,000 and\nnot; …".split(" ")
    for _ in range(400):
        before, after = (" ".join(random.choices(words, k=random.randrange(1, 14))) for _ in "12")
        pieces = list(compared(before, after))
        assert "".join(piece.text for piece in pieces if piece.state != "gone") == after
        assert all(piece.text in before for piece in pieces if piece.state == "gone")


def test_case_and_quotation_marks_are_ignored() -> None:
    (_, second) = succession(rows("“We will not leave Iraq,”", "we will not leave Iraq"))
    assert second.same


@pytest.mark.parametrize(
    "texts",
    [
        ("We will open the quays in spring.", "Nobody asked me about ferry fares."),
        ("Yes.", "Yes."),
        ("I will go.", "He will go."),
    ],
    ids=["another matter", "too short to be anybody's wording", "few words in common"],
)
def test_dissimilar_statements_are_not_compared(texts: tuple[str, str]) -> None:
    (_, second) = succession(rows(*texts))
    assert second.earlier is None
    assert [piece.state for piece in second.pieces] == ["kept"]


def test_succession_prefers_the_preceding_statement_then_the_most_similar() -> None:
    first, second, third, fourth = succession(
        rows(
            "There are no US forces in Iraq at all.",
            "The census begins in the first week of May.",
            "There are no US forces left in Iraq at all.",
            "There are no more US forces left in Iraq.",
        )
    )
    assert first.earlier is None
    assert second.earlier is None
    assert third.earlier == first.row
    assert not third.above
    assert fourth.earlier == third.row
    assert fourth.above
