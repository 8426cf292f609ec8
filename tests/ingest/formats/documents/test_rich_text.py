"""Rich Text Format."""

import pytest
from document_tools import blocks, only_part, read, refusal

from rag.ingest.formats.documents import rich_text
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part

FONTS = rb"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset204{\*\falt Sans}Cyr;}{\f2 Own;}}"
STYLES = rb"{\stylesheet{Normal;}{\s1\sb240 heading 1;}{\s2 Title;}{\*\cs10 Other;}}"


def document(body: bytes, head: bytes = FONTS + STYLES) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252\deff0" + head + body + b"}"


def part_of(body: bytes, head: bytes = FONTS + STYLES) -> Part:
    return only_part(rich_text.parts, document(body, head))


def test_paragraphs_have_the_kinds_of_their_styles() -> None:
    part = part_of(
        rb"\pard\s2 Dam opens\par \pard\s1 Why\par\pard So.\line Then.\par"
        rb"{\listtext\'b7\tab}First\par Last"
    )
    assert blocks(part) == [
        ("title", "Dam opens"),
        ("heading", "Why"),
        ("paragraph", "So.\nThen."),
        ("item", "First"),
        ("paragraph", "Last"),
    ]


def test_the_first_heading_is_the_title() -> None:
    assert blocks(part_of(rb"\pard\s1 Dam opens\par\pard So."))[0] == ("title", "Dam opens")


def test_line_ends_of_textedit_are_paragraphs() -> None:
    assert part_of(b"One\\\nTwo\\\r\nThree\nfour").text == "One\n\nTwo\n\nThreefour"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9", "café"),
        (b"caf\xe9", "café"),
        (rb"\'93So\'94", "“So”"),
        (rb"{\f1\'cc\'ee}\'e9", "Моé"),
        (rb"\f1\'cc\plain\'e9", "Мé"),
        (rb"\f2\'e9", "é"),
        (rb"\u8220\'93So\u8221?", "“So”"),
        (rb"\u8220\ldblquote So", "“So"),
        (rb"\uc0\u233 t\u233", "été"),
        (rb"\uc2\u233\'83\'41t", "ét"),
        (rb"\u-10179?\u-8704?", "\U0001f600"),
        (rb"\u-10179? alone", "\ufffd alone"),
        (rb"\ldblquote So\rdblquote\emdash no", "“So”—no"),
        (rb"a\~b\_c\-d", "a\xa0b\u2011cd"),
        (rb"C:\\cell \{x\}", "C:\\cell {x}"),
        (rb"a\tab b", "a\tb"),
        (rb"He {\v not }did", "He did"),
        (rb"He \v not \v0 did", "He did"),
        (rb"He {\deleted not }did", "He did"),
        (rb"He {\*\unknown not }did", "He did"),
        (rb"He {\pict\bin4 }}}}}did", "He did"),
        (rb"He {\pict 0a0b0c}did", "He did"),
        (rb"{\header The Gazette}He did", "He did"),
        (
            rb'{\field{\*\fldinst{HYPERLINK "http://x.org"}}{\fldrslt{He did}}}',
            "He did",
        ),
    ],
)
def test_only_what_a_reader_sees_is_read(body: bytes, text: str) -> None:
    assert part_of(body).text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [(rb"\ansicpg1251", "М"), (rb"\mac", "Ã"), (rb"\ansicpg65001", "\ufffd"), (rb"\ansicpg9", "Ì")],
)
def test_the_code_page_of_the_document(page: bytes, text: str) -> None:
    assert part_of(rb"\'cc", page).text == text


def test_what_cannot_be_read_or_is_left_out_is_noted() -> None:
    part = part_of(rb"One\'81{\footnote two}{\shp{\shptxt three}}{\deleted four}")
    assert part.text == "One\ufffd"
    assert sorted(part.notes) == [
        "footnotes are left out",
        "read with its tracked changes accepted",
        "some characters cannot be read",
        "text boxes are left out",
    ]


def test_tables_are_read_in_their_place() -> None:
    part = part_of(
        rb"Before\par\trowd\pard\intbl Oslo\cell 12\cell\row\pard\intbl One\par Two\cell Three\cell"
        rb"\row\pard After\par"
    )
    assert blocks(part) == [
        ("paragraph", "Before"),
        ("row", "Oslo\t12"),
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("paragraph", "Three"),
        ("paragraph", "After"),
    ]


def test_facts_are_title_and_author_and_no_day() -> None:
    head = rb"{\info{\title Dam}{\author \u197?sa Berg}{\operator Bo Lund}{\creatim\yr2019}}"
    part = part_of(b"Text", head)
    assert part.text == "Text"
    assert {name: fact.value for name, fact in part.known.items()} == {
        "title": "Dam",
        "author": "Åsa Berg",
    }


def test_an_export_of_nexis_gives_its_articles() -> None:
    lines = []
    for number in (1, 2):
        lines += [f"Headline {number}", "The Gazette", f"May {number}, 2019 Friday"]
        lines += ["Length: 30 words", "Body", f"The dam number {number} opened on Friday."]
        lines += ["Load-Date: May 5, 2019", "End of Document"]
    found = read(rich_text.parts, document(rb"\par ".join(line.encode() for line in lines)))
    assert [item.key for item in found] == ["1", "2"]


@pytest.mark.parametrize(
    "body", [rb"{\b One", rb"One\par{\*\x", b"One\\"], ids=["open", "destination", "backslash"]
)
def test_a_file_that_is_cut_off_is_read_with_a_note(body: bytes) -> None:
    part = only_part(rich_text.parts, rb"{\rtf1 " + body)
    assert part.text == "One"
    assert part.notes == ("the file ends in the middle",)


def test_nothing_after_the_document_is_read() -> None:
    assert only_part(rich_text.parts, document(b"One") + b"}{Two}").text == "One"


@pytest.mark.parametrize("body", [rb"\bin-9 One", rb"\u4294967295 One", rb"\f-1\'e9 One\s-3"])
def test_odd_numbers_do_no_harm(body: bytes) -> None:
    assert part_of(body).text.endswith("One")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a Rich Text file"),
        (b"PK\3\4", "not a Rich Text file"),
        (document(b""), "no text"),
        (document(rb"{\pict 0a0b}"), "no text"),
        (document(b"{" * 5_000), "nested too deeply"),
    ],
    ids=["empty", "zip", "no text", "picture", "deep"],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    assert reason in refusal(rich_text.parts, content)


def test_a_file_beyond_the_limit_is_refused() -> None:
    content = bytes(LIMITS.file_bytes + 1)
    assert "larger than 64,000,000 bytes" in refusal(rich_text.parts, content)
