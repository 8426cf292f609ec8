"""Items of NewsML 1.0 to 1.2, in the shapes that agencies give them."""

import pytest
from lxml import etree

from rag.ingest.formats.exports import newsml_one
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.source_text import safe_parser

NITF = "<nitf><body><body.content><p>The <b>port</b> is shut.</p></body.content></body></nitf>"
PROVIDER = (
    "<AdministrativeMetadata><Provider>"
    "<Party FormalName='AFP'/></Provider></AdministrativeMetadata>"
)
LANGUAGE = "<DescriptiveMetadata><Language FormalName='en-us'/></DescriptiveMetadata>"


def content(data: str, media: str = "Text") -> str:
    return (
        f"<ContentItem><MediaType FormalName='{media}'/><DataContent>{data}</DataContent>"
        "</ContentItem>"
    )


def lines(title: str = "Port closes", more: str = "") -> str:
    return f"<NewsLines><HeadLine>{title}</HeadLine>{more}</NewsLines>"


def item(components: str, identifier: str = "urn:newsml:afp.com:1", status: str = "Usable") -> str:
    return (
        "<NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId>"
        f"<DateId>20210502</DateId><PublicIdentifier>{identifier}</PublicIdentifier>"
        "</NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName='News'/>"
        "<FirstCreated>20210503T233000+0200</FirstCreated>"
        "<ThisRevisionCreated>20210504T080000Z</ThisRevisionCreated>"
        f"<Status FormalName='{status}'/></NewsManagement>{components}</NewsItem>"
    )


def component(inner: str, attributes: str = "") -> str:
    return f"<NewsComponent {attributes}>{inner}</NewsComponent>"


def role(name: str) -> str:
    return f"<Role FormalName='{name}'/>"


def read(*items: str, before: str = "", envelope: str = "") -> list[Part | Refused]:
    xml = f"{before}<NewsML>{envelope}{''.join(items)}</NewsML>"
    return list(newsml_one.item_parts(etree.fromstring(xml.encode(), safe_parser())))


def only(*items: str, before: str = "", envelope: str = "") -> Part:
    (part,) = read(*items, before=before, envelope=envelope)
    assert isinstance(part, Part), part
    return part


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def test_story_is_read_with_the_lines_of_its_item() -> None:
    head = lines(
        more="<ByLine>By Jane Roe</ByLine><ByLineTitle>Correspondent</ByLineTitle>"
        "<DateLine>Basra, 3 May 2021 (AFP) -</DateLine>"
    )
    part = only(item(component(head + PROVIDER + LANGUAGE + content(NITF))))
    assert part.text == (
        "Port closes\n\nBy Jane Roe\nCorrespondent\n\nBasra, 3 May 2021 (AFP) -\n\n"
        "The port is shut."
    )
    assert [block.kind for block in part.blocks] == ["title", "byline", "date", "paragraph"]
    assert facts(part) == {
        "title": "Port closes",
        "author": "Jane Roe",
        "outlet": "AFP",
        "published": "2021-05-03T23:30:00+02:00",
        "updated": "2021-05-04T08:00:00+00:00",
        "language": "en",
    }
    assert part.known["published"].evidence == "NewsML FirstCreated"


@pytest.mark.parametrize(
    "data",
    [
        NITF,
        "<p>The <b>port</b> is shut.</p>",
        "<![CDATA[<P>The port is\nshut.</P>]]>",
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        "<p>The port is shut.</p></body></html>",
        "The port is shut.",
        "The &lt;b&gt;port&lt;/b&gt; is shut.",
        "The port is shut.&lt;br/&gt;",
    ],
    ids=["nitf", "elements", "markup as text", "xhtml", "text", "bold in text", "break in text"],
)
def test_content_is_read_in_each_form(data: str) -> None:
    part = only(item(component(lines() + content(data))))
    assert part.text == "Port closes\n\nThe port is shut."


def test_head_of_nitf_comes_before_the_lines_of_the_item() -> None:
    """As Kyodo sends it, with the DTD of NITF, which is not loaded."""
    before = '<!DOCTYPE NewsML [<!ENTITY % nitf SYSTEM "nitf-3-0.dtd"> %nitf; ]>'
    head = (
        "<nitf><body><body.head><hedline><hl1>Other</hl1></hedline><dateline>"
        "<location>BASRA</location><story.date>May 3</story.date></dateline></body.head>"
        "<body.content><p>It is shut.</p></body.content></body></nitf>"
    )
    data = component(lines(more="<DateLine>Paris</DateLine>") + content(head))
    assert only(item(data), before=before).text == "Port closes\n\nBASRA May 3\n\nIt is shut."


def test_inner_components_take_what_an_outer_one_says() -> None:
    """As ANA and TASS send it."""
    inner = component(component(role("Main") + content(NITF)))
    part = only(item(component(lines() + PROVIDER + LANGUAGE + inner)))
    assert part.text == "Port closes\n\nThe port is shut."
    assert (facts(part)["outlet"], facts(part)["language"]) == ("AFP", "en")
    late = component(component(lines() + content(NITF), 'xml:lang="ru"'))
    assert facts(only(item(late)))["language"] == "ru"


