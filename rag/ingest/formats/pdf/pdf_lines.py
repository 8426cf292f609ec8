"""Lines of a PDF page with their boxes, as PDFium reads them."""

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

HYPHEN: Final = "\ufffe"  # PDFium's mark of a hyphen at the end of a line
GAP: Final = 0.9  # of the height of a line: wider than what separates words
_SPACES = re.compile(r"[ \t\xa0]+")
_BULLET = re.compile(r"[^A-Za-z]{1,3}|\(?\w[.)]")
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?|\ufffe")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_UNSEEN: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_INVISIBLE: Final = 3  # text render mode of the layer that text recognition adds to a picture


class PdfiumTextPage(Protocol):
    """What is used of a text page of pypdfium2."""

    def get_text_range(self) -> str:
        """The text of the page."""

    def count_chars(self) -> int:
        """Number of characters, which the text may differ from."""

    def close(self) -> None:
        """Free it."""


class PdfiumPage(Protocol):
    """What is used of a page of pypdfium2."""

    def get_textpage(self) -> PdfiumTextPage:
        """Its text."""

    def get_rotation(self) -> int:
        """Degrees by which it is turned clockwise when displayed."""

    def get_bbox(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top before it is turned."""

    def get_size(self) -> tuple[float, float]:
        """Width and height as displayed."""

    def close(self) -> None:
        """Free it."""


class PdfiumDocument(Protocol):
    """What is used of a document of pypdfium2."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> PdfiumPage: ...

    def get_metadata_value(self, key: str) -> str:
        """A value of its information, "" where there is none."""

    def close(self) -> None:
        """Free it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterBox:
    """A rectangle in points; the origin is the lower left corner of the page as displayed."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGap:
    """White space within a line: where it begins in the text, and its sides."""

    index: int
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """
    A line of a page; ``text`` ends with ``HYPHEN`` where a word is divided.

    ``page`` counts from 0, ``edge`` is whether it lies in the top or bottom margin, ``recognised``
    whether it is an invisible layer over a picture, ``row`` whether it is a row of a table.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    height: float
    bold: bool = False
    recognised: bool = False
    edge: bool = False
    row: bool = False
    gaps: tuple[LineGap, ...] = ()

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())


@dataclass(slots=True, kw_only=True)
class PdfPageText:
    """The lines of a page in the order in which they were drawn, and what is known of them."""

    number: int
    lines: list[PdfLine]
    blank: bool = False  # nothing at all is drawn on it
    sideways: int = 0  # lines that run up or down the page, which are left out
    characters: int = 0
    unknown: int = 0  # characters for which the font has no Unicode


MARGIN: Final = 0.13  # of the height of a page, in which running heads are


def page_text(page: PdfiumPage, number: int) -> PdfPageText:
    """The lines of a page of pypdfium2."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        reader = _Characters(page, text_page, text)
        found = PdfPageText(number=number, lines=[], blank=raw.FPDFPage_CountObjects(page) == 0)
        for span in _spans(text):
            for start, end, gaps in reader.cut(*span):
                line = _line(reader, start, end, found)
                if line is not None:
                    # where characters are dropped, the places of the gaps are not known
                    same = len(line.text) == end - start
                    found.lines.append(replace(line, gaps=gaps if same else ()))
        return found
    finally:
        text_page.close()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line without the white space around it."""
    for match in _LINE.finditer(text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def _line(reader: "_Characters", start: int, end: int, found: PdfPageText) -> PdfLine | None:
    """The line, None where nothing of it can be seen on the page."""
    text = reader.text
    kept = "".join(_visible(text[start:end], found))
    last = end - 1 - (text[end - 1] == HYPHEN and end - 1 > start)
    samples = [reader.box(index) for index in {start, (start + last) // 2, last}]
    boxes = [box for box in samples if box is not None]
    if not boxes or not kept.strip(f" {HYPHEN}"):
        return None
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    bottom, top = min(box.bottom for box in boxes), max(box.top for box in boxes)
    if right < 0 or left > reader.width or top < 0 or bottom > reader.height:
        return None
    height = max(statistics.median(box.top - box.bottom for box in boxes), 1)
    if last - start >= 4 and top - bottom > 2 * max(right - left, height):
        found.sideways += 1
        return None
    return PdfLine(
        text=kept,
        page=found.number,
        left=left,
        right=right,
        bottom=statistics.median_low(box.bottom for box in boxes),
        height=height,
        bold=all(reader.bold(index) for index in (start, last)),
        recognised=reader.recognised(start),
        edge=not MARGIN * reader.height <= bottom <= (1 - MARGIN) * reader.height,
    )


def _visible(line: str, found: PdfPageText) -> Iterator[str]:
    """The characters to be seen; those without a meaning are counted."""
    last = len(line) - 1
    for index, character in enumerate(line):
        found.characters += not character.isspace()
        if character in (HYPHEN, "\xad"):
            if index == last:
                yield HYPHEN
        elif character == "\t":
            yield " "
        elif character == "\ufffd" or unicodedata.category(character) in _UNSEEN:
            found.unknown += 1
        else:
            yield character


class _Characters:
    """Boxes and fonts of the characters of a page, by their index in its text."""

    def __init__(self, page: PdfiumPage, text_page: PdfiumTextPage, text: str) -> None:
        from pypdfium2 import raw

        self._raw: Any = raw
        self._text_page = text_page
        self.text = text
        self._units: list[int] | None = None
        if len(text) != text_page.count_chars():
            self._units = _utf16(text)
        self._turned = page.get_rotation() // 90 % 4
        self._origin = page.get_bbox()
        self.width, self.height = page.get_size()

    def box(self, index: int) -> CharacterBox | None:
        """The box of a character with its whole line height; None where it has none."""
        rectangle = self._raw.FS_RECTF()
        character = self._character(index)
        if not self._raw.FPDFText_GetLooseCharBox(self._text_page, character, byref(rectangle)):
            return None
        corners = [
            self._displayed(rectangle.left, rectangle.bottom),
            self._displayed(rectangle.right, rectangle.top),
        ]
        (left, right), (bottom, top) = (sorted(axis) for axis in zip(*corners, strict=True))
        return CharacterBox(left=left, bottom=bottom, right=right, top=top)

    def _displayed(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._origin
        return (
            (x - left, y - bottom),
            (y - bottom, right - x),
            (right - x, top - y),
            (top - y, x - left),
        )[self._turned]

    def _character(self, index: int) -> int:
        """PDFium counts halves of surrogate pairs, and characters that it leaves out of texts."""
        if self._units is None:
            return index
        unit = self._units[index]
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._text_page, unit))

    def bold(self, index: int) -> bool:
        """Whether the name of the font of a character says that it is bold."""
        name, flags = create_string_buffer(128), c_int()
        character = self._character(index)
        self._raw.FPDFText_GetFontInfo(self._text_page, character, name, 128, byref(flags))
        return bool(_BOLD.search(name.value))

    def recognised(self, index: int) -> bool:
        """Whether a character is drawn invisibly, as over the picture that it was read from."""
        item = self._raw.FPDFText_GetTextObject(self._text_page, self._character(index))
        return bool(item) and self._raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[LineGap, ...]]]:
        """
        A line with the white space that is wider than between words.

        In parts where PDFium has joined lines of columns that overlap in height.
        """
        gaps: list[LineGap] = []
        for match in _SPACES.finditer(self.text, start, end):
            before, after = self.box(match.start() - 1), self.box(match.end())
            if before is None or after is None:
                continue
            height = before.top - before.bottom
            wide = after.left - before.right > GAP * height
            moved = abs(after.bottom - before.bottom) > 0.3 * height
            if after.left < before.left - height or (moved and wide):
                yield start, match.start(), tuple(gaps)
                start, gaps = match.end(), []
            elif wide and not _BULLET.fullmatch(self.text, start, match.start()):
                index = match.start() - start
                gaps.append(LineGap(index=index, left=before.right, right=after.left))
        yield start, end, tuple(gaps)


def _utf16(text: Sequence[str]) -> list[int]:
    """The index of each character in UTF-16."""
    units, unit = [], 0
    for character in text:
        units.append(unit)
        unit += 1 + (ord(character) > 0xFFFF)
    return units
