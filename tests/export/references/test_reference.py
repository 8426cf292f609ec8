"""Articles as sources: titles, bylines, addresses."""

from dataclasses import replace
from datetime import date

import pytest
from html_tools import answer, article, citation

from rag.export.references.reference import Author, cited_articles, reference
from rag.schema.articles import DateBasis


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        pytest.param(None, (), id="none"),
        pytest.param("Dan Riehl", (("Dan", "Riehl"),), id="one"),
        pytest.param("By JAMES B. STEWART", (("JAMES B.", "STEWART"),), id="by"),
        pytest.param(
            "Mark Landler, Julie Hirschfeld Davis and Ron Nixon",
            (("Mark", "Landler"), ("Julie Hirschfeld", "Davis"), ("Ron", "Nixon")),
            id="several",
        ),
        pytest.param("Sean Sullivan,Mark Berman", (("Sean", "Sullivan"), ("Mark", "Berman")),
                     id="comma without space"),
        pytest.param("Vincent van der Berg", (("Vincent", "van der Berg"),), id="particles"),
    ],
)  # fmt: skip
def test_byline_of_people_has_surnames(
    byline: str | None, authors: tuple[tuple[str, str], ...]
) -> None:
    found = reference(article("a.txt", "Text.", author=byline)).authors
    assert tuple((one.given, one.family) for one in found) == authors


@pytest.mark.parametrize(
    "byline",
    ["Breitbart News", "AP", "David Jackson, @djusatoday, USA TODAY", "Mark Landler contributed",
     "Brian Faler, with others"],
)  # fmt: skip
def test_byline_that_is_not_only_people_stays_whole(byline: str) -> None:
    assert reference(article("a.txt", "Text.", author=byline)).authors == (Author(byline),)


def test_text_is_on_one_line_and_readable() -> None:
    one = reference(article("a.txt", "x", title="A\r\nB\x85 \ud800\x00", outlet=" AP "))
    assert (one.title, one.outlet) == ("A B \ufffd\ufffd", "AP")


def test_article_without_title_has_its_first_words() -> None:
    assert reference(article("a.txt", "Few words.")).title == "Few words."


def test_note_names_the_agency_and_an_inferred_date() -> None:
    known = {"origin": "Sputnik", "published": date(2020, 1, 2)}
    stated = reference(article("a.txt", "x", **known, date_basis=DateBasis.STATED))
    inferred = reference(article("a.txt", "x", **known, date_basis=DateBasis.INFERRED))
    assert stated.note == "From Sputnik."
    assert inferred.note == "From Sputnik. The date is inferred from the text."


def test_cited_articles_are_each_given_once_in_reading_order() -> None:
    known = {name: article(name, "Text.") for name in ("a.txt", "b.txt", "c.txt")}
    places = ("b.txt", "a.txt", "b.txt", "gone.txt")
    cited = [citation(n, "Text.", article=name) for n, name in enumerate(places, 1)]
    assert [one.id for one in cited_articles(answer(*cited), known)] == ["b.txt", "a.txt"]


def test_decline_cites_nothing() -> None:
    declined = replace(answer(citation(1, "T")), declined=True, reason="No.", statements=())
    assert cited_articles(declined, {"a.txt": article("a.txt", "T")}) == ()
