import ctypes
import io
import json
import warnings
from dataclasses import replace
from itertools import pairwise

import pytest
from pdf_tools import PICTURE, At, Page, column, pdf

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, Refused, from_json, to_json
from rag.ingest.formats.pdf import pdf_file
from rag.ingest.formats.pdf.pdf_lines import PdfiumPage, PdfPageText, page_text
from rag.ingest.formats.registry import parts_of


def read(content: bytes, name: str = "a.pdf") -> Part:
    (item,) = pdf_file.parts(io.BytesIO(content), name)
    assert isinstance(item, Part), item
    assert from_json_line(item) == item
    return item


def from_json_line(item: Part) -> Part | Refused:
    return from_json(json.loads(to_json(item)))


def refused(content: bytes) -> str:
    (item,) = pdf_file.parts(io.BytesIO(content), "a.pdf")
    assert isinstance(item, Refused), item
    return item.reason


def blocks(part: Part) -> list[tuple[str, str]]:
    return [(b.kind.value, part.text[b.span.start : b.span.end]) for b in part.blocks]


def texts(part: Part) -> list[str]:
    return [text for _, text in blocks(part)]


FULL = "The agreement that allowed ships to carry grain collapsed on Monday and"
LAST = "nobody could say why."
STORY = column(50, 700, FULL, FULL, LAST)

# --- paragraphs -----------------------------------------------------------------------------------


def test_lines_join_into_paragraphs_that_white_space_parts() -> None:
    part = read(pdf([*STORY, *column(50, 652, FULL, LAST)]))
    assert texts(part) == [f"{FULL} {FULL} {LAST}", f"{FULL} {LAST}"]
    assert part.key == ""


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [At(50, 700, FULL), At(50, 688, LAST), At(62, 676, FULL[:-4]), At(50, 664, LAST)]
    assert texts(read(pdf(lines))) == [f"{FULL} {LAST}", f"{FULL[:-4]} {LAST}"]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    assert texts(read(pdf(column(50, 700, FULL, LAST, FULL, LAST)))) == [f"{FULL} {LAST}"] * 2


def test_a_quotation_set_in_is_one_paragraph() -> None:
    inner = FULL[:60] + "."
    lines = [*column(50, 700, FULL, LAST), *column(70, 676, inner, inner, inner)]
    assert texts(read(pdf(lines)))[-1] == f"{inner} {inner} {inner}"


def test_a_bold_line_above_a_paragraph_is_its_heading() -> None:
    lines = [*STORY, At(50, 664, "What comes next", font="F2"), *column(50, 652, FULL, LAST)]
    assert blocks(read(pdf(lines)))[1:] == [
        ("heading", "What comes next"),
        ("paragraph", f"{FULL} {LAST}"),
    ]


def test_items_keep_the_bullet_that_is_printed() -> None:
    lines = [*STORY, At(50, 664, "•  Ships wait"), At(50, 652, "•  Ports are shut")]
    assert [kind for kind, _ in blocks(read(pdf(lines)))] == ["paragraph", "item", "item"]


def test_rows_of_a_table_stay_apart() -> None:
    rows = [
        item
        for n, (name, price) in enumerate([("Wheat", "12.5"), ("Maize", "9.5"), ("Rye", "7")])
        for item in (At(50, 640 - 12 * n, name), At(300, 640 - 12 * n, price))
    ]
    expected = [("row", "Wheat 12.5"), ("row", "Maize 9.5"), ("row", "Rye 7")]
    assert blocks(read(pdf([*STORY, *rows])))[1:] == expected


