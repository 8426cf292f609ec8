"""Dates, paragraphs and markup, as several readers need them."""

import io

import pytest
from lxml import etree

from rag.ingest.formats import source_text
from rag.ingest.formats.parts import BlockKind, PartBuilder
from rag.ingest.formats.source_text import iso_date, markup_blocks, markup_tree, paragraphs


def blocks(page: str) -> list[tuple[str, str]]:
    tree = markup_tree(page.encode())
    assert tree is not None
    return [(text, str(kind)) for text, kind in markup_blocks(tree)]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T23:30:00Z", "2021-05-03T23:30:00Z"),
        ("20210503T233000+0300", "2021-05-03T23:30:00+03:00"),
        ("Mon, 3 May 2021 23:30:00 -0500", "2021-05-03T23:30:00-05:00"),
        ("3 May 2021 23:30 EST", "2021-05-03T23:30:00-05:00"),
        ("May 3, 2021 10:00", "2021-05-03"),
        ("2021-13-03", None),
        ("2021", None),
        ("03/04/2021", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_dates_keep_their_zone(stated: str, day: str | None) -> None:
    assert iso_date(stated) == day


def test_blank_lines_part_paragraphs() -> None:
    assert list(paragraphs("\r\na\r\nb\r \n\n c \n")) == ["a\nb", " c "]


def test_markup_is_read_as_it_is_seen() -> None:
    page = (
        "<head><title>t</title></head><body>lead <b>in</b><script>x</script><p>One<!-- c --> two"
        "<br>three</p>tail<ul><li>item <a href=x>link</a></li></ul><h2>Head</h2>"
        "<blockquote>said<p>more</p></blockquote><p style='DISPLAY: none'>no</p>after &amp; all"
    )
    assert blocks(page) == [
        ("lead in", "paragraph"),
        ("One two\nthree", "paragraph"),
        ("tail", "paragraph"),
        ("item link", "item"),
        ("Head", "heading"),
        ("said", "quote"),
        ("more", "quote"),
        ("after & all", "paragraph"),
    ]


def test_cells_of_a_row_are_parted_by_tabs_unless_blocks_are_in_them() -> None:
    page = (
        "<table><thead><tr><th colspan=2>Costs</th></tr></thead>\n<tr> <th>Year</th> <th>Cost</th>"
        " </tr>\n<tr>\n<td>2021</td>\n<td>4 <b>million</b></td>\n</tr></table>"
        "<table><tr><td><p>Left</p></td><td>Right</td></tr><tr><td>Alone</td></tr></table>"
    )
    assert blocks(page) == [
        ("Costs", "row"),
        ("Year\tCost", "row"),
        ("2021\t4 million", "row"),
        ("Left", "paragraph"),
        ("Right", "paragraph"),
        ("Alone", "paragraph"),
    ]


def test_text_of_a_figure_is_its_caption() -> None:
    page = (
        "<figure><div>Photo: Ann Lee</div><figcaption>The dam</figcaption></figure><p>It opens.</p>"
    )
    assert blocks(page) == [
        ("Photo: Ann Lee", "caption"),
        ("The dam", "caption"),
        ("It opens.", "paragraph"),
    ]
    assert blocks("<figure><blockquote>So.</blockquote></figure>") == [("So.", "quote")]


def test_furniture_keeps_its_kind_inside() -> None:
    tree = markup_tree(b"<div><p>a</p><span class=f>b<h1>c</h1></span>d</div>")
    assert tree is not None
    found = list(markup_blocks(tree, lambda element: element.get("class") == "f"))
    assert [(text, str(kind)) for text, kind in found] == [
        ("a", "paragraph"),
        ("b", "furniture"),
        ("c", "furniture"),
        ("d", "paragraph"),
    ]


def test_large_and_empty_markup_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert markup_tree(b"") is None
    assert markup_tree(b"<p>" * 200_000) is None
    assert list(markup_blocks(etree.fromstring("<p/>"))) == []
    monkeypatch.setattr(source_text, "LIMITS", type("Small", (), {"page_bytes": 3, "elements": 9}))
    assert markup_tree(b"<p>a</p>") is None


def test_deep_markup_is_read() -> None:
    assert markup_tree(b"<div>" * 50_000 + b"x") is not None


def test_a_title_is_there_once() -> None:
    builder = PartBuilder()
    source_text.add_body(
        builder, "A  title", "here", [("A title", BlockKind.HEADING), ("Text.", BlockKind.ITEM)]
    )
    assert builder.part().text == "A title\n\nText."


def test_files_are_read_within_bounds() -> None:
    assert source_text.content_within(io.BytesIO(b"abc"), 3) == b"abc"
    assert source_text.content_within(io.BytesIO(b"abc"), 2) is None
    assert source_text.storable("a\ud800b") == "a\ufffdb"


def test_entities_of_html_are_spelt_out_unless_the_file_declares_its_own() -> None:
    assert source_text.spelt_out(b"&eacute; &nbsp; &amp; &lt; &other; &#9;") == (
        b"&#233; &#160; &amp; &lt; &other; &#9;"
    )
    assert source_text.spelt_out(b"<!ENTITY % n SYSTEM 'n'>&eacute;").endswith(b"&#233;")
    own = b"<!ENTITY eacute 'e'>&eacute;"
    assert source_text.spelt_out(own) == own
