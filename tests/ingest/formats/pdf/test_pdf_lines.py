import pypdfium2
import pytest
from pdf_tools import At, column, pdf

from rag.ingest.formats.pdf.pdf_lines import HYPHEN, PdfLine, PdfPageText, page_text


def first_page(content: bytes) -> PdfPageText:
    with pypdfium2.PdfDocument(content) as document:
        return page_text(document[0], 0)


def lines(*items: At) -> list[PdfLine]:
    return first_page(pdf(list(items))).lines


def test_lines_have_the_boxes_of_their_characters() -> None:
    first, second = lines(At(50, 700, "Grain deal", size=20), At(60, 500, "collapses"))
    assert (first.text, second.text) == ("Grain deal", "collapses")
    assert first.left == pytest.approx(50)
    assert second.left == pytest.approx(60)
    assert 690 < first.bottom < 700
    assert first.height == pytest.approx(2 * second.height)
    assert first.right == pytest.approx(50 + 20 * 4.613)


def test_a_divided_word_ends_its_line_with_the_mark() -> None:
    first, second = lines(*column(50, 700, "the govern-", "ment said"))
    assert (first.text, second.text) == ("the govern" + HYPHEN, "ment said")
    assert second.bottom < first.bottom


def test_margins_fonts_and_recognised_text_are_marked() -> None:
    head, bold, hidden = lines(
        At(50, 820, "Head"), At(50, 500, "Bold", font="F2"), At(50, 400, "Hidden", mode=3)
    )
    assert [line.edge for line in (head, bold, hidden)] == [True, False, False]
    assert [line.bold for line in (head, bold, hidden)] == [False, True, False]
    assert [line.recognised for line in (head, bold, hidden)] == [False, False, True]


def test_a_wide_gap_is_found_and_that_after_a_bullet_is_not() -> None:
    row, item = lines(
        At(50, 700, "Wheat"), At(200, 700, "12.5"), At(50, 600, "•"), At(90, 600, "Ships wait")
    )
    assert [row.text[gap.index :].strip() for gap in row.gaps] == ["12.5"]
    assert row.gaps[0].right == pytest.approx(200)
    assert item.text == "• Ships wait"
    assert item.gaps == ()


def test_lines_of_columns_that_overlap_in_height_are_cut() -> None:
    items = [At(x, 700 - 12 * n - d, f"{x} {n}") for n in range(3) for x, d in ((50, 0), (300, 5))]
    assert [line.text for line in lines(*items)] == [item.text for item in items]


def test_unknown_characters_are_counted() -> None:
    found = first_page(pdf([At(50, 700, "ab\x01\x04")]))
    assert (found.characters, found.unknown) == (4, 2)
    assert [line.text for line in found.lines] == ["ab"]


def test_an_empty_page_is_blank() -> None:
    found = first_page(pdf([]))
    assert found.blank
    assert found.lines == []


def test_boxes_are_right_after_characters_that_pdfium_drops() -> None:
    whole, other = lines(At(50, 700, "Grain\x03\x03\x03"), At(50, 400, "Wheat"))
    assert (whole.text, other.text) == ("Grain", "Wheat")
    assert other.bottom < 400 < whole.bottom
    assert other.right > other.left + 20
