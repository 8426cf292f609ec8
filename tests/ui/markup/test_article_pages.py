"""Tests of the list of articles and the head of one."""

import html

import pytest
from html_tools import article, link

from rag.schema.articles import Article
from rag.ui.markup import article_pages
from rag.ui.state.library import LibraryEntry


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "ftp://a.b/c"]
)
def test_article_head_links_to_an_original_on_the_web_only(url: str) -> None:
    one = Article(id="a.txt", text="x", fingerprint="f", url=url)
    head = article_pages.article_head(one, (), link)
    assert "href" not in head
    assert f"Original: <bdi>{url}</bdi>" in html.unescape(head)


def test_library_names_each_reprint_once_and_is_inert() -> None:
    one = article("a.txt", "x", outlet="<b>")
    copies = tuple(article(name, "x", outlet="Post & Co") for name in ("b.txt", "c.txt"))
    entry = LibraryEntry(article=one, title="<i>", claims=1, words=2000, copies=copies)
    page = article_pages.library([entry], {}, link)
    assert "1 claim · 2,000 words · the same report as <bdi>Post &amp; Co</bdi></p>" in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (None, ""),
        ("https://example.org/a", "example.org"),
        ("http://[", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_web_host_is_empty_for_other_schemes(url: str | None, host: str) -> None:
    assert article_pages.web_host(url) == host
