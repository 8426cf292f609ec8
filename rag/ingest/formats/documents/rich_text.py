"""
Reads Rich Text Format (.rtf).

The tables of control words and character sets are those of striprtf. Its function is not used: it
adds the addresses of links and bars between cells to the text, shows deleted and hidden words, and
cannot distinguish a paragraph from a line.
"""

import re
import sys
from codecs import lookup
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from rag.ingest.formats.documents.document_flow import (
    Document,
    Piece,
    document_parts,
    row,
    style_kind,
)
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, Refused
from rag.ingest.formats.source_text import content_within, storable, too_large

# A control word with its number, a byte, a control symbol, a brace, line ends, characters.
_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_DEPTH = 1_000  # of groups
_ANSI = "cp1252"
_CODE_PAGES: Final = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_OWN_CHARSETS = (0, 1)  # those of the document
_LATE_DESTINATIONS: Final = frozenset({"*", "listtext", "nonshppict"})  # not in striprtf's table
_ITEMS = ("listtext", "pntext")
_COLLECTED = ("title", "author", "stylesheet")  # destinations whose characters are read
_SYMBOLS: Final = {"-": "", "zwj": "\u200d", "zwnj": "\u200c"}  # differ from striprtf's table
_BOXES = ("shptxt", "dptxbxtext")  # within the destination of a drawing
_NOTES: Final = {
    "footnote": "footnotes are left out",
    **dict.fromkeys(_BOXES, "text boxes are left out"),
}


class _UnreadableError(Exception):
    """Raised for a file that is not read; the message is for readers."""


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The article of a document, or those of an export of a news database."""
    data = content_within(content, LIMITS.file_bytes)
    if data is None:
        yield Refused(too_large())
    elif not data.lstrip().startswith(b"{\\rtf"):
        yield Refused("not a Rich Text file; save it as .rtf")
    else:
        try:
            yield from document_parts(_Reader(data).document())
        except _UnreadableError as error:
            yield Refused(str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds within a group; ``destination`` is "" for the text itself."""

    destination: str = ""
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1  # characters that replace one in Unicode
    font: int | None = None

    @property
    def shown(self) -> bool:
        """Whether characters are text of the document."""
        return not (self.destination or self.hidden or self.deleted)


