"""Text documents of LibreOffice and the like."""

from collections.abc import Mapping

import pytest
from document_tools import blocks, only_part, refusal, zipped

from rag.ingest.formats.documents import open_document
from rag.ingest.formats.parts import Part

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
)
STYLES = (
    '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P2" style:parent-style-name="Quotations"/></office:automatic-styles>'
)


def document(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMES}>{STYLES}<office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return zipped(members | dict(extra or {}))


def part_of(body: str, extra: Mapping[str, str | bytes] | None = None) -> Part:
    return only_part(open_document.parts, document(body, extra))


def test_paragraphs_have_the_kinds_of_their_styles() -> None:
    part = part_of(
        '<text:p text:style-name="P1">Dam opens</text:p>'
        '<text:h text:outline-level="1">Why</text:h>'
        '<text:p text:style-name="P2">So.</text:p>'
        "<text:list><text:list-item><text:p>First</text:p></text:list-item></text:list>"
        "<text:p>End</text:p>"
    )
    assert blocks(part) == [
        ("title", "Dam opens"),
        ("heading", "Why"),
        ("quote", "So."),
        ("item", "First"),
        ("paragraph", "End"),
    ]


def test_the_first_heading_is_the_title() -> None:
    part = part_of(
        '<text:h text:outline-level="1">Dam</text:h><text:h text:outline-level="2">Why</text:h>'
        "<text:p>So.</text:p>"
    )
    assert [kind for kind, _ in blocks(part)] == ["title", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("<text:span>did </text:span>", "He did it"),
        ('<text:span text:style-name="T1">not </text:span>', "He it"),
        ("<text:note><text:note-body><text:p>x</text:p></text:note-body></text:note>", "He it"),
        ("<office:annotation><text:p>x</text:p></office:annotation>", "He it"),
        ("<draw:frame><svg:desc>a dam</svg:desc></draw:frame>", "He it"),
        ("did\n  not ", "He did not it"),
        ('<text:s text:c="2"/>', "He   it"),
        ('<text:s text:c="1000000000"/>', f"He {' ' * 100}it"),
        ("<text:tab/>", "He \tit"),
        ("<text:line-break/>", "He\nit"),
        ("<text:title>Dam </text:title>", "He Dam it"),
        ('<text:change-start text:change-id="1"/>did ', "He did it"),
    ],
)
def test_only_what_a_reader_sees_is_read(inline: str, text: str) -> None:
    assert part_of(f"<text:p>He {inline}it</text:p>").text == text


def test_deleted_text_notes_and_contents_are_left_out() -> None:
    part = part_of(
        "<text:tracked-changes><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:tracked-changes><text:table-of-content><text:p>Dam ... 3</text:p>"
        "</text:table-of-content><text:p>He<text:note><text:p>x</text:p></text:note> did.</text:p>"
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
    )
    assert part.text == "He did."
    assert part.notes == ("read with its tracked changes accepted", "footnotes are left out")


def test_tables_are_read_in_their_place() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell.format('Oslo')}{cell.format('12')}</table:table-row>"
    table = f"<table:table>{rows}</table:table>"
    part = part_of(f"<text:p>Before</text:p>{table}<text:p>After</text:p>")
    assert blocks(part)[1] == ("row", "Oslo\t12")


def test_facts_are_the_first_author_and_the_title_and_no_day() -> None:
    meta = (
        f'<office:document-meta {NAMES} xmlns:dc="urn:dc"><office:meta><dc:title>Dam</dc:title>'
        "<meta:initial-creator>Anna Berg</meta:initial-creator><dc:creator>Bo Lund</dc:creator>"
        "<dc:date>2019-05-03</dc:date></office:meta></office:document-meta>"
    )
    part = part_of("<text:p>Text</text:p>", {"meta.xml": meta})
    assert {name: fact.value for name, fact in part.known.items()} == {
        "title": "Dam",
        "author": "Anna Berg",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "not a zip file"),
        (zipped({"a.txt": "text"}), "not a text document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not a text"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "no member content.xml"),
        (document("<text:p/>"), "no text"),
        (document("", {"content.xml": "<a"}), "no readable XML"),
        (
            document("", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "encrypted",
        ),
    ],
    ids=["words", "zip", "sheet", "missing", "empty", "broken", "encrypted"],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    assert reason in refusal(open_document.parts, content)
