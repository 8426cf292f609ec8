"""Claims as rows in order of time."""

import dataclasses

from chart_tools import ARTICLES, claim, lay_out

from rag.schema.articles import Span
from rag.schema.claims import ClaimCopy, Kind
from rag.timeline.rows import by_weight


def test_row_shows_what_the_claim_shows() -> None:
    """ "a victory" alone would say the opposite of what the premier said."""
    plain = claim("a", kind=Kind.ATTITUDE, content=(Span(22, 31),), evidence=Span(0, 42))
    shown = (Span(12, 31),)
    denied = dataclasses.replace(plain, shown=shown, text="denied a victory", negated=True)
    row = lay_out([denied], ARTICLES)[0]
    assert (row.text, row.negated) == ("denied a victory", True)


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
    assert laid[0].carried_by == ("Herald", "Post")


def test_row_of_a_missing_article_has_no_outlet() -> None:
    assert lay_out([claim("a")], {})[0].outlet is None


def test_by_weight_puts_frequent_speakers_first_and_unknown_last() -> None:
    claims = [claim(str(n), speaker=None) for n in range(5)]
    claims += [claim("b", speaker="B"), claim("a", speaker="A")]
    claims += [claim(f"c{n}", speaker="C") for n in range(2)]
    assert by_weight(lay_out(claims, ARTICLES), "speaker") == ("C", "A", "B", None)
