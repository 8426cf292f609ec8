"""Made pages in the shapes of publishers, with data on the article and on others."""

import json
from typing import Any, Final, NamedTuple

HEADLINE: Final = "Dike at Marsh Harbour to be raised by two metres"
URL: Final = "https://www.marsh-mail.example/news/2021/11/dike-raised"
OTHER: Final = "Singer Ada Brook quits the Harbour Band"
OTHER_URL: Final = "https://www.marsh-mail.example/culture/2019/01/singer-quits"
DAY, OTHER_DAY = "2021-11-03T08:00:00+01:00", "2019-01-01T08:00:00+01:00"
AUTHOR, OTHER_AUTHOR = "Ilse Vandamme", "Piet Other"


class PublisherPage(NamedTuple):
    """A page, and what is right for it: the day, or None, and the author, or None."""

    name: str
    html: str
    day: str | None = DAY
    author: str | None = AUTHOR


def news(**more: Any) -> dict[str, Any]:
    """The data of the page's own article."""
    person = {"@type": "Person", "name": AUTHOR}
    return {
        "@type": "NewsArticle", "headline": HEADLINE, "datePublished": DAY, "author": person,
    } | more  # fmt: skip


def other(**more: Any) -> dict[str, Any]:
    """The data of another article."""
    person = {"@type": "Person", "name": OTHER_AUTHOR}
    return {
        "@type": "NewsArticle", "headline": OTHER, "datePublished": OTHER_DAY, "author": person,
        "url": OTHER_URL,
    } | more  # fmt: skip


def bare(node: dict[str, Any], *names: str) -> dict[str, Any]:
    """The data without some of their names."""
    return {name: value for name, value in node.items() if name not in names}


def page(
    *data: Any,
    title: str = f"{HEADLINE} | Marsh Mail",
    shared: str = HEADLINE,
    heading: str = HEADLINE,
    url: str = URL,
    body: str = "",
) -> str:
    """A page with blocks of data; ``shared`` and ``url`` are for social networks."""
    blocks = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}'
        "</script>"
        for one in data
    )
    head = f"<title>{title}</title>" if title else ""
    if url:
        head += f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'
    if shared:
        head += f'<meta property="og:title" content="{shared}">'
    prose = "<p>The dike will be raised by two metres, harbour master Jan Peeters said.</p>" * 6
    top = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<html lang='en'><head>{head}{blocks}</head><body>{body}"
        f"<article>{top}{prose}</article></body></html>"
    )


GRAPH: Final = {
    "@graph": [
        {"@type": "Article", "@id": f"{URL}/#article", "isPartOf": {"@id": URL},
         "author": {"@id": "#/person/1"}, "headline": HEADLINE, "datePublished": DAY,
         "mainEntityOfPage": {"@id": URL}, "publisher": {"@id": "#organization"}},
        {"@type": "WebPage", "@id": URL, "url": URL, "name": HEADLINE, "datePublished": DAY},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "News"}]},
        {"@type": "Organization", "@id": "#organization", "name": "Marsh Mail"},
        {"@type": "Person", "@id": "#/person/1", "name": AUTHOR},
    ]
}  # fmt: skip
SHORT: Final = "Dike raised"  # a headline that shares too little with that of the page
CARD: Final = (
    '<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="{url}">'
    '<span itemprop="headline">{headline}</span></a><meta itemprop="datePublished" '
    'content="{day}"><meta itemprop="author" content="{author}"></div>'
)
OTHER_CARD: Final = CARD.format(url=OTHER_URL, headline=OTHER, day=OTHER_DAY, author=OTHER_AUTHOR)
OWN_CARD: Final = CARD.format(url=URL, headline=HEADLINE, day=DAY, author=AUTHOR)

