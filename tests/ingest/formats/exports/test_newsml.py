"""Items of agencies: NewsML-G2 around NITF, XHTML or text, and NITF alone."""

import pytest
from lxml import etree

from rag.ingest.formats.exports import newsml
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.source_text import safe_parser

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
NITF = (
    "<nitf><head><title>Other</title><docdata><date.issue norm='20210503T100000Z'/></docdata>"
    "<pubdata name='Gazette'/></head><body><body.head><hedline><hl1>Port closes</hl1></hedline>"
    "<byline>By Jane Roe</byline><dateline>BAGHDAD, May 3</dateline></body.head><body.content>"
    "<hl2>Ships wait</hl2><p>The <org>port</org> of <location>Umm Qasr</location>\n is closed.</p>"
    "<media><media-metadata value='x'>m</media-metadata><media-caption>A ship</media-caption>"
    "</media><p>It is over.</p></body.content></body></nitf>"
)
XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    "<h1>Port closes</h1><p>It is <b>over</b>.</p></body></html>"
)


def item(inline: str, more: str = "", guid: str = "urn:x:1") -> str:
    return (
        f'<newsItem {G2} guid="{guid}"><itemMeta><itemClass qcode="ninat:text"/>'
        '<provider qcode="nprov:AFP"><name>AFP</name></provider>'
        "<versionCreated>2021-05-04T08:00:00+02:00</versionCreated>"
        "<firstCreated>2021-05-03T23:30:00+02:00</firstCreated>"
        f'<pubStatus qcode="stat:usable"/></itemMeta><contentMeta>{more}'
        '<language tag="en-GB"/><headline>Port closes</headline></contentMeta>'
        f"<contentSet>{inline}</contentSet></newsItem>"
    )


def read(xml: str) -> list[Part | Refused]:
    return list(newsml.item_parts(etree.fromstring(xml.encode(), safe_parser())))


def only(xml: str) -> Part:
    (part,) = read(xml)
    assert isinstance(part, Part), part
    return part


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def test_nitf_is_read_in_its_parts() -> None:
    part = only(NITF)
    assert part.text == (
        "Port closes\n\nBy Jane Roe\n\nBAGHDAD, May 3\n\nShips wait\n\n"
        "The port of Umm Qasr is closed.\n\nA ship\n\nIt is over."
    )
    kinds = ["title", "byline", "date", "heading", "paragraph", "caption", "paragraph"]
    assert [block.kind for block in part.blocks] == kinds
    assert facts(part) == {
        "title": "Port closes",
        "author": "Jane Roe",
        "outlet": "Gazette",
        "published": "2021-05-03T10:00:00+00:00",
    }


@pytest.mark.parametrize(
    "inline",
    [
        f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>',
        f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>',
        "<inlineData contenttype='text/plain'>Port closes\n\nIt is over.\n</inlineData>",
        "<inlineData><![CDATA[\n<p>\nPort\n closes</p><p>It is\nover.\n</p>]]></inlineData>",
    ],
    ids=["nitf", "xhtml", "text", "markup as text"],
)
def test_texts_of_an_item_are_read(inline: str) -> None:
    part = only(item(inline))
    assert part.text.startswith("Port closes\n\n")
    assert part.text.endswith("It is over.")
    assert part.text.count("Port closes") == 1
    known = facts(part)
    assert (known["outlet"], known["language"]) == ("AFP", "en")
    assert (known["published"], known["updated"]) == (
        "2021-05-03T23:30:00+02:00",
        "2021-05-04T08:00:00+02:00",
    )
    assert part.known["published"].evidence == "NewsML firstCreated"


def test_creation_of_the_content_comes_first_and_another_source_is_the_origin() -> None:
    more = (
        "<contentCreated>2021-05-02</contentCreated><infoSource><name>Xinhua</name></infoSource>"
        "<creator><name>Jane Roe</name></creator><by>By Jane Roe and others</by>"
    )
    known = facts(only(item("<inlineData>It is over.</inlineData>", more)))
    assert (known["published"], known["origin"]) == ("2021-05-02", "Xinhua")
    assert known["author"] == "Jane Roe and others"


def test_holder_of_the_copyright_is_the_outlet_where_the_provider_is_a_code() -> None:
    """As TT and ANSA send it."""
    coded = item("<inlineData>It is over.</inlineData>").replace("<name>AFP</name>", "")
    for holder in ("<copyrightHolder><name>TT</name></copyrightHolder>",
                   '<copyrightHolder literal="TT"/>'):  # fmt: skip
        xml = coded.replace("<itemMeta>", f"<rightsInfo>{holder}</rightsInfo><itemMeta>")
        assert facts(only(xml))["outlet"] == "TT"


def test_items_of_a_message_have_their_guids_as_keys() -> None:
    text = "<inlineData>It is over.</inlineData>"
    items = read(
        f"<newsMessage {G2}><itemSet>{item(text)}{item('', guid='urn:x:2')}{item(text)}"
        "</itemSet></newsMessage>"
    )
    assert [one.key for one in items] == ["urn:x:1", "urn:x:2", "3"]
    assert items[1] == Refused("no text in the item (ninat:text)", "urn:x:2")


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld"])
def test_withdrawn_items_are_refused(status: str) -> None:
    xml = item("<inlineData>Wrong.</inlineData>").replace("stat:usable", status)
    assert read(xml) == [Refused("withdrawn by its agency (pubStatus)")]


def test_items_without_text_are_refused() -> None:
    assert read(f"<newsMessage {G2}/>") == [Refused("no news item in the message")]
    assert read("<nitf><body/></nitf>") == [Refused("no text in the article")]
    encoded = "<inlineData encoding='e:base64'>QUJD</inlineData>"
    assert isinstance(read(item(encoded))[0], Refused)
