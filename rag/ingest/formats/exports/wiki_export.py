"""
Reads exports of MediaWiki ("Special:Export"): each page of the main namespace is an article.

Markup is taken off by simple means. A template may stand for words of a sentence, so a paragraph
with an unknown one inside a sentence is left out: a sentence with a hole says something else.
"""

import html
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import SAFE_XML, iso_date, text_within

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLE: Final = "\0"  # where a template was; no character of XML
_TOKEN = re.compile(
    r"<!--|-->|<(?P<end>/?)(?P<tag>ref|gallery|math|timeline|score)\b[^<>]*?(?P<empty>/?)>"
    r"|\{\{|\}\}|\{\||\|\}(?!\})|\[\[|\]\]",
    re.IGNORECASE,
)
_CLOSERS: Final = {"<!--": "-->", "{{": "}}", "{|": "|}"}
_NESTED: Final = 40  # links within links; deeper ones are no text
_WORDS = re.compile(
    r"\{\{\s*+(?:w|nowrap|lang\|[a-z-]{1,12})\s*+\|([^{}|]*+)(?:\|([^{}|=]*+))?+[^{}]*+\}\}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\{\{\s*date\s*\|([^{}|]*)\}\}", re.IGNORECASE)
_NO_TEXT = re.compile(r"\s*(file|image|category|[a-z]{2,3}(?:-[a-z]+)?)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\[\]]+(?:[ \t]([^\[\]\n]*))?\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BOLD = re.compile(r"'{2,5}")
_SWITCH = re.compile(r"__[A-Z]+__")
_HOLE_INSIDE = re.compile(rf"{_HOLE}[^\S\n]*\S")


class WikiText(NamedTuple):
    """
    Blocks of a page without markup; how many paragraphs are left out for their templates.

    ``cut``: the page has a template or table that does not end, and its rest is left out.
    """

    blocks: list[tuple[str, BlockKind]]
    left_out: int
    cut: bool


def page_parts(data: bytes) -> Iterator[Part | Refused]:
    """The pages of an export; raises XMLSyntaxError where it is not well-formed."""
    from lxml import etree

    site, found = "", False
    pages = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=("{*}page", "{*}siteinfo"),
        **SAFE_XML,
    )
    for _, element in pages:
        if not element.tag.endswith("page"):
            site = text_within(element, "sitename")
        elif text_within(element, "ns") in ("", "0") and element.find("{*}redirect") is None:
            found = True
            yield _page(element, site)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if not found:
        yield Refused("no page of the main namespace in the export")


def _page(page: "_Element", site: str) -> Part | Refused:
    key = text_within(page, "id") or text_within(page, "title")
    revisions = page.findall("{*}revision")
    holder = revisions[-1].find("{*}text") if revisions else None
    if holder is None or len(holder):
        return Refused("no text that can be read in the page", key)
    source = holder.text or ""
    text = plain_text(source)
    if not text.blocks:
        return Refused("no text in the page", key)
    builder = PartBuilder()
    title = text_within(page, "title")
    builder.add(title, BlockKind.TITLE)
    builder.fact("title", title, "MediaWiki title")
    if match := _DATE.search(source):
        builder.add(match[1], BlockKind.DATE)
    for block, kind in text.blocks:
        builder.add(block, kind)
    builder.fact("outlet", site, "MediaWiki sitename")
    stamp = iso_date(text_within(revisions[-1], "timestamp"))
    builder.fact("updated", stamp, "MediaWiki timestamp")
    builder.notes.append("templates, tables and pictures of the wiki are left out")
    if text.left_out:
        builder.notes.append(f"{text.left_out} paragraphs with templates in them are left out")
    if text.cut:
        builder.notes.append("the end is left out: a template or table in it is not closed")
    return builder.part(key)


def plain_text(source: str) -> WikiText:
    """The text of a page in wiki markup."""
    source = _WORDS.sub(lambda match: match[2] or match[1], source.replace(_HOLE, ""))
    text, cut = _without_constructs(source)
    text = _ADDRESS.sub(lambda match: match[1] or "", text)
    text = _SWITCH.sub("", _TAG.sub("", _BREAK.sub("\n", _BOLD.sub("", text))))
    blocks: list[tuple[str, BlockKind]] = []
    open_lines: list[str] = []
    left_out = 0

    def close(kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        nonlocal left_out
        paragraph = " ".join(" ".join(open_lines).split())
        open_lines.clear()
        if _HOLE_INSIDE.search(paragraph):
            left_out += 1
        elif words := paragraph.replace(_HOLE, "").strip():
            blocks.append((html.unescape(words), kind))

    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith("==") and bare.endswith("=="):
            close()
            open_lines.append(bare.strip("= "))
            close(BlockKind.HEADING)
        elif bare[:1] in ("*", "#", ":", ";"):
            close()
            open_lines.append(bare.lstrip("*#:; "))
            close(BlockKind.ITEM if bare[0] in "*#" else BlockKind.PARAGRAPH)
        elif not bare.replace(_HOLE, "").strip() or bare.startswith("----"):
            close()
        else:
            open_lines.append(bare)
    close()
    while blocks and blocks[-1][1] is BlockKind.HEADING:  # of sources, which are templates
        blocks.pop()
    return WikiText(blocks, left_out, cut)


def _without_constructs(source: str) -> tuple[str, bool]:
    """The source without templates, tables, notes and comments, links as their words."""
    pieces: list[str] = []
    links: list[int] = []  # where those begin in ``pieces`` that are open
    closers: list[str] = []  # of what is left out
    at = 0
    for match in _TOKEN.finditer(source):
        mark = match[0]
        tag = (match["tag"] or "").lower()
        if not closers:
            pieces.append(source[at : match.start()])
        at = match.end()
        closer = f"/{tag}" if tag and not match["end"] else _CLOSERS.get(mark, "")
        if match["empty"]:
            continue
        if closers:
            if closers[-1] == (f"/{tag}" if tag and match["end"] else mark):
                closers.pop()
            elif closer and closers[-1] != "-->":
                closers.append(closer)
        elif closer:
            before = source[match.start() - 1 : match.start()]
            if mark == "{{" and (not before or before.isspace() or before in "([“‘\"'"):
                pieces.append(_HOLE)
            closers.append(closer)
        elif mark == "[[" and len(links) < _NESTED:
            links.append(len(pieces))
        elif mark == "]]" and links:
            start = links.pop()
            pieces[start:] = [_link_words("".join(pieces[start:]))]
    if not closers:
        pieces.append(source[at:])
    return "".join(pieces), bool(closers)


def _link_words(link: str) -> str:
    """The words that a reader sees of a link: those after its bar, else its target."""
    target, bar, words = link.partition("|")
    match = _NO_TEXT.match(target)
    if match and (not bar or match[1].lower() in ("file", "image", "category")):
        return ""
    return words if bar else target.lstrip(":")
