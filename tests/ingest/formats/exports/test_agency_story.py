"""Stories within the items of agencies: their text, head and facts."""

import pytest
from lxml import etree

from rag.ingest.formats.exports.agency_story import (
    add_language,
    add_nitf_facts,
    author_of,
    keyed,
    nitf_story,
    story_within,
)
from rag.ingest.formats.parts import PartBuilder
from rag.ingest.formats.source_text import safe_parser


def nitf(head: str, more: str = "") -> etree._Element:
    xml = (
        f"<nitf baselang='en-US'>{more}<body><body.head>{head}</body.head>"
        "<body.content><p>It is shut.</p></body.content></body></nitf>"
    )
    return etree.fromstring(xml.encode(), safe_parser())


def facts(root: etree._Element) -> dict[str, str]:
    builder = PartBuilder()
    add_nitf_facts(builder, root)
    return {name: fact.value for name, fact in builder.known.items()}


def test_position_of_an_author_is_told_apart() -> None:
    """As AP sends it."""
    story = nitf_story(nitf("<byline>By JANE ROE<byttl>AP Business Writer</byttl></byline>"))
    assert (story.byline, story.position) == ("By JANE ROE", "AP Business Writer")
    story = nitf_story(nitf("<byline>By <person>Jane Roe</person>, and others</byline>"))
    assert story.byline == "By Jane Roe, and others"


def test_words_of_a_dateline_are_parted_and_a_stamp_is_none() -> None:
    place = "<dateline><location>BASRA</location><story.date>May 3</story.date></dateline>"
    assert nitf_story(nitf(place)).dateline == "BASRA May 3"
    stamp = "<dateline><story.date norm='20210503'>20210503T222800+0000</story.date></dateline>"
    assert nitf_story(nitf(stamp)).dateline == ""


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("Jane Roe and Ann Lee in Basra", "Jane Roe and Ann Lee in Basra"),
        ("gr/bp", ""),
        ("Situation serious, ready for all scenarios says EC", ""),
        ("", ""),
    ],
    ids=["by", "two", "initials", "subtitle", "none"],
)
def test_author_is_a_name(byline: str, author: str) -> None:
    assert author_of(byline) == author


@pytest.mark.parametrize(
    ("head", "more", "fact", "value"),
    [
        ("<distributor><org>ANSA</org></distributor>", "", "outlet", "ANSA"),
        ("<rights><rights.owner>EFE</rights.owner></rights>", "", "outlet", "EFE"),
        ("", "<head><docdata><doc.copyright holder='PA'/></docdata></head>", "outlet", "PA"),
        ("<distributor>The AP</distributor>",
         "<head><docdata><doc.copyright holder='AP'/></docdata></head>", "outlet", "The AP"),
        ("", "<head><docdata><date.issue norm='20151014T043001+0100'/></docdata></head>",
         "published", "2015-10-14T04:30:01+01:00"),
        ("", "<head><docdata><date.release norm='2022-07-11 18:33'/></docdata></head>",
         "published", "2022-07-11 18:33"),
        ("<dateline><story.date norm='20210503T222800Z'/></dateline>", "", "published",
         "2021-05-03T22:28:00+00:00"),
        ("", "", "language", "en"),
    ],
)  # fmt: skip
def test_facts_are_read_wherever_agencies_state_them(
    head: str, more: str, fact: str, value: str
) -> None:
    assert facts(nitf(head, more))[fact] == value


def test_holder_without_words_has_no_story() -> None:
    for xml in ("<a/>", "<a> </a>", "<a><p/></a>", "<a><nitf><body/></nitf></a>"):
        assert story_within(etree.fromstring(xml, safe_parser())) is None


@pytest.mark.parametrize(
    ("stated", "language"), [("en-GB", "en"), ("FR", "fr"), ("x-default", None), ("eng", None)]
)
def test_language_is_that_of_its_code(stated: str, language: str | None) -> None:
    builder = PartBuilder()
    add_language(builder, stated, "xml:lang")
    assert (builder.known["language"].value if builder.known else None) == language


def test_items_of_one_identifier_are_numbered() -> None:
    seen: set[str] = set()
    keys = [keyed(n, name, seen) for n, name in enumerate(("a\n1", "a 1", ""), 1)]
    assert keys == ["a 1", "2", "3"]
