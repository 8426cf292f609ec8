"""Claims as rows in order of time."""

import dataclasses

import pytest
from chart_tools import ARTICLES, article, claim, lay_out

from rag.schema.articles import DateBasis, Span
from rag.schema.claims import ClaimCopy, Kind
from rag.timeline.rows import by_weight


def test_row_of_an_attitude_begins_with_its_verb() -> None:
    """ "a victory" alone says nothing; the row shows the article's own words around it."""
    text = "The premier announced a victory on Sunday."
    plain = claim("a", kind=Kind.ATTITUDE, content=(Span(22, 31),), evidence=Span(0, 42))
    attitude = dataclasses.replace(plain, cue=(Span(12, 21),), text="a victory")
    articles = {"a.txt": dataclasses.replace(article(), text=text)}
    assert lay_out([attitude], articles).dated[0].text == "announced a victory"
    assert (
        lay_out([dataclasses.replace(attitude, kind=Kind.DIRECT)], articles).dated[0].text
        == "a victory"
    )


@pytest.mark.parametrize("inferred", [True, False])
@pytest.mark.parametrize("basis", list(DateBasis))
def test_row_is_inferred_when_its_claim_is(basis: DateBasis, inferred: bool) -> None:
    some = claim("a", said_on_inferred=inferred)
    laid = lay_out([some], {"a.txt": article(date_basis=basis)})
    assert laid.dated[0].inferred is inferred


def test_carried_by_names_other_outlets_once() -> None:
    def place(outlet: str | None) -> ClaimCopy:
        return ClaimCopy(
            article="b.txt",
            outlet=outlet,
            claim="copy",
            evidence=Span(0, 10),
            source=(),
            cue=(),
            content=(Span(2, 5),),
        )

    places = (place("Post"), place("Post"), place("Gazette"), place(None), place("Herald"))
    laid = lay_out([dataclasses.replace(claim("a"), places=places)], ARTICLES)
    assert laid.dated[0].carried_by == ("Herald", "Post")


def test_row_of_a_missing_article_is_inferred() -> None:
    laid = lay_out([claim("a")], {})
    assert laid.dated[0].outlet is None
    assert laid.dated[0].inferred


def test_by_weight_puts_frequent_speakers_first_and_unknown_last() -> None:
    claims = [claim(str(n), speaker=None) for n in range(5)]
    claims += [claim("b", speaker="B"), claim("a", speaker="A")]
    claims += [claim(f"c{n}", speaker="C") for n in range(2)]
    assert by_weight(lay_out(claims, ARTICLES).dated, "speaker") == ("C", "A", "B", None)
