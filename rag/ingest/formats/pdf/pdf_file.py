"""Reads PDF files that have a text layer: a file is one article."""

import ctypes
import os
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO, Final

from rag.ingest import patterns
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.pdf.pdf_lines import PdfiumDocument, PdfLine, PdfPageText, page_text
from rag.ingest.formats.pdf.pdf_paragraphs import (
    BULLET,
    ENLARGED,
    HyphenJoiner,
    ParagraphFinder,
    PdfParagraph,
    in_reading_order,
    printed_by_browser,
    split_running_heads,
)
from rag.text.dates import find_printed
from rag.text.tokens import normalised_words

_HEADER: Final = 1024  # bytes in which "%PDF-" must be
_END: Final = 4096  # bytes in which "%%EOF" should be
_UNKNOWN: Final = 0.1  # share of characters without Unicode from which a text is unreadable
_HEAD_LINES: Final = 15  # in which byline and date are
_TITLE: Final = 40  # words at most
_SHORT_LINE: Final = 20  # words
_LINE_LENGTH: Final = 200  # characters of a byline or date line
_PASSWORD_ERRORS: Final = {4: "it needs a password", 5: "it is encrypted in an unknown way"}
_FILE_TITLE: Final = re.compile(
    r"microsoft \w+ - .*|untitled.*|.*\.[a-z]{3,5}|(?:https?|file):.*|about:blank", re.IGNORECASE
)
_CREATED: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The article of a PDF, with the offsets of its pages."""
    problem, complete = _first_look(content)
    if problem:
        yield Refused(problem)
        return
    import pypdfium2

    try:
        document: PdfiumDocument = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        yield Refused(_why_closed(error.err_code))
        return
    try:
        yield _article(document, complete)
    finally:
        document.close()


def _first_look(content: BinaryIO) -> tuple[str, bool]:
    """Why the file is no PDF that is read, or ""; and whether it has its end."""
    size = content.seek(0, os.SEEK_END)
    if size > LIMITS.pdf_bytes:
        most = LIMITS.pdf_bytes // 1_000_000
        return f"{size / 1e6:,.0f} MB, more than {most:,} MB of a PDF; split it", False
    content.seek(max(size - _END, 0))
    complete = b"%%EOF" in content.read(_END)
    content.seek(0)
    head = content.read(_HEADER)
    content.seek(0)
    if not head:
        return "an empty file", False
    if b"%PDF-" not in head:
        return "not a PDF, though its name says so; give it the suffix of its format", False
    return "", complete


def _why_closed(code: int | None) -> str:
    if code in _PASSWORD_ERRORS:
        return f"{_PASSWORD_ERRORS[code]}; save a copy without protection"
    return "a broken PDF; open it and print it to a new PDF"


def _article(document: PdfiumDocument, complete: bool) -> Part | Refused:
    count = len(document)
    if count > LIMITS.pdf_pages:
        return Refused(f"{count:,} pages, more than {LIMITS.pdf_pages:,}; split it")
    pages = []
    characters = 0
    for number in range(count):
        pages.append(_page(document, number))
        characters += pages[-1].characters if pages[-1] else 0
        if characters > LIMITS.article_characters:
            most = LIMITS.article_characters
            return Refused(f"more than {most:,} characters of one article; split it")
    read = [page for page in pages if page]
    if not any(page.characters for page in read):
        return Refused(_why_no_text(read))
    if sum(page.unknown for page in read) > _UNKNOWN * characters:
        return Refused(
            "its fonts do not say which characters they show; run text recognition first"
        )
    lines, heads = split_running_heads(
        [line for page in read for line in in_reading_order(page.lines)]
    )
    if not lines:
        return Refused("no text but page numbers and running heads")
    builder = PartBuilder()
    _add_blocks(builder, lines, heads, _metadata(document, "Title"))
    _add_metadata(builder, document)
    builder.notes += _notes(pages, bool(heads))
    if not complete:
        builder.notes.append("the file has no end; pages may be missing")
    return builder.part()


def _page(document: PdfiumDocument, number: int) -> PdfPageText | None:
    """The lines of a page; None where it is broken."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        return page_text(page, number)
    except (RecursionError, ctypes.ArgumentError):  # it goes through hidden characters recursively
        return None
    finally:
        page.close()


def _why_no_text(pages: Sequence[PdfPageText]) -> str:
    if not pages:
        return "none of its pages can be read; open it and print it to a new PDF"
    if all(page.blank for page in pages):
        return "its pages are blank"
    return "no text layer: the pages are pictures; run text recognition first"


# --- blocks ---------------------------------------------------------------------------------------


def _add_blocks(
    builder: PartBuilder, lines: Sequence[PdfLine], heads: Sequence[PdfLine], title: str
) -> None:
    kinds = _head_kinds(lines)
    finder = ParagraphFinder(lines, frozenset(kinds))
    paragraphs = finder.paragraphs()
    headline = _headline(paragraphs, finder.text_height, title)
    joiner = HyphenJoiner(lines)
    by_line = {id(lines[n]): kind for n, kind in kinds.items()}
    page = 0
    builder.page()
    for line in heads:  # of a newspaper, the day of its issue
        if line.page == 0 and _dates(line.text) and not printed_by_browser(line):
            builder.add(line.text, BlockKind.FURNITURE)
    for paragraph in _headline_first(paragraphs, headline):
        first = paragraph.first
        for _ in range(first.page - page):
            builder.page()
        text, starts = joiner.text(paragraph)
        kind = by_line.get(id(first)) or _kind(paragraph, finder.text_height)
        if paragraph is headline:
            kind = BlockKind.TITLE
            builder.fact("title", text, "headline on page 1", printed=True)
        builder.add(text, kind)
        for start in starts:
            builder.page_within(start)
        page = max(page, paragraph.lines[-1].page)
    if joiner.joined:
        builder.notes.append("words divided at the ends of lines are joined")


