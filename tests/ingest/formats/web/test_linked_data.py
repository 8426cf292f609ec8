"""JSON-LD and microdata of a page as objects."""

import json
from typing import Any

import lxml.html
import pytest

from rag.ingest.formats.web import linked_data
from rag.ingest.formats.web.linked_data import article_scope, is_article, is_page, nodes, scopes

NEWS = {"@type": "NewsArticle", "headline": "Dike raised"}


def read(*scripts: str) -> list[dict[str, Any]]:
    blocks = "".join(f'<script type="application/ld+json">{one}</script>' for one in scripts)
    return list(nodes(lxml.html.document_fromstring(f"<html><head>{blocks}</head><body/></html>")))


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(NEWS),
        json.dumps([NEWS]),
        f"<!-- {json.dumps(NEWS)} -->",
        f"//<![CDATA[\n{json.dumps(NEWS)}\n//]]>",
        f"{json.dumps(NEWS)};",
        json.dumps(NEWS).replace('"', "&quot;"),
        json.dumps(NEWS).replace("Dike raised", "Dike\n raised").replace("\n ", " "),
    ],
    ids=["object", "list", "comment", "cdata", "statement", "escaped", "line break"],
)
def test_script_is_read_as_pages_write_it(script: str) -> None:
    assert read(script) == [NEWS]


def test_values_before_a_fault_are_read() -> None:
    assert read(f"{json.dumps(NEWS)},\n{json.dumps(NEWS)} and words") == [NEWS, NEWS]
    assert read("words", "", "{", json.dumps(NEWS)) == [NEWS]


def test_objects_of_lists_of_others_are_left_out() -> None:
    listed = {"@type": "ItemList", "itemListElement": [NEWS]}
    page = {"@type": "WebPage", "url": "https://a.example/b", "mainEntity": listed}
    assert NEWS not in read(json.dumps(page))
    assert read(json.dumps({"@graph": [listed, NEWS]}))[1:] == [listed, NEWS]


def test_main_entity_has_the_address_of_its_page_unless_it_states_one() -> None:
    page = {"@type": "WebPage", "url": "https://a.example/b", "mainEntity": NEWS}
    assert read(json.dumps(page))[1]["mainEntityOfPage"] == "https://a.example/b"
    own = {**NEWS, "mainEntityOfPage": "https://a.example/c"}
    assert read(json.dumps({**page, "mainEntity": own}))[1] == own


@pytest.mark.parametrize(
    ("kind", "article", "page"),
    [
        ("NewsArticle", True, False),
        (["Thing", "https://schema.org/ReportageNewsArticle"], True, False),
        ("LiveBlogPosting", True, False),
        ("WebPage", False, True),
        ("Organization", False, False),
        (None, False, False),
    ],
)
def test_kinds_of_objects(kind: object, article: bool, page: bool) -> None:
    assert (is_article({"@type": kind}), is_page({"@type": kind})) == (article, page)


def test_plain_text_has_no_markup_and_a_headline_is_short() -> None:
    assert linked_data.plain(" <b>Jan</b> &amp;amp; Co\n") == "Jan & Co"
    assert linked_data.plain(7) == ""
    assert linked_data.title_of("long " * 200) == ""


MICRODATA = """<html itemscope itemtype="http://schema.org/WebPage"><body>
<div itemscope itemtype="http://schema.org/NewsArticle"><a itemprop="url" href="/b">
<b itemprop="headline">Singer
quits</b></a><time itemprop="datePublished" datetime="2019-01-01">1 Jan</time>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="name">Ann Lee</i>
<i itemprop="url">/ann</i></span>
<meta itemscope itemprop="mainEntityOfPage" itemid="https://a.example/b">
<p itemprop="comment" itemscope itemtype="http://schema.org/Comment"><i itemprop="author">Troll</i>
</p></div><article itemscope itemtype="http://schema.org/Article"><h1>Dike raised</h1>
<meta itemprop="datePublished" content="2021-11-03"></article>
<meta id="page" itemprop="datePublished" content="2020-01-01"></body></html>"""


def test_articles_of_microdata_have_their_own_properties() -> None:
    root = lxml.html.document_fromstring(MICRODATA)
    card, article = scopes(root)
    assert card == {
        "@type": ["http://schema.org/NewsArticle"],
        "url": "/b",
        "headline": "Singer quits",
        "datePublished": "2019-01-01",
        "author": "Ann Lee",
        "mainEntityOfPage": "https://a.example/b",
    }
    assert (article["headline"], article["datePublished"]) == ("Dike raised", "2021-11-03")


def test_property_of_the_whole_page_is_in_no_article() -> None:
    root = lxml.html.document_fromstring(MICRODATA)
    (page,) = root.iterfind(".//meta[@id]")
    assert article_scope(page) is None
    assert article_scope(next(root.iter("time"))) is root.find(".//div")
