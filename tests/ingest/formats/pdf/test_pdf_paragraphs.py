from dataclasses import replace

import pytest

from rag.ingest.formats.pdf.pdf_lines import HYPHEN, LineGap, PdfLine
from rag.ingest.formats.pdf.pdf_paragraphs import (
    HyphenJoiner,
    ParagraphFinder,
    PdfParagraph,
    divided,
    in_reading_order,
    printed_by_browser,
    split_running_heads,
)


def line(text: str, left: float, bottom: float, width: float = 20) -> PdfLine:
    return PdfLine(text=text, page=0, left=left, right=left + width, bottom=bottom, height=10)


def test_many_lines_in_disorder_take_time_in_proportion() -> None:
    scattered = [line("a", n * 37 % 5000, n * 91 % 700) for n in range(8_000)]
    ordered = in_reading_order(scattered)
    assert len(ordered) == len(scattered)
    assert ParagraphFinder(ordered).paragraphs()


def test_one_paragraph_of_many_lines_is_joined_without_copies() -> None:
    lines = [line("govern-", 0, 1.0) for _ in range(20_000)]
    text, pages = HyphenJoiner(lines).text(PdfParagraph(tuple(lines)))
    assert text.count("govern") == len(lines)
    assert pages == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("govern" + HYPHEN, "Ment", True),
        ("govern-", "ment", True),
        ("govern-", "Ment", False),
        ("govern", "ment", False),
    ],
)
def test_divided(before: str, after: str, expected: bool) -> None:
    assert divided(before, after) is expected


def test_a_line_in_the_text_is_no_running_head_though_pages_repeat_it() -> None:
    lines = [replace(line("Yes", 0, 400), page=page) for page in range(3)]
    assert split_running_heads(lines) == (lines, [])
    edges = [replace(item, edge=True) for item in lines]
    assert split_running_heads(edges) == ([], edges)


def test_a_margin_line_of_another_place_or_size_is_no_running_head() -> None:
    first = replace(line("Yes", 0, 800), edge=True)
    others = [replace(first, page=1, bottom=760.0), replace(first, page=2, height=14.0)]
    assert split_running_heads([first, *others]) == ([first, *others], [])


@pytest.mark.parametrize("text", ["7", "Page 7 of 9", "- 7 -", "xiv", "7/9"])
def test_page_numbers(text: str) -> None:
    numbers = [replace(line(text, 0, 20), edge=True)]
    assert split_running_heads(numbers) == ([], numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/29/24, 4:03 PM Grain deal", True),
        ("https://gazette.test/grain 2/2", True),
        ("3/5/2021", False),
        ("See https://gazette.test/grain", False),
    ],
)
def test_printed_by_browser(text: str, expected: bool) -> None:
    assert printed_by_browser(line(text, 0, 800)) is expected


def test_a_single_wide_gap_parts_nothing() -> None:
    gap = LineGap(index=7, left=60.0, right=200.0)
    lines = [replace(line("By Lund 3 May 2021", 0, 500, 300), gaps=(gap,)), line("a", 0, 400)]
    assert in_reading_order(lines) == lines
