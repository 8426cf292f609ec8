"""E-books by chapter."""

from collections.abc import Mapping

import pytest
from document_tools import blocks, only_part, read, refusal, zipped

from rag.ingest.formats.documents import e_book
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, Refused

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
LONG = "The minister said on Friday that the dam would be opened in May, as soon as the rain ends."


def package(chapters: Mapping[str, str], metadata: str = "") -> str:
    items = "".join(
        f'<item id="c{n}" href="{href}" media-type="application/xhtml+xml" {marks}/>'
        for n, (href, marks) in enumerate(chapters.items())
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata>'
        f'<manifest>{items}<item id="x" href="x.css" media-type="text/css"/></manifest>'
        f'<spine>{spine}<itemref idref="x"/><itemref idref="none"/></spine></package>'
    )


def book(
    chapters: Mapping[str, str | bytes],
    metadata: str = "",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(dict.fromkeys(chapters, ""), metadata),
    }
    pages = {f"OPS/{name}": page for name, page in chapters.items()}
    return zipped(members | pages | dict(extra or {}))


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title><style>p {}</style>'
        f"<script src='x'/></head><body>{body}</body></html>"
    )


def test_chapters_are_articles_numbered_by_their_place() -> None:
    chapters = {
        "cover.xhtml": page("<p>The Gazette</p>"),
        "one.xhtml": page(f"<h1>Dam opens</h1><p>{LONG}</p>"),
        "two.xhtml": page(f"<p>{LONG}</p>"),
    }
    found = read(e_book.parts, book(chapters))
    assert [item.key for item in found] == ["2", "3"]
    assert isinstance(found[0], Part)
    assert blocks(found[0]) == [("title", "Dam opens"), ("paragraph", LONG)]
    assert found[0].known["title"].printed


def test_blocks_of_a_chapter() -> None:
    body = (
        f"<div><h2>Dam<br/>opens</h2><p>{LONG}</p><blockquote><p>So&nbsp;be <i>it</i>.</p>"
        "</blockquote><ul><li>First</li></ul></div>"
    )
    assert blocks(only_part(e_book.parts, book({"a.xhtml": page(body)}))) == [
        ("title", "Dam\nopens"),
        ("paragraph", LONG),
        ("quote", "So\xa0be it."),
        ("item", "First"),
    ]


def test_careless_html_is_read() -> None:
    part = only_part(e_book.parts, book({"a.xhtml": f"<html><p>Unclosed<br><p>{LONG}"}))
    assert part.text == f"Unclosed\n\n{LONG}"


def test_a_chapter_in_another_encoding_is_read_with_a_note() -> None:
    markup = page(f"<p>Café. {LONG}</p>").encode("cp1252")
    part = only_part(e_book.parts, book({"a.xhtml": markup}))
    assert part.text.startswith("Café. The")
    assert part.notes == ("read as Windows-1252",)


def test_a_short_chapter_of_a_language_without_spaces_is_read() -> None:
    assert only_part(e_book.parts, book({"a.xhtml": page(f"<p>{'大坝周五开放。' * 15}</p>")})).text


def test_facts_of_the_package() -> None:
    metadata = (
        '<dc:title>Weekly</dc:title><dc:creator opf:role="aut">Anna Berg</dc:creator>'
        '<dc:creator>Bo Lund</dc:creator><dc:creator opf:role="trl">Eva Holm</dc:creator>'
        "<dc:creator>calibre user</dc:creator><dc:language>en-GB</dc:language>"
        '<dc:date>2020-01-01</dc:date><dc:date opf:event="modification">2021-05-03</dc:date>'
        '<dc:date opf:event="publication">2019-05-03</dc:date>'
    )
    part = only_part(e_book.parts, book({"a.xhtml": page(f"<p>{LONG}</p>")}, metadata))
    assert {name: fact.value for name, fact in part.known.items()} == {
        "author": "Anna Berg; Bo Lund",
        "language": "en",
        "published": "2019-05-03",
    }


def test_the_contents_page_is_passed_over() -> None:
    contents = {"OPS/book.opf": package({"nav.xhtml": 'properties="nav"', "a.xhtml": ""})}
    chapters = {"nav.xhtml": page(f"<p>{LONG}</p>"), "a.xhtml": page(f"<p>{LONG}</p>")}
    assert len(read(e_book.parts, book(chapters, extra=contents))) == 1


def test_the_path_of_a_chapter_is_resolved() -> None:
    package_of = {"OPS/book.opf": package({"../text/a%20b.xhtml": ""})}
    content = book({}, extra=package_of | {"text/a b.xhtml": page(f"<p>{LONG}</p>")})
    assert only_part(e_book.parts, content).text == LONG


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"\0\1\2" * 50, "NUL"),
        ("<p>" + " " * (LIMITS.page_bytes + 1), "larger than 8,000,000 bytes when unpacked"),
        ("".join(f"<i>{n}</i>" for n in range(LIMITS.elements + 1)), "larger than 8,000,000"),
        ("<p>" + " " * 1_000_000, "times smaller"),
    ],
    ids=["binary", "bomb", "elements", "ratio"],
)
def test_a_bad_chapter_is_named_and_the_others_are_given(bad: str | bytes, reason: str) -> None:
    first, second = read(e_book.parts, book({"a.xhtml": bad, "b.xhtml": page(f"<p>{LONG}</p>")}))
    assert isinstance(first, Refused)
    assert first.key == "1"
    assert reason in first.reason
    assert isinstance(second, Part)


def test_entities_of_a_chapter_are_not_expanded() -> None:
    markup = f'<!DOCTYPE html [<!ENTITY e "boo">]><html><body><p>&e;</p><p>{LONG}</p></body></html>'
    assert only_part(e_book.parts, book({"a.xhtml": markup})).text.removeprefix("&e;\n\n") == LONG


def test_an_encrypted_chapter_is_named() -> None:
    encryption = '<encryption><CipherReference URI="OPS/a.xhtml"/></encryption>'
    content = book({"a.xhtml": "?"}, extra={"META-INF/encryption.xml": encryption})
    assert read(e_book.parts, content) == [
        Refused("encrypted by its seller; it cannot be read", key="1")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "not a zip file"),
        (zipped({"a.txt": "text"}), "not an e-book"),
        (zipped({"META-INF/container.xml": CONTAINER}), "no member OPS/book.opf"),
        (book({}, extra={"META-INF/container.xml": "<a"}), "no readable XML"),
        (book({"a.xhtml": page("<img src='x'/>")}), "no chapter with text"),
    ],
    ids=["words", "zip", "missing", "broken", "pictures"],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    assert reason in refusal(e_book.parts, content)
