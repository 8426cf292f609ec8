"""The page's own article among all that it states data about."""

from typing import Any

import pytest
from publisher_pages import DAY, HEADLINE, OTHER, OTHER_URL, PAGES, URL, PublisherPage, news, other

from rag.ingest.formats.parts import Part
from rag.ingest.formats.web import own_article
from rag.ingest.formats.web.own_article import PageName, own_page, resembles
from rag.ingest.formats.web.web_page import page_part

PAGE = PageName(titles=(HEADLINE,), addresses=(URL,))


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_day_and_author_are_those_of_the_own_article(page: PublisherPage) -> None:
    part = page_part(page.html.encode())
    assert isinstance(part, Part)
    known = {name: fact.value for name, fact in part.known.items()}
    assert (known.get("published"), known.get("author")) == (page.day, page.author)
    assert known.get("title") in (HEADLINE, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dike to be raised", "Dike to be raised | Marsh Mail", True),
        ("Dike to be raised by two metres", "Dike will be raised two metres", True),
        ("News", "News of the dike and of the sea", False),
        ("Singer quits", "Dike to be raised", False),
        ("", "", False),
    ],
)
def test_resembles(one: str, other: str, same: bool) -> None:
    assert bool(resembles(one, other)) is same


@pytest.mark.parametrize(
    ("stated", "here"),
    [
        (URL, True),
        (URL.replace("https://www.", "http://m."), True),
        (f"{URL}/amp/?utm_source=x&fbclid=y#top", True),
        (f"{URL}?page=2", True),
        ("/news/2021/11/dike-raised.amp", True),
        (OTHER_URL, False),
        (URL.replace("marsh-mail", "upland-echo"), False),
        ("https://www.marsh-mail.example/", None),
        ("https://[", None),
        ("urn:x:1", None),
        ({"@id": URL}, None),
    ],
)
def test_forms_of_an_address(stated: object, here: bool | None) -> None:
    assert PAGE.is_here([stated]) is here
    assert PageName(titles=(HEADLINE,)).is_here([stated]) is None


def test_queries_tell_addresses_apart() -> None:
    page = PageName(addresses=("https://dam.example/story.php?id=8",))
    assert page.is_here(["https://dam.example/story.php?id=8&ref=rss"]) is True
    assert page.is_here(["https://dam.example/story.php?id=7"]) is False


def test_letters_of_any_script_are_forms_of_one_address() -> None:
    page = PageName(addresses=("https://dam.example/%D8%B3%D8%AF",))
    assert page.is_here(["https://dam.example/سد"]) is True


@pytest.mark.parametrize("last", [True, False])
def test_order_of_the_data_does_not_matter(last: bool) -> None:
    nodes = [other(), other(headline=f"{OTHER} again")]
    nodes.insert(2 if last else 0, news(url=URL))
    assert own_article.own_article(nodes, PAGE)["datePublished"] == DAY


def test_article_is_put_together_from_all_that_is_about_it() -> None:
    first = {"@type": "Article", "headline": HEADLINE, "url": URL, "author": [], "image": "a.png"}
    merged = own_article.own_article([first, other(), news(url=URL, image="b.png")], PAGE)
    assert merged["author"] == news()["author"]
    assert merged["image"] == "b.png"  # a NewsArticle comes before an Article
    assert merged["datePublished"] == DAY


def test_hostile_data_give_no_article() -> None:
    odd: list[dict[str, Any]] = [
        {"@type": "NewsArticle", "headline": [HEADLINE], "url": [[[URL]]], "@id": 7},
        {"@type": "NewsArticle", "headline": {"x": 1}, "url": {"@id": {"@id": URL}}},
        {"@type": None, "headline": HEADLINE},
    ]
    assert "datePublished" not in own_article.own_article(odd, PAGE)
    many = [other(headline=f"{n} {OTHER}", url=f"{OTHER_URL}/{n}") for n in range(5_000)]
    assert own_article.own_article(many, PAGE) == {}


def test_data_of_the_page_are_not_those_of_another() -> None:
    mine, theirs = {"@type": "WebPage", "url": URL}, {"@type": "WebPage", "url": OTHER_URL}
    assert own_page([theirs, mine], PAGE) == mine
    assert own_page([theirs], PAGE) == {}
    assert own_page([{"@type": "WebPage"}], PAGE) == {"@type": "WebPage"}
