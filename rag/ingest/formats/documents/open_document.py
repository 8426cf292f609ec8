"""Reads text documents of LibreOffice and the like (.odt), with tracked changes accepted."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from rag.ingest.formats.documents.document_flow import (
    Document,
    TextFlow,
    style_kind,
    zipped_document_parts,
)
from rag.ingest.formats.parts import BlockKind, Part, Refused
from rag.ingest.formats.source_text import local_name
from rag.ingest.formats.zip_members import ZipError, ZipMembers

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND: Final = b"application/vnd.oasis.opendocument.text"
_PARAGRAPHS = ("p", "h")
_ITEMS = ("list-item", "list-header")
# Elements that a reader of the document does not see, or that the program made.
_LEFT_OUT: Final = frozenset(
    "annotation forms hidden-text note number ruby-text script table-of-content "
    "tracked-changes".split()
)
_ALTERNATIVES = "svg-compatible"  # namespace of the words in place of a picture
_NOTES: Final = {
    "note": "footnotes are left out",
    "tracked-changes": "read with its tracked changes accepted",
}
_SPACES = 100  # in a row, at most


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The article of a document, or those of an export of a news database."""
    return zipped_document_parts(content, _document)


def _document(members: ZipMembers) -> Document:
    if "mimetype" not in members or not members.read("mimetype").startswith(_KIND):
        raise ZipError("not a text document; save it as .odt")
    manifest = "META-INF/manifest.xml"
    if manifest in members and b"encryption-data" in members.read(manifest):
        raise ZipError("encrypted; save it without a password")
    root = members.xml("content.xml")
    document = Document(pieces=[])
    _walk(root, _Styles(root), document)
    if "meta.xml" in members:
        for element in members.xml("meta.xml").iter():
            if local_name(element) == "title":
                document.title = element.text or ""
            elif local_name(element) == "initial-creator":
                document.author = element.text or ""
    return document


class _Styles:
    """The styles that the document defines for single places."""

    def __init__(self, root: "_Element") -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        for style in root.iter("{*}style"):
            name = _attribute(style, "name")
            self._parents[name] = _attribute(style, "parent-style-name")
            if any(_attribute(properties, "display") == "none" for properties in style):
                self._hidden.add(name)

    def name(self, element: "_Element") -> str:
        """The name of the style of an element, as the program defines it."""
        name = _attribute(element, "style-name")
        return self._parents.get(name) or name

    def hides(self, element: "_Element") -> bool:
        """Whether an element is not shown."""
        hidden = _attribute(element, "style-name") in self._hidden
        return hidden or _attribute(element, "display") == "none"


def _walk(root: "_Element", styles: _Styles, document: Document) -> None:
    """Read the blocks of the document."""
    from lxml import etree

    flow = TextFlow()
    lists = 0  # that are open
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = local_name(element)
        left_out = tag in _LEFT_OUT or _ALTERNATIVES in element.tag or styles.hides(element)
        if event == "start":
            if tag in _NOTES:
                document.notes.append(_NOTES[tag])
            if left_out:
                walk.skip_subtree()
                continue
            lists += tag in _ITEMS
            _start(flow, tag, element)
            flow.write(_collapsed(element.text))
            continue
        if not left_out:
            lists -= tag in _ITEMS
            if tag in _PARAGRAPHS:
                text = flow.end_paragraph(_kind(tag, styles.name(element), within_list=lists > 0))
                if tag == "h" and _attribute(element, "outline-level") == "1":
                    document.first_heading = document.first_heading or text
            elif tag == "table-cell":
                flow.end_cell()
            elif tag == "table-row":
                flow.end_row()
        flow.write(_collapsed(element.tail))
    document.pieces = flow.pieces


def _start(flow: TextFlow, tag: str, element: "_Element") -> None:
    match tag:
        case "p" | "h":
            flow.begin_paragraph()
        case "table-row":
            flow.begin_row()
        case "table-cell":
            flow.begin_cell()
        case "tab":
            flow.write("\t")
        case "line-break":
            flow.write("\n")
        case "s":
            count = _attribute(element, "c")
            flow.write(" " * min(int(count) if count.isdecimal() else 1, _SPACES))


def _kind(tag: str, style: str, *, within_list: bool) -> BlockKind:
    if kind := style_kind(style):
        return kind
    if tag == "h":
        return BlockKind.HEADING
    return BlockKind.ITEM if within_list else BlockKind.PARAGRAPH


def _attribute(element: "_Element", name: str) -> str:
    """The value of an attribute, in whatever namespace."""
    return next((v for key, v in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
