import json
from typing import Any

import lxml.html
import pytest

from rag.ingest.formats.web import page_facts
from rag.ingest.formats.web.page_facts import PageFacts

HEADLINE = "Dike to be raised by two metres"


def facts(
    *data: Any, head: str = "", page: str = "", url: str | None = None, lang: str = "en"
) -> PageFacts:
    scripts = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}'
        "</script>"
        for one in data
    )
    markup = f"<html lang='{lang}'><head><title>{HEADLINE}</title>{head}{scripts}</head><body/>"
    return page_facts.page_facts(lxml.html.document_fromstring(markup), page, url)


def known(*data: Any, **given: Any) -> dict[str, str]:
    return {name: fact.value for name, fact in facts(*data, **given).known.items()}


def news(**fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": HEADLINE, **fields}


def test_json_ld_comes_before_meta_tags() -> None:
    head = (
        "<meta property='article:published_time' content='2020-01-01'>"
        "<meta property='article:modified_time' content='2020-01-02'>"
        "<meta property='og:site_name' content='Other'><meta name='author' content='Other'>"
    )
    data = news(
        datePublished="2021-11-03T23:30:00-05:00",
        dateModified="2022-01-15",
        author=[{"name": "Ilse Vandamme"}, {"name": "Jan &amp; Co"}],
        publisher={"name": "Marsh Mail"},
    )
    assert known(data, head=head) == {
        "outlet": "Marsh Mail",
        "author": "Ilse Vandamme, Jan & Co",
        "published": "2021-11-03T23:30:00-05:00",
        "updated": "2022-01-15",
        "language": "en",
    }
    assert known(head=head) == {
        "outlet": "Other", "published": "2020-01-01", "updated": "2020-01-02", "language": "en"
    }  # fmt: skip


def test_evidence_names_the_place() -> None:
    found = facts(news(datePublished="2021-11-03"), head="<meta name=dc.date content='2020-01-01'>")
    assert found.known["published"].evidence == "JSON-LD datePublished"
    assert not found.known["published"].printed
    found = facts(head="<meta name='DC.date' content='2020-01-01'>")
    assert found.known["published"].evidence == "meta dc.date"


def test_change_is_never_publication() -> None:
    head = "<meta property='og:updated_time' content='2022-01-15'>"
    found = known(news(dateModified="2022-01-15", dateCreated="2021-01-01"), head=head)
    assert found["updated"] == "2022-01-15"
    assert "published" not in found


def test_article_is_the_one_with_the_headline_of_the_page() -> None:
    other = {"@type": "NewsArticle", "headline": "Singer quits", "datePublished": "2019-01-01"}
    graph = {"@graph": [other, {"@type": "WebSite"}, news(datePublished="2021-11-03")]}
    assert known(graph)["published"] == "2021-11-03"
    assert "published" not in known([other, {**other, "headline": "Band splits"}])
    listed = {"@type": "ItemList", "itemListElement": [news(datePublished="2019-01-01")]}
    assert "published" not in known(listed)


def test_text_of_an_article_is_no_headline() -> None:
    found = facts(head=f'<meta property="og:title" content="{"All of its words. " * 90}">')
    assert [title.value for title in found.titles] == [HEADLINE]


def test_references_within_the_data_are_followed() -> None:
    graph = {
        "@graph": [
            news(author={"@id": "#ilse"}, publisher={"@id": "#mail"}),
            {"@type": "Person", "@id": "#ilse", "name": "Ilse Vandamme"},
            {"@type": "Organization", "@id": "#mail", "name": "Marsh Mail"},
        ]
    }
    assert known(graph)["author"] == "Ilse Vandamme"
    assert known(graph)["outlet"] == "Marsh Mail"


@pytest.mark.parametrize(
    "author",
    ["https://facebook.com/marsh", {"name": "Marsh Mail"}, "admin", "", 7, None, {"name": ["!"]}],
)
def test_what_is_no_author(author: object) -> None:
    assert "author" not in known(news(author=author, publisher={"name": "Marsh Mail"}))


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ({"sourceOrganization": {"name": "Reuters"}}, "Reuters"),
        ({"isBasedOn": {"name": "Reuters"}}, "Reuters"),
        ({"creditText": "Reuters"}, "Reuters"),
        ({"sourceOrganization": {"name": "MARSH MAIL"}}, None),
        ({"isBasedOn": "https://reuters.example/1"}, None),
    ],
)
def test_origin_is_another_organisation(fields: dict[str, Any], origin: str | None) -> None:
    assert known(news(publisher={"name": "Marsh Mail"}, **fields)).get("origin") == origin


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"head": "<link rel=canonical href='https://a.example/x'>"}, "https://a.example/x"),
        (
            {"head": "<link rel=canonical href='/x'>", "url": "https://a.example/y?z"},
            "https://a.example/x",
        ),
        ({"head": "<meta property='og:url' content='https://a.example/x'>"}, "https://a.example/x"),
        ({"page": "<!-- saved from url=(0019)https://a.example/x -->"}, "https://a.example/x"),
        (
            {"page": "<!--\n Page saved with SingleFile \n url: https://a.example/x \n-->"},
            "https://a.example/x",
        ),
        (
            {
                "head": "<link rel=canonical href='https://a.example/'>",
                "url": "https://a.example/x",
            },
            "https://a.example/x",
        ),
        ({"head": "<link rel=canonical href='javascript:x'>"}, None),
        ({"head": "<link rel=canonical href='https://[x'>"}, None),
    ],
)
def test_url(given: dict[str, str], url: str | None) -> None:
    assert known(**given).get("url") == url


