"""Wording of lists, numbers with nouns, and how the day of a statement is known."""

from datetime import date

import pytest

from rag.schema.articles import Span
from rag.schema.claims import StatementDate, StatementDateBasis
from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.text.english import (
    DOUBT,
    basis_of_day,
    count,
    counted,
    described,
    difference_in_words,
    listed,
    plural,
)

DAY = date(2020, 8, 24)


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
    ids=["none", "one", "two", "three"],
)
def test_listed_joins_the_last_name_with_and(names: tuple[str, ...], expected: str) -> None:
    assert listed(names) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("article", "articles"),
        ("independent source", "independent sources"),
        ("dispatch", "dispatches"),
        ("story", "stories"),
        ("day", "days"),
        ("press", "presses"),
        ("index", "indexes"),
    ],
)
def test_plural_follows_the_regular_endings(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_counted_writes_numbers_to_ten_in_words() -> None:
    found = [counted(number, "dispatch") for number in (0, 1, 2, 10, 11)]
    assert found == [
        "no dispatches", "one dispatch", "two dispatches", "ten dispatches", "11 dispatches",
    ]  # fmt: skip


def test_count_writes_figures_with_thousands() -> None:
    assert [count(number, "claim") for number in (1, 2, 1200)] == [
        "1 claim", "2 claims", "1,200 claims",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (StatementDate(), "unknown"),
        (
            StatementDate(day=DAY, basis=StatementDateBasis.STATED, words="August 24, 2020"),
            "“August 24, 2020”",
        ),
        (
            StatementDate(
                day=date(2020, 8, 20),
                basis=StatementDateBasis.COUNTED,
                words="Thursday",
                anchor=DAY,
            ),
            "“Thursday”; the article is dated 2020-08-24",
        ),
        (
            StatementDate(
                day=date(2020, 8, 20),
                basis=StatementDateBasis.COUNTED,
                words="Thursday",
                anchor=DAY,
                from_dispatch=True,
                earlier=True,
                inferred=True,
            ),
            "“Thursday” earlier in the article; the agency's report is dated 2020-08-24",
        ),
        (
            StatementDate(day=DAY, basis=StatementDateBasis.ANCHOR, anchor=DAY, inferred=True),
            "date of the article; no day given",
        ),
        (
            StatementDate(basis=StatementDateBasis.AMBIGUOUS, words="03/04/2020"),
            "“03/04/2020”: the day is not certain",
        ),
        (
            StatementDate(basis=StatementDateBasis.COARSE, words="last week"),
            "“last week”; no day given",
        ),
        (StatementDate(basis=StatementDateBasis.UNDATED), "the article has no date"),
    ],
    ids=["unknown", "stated", "counted", "earlier", "anchor", "ambiguous", "coarse", "undated"],
)
def test_basis_of_day_says_how_the_day_is_known(found: StatementDate, expected: str) -> None:
    assert basis_of_day(found) == expected


def test_basis_of_day_writes_the_anchor_as_asked() -> None:
    found = StatementDate(day=DAY, basis=StatementDateBasis.COUNTED, words="today", anchor=DAY)
    assert basis_of_day(found, lambda day: f"{day:%d.%m.%Y}").endswith(
        "article is dated 24.08.2020"
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (IndexDifferenceKind.NEW, "a.txt: not indexed yet"),
        (IndexDifferenceKind.CHANGED, "a.txt: changed since it was indexed"),
        (IndexDifferenceKind.REMOVED, "a.txt: indexed, but the file is gone"),
        (IndexDifferenceKind.UNREADABLE, "a.txt: indexed, but b.txt"),
        (IndexDifferenceKind.CORRECTIONS, "a.txt: changed since it was applied"),
        (IndexDifferenceKind.PASSAGE, "a.txt: passage [3, 9) differs"),
        (IndexDifferenceKind.SENTENCE, "a.txt: sentence [3, 9) differs"),
        (IndexDifferenceKind.CLAIM, "a.txt: claim c1 [3, 9) differs"),
        (IndexDifferenceKind.COPY, "a.txt: claim c1 has another copy in b.txt than stored"),
    ],
)
def test_difference_in_words_names_file_and_record(
    kind: IndexDifferenceKind, expected: str
) -> None:
    found = IndexDifference(file="a.txt", kind=kind, span=Span(3, 9), claim="c1", detail="b.txt")
    assert difference_in_words(found) == expected


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (DOUBT.below - 0.01, "probably Kari Lund (minister)"),
        (DOUBT.below, "Kari Lund (minister)"),
        (None, "Kari Lund (minister)"),
    ],
    ids=["doubtful", "firm", "unknown"],
)
def test_described_says_where_the_speaker_is_only_probable(
    confidence: float | None, expected: str
) -> None:
    assert described("Kari Lund", "minister", None, confidence) == expected
