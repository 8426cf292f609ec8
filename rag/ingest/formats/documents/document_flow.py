"""What word processors' formats share: paragraphs, rows of tables, title, author, bundles."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from rag.ingest.formats.parts import BETWEEN, BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.zip_members import ZipError, ZipMembers
from rag.lexicon import page_words

Piece = tuple[str, BlockKind]

_HEAD = 5  # blocks among which a title is
_LONG = 300  # characters; no title or author has so many
_FILE_TITLE = re.compile(r"microsoft word|untitled|document ?\d*$|.*\.\w{2,5}$", re.IGNORECASE)


class TextFlow:
    """
    Collects the paragraphs of a document in reading order while its tree is walked.

    A paragraph within another one, as in a text box, comes before it. Furniture, such as a table of
    contents, is dropped. Rows of two or more cells
    that hold one paragraph each become one block, with tabs between the cells; cells that hold
    more are layout, and give their paragraphs.
    """

    def __init__(self) -> None:
        self._paragraphs: list[list[str]] = []
        self._places: list[list[Piece]] = [[]]  # the text, and the open cells within it
        self._rows: list[list[list[Piece]]] = []

    @property
    def pieces(self) -> list[Piece]:
        """The blocks so far."""
        return self._places[0]

    def begin_paragraph(self) -> None:
        """Write text to a new paragraph from now on."""
        self._paragraphs.append([])

    def write(self, text: str | None) -> None:
        """Add characters to the paragraph; outside of one they are dropped."""
        if text and self._paragraphs:
            self._paragraphs[-1].append(text)

    def end_paragraph(self, kind: BlockKind) -> str:
        """Add the paragraph to the cell or text that it is in, and return its text."""
        text = "".join(self._paragraphs.pop()).strip()
        if text and kind is not BlockKind.FURNITURE:
            self._places[-1].append((text, kind))
        return text

    def begin_row(self) -> None:
        """A row of a table begins."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """A cell of it begins."""
        self._places.append([])

    def end_cell(self) -> None:
        """The cell ends."""
        if len(self._places) > 1:
            cell = self._places.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._places[-1].extend(cell)

    def end_row(self) -> None:
        """The row ends."""
        self._places[-1].extend(row(self._rows.pop()))


def row(cells: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The blocks of a row of a table."""
    filled = [cell for cell in cells if cell]
    one_each = all(len(cell) == 1 and cell[0][1] is not BlockKind.ROW for cell in filled)
    if len(filled) > 1 and one_each:
        return [("\t".join(cell[0][0] for cell in filled), BlockKind.ROW)]
    return [piece for cell in filled for piece in cell]


@dataclass(slots=True, kw_only=True)
class Document:
    """
    A document as its format gives it.

    ``title`` and ``author`` are those of its properties, ``first_heading`` is the text of the first
    heading of the highest level.
    """

    pieces: list[Piece]
    title: str = ""
    author: str = ""
    first_heading: str = ""
    notes: list[str] = field(default_factory=list)


def document_parts(document: Document) -> Iterator[Part | Refused]:
    """The articles of a document: those of a bundle of a news database, else the document."""
    from rag.ingest.formats.wire import newswire

    whole = BETWEEN.join(text for text, _ in document.pieces)
    if newswire.is_bundle(whole) and (bundle := newswire.split(whole.split("\n"))):
        for article in bundle:
            article.notes.extend(dict.fromkeys(document.notes))
        yield from newswire.numbered(bundle)
        return
    builder = PartBuilder()
    title = _title(document)
    for place, (text, kind) in enumerate(document.pieces):
        other = BlockKind.HEADING if kind is BlockKind.TITLE else kind
        builder.add(text, BlockKind.TITLE if place == title else other)
    if builder.empty:
        yield Refused("no text in it, perhaps pictures of pages; run text recognition first")
        return
    if title is not None:
        builder.fact("title", document.pieces[title][0], "title of the document", printed=True)
    elif len(document.title) < _LONG and not _FILE_TITLE.match(document.title.strip()):
        builder.fact("title", document.title, "document properties title")
    if is_person(document.author):
        builder.fact("author", document.author, "document properties author")
    builder.notes.extend(dict.fromkeys(document.notes))
    yield builder.part()


def zipped_document_parts(
    content: BinaryIO, document: Callable[[ZipMembers], Document]
) -> Iterator[Part | Refused]:
    """The articles of a document in a zip file, which ``document`` reads."""
    try:
        yield from document_parts(document(ZipMembers(content)))
    except ZipError as error:
        yield Refused(str(error))


def is_person(author: str) -> bool:
    """Whether the author of a document may be a person: two words or more, none of software."""
    words = re.findall(r"[^\W\d_]+", author[:_LONG].casefold())
    odd = re.search(r"[\d_@\\/:<>]", author)
    return (
        len(author) < _LONG
        and len(words) > 1
        and not odd
        and page_words.NO_AUTHORS.isdisjoint(words)
    )


def style_kind(style: str) -> BlockKind | None:
    """
    The kind of a paragraph by the English name of its style; None where it says nothing.

    "heading 1" and "Heading_20_1" are the same.
    """
    name = style.casefold().replace("_20_", " ").replace("_", " ")
    if name == "title":
        return BlockKind.TITLE
    if name.startswith("heading"):
        return BlockKind.HEADING
    if "quot" in name or name == "block text":
        return BlockKind.QUOTE
    if name == "caption":
        return BlockKind.CAPTION
    return BlockKind.FURNITURE if name.startswith(("toc ", "contents ")) else None


def _title(document: Document) -> int | None:
    """The place of the title: of that style, the first heading, or what the properties name."""
    kinds = [kind for _, kind in document.pieces]
    if BlockKind.TITLE in kinds:
        return kinds.index(BlockKind.TITLE)
    head = [" ".join(text.split()).casefold() for text, _ in document.pieces[:_HEAD]]
    for title in (document.first_heading, document.title):
        named = " ".join(title.split()).casefold()
        if named in head and named:
            return head.index(named)
    return None
