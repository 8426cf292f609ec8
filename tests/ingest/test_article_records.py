"""A part of a file → the record of an article: text, facts and how each is known."""

from datetime import date

import pytest

from rag.ingest.article_records import article_of, file_date
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder
from rag.ingest.lists.article_list import ArticleListRow
from rag.schema.articles import DateBasis, FactBasis

STORY = "The ferry will sail again in May, harbour director Kari Lund said on Monday."


def page(**facts: str) -> Part:
    builder = PartBuilder()
    builder.page()
    builder.add("Ferry to sail again", BlockKind.TITLE)
    builder.add("Two men look at a boat", BlockKind.CAPTION)
    builder.add(STORY)
    builder.page()
    builder.add("We regret the error.", BlockKind.CORRECTION)
    builder.fact("title", "Ferry to sail again", "JSON-LD headline", printed=True)
    for name, value in facts.items():
        builder.fact(name, value, f"meta {name}")
    builder.notes.append("read as Windows-1252")
    return builder.part()


def test_blocks_decide_what_is_story() -> None:
    article = article_of("a.html", page(), None)
    assert [article.text[s.start : s.end] for s in article.story] == [STORY]
    assert [gap.kind for gap in article.gaps] == ["title", "caption", "correction"]
    assert (article.title, article.remarks) == ("Ferry to sail again", ("read as Windows-1252",))
    assert article.language == "en"


def test_page_of_a_span() -> None:
    article = article_of("a.pdf", page(), None)
    assert [article.page_of(span) for span in article.story] == [1]
    assert article.page_of(article.gaps[-1].span) == 2
    plain = article_of("a.txt", Part(text=STORY, blocks=()), None)
    assert plain.page_of(plain.story[0]) is None


def test_list_comes_before_the_file_and_each_fact_says_how_it_is_known() -> None:
    part = page(outlet="Gazette", author="Ann Bo", url="https://g.example/a", origin="AP")
    article = article_of("a.html", part, ArticleListRow(outlet="The Gazette"))
    assert (article.outlet, article.author, article.origin) == ("The Gazette", "Ann Bo", "AP")
    assert article.url == "https://g.example/a"
    evidence = article.evidence
    assert evidence.outlet.basis is FactBasis.LIST
    assert evidence.author.basis is FactBasis.METADATA
    assert evidence.title.basis is FactBasis.ARTICLE
    assert evidence.title.span == article.gaps[0].span


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2021-11-03", date(2021, 11, 3)),
        ("2021-11-03T23:30:00-05:00", date(2021, 11, 3)),
        ("2021-11-04T04:30:00Z", date(2021, 11, 4)),
    ],
)
def test_day_of_a_file_is_that_of_its_own_zone(stated: str, day: date) -> None:
    found = file_date(page(published=stated))
    assert found is not None
    assert (found.day, found.evidence, found.printed) == (day, "meta published", False)


def test_day_that_is_none_is_no_day() -> None:
    assert file_date(page()) is None
    assert file_date(page(published="last week")) is None
    article = article_of("a.html", page(updated="2021-11-05"), None)
    assert (article.updated, article.published) == (date(2021, 11, 5), None)
    assert article.date_basis is DateBasis.UNKNOWN
