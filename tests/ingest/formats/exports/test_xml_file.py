"""XML files: dispatch by root element, Factiva, and hostile XML."""

import io

import pytest

from rag.ingest.formats.exports import xml_file
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.web import feed

FACTIVA = """<?xml version="1.0" encoding="UTF-8"?>
<ppsArticles><article><accessionNo>X000000020210503eh</accessionNo>
<baseLanguage>EN</baseLanguage><headline><paragraph>Port <hlt>closes</hlt></paragraph></headline>
<byline>By Jane Roe</byline><sourceName>Gazette</sourceName>
<publicationDate><date>2021-05-03</date></publicationDate>
<leadParagraph><paragraph>The port is
closed.</paragraph></leadParagraph>
<tailParagraphs><paragraph>It is over.</paragraph><paragraph>Ships wait.</paragraph>
</tailParagraphs></article><article><accessionNo>Y</accessionNo><headline>Empty</headline></article></ppsArticles>"""


def read(content: bytes | str) -> list[Part | Refused]:
    data = content.encode() if isinstance(content, str) else content
    return list(xml_file.parts(io.BytesIO(data), "some.xml"))


def test_factiva_is_read() -> None:
    part, empty = read(FACTIVA)
    assert isinstance(part, Part)
    assert part.text == (
        "Port closes\n\nBy Jane Roe\n\nThe port is closed.\n\nIt is over.\n\nShips wait."
    )
    assert {name: fact.value for name, fact in part.known.items()} == {
        "title": "Port closes",
        "author": "Jane Roe",
        "outlet": "Gazette",
        "published": "2021-05-03",
        "language": "en",
    }
    assert part.key == "1"
    assert empty == Refused("no text in the article", "2")


REUTERS = """<?xml version="1.0" encoding="iso-8859-1"?>
<newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en"><title>IRAQ: Port closes.</title>
<headline>Port closes.</headline><byline>Jane Roe</byline><dateline>BASRA 1996-08-20</dateline>
<text><p>The port is closed.</p><p>Ships wait.</p></text><copyright>(c) Reuters 1996</copyright>
<metadata><dc element="dc.publisher" value="Reuters"/></metadata></newsitem>"""


def test_item_of_a_corpus_of_reuters_is_read() -> None:
    (part,) = read(REUTERS)
    assert isinstance(part, Part)
    assert part.text == (
        "Port closes.\n\nJane Roe\n\nBASRA 1996-08-20\n\nThe port is closed.\n\nShips wait."
    )
    assert {name: fact.value for name, fact in part.known.items()} == {
        "title": "Port closes.",
        "author": "Jane Roe",
        "outlet": "Reuters",
        "published": "1996-08-20",
        "language": "en",
    }
    assert read("<newsitem><text/></newsitem>") == [Refused("no text in the article")]


@pytest.mark.parametrize("declared", ["", '<!DOCTYPE nitf SYSTEM "nitf-3-0.dtd">'])
def test_entities_of_html_are_characters(declared: str) -> None:
    body = (
        "<nitf><body><body.content><p>Caf&eacute;&nbsp;&amp; bar</p></body.content></body></nitf>"
    )
    (part,) = read(declared + body)
    assert isinstance(part, Part)
    assert part.text == "Café\xa0& bar"


@pytest.mark.parametrize("root", ["rss", "feed", "r:RDF"])
def test_feeds_are_passed_on(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "feed_parts", lambda data: iter([Refused("feed", str(len(data)))]))
    content = f"<!-- x --><{root} xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"
    assert read(content) == [Refused("feed", str(len(content)))]


def test_wikis_and_agencies_are_passed_on() -> None:
    wiki, nitf = "<mediawiki><page><id>1</id></page></mediawiki>", "<nitf/>"
    assert read("<NewsML Version='1.2'/>") == [Refused("no news item in the message")]
    assert read(wiki) == [Refused("no text that can be read in the page", "1")]
    assert read(nitf) == [Refused("no text in the article")]
    assert read(nitf.encode("utf-16")) == [Refused("no text in the article")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"Just words.", "no well-formed XML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no well-formed XML"),
        (b"<nitf><body>", "no well-formed XML"),
        (b"<mediawiki><page>", "no well-formed XML"),
        (b"<urlset/>", "XML of a kind that is not read (its root is “urlset”)"),
        (b"<article><p>x</p></article>", "XML of a kind that is not read"),
    ],
    ids=["empty", "blank", "words", "picture", "cut", "cut-wiki", "sitemap", "other"],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    (item,) = read(content)
    assert isinstance(item, Refused)
    assert item.reason.startswith(reason)


def test_pages_before_the_end_of_a_cut_wiki_are_given() -> None:
    items = read("<mediawiki><page><id>1</id><revision><text>One.</text></revision></page><page>")
    assert [type(item) for item in items] == [Part, Refused]


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE nitf [<!ENTITY l0 "lol">{LAUGHS}]>'
        "<nitf><body><body.content><p>a &l12; b</p></body.content></body></nitf>",
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<nitf><body><body.content><p>a &x; b</p></body.content></body></nitf>",
        '<!DOCTYPE mediawiki [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<mediawiki><page><revision><text>a &x; b</text></revision></page></mediawiki>",
        "<nitf>" + "<p>" * 100_000,
        "<" + "n" * 1_000_000,
    ],
    ids=["laughs", "file", "file-in-wiki", "deep", "long-name"],
)
def test_hostile_xml_is_refused(content: str) -> None:
    (item,) = read(content)
    assert isinstance(item, Refused)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        file_bytes = 5

    monkeypatch.setattr(xml_file, "LIMITS", Small)
    (item,) = read("<nitf/>")
    assert isinstance(item, Refused)
