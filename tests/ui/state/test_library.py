"""Tests of the list of articles: entries, order, search."""

from dataclasses import replace
from datetime import date

import pytest
from chart_tools import claim_table
from html_tools import article
from record_tools import make_claim

from rag.schema.articles import Dispatch, Span
from rag.schema.claims import ClaimCopy, Kind
from rag.ui.state import library


def entry(
    name: str, day: date | None = None, claims: int = 0, text: str = "x"
) -> library.LibraryEntry:
    one = article(name, text, title=name, published=day, outlet="O")
    return library.LibraryEntry(article=one, title=name, claims=claims, words=len(text.split()))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("newest", "bac"), ("oldest", "abc"), ("title", "abc"), ("most claims", "cba"),
        ("longest", "abc"), ("no such order", "bac"), (library.BEST, "bca"),
    ],
)  # fmt: skip
def test_ordered_sorts_entries_and_puts_undated_last(order: str, names: str) -> None:
    some = [
        entry("b", date(2024, 1, 2), 1, "two words"),
        entry("c", None, 2),
        entry("a", date(2024, 1, 1), 0, "three words here"),
    ]
    assert "".join(one.title for one in library.ordered(some, order)) == names


def test_entries_count_claims_of_every_copy_and_name_the_reprints() -> None:
    span = Span(0, 1)
    one, other = article("a", "x", dispatch="d"), article("b", "x", dispatch="d")
    claim = make_claim("1", "a", Kind.DIRECT, (), (), (span,), span, "x", 0.5)
    copy = ClaimCopy(
        article="b",
        outlet=None,
        claim="2",
        evidence=span,
        source=(),
        cue=(),
        content=(span,),
    )
    table = claim_table([replace(claim, places=(copy,))], {"a": one, "b": other})
    made = library.entries([one, other], [Dispatch("d", ("a", "b"))], table)
    assert [entry.claims for entry in made] == [1, 1]
    assert [[copy.id for copy in entry.copies] for entry in made] == [["b"], ["a"]]