@pytest.mark.parametrize(("lang", "language"), [("en-GB", "en"), ("DE", "de"), ("fil", None)])
def test_language(lang: str, language: str | None) -> None:
    assert known(lang=lang).get("language") == language


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-11-03", "2021-11-03"),
        (" 2021-11-03T23:30:00Z ", "2021-11-03T23:30:00Z"),
        ("2021-11-03T23:30:00.000-0500", "2021-11-03T23:30:00.000-0500"),
        ("Wed, 03 Nov 2021 23:30:00 -0500", "2021-11-03T23:30:00-05:00"),
        ("2021-11-03 23:30:00", "2021-11-03T23:30:00"),
        ("November 3, 2021", "2021-11-03"),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2021-13-03", None),
        ("03/11/2021", None),
        ("yesterday", None),
        (20211103, None),
        (None, None),
    ],
)
def test_iso(value: object, expected: str | None) -> None:
    assert page_facts.iso(value) == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("{", id="broken"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param(
            '{"@type": "NewsArticle", "author": ' + "[" * 300 + "]" * 300 + "}", id="list"
        ),
        pytest.param('[1, null, "x", [[]]]', id="no objects"),
        pytest.param({"@type": ["NewsArticle", 5], "headline": 5, "publisher": 5}, id="numbers"),
        pytest.param({"@type": "LiveBlogPosting", "liveBlogUpdate": [5, None, {}]}, id="entries"),
        pytest.param('{"@type": "NewsArticle", "headline": "\\ud800"}', id="half a pair"),
    ],
)
def test_hostile_data_give_no_facts(data: object) -> None:
    assert known(data) == {"language": "en"}


def test_data_in_a_comment_and_with_line_breaks_are_read() -> None:
    data = '<!-- {"@type": "NewsArticle", "datePublished": "2021-11-03", "headline": "a\nb"} -->'
    assert known(data)["published"] == "2021-11-03"


def test_entries_of_a_live_blog() -> None:
    entry = {"headline": "Rain", "articleBody": "It rains.", "datePublished": "2021-11-03T10:00Z"}
    found = facts(
        {"@type": "LiveBlogPosting", "liveBlogUpdate": [entry, {**entry, "headline": ""}]}
    )
    assert [(one.title, one.body, one.time) for one in found.entries] == [
        ("Rain", "It rains.", "2021-11-03T10:00Z"), ("", "It rains.", "2021-11-03T10:00Z")
    ]  # fmt: skip
    assert facts(news(liveBlogUpdate=[entry])).entries == ()