class _Reader:
    """Reads the tokens of one file."""

    def __init__(self, data: bytes) -> None:
        from striprtf.striprtf import charset_map, destinations, specialchars

        self._data = data
        self._charsets: dict[int, str] = charset_map
        self._destinations: frozenset[str] = destinations | _LATE_DESTINATIONS
        self._symbols: dict[str, str] = specialchars | _SYMBOLS
        self._state = _State()
        self._outer: list[_State] = []
        self._encoding = _ANSI
        self._default_font = 0
        self._fonts: dict[int, str] = {}
        self._pending = bytearray()  # characters that are not decoded yet
        self._skipped = 0  # of the next characters, which only old programs show
        self._collected: list[str] = []
        self._properties: dict[str, str] = {}
        self._styles: dict[int, str] = {}
        self._paragraphs = _Paragraphs()
        self._style = 0
        self._notes: list[str] = []

    def document(self) -> Document:
        """The document; raises _UnreadableError where it is nested too deeply."""
        position = 0
        while match := _TOKEN.search(self._data, position):
            position = match.end()
            word, number, byte, symbol, brace, run = match.groups()
            if run or byte:
                self._characters(run or bytes.fromhex(byte.decode()))
            elif word == b"bin":
                position += max(0, int(number or 0))
            elif word or symbol:
                value = None if number is None else int(number)
                self._control((word or symbol).decode("latin-1"), value)
            elif brace == b"{":
                self._open()
            elif brace and not self._close():
                break
        else:
            self._notes.append("the file ends in the middle")
        self._decode()
        self._end_paragraph()
        return Document(
            pieces=self._paragraphs.ended(),
            title=self._properties.get("title", ""),
            author=self._properties.get("author", ""),
            first_heading=self._paragraphs.first_heading,
            notes=self._notes,
        )

    def _open(self) -> None:
        self._decode()
        if len(self._outer) == _DEPTH:
            raise _UnreadableError("nested too deeply; save it again as .rtf or .docx")
        self._outer.append(self._state)
        self._skipped = 0

    def _close(self) -> bool:
        """End a group; false where none is open any more."""
        self._decode()
        self._skipped = 0
        if not self._outer:
            return False
        destination, self._state = self._state.destination, self._outer.pop()
        collected = storable("".join(self._collected)).strip()
        if destination == "stylesheet":
            self._styles[self._style] = collected.removesuffix(";")
            self._style = 0
        elif destination in _COLLECTED and self._state.destination == "info":
            self._properties[destination] = collected
        if destination in _COLLECTED:
            self._collected.clear()
        return bool(self._outer)

    def _characters(self, data: bytes) -> None:
        skipped = min(self._skipped, len(data))
        self._skipped -= skipped
        if self._state.shown or self._state.destination in _COLLECTED:
            self._pending += data[skipped:]

    def _decode(self) -> None:
        if self._pending:
            font = self._default_font if self._state.font is None else self._state.font
            text = self._pending.decode(self._fonts.get(font, self._encoding), "replace")
            self._pending.clear()
            if "\ufffd" in text:
                self._notes.append("some characters cannot be read")
            self._write(text)

    def _write(self, text: str) -> None:
        if self._state.shown:
            self._paragraphs.text.append(text)
        elif self._state.destination in _COLLECTED:
            self._collected.append(text)

    def _control(self, word: str, number: int | None) -> None:
        self._decode()
        if self._skipped and word in self._symbols:
            self._skipped -= 1
            return
        self._skipped = 0
        if word in self._destinations:
            if word in _NOTES and (self._state.shown or word in _BOXES):
                self._notes.append(_NOTES[word])
            self._paragraphs.item |= self._state.shown and word in _ITEMS
            self._state = replace(self._state, destination=word)
        elif not self._format(word, number) and not (self._state.shown and self._break(word)):
            self._write(self._symbols.get(word, ""))

    def _format(self, word: str, number: int | None) -> bool:
        """Take a control word that says how characters are read or shown; false for others."""
        on = number != 0
        match word:
            case "u" if number is not None:
                self._write(chr(number if 0 <= number <= sys.maxunicode else number % 0x10000))
                self._skipped = self._state.fallback
            case "uc":
                self._state = replace(self._state, fallback=max(0, number or 0))
            case "v":
                self._state = replace(self._state, hidden=on)
            case "deleted":
                self._notes.append("read with its tracked changes accepted")
                self._state = replace(self._state, deleted=on)
            case "plain":
                self._state = replace(self._state, hidden=False, deleted=False, font=None)
            case "f":
                self._state = replace(self._state, font=number)
            case "deff":
                self._default_font = number or 0
            case "fcharset" if number not in _OWN_CHARSETS and number in self._charsets:
                self._fonts[self._state.font or 0] = self._charsets[number]
            case "ansicpg":
                self._encoding = _code_page(f"cp{number}")
            case "mac" | "pc" | "pca":
                self._encoding = _CODE_PAGES[word]
            case "s":
                self._style = number or 0
            case _:
                return False
        return True

    def _break(self, word: str) -> bool:
        """Take a control word that ends or begins a paragraph; false for others."""
        match word:
            case "par" | "sect" | "page" | "nestcell" | "\n" | "\r":
                self._end_paragraph()
            case "cell":
                self._paragraphs.in_table = True
                self._end_paragraph()
                self._paragraphs.end_cell()
            case "row":
                self._paragraphs.end_row()
            case "pard":
                self._style = 0
                self._paragraphs.in_table = False
            case "intbl":
                self._paragraphs.in_table = True
            case _:
                return False
        return True

    def _end_paragraph(self) -> None:
        self._paragraphs.end(self._styles.get(self._style, ""))


class _Paragraphs:
    """The paragraphs of a document while it is read."""

    def __init__(self) -> None:
        self.text: list[str] = []  # of the paragraph that is read now
        self.item = self.in_table = False
        self.first_heading = ""
        self._pieces: list[Piece] = []
        self._cells: list[list[Piece]] = []
        self._cell: list[Piece] = []

    def end(self, style: str) -> None:
        """End a paragraph."""
        text = storable("".join(self.text)).strip()
        kind = style_kind(style) or (BlockKind.ITEM if self.item else BlockKind.PARAGRAPH)
        self.text.clear()
        self.item = False
        if not text or kind is BlockKind.FURNITURE:
            return
        if style.casefold() == "heading 1":
            self.first_heading = self.first_heading or text
        if not self.in_table:
            self.end_row()
        (self._cell if self.in_table else self._pieces).append((text, kind))

    def end_cell(self) -> None:
        """End a cell of a table."""
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table, if there is one."""
        self.end_cell()
        self._pieces.extend(row(self._cells))
        self._cells.clear()

    def ended(self) -> list[Piece]:
        """All paragraphs."""
        self.end_row()
        return self._pieces


def _code_page(name: str) -> str:
    try:
        return lookup(name).name
    except LookupError:
        return _ANSI
