"""Exports of MediaWiki: pages, and wiki markup to text."""

import pytest

from rag.ingest.formats.exports import wiki_export
from rag.ingest.formats.exports.wiki_export import plain_text
from rag.ingest.formats.parts import Part, Refused


def export(*pages: str) -> bytes:
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10">'
        f"<siteinfo><sitename>Wikinews</sitename></siteinfo>{''.join(pages)}</mediawiki>"
    ).encode()


def page(text: str, number: int = 7, ns: int = 0, more: str = "") -> str:
    return (
        f"<page><title>Port closes</title><ns>{ns}</ns><id>{number}</id>{more}<revision><id>9</id>"
        "<timestamp>2021-05-04T08:00:00Z</timestamp><contributor><username>Bob</username>"
        f"</contributor><text>{text}</text></revision></page>"
    )


def read(data: bytes) -> list[Part | Refused]:
    return list(wiki_export.page_parts(data))


def words(source: str) -> str:
    return "\n\n".join(text for text, _ in plain_text(source).blocks)


def test_pages_are_articles_without_author_and_day() -> None:
    (part,) = read(
        export(page("{{date|May 3, 2021}}\n'''It''' is over.\n\n== Sources ==\n{{source}}"))
    )
    assert isinstance(part, Part)
    assert part.key == "7"
    assert part.text == "Port closes\n\nMay 3, 2021\n\nIt is over."
    assert [block.kind for block in part.blocks] == ["title", "date", "paragraph"]
    assert {name: fact.value for name, fact in part.known.items()} == {
        "title": "Port closes",
        "outlet": "Wikinews",
        "updated": "2021-05-04T08:00:00Z",
    }
    assert part.notes == ("templates, tables and pictures of the wiki are left out",)


def test_only_pages_of_the_main_namespace_are_read() -> None:
    items = read(
        export(
            page("One.", 1),
            page("Talk.", 2, ns=1),
            page("", 3, more='<redirect title="X"/>'),
            page("{{stub}}", 4),
        )
    )
    assert [item.key for item in items] == ["1", "4"]
    assert items[1] == Refused("no text in the page", "4")
    assert read(export()) == [Refused("no page of the main namespace in the export")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A [[port|harbour]] and [[sea]].", "A harbour and sea."),
        ("[[File:x.jpg|thumb|A [[ship]] of [[X|Y]]]]It is over.", "It is over."),
        ("Over.\n[[Category:Ports]]\n[[de:Hafen]]", "Over."),
        ("See [http://x.example the report] here [https://y.example].", "See the report here ."),
        ("It<ref name=a>note</ref> is<ref name=b /> over.<!-- [[x --> End.", "It is over. End."),
        ("'''''Bold''''' and ''it''", "Bold and it"),
        ("{{Infobox|a={{b|c}}\n|d=e}}\nText.", "Text."),
        ("{| class=x\n| a {{b}}\n|}\nText.", "Text."),
        ("{{w|Umm Qasr|the port}} and {{w|Basra}} are far.", "the port and Basra are far."),
        ("One line\ngoes on.\n\n----\nNext__NOTOC__", "One line goes on.\n\nNext"),
        ("A&nbsp;&quot;b&quot;<br/>c<nowiki>d</nowiki>", 'A\xa0"b" cd'),
        ("Said Bob.{{cn}} Then Jane.", "Said Bob. Then Jane."),
        ("* one\n* two\n# three", "one\n\ntwo\n\nthree"),
        ("]] }} |} --> text [[open", "text open"),
    ],
)
def test_markup_is_taken_off(source: str, expected: str) -> None:
    assert words(source) == expected


def test_headings_and_items_are_told_apart() -> None:
    blocks = plain_text("== Head ==\n* item\ntext").blocks
    assert [kind for _, kind in blocks] == ["heading", "item", "paragraph"]


def test_a_sentence_with_a_hole_is_left_out() -> None:
    text = plain_text("Fine.\n\nIt is {{convert|5|km}} long.\n\nAlso fine. {{cn}}")
    assert [one for one, _ in text.blocks] == ["Fine.", "Also fine."]
    assert text.left_out == 1
    (part,) = read(export(page("Fine.\n\nSo {{x}} many.")))
    assert isinstance(part, Part)
    assert "1 paragraphs with templates in them are left out" in part.notes


def test_what_follows_an_open_template_is_left_out() -> None:
    text = plain_text("Fine.\n{{open\nnot text")
    assert (text.blocks[0][0], text.cut) == ("Fine.", True)


@pytest.mark.parametrize(
    "source",
    [
        "[[" * 100_000,
        "{{" * 100_000,
        "<ref>" * 50_000,
        "[[a" * 50_000 + "]]" * 50_000,
        "{{w|" * 50_000,
        "{{w|" + "a" * 500_000,
        "[http://x " * 20_000,
        "'" * 200_000,
        "= " * 100_000,
        "<" * 200_000,
        "{{date " * 50_000,
        "{{" + " " * 200_000,
        "[//x" + " " * 100_000,
    ],
)
def test_hostile_markup_is_read_in_time(source: str) -> None:
    assert plain_text(source + "x") is not None
