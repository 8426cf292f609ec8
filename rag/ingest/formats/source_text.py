"""What readers of several formats need: bytes → text, plain text and markup → blocks, dates."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO, Final

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, PartBuilder
from rag.lexicon import page_words
from rag.text import dates

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S.*)?")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d")
_PARSED = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ].+)?")

_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,31};)")
_DECLARED = re.compile(rb"<!ENTITY\s+[^%\s]")

_KINDS: Final = {
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.ITEM,
    "th": BlockKind.ROW,
    "figure": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "media-caption": BlockKind.CAPTION,
    "media-producer": BlockKind.CAPTION,
}
_CELLS: Final = ("td", "th")
_HEADING = re.compile(r"h[1-6]|hl2")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_AROUND_BREAK = re.compile(r" ?([\n\t]) ?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def content_within(content: BinaryIO, most: int) -> bytes | None:
    """All bytes of a file, None where there are more than ``most``."""
    data = content.read(most + 1)
    return data if len(data) <= most else None


def too_large(most: int = LIMITS.file_bytes) -> str:
    """Why a file, or one article of it, is refused."""
    return f"larger than {most:,} bytes; split it"


def storable(text: str) -> str:
    """The text with halves of surrogate pairs, which no file can hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a plain text, which blank lines part; their lines are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield "\n".join(group)


def add_body(
    builder: PartBuilder, title: str, evidence: str, blocks: list[tuple[str, BlockKind]]
) -> None:
    """Add a title and the blocks of a text; a title with which the text begins is there once."""
    title = " ".join(title.split())
    if title and blocks and " ".join(blocks[0][0].split()) == title:
        blocks = blocks[1:]
    builder.add(title, BlockKind.TITLE)
    builder.fact("title", title, evidence)
    for text, kind in blocks:
        builder.add(text, kind)


def iso_date(value: str) -> str | None:
    """A date or date-time of a file as ISO 8601 in the zone as written, None for anything else."""
    value = " ".join(value.split())
    with suppress(ValueError, IndexError, TypeError, OverflowError):
        if _PARSED.fullmatch(value):
            moment = datetime.fromisoformat(value)
            return value if _ISO.fullmatch(value) else moment.isoformat()
        if _RFC_822.match(value):
            return parsedate_to_datetime(value).isoformat()
    found = dates.find_stated(value) if len(value) < 100 else ()
    return found[0].day.isoformat() if len(found) == 1 else None


# How XML of strangers is parsed: no entity is expanded, nothing fetched, no tree huge or very deep.
SAFE_XML: Final[Mapping[str, bool]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def spelt_out(data: bytes) -> bytes:
    """XML with entities of HTML as numbers: the DTD that declares them is not loaded."""
    named: Mapping[str, str] = html5

    def number(match: re.Match[bytes]) -> bytes:
        characters = named.get(match[1].decode("ascii", "replace"))
        if characters is None:
            return match[0]
        return b"".join(b"&#%d;" % ord(character) for character in characters)

    return data if _DECLARED.search(data) else _NAMED.sub(number, data)


def safe_parser() -> "XMLParser":
    """A parser for XML of strangers, see ``SAFE_XML``."""
    from lxml import etree

    return etree.XMLParser(**SAFE_XML)


def text_within(element: "_Element", path: str) -> str:
    """The text of the element at a path of names, whatever their namespaces; "" for none."""
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return "" if found is None else " ".join("".join(found.itertext()).split())


def markup_tree(markup: bytes) -> "_Element | None":
    """The tree of a piece of HTML in UTF-8; None where it is empty or too large."""
    from lxml import etree

    if len(markup) > LIMITS.page_bytes or markup.count(b"<") > 2 * LIMITS.elements:
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def markup_blocks(
    root: "_Element", furniture: Callable[["_Element"], bool] | None = None
) -> Iterator[tuple[str, BlockKind]]:
    """
    Blocks of a tree of HTML, XHTML or NITF as a browser shows them.

    Scripts, styles and hidden elements are left out; what lies within an element for which
    ``furniture`` is true becomes furniture. Cells are parted by tabs, unless blocks are in them.
    """
    from lxml import etree

    pieces: list[str] = []
    kinds = [BlockKind.PARAGRAPH]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = local_name(element)
        cell = tag in _CELLS and kinds[-1] is BlockKind.ROW
        inline = cell or tag in page_words.INLINE_ELEMENTS
        if event == "start":
            if tag in page_words.UNSEEN_ELEMENTS or _HIDDEN.search(element.get("style") or ""):
                walk.skip_subtree()
                kinds.append(kinds[-1])
                continue
            kind = BlockKind.ROW if _is_row(element, tag) else _kind(tag, kinds[-1])
            if furniture is not None and furniture(element):
                kind = BlockKind.FURNITURE
            if tag == "br":
                pieces.append("\n")
            elif not inline or kind is not kinds[-1]:
                yield from _block(pieces, kinds[-1])
            elif cell:
                pieces.append("\t")
            kinds.append(kind)
            pieces.append(_spaced(element.text))
        else:
            if not inline or kinds[-1] is not kinds[-2]:
                yield from _block(pieces, kinds[-1])
            kinds.pop()
            if element is not root:
                pieces.append(_spaced(element.tail))
    yield from _block(pieces, kinds[-1])


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _is_row(element: "_Element", tag: str) -> bool:
    """Whether an element is a row of a table whose cells hold no blocks."""
    if tag != "tr":
        return False
    cells = [child for child in element if local_name(child) in _CELLS]
    inner = {local_name(child) for cell in cells for child in cell}
    return len(cells) > 1 and inner <= page_words.INLINE_ELEMENTS


def _kind(tag: str, outer: BlockKind) -> BlockKind:
    if outer is BlockKind.FURNITURE:
        return outer
    return BlockKind.HEADING if _HEADING.fullmatch(tag) else _KINDS.get(tag, outer)


def _spaced(text: str | None) -> str:
    """Text of a page with its white space, line breaks too, as the spaces that a browser shows."""
    return _SPACE.sub(" ", text) if text else ""


def _block(pieces: list[str], kind: BlockKind) -> Iterator[tuple[str, BlockKind]]:
    text = "".join(pieces)
    pieces.clear()
    if text and not text.isspace():
        text = _AROUND_BREAK.sub(r"\1", _SPACES.sub(" ", text)).strip()
        for paragraph in paragraphs(text):
            yield paragraph, kind
