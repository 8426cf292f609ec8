import lxml.html
import pytest

from rag.ingest.formats.parts import BlockKind, Refused
from rag.ingest.formats.web import page_tree


def seen(markup: str) -> list[page_tree.SeenBlock]:
    root = page_tree.parsed(f"<html><body>{markup}</body></html>")
    assert not isinstance(root, Refused)
    return page_tree.blocks(root)


def reason(markup: str) -> str:
    refused = page_tree.parsed(markup)
    assert isinstance(refused, Refused)
    return refused.reason


META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("content", "charset", "text", "note"),
    [
        pytest.param("é".encode(), None, "é", None, id="UTF-8"),
        pytest.param("\ufffd".encode(), None, "\ufffd", None, id="damaged before"),
        pytest.param(b"\xef\xbb\xbf\xc3\xa9", None, "é", None, id="mark"),
        pytest.param(b"\xff\xfe\xe9\x00", None, "é", None, id="UTF-16"),
        pytest.param("<html>é".encode("utf-16-le"), None, "<html>é", "read as UTF-16", id="zeros"),
        pytest.param("ś".encode("cp1250"), "windows-1250", "ś", None, id="server"),
        pytest.param(b"\x93a\x94", "iso-8859-1", "“a”", None, id="as browsers read Latin-1"),
        pytest.param(b"\x93a\x94", None, "“a”", "read as Windows-1252", id="guess"),
        pytest.param(b"\x93a\x94", "zip", "“a”", "read as Windows-1252", id="no encoding"),
        pytest.param(b"\x93a\x94", "punycode", "“a”", "read as Windows-1252", id="slow encoding"),
        pytest.param(
            "é".encode(), "iso-8859-1", "é", "declared as cp1252, read as UTF-8", id="mistaken"
        ),
        pytest.param(
            "é".encode() * 30 + b"\x93", None, "é" * 30 + "\ufffd",
            "a few characters are damaged", id="damaged",
        ),
    ],
)  # fmt: skip
def test_decoded(content: bytes, charset: str | None, text: str, note: str | None) -> None:
    assert page_tree.decoded(content, charset) == (text, note)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_encoding_that_the_page_declares_comes_before_that_of_the_server(head: str) -> None:
    text, note = page_tree.decoded(head.encode() + "мэр".encode("cp1251"), "utf-8")
    assert text.endswith("мэр")
    assert note is None


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        pytest.param("no tag", "not a web page", id="text"),
        pytest.param("<i>x</i>" * 50_001, "50,000 elements", id="elements"),
        pytest.param("<p>x" + "<!---->" * 50_001, "50,000 elements", id="comments"),
        pytest.param("<table><tr>" + "<td>x" * 20_001, "20,000 elements within one", id="cells"),
        pytest.param("<p>x" + "<!---->" * 20_001, "20,000 elements within one", id="many comments"),
        pytest.param("<p " + "a=1 " * 257 + ">x", "attributes", id="attributes"),
        pytest.param("<!--><p " + "a " * 257 + ">x", "attributes", id="behind an empty comment"),
        pytest.param("<p " * 9000, "attributes", id="never closed"),
        pytest.param("<div>" * 3000 + "x", "nested", id="depth"),
    ],
)
def test_excess_is_refused_before_it_costs_time(markup: str, words: str) -> None:
    assert words in reason(markup)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<p title='" + "a=1 " * 900 + "'>Text", id="long value"),
        pytest.param('<p a = "' + "a>1 " * 900 + "\" b='\"'>Text", id="spaces around the value"),
        pytest.param('<p "a"b=">" c>Text', id="stray quotation marks"),
        pytest.param(("<table><tr>" + "<td>x" * 10_000 + "</table>") * 3 + "Text", id="tables"),
        pytest.param("<script>" + "if(a<b){c = 'd'} " * 900 + "</script>Text", id="script"),
        pytest.param("<!-- " + "<p a=1 " * 900 + "-->Text", id="comment"),
        pytest.param('<p class="a"">' + "some words " * 900 + '"<p>Text', id="stray quote"),
    ],
)
def test_what_only_looks_like_excess_is_read(markup: str) -> None:
    assert seen(markup)[-1].text.endswith("Text") or "some words" in seen(markup)[0].text


def test_blocks_are_parted_and_joined_as_browsers_show_them() -> None:
    markup = (
        "<div>One <b>bo</b>ld\n  line<br>two<p>Three</p>four<br><br>five</div>"
        "<pre>a\n  b</pre><script>no</script><!-- no -->"
    )
    assert [block.text for block in seen(markup)] == [
        "One bold line\ntwo", "Three", "four", "five", "a\nb"
    ]  # fmt: skip


def test_kind_is_that_of_the_innermost_element_that_has_one() -> None:
    kinds = {block.text: block.kind for block in seen(
        "<h2>Head</h2><ul><li><p>Item</p></li></ul><blockquote><p>Quote</p></blockquote>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td><p>Cell</p></td></tr></table>"
        "<figure><img><figcaption>Caption</figcaption></figure>Plain"
    )}  # fmt: skip
    assert kinds == {
        "Head": BlockKind.HEADING, "Item": BlockKind.ITEM, "Quote": BlockKind.QUOTE,
        "a\tb": BlockKind.ROW, "Cell": BlockKind.PARAGRAPH, "Caption": BlockKind.CAPTION,
        "Plain": BlockKind.PARAGRAPH,
    }  # fmt: skip


def test_blocks_know_classes_times_and_what_lies_beside() -> None:
    date, related = seen(
        "<div class='Meta'><span itemprop='datePublished'><time datetime='2021-11-03'>3 May</time>"
        "</span></div><aside><p>Related</p></aside>"
    )
    assert date.time == "2021-11-03"
    assert date.hints == "meta datepublished"
    assert not date.beside
    assert related.beside


def test_hints_are_bounded() -> None:
    """Each block has those of the elements around it: without a bound, their product."""
    (block,) = seen(f"<div class='{'c' * 99_999}'><p class='{'d' * 99_999}'>Text</p></div>")
    assert len(block.hints) < 4 * page_tree.HINTS


def test_hidden_elements_are_dropped_unless_they_are_the_page() -> None:
    assert [block.text for block in seen("<p hidden>no</p><p>Long enough</p>")] == ["Long enough"]
    assert [b.text for b in seen("<div style='display:none'><p>All</p></div>x")] == ["All", "x"]


def test_blocks_of_an_extracted_body() -> None:
    body = lxml.html.fragment_fromstring(
        "<div><quote><p>Quote</p></quote><row><cell>a</cell><cell>b</cell></row>"
        "<p>one<lb></lb>two<hi>!</hi></p></div>"
    )
    assert [(block.text, block.kind) for block in page_tree.blocks(body)] == [
        ("Quote", "quote"), ("a\tb", "row"), ("one\ntwo!", "paragraph")
    ]  # fmt: skip
