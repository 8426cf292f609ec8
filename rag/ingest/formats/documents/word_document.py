"""Reads documents of Word (.docx): paragraphs and tables in order, tracked changes accepted."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
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

# Namespaces of both editions of the standard.
_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = "_rels/.rels"
_PROPERTIES = "docProps/core.xml"

# Elements that a reader of the document does not see; "ppr" defines tab stops.
_LEFT_OUT: Final = frozenset("del deltext fallback instrtext movefrom omath ppr rt".split())
_NOTES: Final = {
    "footnotereference": "footnotes are left out",
    "endnotereference": "footnotes are left out",
    "altchunk": "an embedded document is left out",
    "omath": "formulas are left out",
    "del": "read with its tracked changes accepted",
    "ins": "read with its tracked changes accepted",
}
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "\u2011"}


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The article of a document, or those of an export of a news database."""
    return zipped_document_parts(content, _document)


def _document(members: ZipMembers) -> Document:
    path = _main_path(members)
    root = members.xml(path)
    word = root.tag.rpartition("}")[0].removeprefix("{")
    body = root.find(f"{{{word}}}body")
    if word not in _WORD or body is None:
        raise ZipError("not a Word document; save it as .docx")
    styles = str(PurePosixPath(path).with_name("styles.xml"))
    names = _style_names(members.xml(styles), word) if styles in members else {}
    document = Document(pieces=[])
    _walk(body, names, document)
    if _PROPERTIES in members:
        for element in members.xml(_PROPERTIES):
            if local_name(element) == "title":
                document.title = element.text or ""
            elif local_name(element) == "creator":
                document.author = element.text or ""
    return document


def _main_path(members: ZipMembers) -> str:
    """The member that is the document, mostly "word/document.xml"."""
    if _RELATIONS not in members:
        raise ZipError("not a Word document; save it as .docx")
    for relation in members.xml(_RELATIONS):
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).removeprefix("/")
    raise ZipError("not a Word document; save it as .docx")


def _style_names(root: "_Element", word: str) -> Mapping[str, str]:
    """Id of a style, which depends on the language of Word → its English name."""
    names = {}
    for style in root.iter(f"{{{word}}}style"):
        named = style.find(f"{{{word}}}name")
        if named is not None:
            names[style.get(f"{{{word}}}styleId", "")] = named.get(f"{{{word}}}val", "")
    return names


def _walk(body: "_Element", styles: Mapping[str, str], document: Document) -> None:
    """Read the blocks of the document."""
    from lxml import etree

    flow = TextFlow()
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = local_name(element)
        if event == "start" and (note := _NOTES.get(tag)):
            document.notes.append(note)
        if tag in _LEFT_OUT or (tag == "r" and _hidden(element)):
            if event == "start":
                walk.skip_subtree()
        elif tag == "p" and event == "start":
            flow.begin_paragraph()
        elif tag == "p":
            style = _style(element, styles)
            kind = style_kind(style) or (BlockKind.ITEM if _is_item(element) else None)
            text = flow.end_paragraph(kind or BlockKind.PARAGRAPH)
            if style.casefold() == "heading 1":
                document.first_heading = document.first_heading or text
        elif tag in ("tr", "tc"):
            _table(flow, f"{event} {tag}")
        elif event == "start":
            flow.write(element.text if tag == "t" else _CHARACTERS.get(tag))
    document.pieces = flow.pieces


def _table(flow: TextFlow, event: str) -> None:
    match event:
        case "start tr":
            flow.begin_row()
        case "start tc":
            flow.begin_cell()
        case "end tc":
            flow.end_cell()
        case "end tr":
            flow.end_row()


def _child(element: "_Element", *path: str) -> "_Element | None":
    """The first descendant along a path of local names."""
    for tag in path:
        found = next((child for child in element if local_name(child) == tag), None)
        if found is None:
            return None
        element = found
    return element


def _value(element: "_Element") -> str:
    return next((v for key, v in element.attrib.items() if key.endswith("}val")), "")


def _style(paragraph: "_Element", styles: Mapping[str, str]) -> str:
    style = _child(paragraph, "ppr", "pstyle")
    return "" if style is None else styles.get(_value(style), _value(style))


def _is_item(paragraph: "_Element") -> bool:
    return _child(paragraph, "ppr", "numpr") is not None


def _hidden(run: "_Element") -> bool:
    vanish = _child(run, "rpr", "vanish")
    return vanish is not None and _value(vanish) not in ("0", "false", "off")