def _head_kinds(lines: Sequence[PdfLine]) -> dict[int, BlockKind]:
    """Bylines and date lines among the first lines, by their index."""
    kinds = {}
    for n, line in enumerate(lines[:_HEAD_LINES]):
        if line.page > 0 or line.words > _SHORT_LINE or len(line.text) > _LINE_LENGTH:
            continue
        if patterns.byline(line.text):
            kinds[n] = BlockKind.BYLINE
        elif _is_date_line(line.text):
            kinds[n] = BlockKind.DATE
    return kinds


def _dates(text: str) -> bool:
    return len(text) <= _LINE_LENGTH and bool(find_printed(text, day_first=True))


def _is_date_line(text: str) -> bool:
    """Whether a line is a date with little around it: "Updated 3 May 2021, 10:15 GMT"."""
    if not _dates(text):
        return False
    span = find_printed(text, day_first=True)[0].span
    rest = patterns.DATE_WORDS.sub(" ", text[: span.start] + " " + text[span.end :])
    return len(rest.split()) <= 2


def _headline(
    paragraphs: Sequence[PdfParagraph], text_height: float, title: str
) -> PdfParagraph | None:
    """
    The headline: what on page 1 is called like the file, else what is set largest.

    Few words may be the name of a newspaper, with the headline below it.
    """
    own = [found for found in paragraphs if found.first.page == 0 and _words(found) <= _TITLE]
    given = normalised_words(title)
    for found in own:
        words = normalised_words(_rough_text(found))
        if len(words) >= 3 and given[: len(words)] == words:
            return found
    large = [found for found in own if found.first.height > ENLARGED * text_height]
    largest = max(large, key=lambda found: found.first.height, default=None)
    if largest is None or _words(largest) >= 5:
        return largest
    smaller = [f for f in large if f.first.height >= 0.6 * largest.first.height and _sentence(f)]
    if smaller:
        return max(smaller, key=lambda found: found.first.height)
    return largest if _words(largest) >= 3 else None


def _sentence(paragraph: PdfParagraph) -> bool:
    """Whether it can be a headline but no list of names and addresses."""
    words = _rough_text(paragraph).split()
    some = any(word[0].islower() for word in words)
    return len(words) >= 5 and some and not any("@" in word or "//" in word for word in words)


def _rough_text(paragraph: PdfParagraph) -> str:
    return " ".join(line.text for line in paragraph.lines)


def _headline_first(
    paragraphs: Sequence[PdfParagraph], headline: PdfParagraph | None
) -> Iterator[PdfParagraph]:
    """The paragraphs, with a headline that was drawn later above those that are below it."""
    waiting = headline
    for paragraph in paragraphs:
        if waiting and paragraph.first.bottom < waiting.first.bottom:
            yield waiting
            waiting = None
        if paragraph is not headline:
            yield paragraph
        elif waiting:
            yield waiting
            waiting = None


def _kind(paragraph: PdfParagraph, text_height: float) -> BlockKind:
    first = paragraph.first
    if first.row:
        return BlockKind.ROW
    if BULLET.match(first.text):
        return BlockKind.ITEM
    set_off = first.height > ENLARGED * text_height or all(line.bold for line in paragraph.lines)
    ended = paragraph.lines[-1].text.endswith((".", ",", ";", ":", "”", '"'))
    if set_off and not ended and _words(paragraph) <= _SHORT_LINE:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _words(paragraph: PdfParagraph) -> int:
    return sum(line.words for line in paragraph.lines)


# --- metadata and notes ---------------------------------------------------------------------------


def _metadata(document: PdfiumDocument, key: str) -> str:
    """A value of the file's information, "" where it has none or it is a file name."""
    try:
        value = " ".join(str(document.get_metadata_value(key)).replace("\0", "").split())
    except UnicodeDecodeError:
        return ""
    return "" if len(value) > 500 or (key == "Title" and _FILE_TITLE.fullmatch(value)) else value


def _add_metadata(builder: PartBuilder, document: PdfiumDocument) -> None:
    builder.fact("title", _metadata(document, "Title"), "PDF Title")
    author = _metadata(document, "Author")
    if " " in author:  # one word is the name of an account
        builder.fact("author", author, "PDF Author")
    if created := _CREATED.match(_metadata(document, "CreationDate")):
        builder.notes.append(f"PDF made on {'-'.join(created.groups())}")


def _notes(pages: Sequence[PdfPageText | None], heads: bool) -> Iterator[str]:
    """What was left out or may be wrong."""
    numbered = list(enumerate(pages, 1))
    broken = [n for n, page in numbered if page is None]
    bare = [n for n, page in numbered if page and not page.characters and not page.blank]
    recognised = [n for n, p in numbered if p and any(line.recognised for line in p.lines)]
    if broken:
        yield f"{_page_list(broken)} cannot be read"
    if bare:
        yield f"{_page_list(bare)} {'have' if len(bare) > 1 else 'has'} no text layer"
    if recognised:
        yield f"{_page_list(recognised)}: words recognised in pictures, which may be misread"
    if heads:
        yield "running heads and page numbers left out"
    if any(page and page.sideways for page in pages):
        yield "text set sideways left out"


def _page_list(numbers: Sequence[int]) -> str:
    """Pages in words: "page 3", "pages 1 and 3 to 7"."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    if len(runs) > 20:
        return f"{len(numbers):,} pages"
    words = " and ".join(filter(None, (", ".join(runs[:-1]), runs[-1])))
    return f"page{'s' if len(numbers) > 1 else ''} {words}"