# --- hyphens --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("the govern-", "ment said so", "government"),
        ("the Anglo-", "American treaty", "Anglo-American"),
        ("the US-", "led forces", "US-led"),
        ("of COVID-", "19 they knew", "COVID-19"),
        ("a 19-", "year term", "19-year"),
        ("its self-", "control was lost", "self-control"),
        ("the ex-", "minister said so", "ex-minister"),  # elsewhere written so
        ("the minister -", "said so", "minister - said"),
    ],
    ids=lambda value: value.replace(" ", "_"),
)
def test_words_divided_at_line_ends(before: str, after: str, word: str) -> None:
    first = FULL[: len(FULL) - len(before)] + " " + before
    part = read(
        pdf(column(50, 700, "The ex-minister of grain was asked about the ships.", first, after))
    )
    assert word in part.text
    assert "\ufffe" not in part.text
    joined = "words divided at the ends of lines are joined" in part.notes
    assert joined == (word == "government")


def test_a_hyphen_at_the_end_of_the_text_is_kept() -> None:
    assert texts(read(pdf(column(50, 700, FULL, "and so on-"))))[0].endswith("so on-")


def test_a_word_divided_between_pages_is_joined_and_the_page_begins_within_it() -> None:
    first = [*STORY, At(50, 120, FULL + " the govern-")]
    part = read(pdf(first, column(50, 700, "ment said so.")))
    assert "the government said so." in part.text
    assert part.text[part.pages[1] :].startswith("ment said so.")


# --- pages, columns, running heads ----------------------------------------------------------------


def test_pages_begin_at_their_first_character() -> None:
    first, second = column(50, 160, FULL, FULL), column(50, 700, "a third time.")
    part = read(pdf(first, second, [], column(50, 700, "New Page.", FULL), []))
    starts = [part.text[start:][:9] for start in part.pages]
    assert starts == ["The agree", "a third t", "New Page.", "New Page."]


def words(count: int, name: str) -> list[str]:
    return [f"{name} line number {n} of a column" for n in range(count)]


@pytest.mark.parametrize("shift", [0, 5], ids=["same baseline", "shifted"])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_drawn_row_by_row_are_read_one_after_the_other(columns: int, shift: int) -> None:
    names = ["left", "middle", "right"][:columns]
    page = [
        At(30 + 185 * n, 700 - 12 * row - shift * n, line)
        for row in range(8)
        for n, line in enumerate(words(8, name)[row] for name in names)
    ]
    page.insert(0, At(30, 740, FULL + " and it ran over the whole width of the page"))
    text = read(pdf(page)).text
    found = [text.index(line) for name in names for line in words(8, name)]
    assert found == sorted(found)


def test_columns_drawn_one_after_the_other_stay_in_order() -> None:
    left, right = column(50, 700, *words(8, "left")), column(310, 700, *words(8, "right"))
    assert texts(read(pdf(left + right))) == [" ".join(words(8, "left") + words(8, "right"))]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [At(50, 800, f"The Gazette {n}"), *column(50, 700, FULL, LAST), At(290, 30, str(n))]
        for n in range(1, 4)
    ]
    part = read(pdf(*pages))
    assert "Gazette" not in part.text
    assert set(texts(part)) == {f"{FULL} {LAST}"}
    assert "running heads and page numbers left out" in part.notes


def test_a_headline_that_is_the_running_head_later_is_kept() -> None:
    pages = [
        [At(50, 800, "Grain deal collapses as ships wait", size=24), *STORY],
        [At(50, 800, "Grain deal collapses as ships wait", size=8), *STORY],
        [At(50, 800, "Grain deal collapses as ships wait", size=8), *STORY],
    ]
    part = read(pdf(*pages))
    assert part.text.count("Grain deal") == 1
    assert blocks(part)[0][0] == "title"


def test_the_day_in_a_running_head_is_furniture_once() -> None:
    pages = [[At(50, 800, "The Gazette, 4 May 2021"), *STORY] for _ in range(2)]
    assert blocks(read(pdf(*pages)))[0] == ("furniture", "The Gazette, 4 May 2021")
    assert read(pdf(*pages)).text.count("2021") == 1