def test_stories_of_several_languages_are_several_articles() -> None:
    """As Belga sends it: headline, lead and body of each are components of their own."""

    def story(language: str, title: str, body: str) -> str:
        pieces = "".join(
            component(role(name) + content(data))
            for name, data in (("Title", title), ("Lead", ""), ("Body", body))
        )
        return component(role("Short") + lines(title) + pieces, f'xml:lang="{language}"')

    both = story("nl", "Haven dicht", "De haven.") + story("fr", "Port fermé", "Le port.")
    dutch, french = read(item(component(lines("Haven dicht") + both)))
    assert isinstance(dutch, Part)
    assert isinstance(french, Part)
    assert dutch.text == "Haven dicht\n\nDe haven."
    assert french.text == "Port fermé\n\nLe port."
    assert [facts(part)["language"] for part in (dutch, french)] == ["nl", "fr"]
    assert [dutch.key, french.key] == ["urn:newsml:afp.com:1", "2"]


def test_caption_is_part_of_the_story_and_a_picture_is_not() -> None:
    picture = component(
        role("Picture")
        + component(role("Caption") + lines("A ship") + content("<p>A ship waits.</p>"))
        + content("QUJD", media="Photo")
    )
    part = only(item(component(lines() + component(content(NITF)) + picture)))
    assert part.text == "Port closes\n\nThe port is shut.\n\nA ship waits."
    assert [block.kind for block in part.blocks] == ["title", "paragraph", "caption"]


def test_one_of_equal_contents_is_taken() -> None:
    equal = component(content("QUJD", "Photo") + content(NITF) + content("Same."),
                      'EquivalentsList="yes"')  # fmt: skip
    assert only(item(component(lines() + equal))).text == "Port closes\n\nThe port is shut."


def test_items_of_a_file_have_their_identifiers_as_keys() -> None:
    story = component(lines() + content(NITF))
    items = read(item(story), item("", "urn:newsml:afp.com:2"), item(story), item(story, ""))
    assert [one.key for one in items] == ["urn:newsml:afp.com:1", "urn:newsml:afp.com:2", "3", "4"]
    assert items[1] == Refused("no text in the item (News)", "urn:newsml:afp.com:2")


@pytest.mark.parametrize(
    ("more", "envelope", "outlet"),
    [
        ("<AdministrativeMetadata><Source><Party FormalName='ANA'/></Source>"
         "</AdministrativeMetadata>", "", "ANA"),
        ("<NewsLines><CreditLine>Kyodo</CreditLine></NewsLines>", "", "Kyodo"),
        (PROVIDER.replace("AFP", "KYODONEWS")
         + "<NewsLines><CreditLine>Kyodo</CreditLine></NewsLines>", "", "Kyodo"),
        (PROVIDER + "<NewsLines><CreditLine>Jane Roe</CreditLine></NewsLines>", "", "AFP"),
        ("", "<NewsEnvelope><SentFrom><Party FormalName='ANP'/></SentFrom></NewsEnvelope>", "ANP"),
        ("", "", "afp.com"),
    ],
    ids=["source", "credit", "formal name", "credit of a person", "sender", "identifier"],
)  # fmt: skip
def test_outlet_is_who_provides_it_as_far_as_it_is_named(
    more: str, envelope: str, outlet: str
) -> None:
    part = only(item(component(more + content(NITF))), envelope=envelope)
    assert facts(part)["outlet"] == outlet


def test_another_source_is_the_origin_and_initials_are_no_author() -> None:
    parties = (
        "<AdministrativeMetadata><Provider><Party FormalName='Belga'/></Provider>"
        "<Creator><Party FormalName='DWM'/></Creator><Source><Party FormalName='AFP'/></Source>"
        "</AdministrativeMetadata>"
    )
    part = only(item(component(lines() + parties + content(NITF))))
    assert (facts(part)["outlet"], facts(part)["origin"]) == ("Belga", "AFP")
    assert "author" not in facts(part)
    named = parties.replace("DWM", "Jane Roe")
    assert facts(only(item(component(lines() + named + content(NITF)))))["author"] == "Jane Roe"


def test_notice_of_a_correction_is_told_apart_from_other_advice() -> None:
    def advice(text: str) -> str:
        return (
            "<NewsLine><NewsLineType FormalName='AdvisoryLine'/>"
            f"<NewsLineText>{text}</NewsLineText></NewsLine>"
        )

    more = advice("ADDS quotes") + advice("Correction: the port is in Basra, not in Baghdad")
    part = only(item(component(lines(more=more) + content(NITF))))
    assert [block.kind for block in part.blocks] == ["title", "paragraph", "correction"]
    assert part.text.endswith("Correction: the port is in Basra, not in Baghdad")


@pytest.mark.parametrize("status", ["Canceled", "withheld"])
def test_withdrawn_items_are_refused(status: str) -> None:
    xml = item(component(lines() + content(NITF)), status=status)
    assert read(xml) == [Refused("withdrawn by its agency (Status)")]


def test_items_without_text_are_refused() -> None:
    assert read() == [Refused("no news item in the message")]
    (refused,) = read(item(component(lines() + content("Port closes"))))
    assert isinstance(refused, Refused)
    packed = "<ContentItem><Encoding><DataContent>QUJD</DataContent></Encoding></ContentItem>"
    (refused,) = read(item(component(lines() + packed)))
    assert isinstance(refused, Refused)
