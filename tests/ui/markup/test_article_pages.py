"""Tests of the list of articles and the head of one."""

import html
import re
from datetime import date

import pytest
from html_tools import article, link, plain

from rag.schema.articles import Article, Gap, Span
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


def test_article_head_shows_its_corrections_and_links_to_them() -> None:
    words = "Correction: <it> is 40."
    text = f"A story.\n\n{words}"
    one = Article(
        id="a.txt", text=text, fingerprint="f", gaps=(Gap(Span(10, len(text)), "correction"),)
    )
    head = article_pages.article_head(one, (), lambda name, span: f"./{name}?{span and span.start}")
    assert f"This article carries a correction: “<bdi>{words}</bdi>”" in html.unescape(head)
    assert '<a href="./a.txt?10">Show it in the text</a>' in head


def test_earlier_versions_link_to_each_and_to_what_changed() -> None:
    one = article_pages.earlier_versions([("3 May 2026", "./old", "./new?a=1&b=2")])
    assert plain(one) == "Edited. 1 earlier version, replaced on 3 May 2026 (what changed)."
    assert re.findall(r'href="(.*?)"', one) == ["./old", "./new?a=1&amp;b=2"]
    three = article_pages.earlier_versions([(f"{n} May 2026", "./o", "./n") for n in (1, 2, 3)])
    assert plain(three) == (
        "Edited. 3 earlier versions, replaced on 1 May 2026 (what changed), "
        "2 May 2026 (what changed) and 3 May 2026 (what changed)."
    )


def test_superseded_has_the_links_that_it_is_given() -> None:
    page = article_pages.superseded("The article <b>was</b> edited.", "./now", "./difference")
    assert "The article &lt;b&gt;was&lt;/b&gt; edited." in page
    assert re.findall(r'href="(.*?)"', page) == ["./now", "./difference"]
    assert re.findall(r'href="(.*?)"', article_pages.superseded("Words.", "", "./d")) == ["./d"]
    assert "<a" not in article_pages.superseded("Words.", "", "")


def test_bar_names_the_article_and_links_only_to_what_there_is() -> None:
    one = article("a.txt", "x", outlet="<Post>", title="Bases & <b>", published=date(2024, 3, 5))
    steps = article_pages.BarSteps(noun="Citation", place="1 of 2", after="./next")
    bar = article_pages.bar(one, steps, "./answer")
    words = " ".join(plain(bar).split())
    assert words == "<Post>, 5 Mar 2024 Citation 1 of 2PreviousNextClose Bases & <b>"
    assert "<b>" not in bar.replace("<b><bdi>", "").replace("<b><span", "")
    assert re.findall(r'href="(.*?)"', bar) == ["./next", "./answer"]
    assert 'rel="next"' in bar
    assert 'rel="prev"' not in bar
    bare = article_pages.bar(article("a.txt", "x"), article_pages.BarSteps(), "")
    assert "href" not in bare
    assert "Outlet unknown" in bare
    assert "Previous" not in bare
