"""Documents of Word."""

from collections.abc import Mapping

import pytest
from document_tools import blocks, only_part, read, refusal, zipped

from rag.ingest.formats.documents import word_document
from rag.ingest.formats.parts import Part

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships><Relationship Type="http://x/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}">'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>'
)


def document(body: str, extra: Mapping[str, str] | None = None, word: str = WORD) -> bytes:
    markup = (
        f'<w:document xmlns:w="{word}" xmlns:mc="urn:mc" xmlns:m="urn:m"><w:body>{body}</w:body>'
        "</w:document>"
    )
    members = {"_rels/.rels": RELATIONS, "word/document.xml": markup, "word/styles.xml": STYLES}
    return zipped(members | dict(extra or {}))


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def core(title: str = "", creator: str = "") -> dict[str, str]:
    return {
        "docProps/core.xml": f"<p><title>{title}</title><creator>{creator}</creator>"
        "<created>2019-05-03T10:00:00Z</created></p>"
    }


def part_of(body: str, extra: Mapping[str, str] | None = None) -> Part:
    return only_part(word_document.parts, document(body, extra))


def test_styles_of_any_language_say_what_paragraphs_are() -> None:
    part = part_of(p("Dam opens", "Titel") + p("Why", "berschrift1") + p("So.", "Zitat") + p("End"))
    assert blocks(part) == [
        ("title", "Dam opens"),
        ("heading", "Why"),
        ("quote", "So."),
        ("paragraph", "End"),
    ]
    assert part.known["title"].value == "Dam opens"
    assert part.known["title"].printed


def test_the_first_heading_is_the_title_where_no_paragraph_has_that_style() -> None:
    part = part_of(p("3 May 2019") + p("Dam opens", "berschrift1") + p("Why", "berschrift1"))
    assert [kind for kind, _ in blocks(part)] == ["paragraph", "title", "heading"]


def test_a_heading_far_below_is_no_title() -> None:
    part = part_of("".join(p(f"Line {n}") for n in range(9)) + p("Sources", "berschrift1"))
    assert "title" not in dict(blocks(part))
    assert "title" not in part.known


def test_the_title_of_the_properties_marks_the_paragraph_that_prints_it() -> None:
    part = part_of(p("Dam  opens") + p("The dam opened."), core(title="Dam opens"))
    assert blocks(part)[0] == ("title", "Dam  opens")


def test_facts_of_the_properties() -> None:
    part = part_of(p("The dam opened."), core("Dam opens", "Anna Berg"))
    assert {name: (fact.value, fact.printed) for name, fact in part.known.items()} == {
        "title": ("Dam opens", False),
        "author": ("Anna Berg", False),
    }


@pytest.mark.parametrize(
    "creator", ["user", "Windows User", "python-docx", "jsmith", "HP 15", "a@b.org me", ""]
)
def test_accounts_and_programs_are_no_authors(creator: str) -> None:
    part = part_of(p("Text"), core("Microsoft Word - dam.doc", creator))
    assert part.known == {}


def test_tables_are_read_in_their_place() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>"

    rows = f"<w:tbl><w:tr>{cell('Oslo')}{cell('12')}</w:tr><w:tr>{cell('One', 'Two')}"
    nested = f"<w:tc><w:tbl><w:tr>{cell('Three')}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    part = part_of(p("Before") + rows + nested + p("After"))
    assert blocks(part) == [
        ("paragraph", "Before"),
        ("row", "Oslo\t12"),
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("paragraph", "Three"),
        ("paragraph", "After"),
    ]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:del><w:r><w:delText>not </w:delText></w:r></w:del>", "He did it"),
        ("<w:del><w:r><w:t>not </w:t></w:r></w:del>", "He did it"),
        ("<w:moveFrom><w:r><w:t>not </w:t></w:r></w:moveFrom>", "He did it"),
        ("<w:ins><w:r><w:t>not </w:t></w:r></w:ins>", "He did not it"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>not </w:t></w:r>", "He did it"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>not </w:t></w:r>', "He did not it"),
        ("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>", "He did it"),
        ("<w:hyperlink><w:r><w:t>not </w:t></w:r></w:hyperlink>", "He did not it"),
        ("<w:r><w:noBreakHyphen/></w:r>", "He did \u2011it"),
        ("<w:r><w:br/></w:r>", "He did\nit"),
        ("<w:r><w:tab/></w:r>", "He did \tit"),
        ("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>", "He did it"),
    ],
)
def test_only_what_a_reader_sees_is_read(run: str, text: str) -> None:
    tabs = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    first, last = "<w:r><w:t>He did </w:t></w:r>", "<w:r><w:t>it</w:t></w:r>"
    assert part_of(f"<w:p>{tabs}{first}{run}{last}</w:p>").text == text


def test_what_is_left_out_is_noted_once() -> None:
    note = '<w:p><w:r><w:t>A</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    part = part_of(note * 2 + "<w:p><w:ins><w:r><w:t>B</w:t></w:r></w:ins></w:p>")
    assert part.notes == ("footnotes are left out", "read with its tracked changes accepted")


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    run = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    part = part_of(f"<w:p><w:r><w:t>Around </w:t>{run}<w:t>it</w:t></w:r></w:p>")
    assert part.text == "In the box\n\nAround it"


def test_items_of_a_list_and_the_table_of_contents() -> None:
    item = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>First</w:t></w:r></w:p>"
    assert blocks(part_of(p("Dam opens ... 3", "Verzeichnis1") + item)) == [("item", "First")]


def test_the_strict_edition_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert only_part(word_document.parts, document(p("Text"), word=strict)).text == "Text"


def test_an_export_of_nexis_gives_its_articles() -> None:
    lines = []
    for number in (1, 2):
        lines += [f"Headline {number}", "The Gazette", f"May {number}, 2019 Friday"]
        lines += ["Length: 30 words", "Body", f"The dam number {number} opened on Friday."]
        lines += ["Load-Date: May 5, 2019", "End of Document"]
    found = read(word_document.parts, document("".join(map(p, lines))))
    assert [item.key for item in found] == ["1", "2"]
    for number, part in enumerate(found, 1):
        assert isinstance(part, Part)
        assert f"number {number}" in part.text
        assert f"number {3 - number}" not in part.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 text}", "not a zip file"),
        (zipped({"a.txt": "text"}), "not a Word document"),
        (document("", word="urn:spreadsheet"), "not a Word document"),
        (document("<w:p/>"), "no text"),
        (zipped({"_rels/.rels": "<Relationships/>"}), "not a Word document"),
        (zipped({"_rels/.rels": RELATIONS}), "no member word/document.xml"),
        (document("", {"word/document.xml": "<w:document"}), "no readable XML"),
        (document("", {"word/document.xml": '<!DOCTYPE a [<!ENTITY e "x">]><a/>'}), "entities"),
        (document("", {"word/document.xml": " " * 9_000_000}), "times smaller"),
    ],
    ids=["rtf", "zip", "sheet", "empty", "no relation", "missing", "broken", "entities", "bomb"],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    assert reason in refusal(word_document.parts, content)


def test_properties_too_long_for_a_name_are_no_facts() -> None:
    assert part_of(p("Text"), core("Dam " * 200, "Anna Berg " * 200)).known == {}
