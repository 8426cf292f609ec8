"""
Reads bundles of articles that Nexis and Factiva export as one web page.

Nexis marks the articles in comments ("<DOC NUMBER=1>"), each with the number 1. Factiva gives the
paragraphs of an article the class ``articleParagraph``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rag.ingest.formats.parts import Part, PartBuilder, Refused
from rag.ingest.formats.wire.newswire import nexis_article, numbered
from rag.ingest.formats.wire.wire_article import CENTRED, WireArticle, WireParagraph, paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_START = re.compile(r"<DOC NUMBER", re.IGNORECASE)
_END = re.compile(r"</DOC>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")


def split_page(root: "_Element") -> list[Part | Refused] | None:
    """
    The articles of an exported page, numbered from 1; None where the page is no export.

    ``root`` is the root of a page read by ``lxml.html`` with its comments. The caller has bounded
    its size.
    """
    articles = _nexis(root) or _factiva(root)
    return list(numbered(articles)) if articles else None


def _words(element: "_Element") -> str:
    """The text of an element, with a line break for each ``br``."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    for event, node in iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces.append("\n" if node.tag == "br" else _SPACE.sub(" ", node.text or ""))
        elif node is not element:
            pieces.append(_SPACE.sub(" ", node.tail or ""))
    return "\n".join(_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n"))


# --- Nexis ---------------------------------------------------------------------------------------


def _nexis(root: "_Element") -> list[PartBuilder]:
    return [nexis_article(list(_paragraphs(chunk))).builder() for chunk in _chunks(root)]


def _chunks(root: "_Element") -> list[list["_Element"]]:
    """The paragraphs between the marks of each article."""
    from lxml.etree import Comment

    chunks: list[list[_Element]] = []
    inside = False
    for node in root.iter("doc", "p", Comment):
        if isinstance(node.tag, str):
            if node.tag == "doc" and node.get("number"):
                chunks.append([])
                inside = True
            elif node.tag == "p" and inside:
                chunks[-1].append(node)
            continue
        mark = node.text or ""
        if _START.search(mark):
            chunks.append([])
            inside = True
        elif _END.search(mark):
            inside = False
    return chunks


def _paragraphs(chunk: Sequence["_Element"]) -> Iterator[WireParagraph]:
    """The paragraphs below the line of the number, which shows the class of centred ones."""
    if not chunk:
        return
    centred = chunk[0].get("class")
    for element in chunk[1:]:
        words = _words(element).strip()
        if words and centred and element.get("class") == centred:
            words = "\n".join(CENTRED + line for line in words.split("\n") if line.strip())
        if words:
            yield paragraph(words)


# --- Factiva -------------------------------------------------------------------------------------


def _factiva(root: "_Element") -> list[PartBuilder]:
    articles: dict[_Element, list[_Element]] = {}
    for element in root.iter("p"):
        if "articleParagraph" in _classes(element):
            box = _box(element)
            if box is not None:
                articles.setdefault(box, []).append(element)
    return [_factiva_article(*article).builder() for article in articles.items()]


def _classes(element: "_Element") -> list[str]:
    return (element.get("class") or "").split()


def _box(element: "_Element") -> "_Element | None":
    """The innermost ``div`` of class ``article`` around a paragraph, else the innermost one."""
    boxes = list(element.iterancestors("div"))
    return next((box for box in boxes if "article" in _classes(box)), boxes[0] if boxes else None)


def _factiva_article(box: "_Element", story: Sequence["_Element"]) -> WireArticle:
    article = WireArticle(service="Factiva")
    head: list[str] = []
    for element in box.iter("div", "span", "p"):
        if element is story[0]:
            break
        classes = _classes(element)
        if element.tag == "span" and any(name.endswith("Headline") for name in classes):
            article.title = article.title or _words(element)
        elif element.tag == "div" and "author" in classes:
            article.byline = article.byline or _words(element)
        elif element.tag == "div" and not element.attrib and element.find(".//div") is None:
            head.append(_words(element).strip())
    article.take_head([line for line in head if line])
    for element in story:
        article.add(paragraph(_words(element)))
    return article