def test_the_day_on_which_a_browser_printed_is_no_text() -> None:
    lines = [At(30, 825, "11/29/24, 4:03 PM"), *STORY, At(30, 15, "https://gazette.test/grain 1/1")]
    assert texts(read(pdf(lines))) == [f"{FULL} {FULL} {LAST}"]


def _turned_place(item: At, turned: int) -> tuple[float, float]:
    """Where a line must be drawn to be at its place once the page is turned."""
    return {
        0: (item.x, item.y),
        90: (842 - item.y, item.x),
        180: (595 - item.x, 842 - item.y),
        270: (item.y, 595 - item.x),
    }[turned]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_read_like_upright_ones(turned: int) -> None:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turned]
    displayed = [*STORY, *column(50, 652, FULL, LAST)]
    lines = [At(*_turned_place(item, turned), item.text, matrix=matrix) for item in displayed]
    part = read(pdf(lines, turned=turned))
    assert texts(part) == [f"{FULL} {FULL} {LAST}", f"{FULL} {LAST}"]


def test_text_off_the_page_and_sideways_is_left_out() -> None:
    lines = [*STORY, At(-300, 600, "Not seen"), At(20, 200, "arXiv:1234.5678", matrix="0 1 -1 0")]
    part = read(pdf(lines))
    assert texts(part) == [f"{FULL} {FULL} {LAST}"]
    assert part.notes == ("text set sideways left out",)


# --- headline, byline, date -----------------------------------------------------------------------


def test_head_of_an_article() -> None:
    lines = [
        At(50, 800, "The Gazette", size=30),
        At(50, 760, "Grain deal collapses as ships wait in the", size=20),
        At(50, 736, "Black Sea for a third week", size=20),
        At(50, 718, "By Kari Lund"),
        At(50, 706, "Updated 3 May 2021, 10:15 GMT"),
        *column(50, 694, FULL, LAST),
    ]
    part = read(pdf(lines))
    assert blocks(part)[1:] == [
        ("title", "Grain deal collapses as ships wait in the Black Sea for a third week"),
        ("byline", "By Kari Lund"),
        ("date", "Updated 3 May 2021, 10:15 GMT"),
        ("paragraph", f"{FULL} {LAST}"),
    ]
    assert part.known["title"].printed
    assert "published" not in part.known


def test_a_headline_drawn_last_is_read_first() -> None:
    part = read(pdf([*STORY, At(50, 760, "Grain deal collapses as ships wait", size=20)]))
    assert blocks(part)[0] == ("title", "Grain deal collapses as ships wait")


def test_a_sentence_that_names_a_day_is_no_date_line() -> None:
    part = read(pdf(column(50, 700, "The deal of 3 May 2021 collapsed.", FULL, LAST)))
    assert {kind for kind, _ in blocks(part)} == {"paragraph"}


def test_a_name_of_one_word_is_no_headline() -> None:
    part = read(pdf([At(50, 760, "Gazette", size=30), *STORY]))
    assert "title" not in part.known
    assert BlockKind.TITLE not in {block.kind for block in part.blocks}


def test_the_headline_that_the_file_is_called_by_wins() -> None:
    lines = [
        At(50, 800, "The Daily Gazette of the North", size=30),
        At(50, 760, "Ships wait again", size=14),
        *STORY,
    ]
    part = read(pdf(lines, info={"Title": "Ships wait again - The Daily Gazette"}))
    assert part.known["title"].value == "Ships wait again"


# --- metadata -------------------------------------------------------------------------------------


def test_metadata_become_facts_and_the_day_of_the_file_a_note() -> None:
    info = {"Title": "Grain deal", "Author": "Kari Lund", "CreationDate": "D:20210503101112+02"}
    part = read(pdf(STORY, info=info))
    assert {name: (f.value, f.evidence, f.printed) for name, f in part.known.items()} == {
        "title": ("Grain deal", "PDF Title", False),
        "author": ("Kari Lund", "PDF Author", False),
    }
    assert part.notes == ("PDF made on 2021-05-03",)


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - grain.doc", "grain_final.docx", "untitled", "https://gazette.test/x"],
)
def test_names_of_files_and_accounts_are_no_facts(title: str) -> None:
    assert not read(pdf(STORY, info={"Title": title, "Author": "klund"})).known