PAGES: Final = (
    PublisherPage("one block", page(news(url=URL))),
    PublisherPage("a graph", page(GRAPH)),
    PublisherPage("a graph and a block of another article", page(GRAPH, other())),
    PublisherPage("a list with another article first", page([other(), news(url=URL)])),
    PublisherPage("another article in a block of its own first", page(other(), news(url=URL))),
    PublisherPage("only another article", page(other()), None, None),
    PublisherPage(
        "only another article, known by its headline", page(bare(other(), "url")), None, None
    ),
    PublisherPage(
        "only another article, known by its address",
        page(bare(other(), "headline")), None, None,
    ),
    PublisherPage(
        "only another article on a like matter",
        page(other(headline="Dike at Marsh Harbour to be raised, council says")), None, None,
    ),
    PublisherPage(
        "another article on a like matter first",
        page(other(headline=f"{HEADLINE}, council says"), news(headline=HEADLINE, url=URL)),
    ),
    PublisherPage("own headline is another, address is right", page(news(headline=SHORT, url=URL))),
    PublisherPage(
        "own headline is another, beside another article",
        page(other(), news(headline=SHORT, mainEntityOfPage=URL)),
    ),
    PublisherPage(
        "own headline is another, beside another article with one like the page's",
        page(
            other(headline="Dike at Marsh Harbour to be raised, council says"),
            news(headline=SHORT, mainEntityOfPage={"@type": "WebPage", "@id": URL}),
        ),
    ),
    PublisherPage("name in place of a headline", page(
        other(), bare(news(name=HEADLINE), "headline"))),
    PublisherPage("no headline, but the address", page(
        other(), bare(news(mainEntityOfPage={"@id": URL}), "headline"))),
    PublisherPage("a page that wraps its main entity", page(
        {"@type": "WebPage", "url": URL, "mainEntity": bare(news(), "url")},
        other())),
    PublisherPage("a page that names its main entity", page(
        {"@graph": [
            other(), {**bare(news(headline=SHORT), "url"), "@id": "#main"},
            {"@type": "WebPage", "url": URL, "mainEntity": {"@id": "#main"}},
        ]})),
    PublisherPage("a page whose main entity is a list of others", page(
        {"@type": "WebPage", "url": URL, "mainEntity": {
            "@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other()}]}},
        news(url=URL))),
    PublisherPage("another article within the own one", page(
        news(url=URL, hasPart=other(), citation=[other()], isBasedOn=other()))),
    PublisherPage("data of another page with its day", page(
        {"@type": "WebPage", "url": OTHER_URL, "datePublished": OTHER_DAY}), None, None),
    PublisherPage("data of the page with its day", page(
        {"@type": "WebPage", "url": URL, "datePublished": DAY}), DAY, None),
    PublisherPage("the own article in two blocks, the first without author", page(
        bare(news(url=URL), "author"),
        bare(news(url=URL), "datePublished"))),
    PublisherPage("the own article in two blocks, the first of a plugin", page(
        {"@type": "Article", "headline": HEADLINE, "mainEntityOfPage": URL},
        news(url=URL))),
    PublisherPage("address in another form", page(
        other(), news(headline=SHORT, url="http://marsh-mail.example/news/2021/11/dike-raised/"))),
    PublisherPage("address with what it was shared by", page(
        other(), news(headline=SHORT, url=f"{URL}?utm_source=feed#top"))),
    PublisherPage("address relative", page(
        other(), news(headline=SHORT, url="/news/2021/11/dike-raised"))),
    PublisherPage("address of the short pages", page(
        other(), news(headline=SHORT, url="https://amp.marsh-mail.example/news/2021/11/dike-raised/amp"))),
    PublisherPage("addresses that differ by their query", page(
        other(headline=SHORT, url="https://www.marsh-mail.example/story.php?id=7"),
        news(headline=SHORT, url="https://www.marsh-mail.example/story.php?id=8"),
        url="https://www.marsh-mail.example/story.php?id=8")),
    PublisherPage("main entity of the front page", page(
        other(mainEntityOfPage="https://www.marsh-mail.example/"),
        news(mainEntityOfPage="https://www.marsh-mail.example/"))),
    PublisherPage("a template that gives all the address of the page", page(
        other(url=URL, mainEntityOfPage=URL), news(url=URL, mainEntityOfPage=URL))),
    PublisherPage("a copy with the address of its original", page(
        news(url=URL), url="https://www.upland-echo.example/n/77")),
    PublisherPage("a page that names no headline, one article", page(
        bare(news(), "headline"), title="", shared="", heading="", url="")),
    PublisherPage("a page without title whose heading is the headline", page(
        other(), news(), title="", shared="")),
    PublisherPage("a page without heading", page(other(), news(), heading="", shared="")),
    PublisherPage("headline in the heading alone", page(
        other(), bare(news(), "url"), title="Marsh Mail", shared="Raising the dike")),
    PublisherPage("only one article, with its own words in the heading", page(
        bare(news(), "url"), title="Marsh Mail", shared="")),
    PublisherPage("a live blog and another article", page(
        other(), news(**{"@type": "LiveBlogPosting"}, url=URL))),
    PublisherPage("kinds in a list", page(other(), news(**{"@type": ["Article", "NewsArticle"]}))),
    PublisherPage("kinds with their address", page(
        other(), news(**{"@type": "http://schema.org/ReportageNewsArticle"}))),
    PublisherPage("entities in the data", page(
        other(), json.dumps(news(url=URL)).replace('"', "&quot;"))),
    PublisherPage("two objects in one block", page(
        json.dumps(other()) + "\n" + json.dumps(news(url=URL)))),
    PublisherPage("cards of other articles above", page(body=OTHER_CARD), None, None),
    PublisherPage("a card of the own article below one of another", page(
        body=OTHER_CARD + OWN_CARD)),
    PublisherPage("a card of the own article and data of another", page(
        other(), body=OWN_CARD)),
)  # fmt: skip
