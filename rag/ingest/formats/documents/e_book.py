"""Reads e-books and e-papers (.epub): each chapter in reading order is an article."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import unquote

from rag.ingest.encodings import decoded
from rag.ingest.formats.documents.document_flow import is_person
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import (
    iso_date,
    local_name,
    markup_blocks,
    markup_tree,
    safe_parser,
    spelt_out,
    too_large,
)
from rag.ingest.formats.zip_members import ZipError, ZipMembers

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MEDIA: Final = ("application/xhtml+xml", "text/html")
_FEW = 80  # characters: a cover, a half-title
_HEAD = 3  # blocks among which the title of a chapter is
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}>")


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The chapters of a book; those of a few words, such as a cover, are passed over."""
    try:
        members = ZipMembers(content)
        book = _Book(members)
    except ZipError as error:
        yield Refused(str(error))
        return
    given = False
    for number, path in enumerate(book.chapters, 1):
        chapter = _chapter(members, book, path)
        if isinstance(chapter, Refused):
            given = True
            yield Refused(chapter.reason, key=str(number))
        elif chapter is not None:
            given = True
            yield chapter.part(str(number))
    if not given:
        yield Refused("no chapter with text; perhaps its pages are pictures")


class _Book:
    """What the package of a book says: its chapters in order, which are encrypted, its facts."""

    def __init__(self, members: ZipMembers) -> None:
        self.encrypted = _encrypted(members)
        path = _package_path(members)
        package = members.xml(path)
        folder = PurePosixPath(path).parent
        items = {item.get("id", ""): item for item in package.iter("{*}item")}
        self.chapters: list[str] = []
        for reference in package.iter("{*}itemref"):
            item = items.get(reference.get("idref", ""))
            if item is not None and _is_chapter(item) and reference.get("linear") != "no":
                self.chapters.append(normpath(folder / unquote(item.get("href", ""))))
        self.facts = dict(_facts(package))


def _package_path(members: ZipMembers) -> str:
    if _CONTAINER in members:
        for element in members.xml(_CONTAINER).iter("{*}rootfile"):
            return str(element.get("full-path", ""))
    raise ZipError("not an e-book; save it as .epub")


def _is_chapter(item: "_Element") -> bool:
    contents = "nav" in item.get("properties", "").split()
    return item.get("media-type") in _MEDIA and not contents


def _encrypted(members: ZipMembers) -> frozenset[str]:
    """Members that are encrypted; in some books these are only the fonts."""
    if _ENCRYPTION not in members:
        return frozenset()
    references = members.xml(_ENCRYPTION).iter("{*}CipherReference")
    return frozenset(unquote(reference.get("URI", "")) for reference in references)


def _facts(package: "_Element") -> Iterator[tuple[str, tuple[str, str]]]:
    """Name of a fact → its value and evidence, where the package states it for the whole book."""
    authors = []
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        tag, text = local_name(element), (element.text or "").strip()
        marks = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        if tag == "creator" and marks.get("role", "aut") == "aut" and is_person(text):
            authors.append(text)
        elif tag == "language" and re.fullmatch(r"[a-z]{2}(?:-.*)?", text):
            yield "language", (text[:2], "EPUB dc:language")
        elif tag == "date" and marks.get("event") == "publication" and (day := iso_date(text)):
            yield "published", (day, "EPUB dc:date, publication")
    if authors:
        yield "author", ("; ".join(authors), "EPUB dc:creator")


def _chapter(members: ZipMembers, book: _Book, path: str) -> PartBuilder | Refused | None:
    """The text of a chapter, None where it has only a few words."""
    if path in book.encrypted:
        return Refused("encrypted by its seller; it cannot be read")
    try:
        text, note = decoded(members.read(path, LIMITS.page_bytes))
    except (ZipError, ValueError) as error:
        return Refused(str(error))
    tree = _tree(text)
    if tree is None:
        return Refused(too_large(LIMITS.page_bytes))
    blocks = list(markup_blocks(tree))
    if sum(len(words) for words, _ in blocks) < _FEW:
        return None
    builder = PartBuilder()
    kinds = [kind for _, kind in blocks[:_HEAD]]
    title = kinds.index(BlockKind.HEADING) if BlockKind.HEADING in kinds else None
    for place, (words, kind) in enumerate(blocks):
        builder.add(words, BlockKind.TITLE if place == title else kind)
    if title is not None:
        builder.fact("title", blocks[title][0], "heading of the chapter", printed=True)
    for fact, (value, evidence) in book.facts.items():
        builder.fact(fact, value, evidence)
    if note:
        builder.notes.append(note)
    return builder


def _tree(text: str) -> "_Element | None":
    """The tree of a chapter, which is XHTML or, in careless books, HTML; None where too large."""
    from lxml import etree

    markup = spelt_out(_DECLARATION.sub("", text, count=1).encode())
    if markup.count(b"<") > 2 * LIMITS.elements:
        return None
    try:
        return etree.fromstring(markup, safe_parser())
    except etree.XMLSyntaxError:
        return markup_tree(markup)