# --- pages without text ---------------------------------------------------------------------------


def test_pages_without_text_layer_are_named() -> None:
    pages: list[Page] = [STORY, [], STORY, [], [], []]
    part = read(pdf(*pages, drawing=PICTURE))
    assert part.notes == ("pages 2 and 4 to 6 have no text layer",)


def test_recognised_text_is_marked() -> None:
    part = read(pdf(STORY, [item._replace(mode=3) for item in STORY]))
    assert part.notes == ("page 2: words recognised in pictures, which may be misread",)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html>no</html>", "not a PDF"),
        (b"%PDF-1.4 and nothing", "broken"),
        (pdf(STORY)[:300], "broken"),
        (pdf([], drawing=PICTURE), "no text layer"),
        (pdf([], []), "blank"),
        (pdf([At(290, 30, "1")], [At(290, 30, "2")]), "no text but page numbers"),
        (pdf([At(50, 700, "\x01\x02\x03\x04")]), "text"),
    ],
    ids=["empty", "web page", "header only", "cut off", "scan", "blank", "numbers", "no glyphs"],
)
def test_refused(content: bytes, reason: str) -> None:
    assert reason in refused(content)


def test_a_password_is_named() -> None:
    encrypted = (
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <"
        b"" + b"42" * 32 + b"> >> /ID [<00> <00>]"
    )
    assert "password" in refused(pdf(STORY, trailer=encrypted))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"pdf_bytes": 500}, "MB"),
        ({"pdf_pages": 1}, "2 pages"),
        ({"article_characters": 100}, "100"),
    ],
    ids=["bytes", "pages", "characters"],
)
def test_beyond_the_limits(
    limits: dict[str, int], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_file, "LIMITS", replace(LIMITS, **limits))
    assert reason in refused(pdf(STORY, STORY))


@pytest.mark.parametrize("count", [2_000_000_000, 4_000, -1])
def test_a_false_count_of_pages_does_no_harm(count: int) -> None:
    (item,) = pdf_file.parts(io.BytesIO(pdf(STORY, count=count)), "a.pdf")
    assert isinstance(item, Refused) or "agreement" in item.text


def test_a_file_without_its_end_is_noted() -> None:
    content = pdf(STORY)
    part = read(content[: content.rindex(b"startxref")])
    assert part.notes == ("the file has no end; pages may be missing",)


def test_control_characters_are_dropped() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        part = read(pdf(column(50, 700, FULL + "\x01\x02", LAST)))
    assert not set(map(chr, range(32))) & set(part.text)


def test_the_registry_knows_the_suffix() -> None:
    (item,) = parts_of(io.BytesIO(pdf(STORY)), "Report.PDF")
    assert isinstance(item, Part)


def test_no_letter_is_lost_or_gained_between_lines_and_paragraphs() -> None:
    lines = [*words(9, "left"), FULL, LAST]
    part = read(pdf(column(50, 700, *lines)))
    assert part.text.split() == " ".join(lines).split()
    assert all(a.span.end + 2 == b.span.start for a, b in pairwise(part.blocks))


@pytest.mark.parametrize("error", [RecursionError(), ctypes.ArgumentError()])
def test_page_for_which_the_library_fails_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(page: PdfiumPage, number: int) -> PdfPageText:
        if number == 0:
            raise error
        return page_text(page, number)

    monkeypatch.setattr(pdf_file, "page_text", failing)
    lost, kept = "A lost page of this report.", "The dam will open in May, Kari Lund said."
    part = read(pdf(column(50, 700, lost), column(50, 700, kept)))
    assert part.text == kept
    assert "page 1 cannot be read" in part.notes
