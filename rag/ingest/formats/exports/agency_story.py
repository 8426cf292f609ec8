"""The stories that agencies send within their items: NITF, XHTML, or plain text with its head."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.ingest.formats.documents.document_flow import is_person
from rag.ingest.formats.parts import BlockKind, PartBuilder
from rag.ingest.formats.source_text import (
    iso_date,
    markup_blocks,
    markup_tree,
    paragraphs,
    text_within,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Blocks = list[tuple[str, BlockKind]]

_END_TAG = re.compile(r"</\w{1,20}>")
_BLOCK_TAG = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_STAMP = re.compile(r"\d{8}T")  # a dateline that a program wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStory:
    """A text within an item, and what it has of a head; ``position`` is that of the author."""

    blocks: Blocks
    title: str = ""
    byline: str = ""
    position: str = ""
    dateline: str = ""

    def under(self, *, title: str, byline: str, position: str, dateline: str) -> "AgencyStory":
        """The story under the head of its item: its own byline and dateline come first."""
        own = self.byline, self.position
        shown, role = own if self.byline else (byline, position)
        return replace(
            self,
            title=title or self.title,
            byline=shown,
            position=role,
            dateline=self.dateline or dateline,
        )


def story_within(holder: "_Element") -> AgencyStory | None:
    """The text that an element holds, in whatever form; None where there is none."""
    for nitf in holder.iter("{*}nitf"):
        story = nitf_story(nitf)
        if story.blocks:
            return story
    if any(True for _ in holder.iterchildren()):
        blocks = list(markup_blocks(next(holder.iter("{*}body"), holder)))
    else:
        blocks = list(_text_blocks("".join(holder.itertext())))
    return AgencyStory(blocks=blocks) if blocks else None


def _text_blocks(text: str) -> Iterator[tuple[str, BlockKind]]:
    """The blocks of a text that may be, or have, markup."""
    if text.lstrip().startswith("<") or _BLOCK_TAG.search(text):
        yield from _markup(text)
        return
    for paragraph in paragraphs(text):
        if _END_TAG.search(paragraph):
            yield from _markup(paragraph)
        elif paragraph.strip():
            yield paragraph, BlockKind.PARAGRAPH


def _markup(text: str) -> Iterator[tuple[str, BlockKind]]:
    tree = markup_tree(text.encode())
    if tree is None:
        yield text, BlockKind.PARAGRAPH
    else:
        yield from markup_blocks(tree)


def nitf_story(nitf: "_Element") -> AgencyStory:
    """The story of an element of NITF; it may have no blocks."""
    content = nitf.find("{*}body/{*}body.content")
    head = "body/body.head"
    byline = nitf.find("{*}body/{*}body.head/{*}byline")
    dateline = nitf.find("{*}body/{*}body.head/{*}dateline")
    position = "" if byline is None else text_within(byline, "byttl")
    name = "" if byline is None else _words(byline, "byttl")
    place = "" if dateline is None else _words(dateline)
    return AgencyStory(
        blocks=list(markup_blocks(content)) if content is not None else [],
        title=text_within(nitf, f"{head}/hedline/hl1") or text_within(nitf, "head/title"),
        byline=name,
        position=position,
        dateline="" if _STAMP.match(place) else place,
    )


def _words(element: "_Element", without: str = "") -> str:
    """The text of an element and of those within it but one, parted by spaces."""
    left_out = set(element.findall(f"{{*}}{without}")) if without else set()
    pieces = [element.text or ""]
    for child in element:
        if child not in left_out:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    return " ".join(" ".join(pieces).split()).replace(" ,", ",")


def add_story(builder: PartBuilder, story: AgencyStory) -> None:
    """Add the blocks of a story under its head; a headline that the text repeats is there once."""
    builder.add(story.title, BlockKind.TITLE)
    builder.fact("title", story.title, "headline")
    builder.add(f"{story.byline}\n{story.position}".strip(), BlockKind.BYLINE)
    builder.fact("author", author_of(story.byline), "byline", printed=True)
    builder.add(story.dateline, BlockKind.DATE)
    for number, (text, kind) in enumerate(story.blocks):
        if number or text != story.title:
            builder.add(text, kind)


def author_of(byline: str) -> str:
    """Who is named in a byline; "" for initials, and for other lines in its place."""
    name = byline[3:] if byline[:3].casefold() == "by " else byline
    words = re.findall(r"[^\W\d_]+", name)
    return name if is_person(name) and 2 * sum(map(str.islower, words)) <= len(words) else ""


def add_nitf_facts(builder: PartBuilder, nitf: "_Element") -> None:
    """Note what the head of NITF states and is not known yet."""
    builder.fact("outlet", attribute(nitf, "head/pubdata", "name"), "NITF pubdata")
    for path in ("body/body.head/distributor", "body/body.head/rights/rights.owner"):
        builder.fact("outlet", text_within(nitf, path), f"NITF {path.rpartition('/')[2]}")
    holder = attribute(nitf, "head/docdata/doc.copyright", "holder")
    builder.fact("outlet", holder, "NITF doc.copyright")
    for path, name in (
        ("head/pubdata", "date.publication"),
        ("head/docdata/date.issue", "norm"),
        ("head/docdata/date.release", "norm"),
        ("body/body.head/dateline/story.date", "norm"),
    ):
        stated = iso_date(attribute(nitf, path, name))
        builder.fact("published", stated, f"NITF {path.rpartition('/')[2]}")
    add_language(builder, nitf.get("baselang") or "", "NITF baselang")


def add_language(builder: PartBuilder, stated: str, evidence: str) -> None:
    """Note the language that a code such as "en-GB" names."""
    code = re.match(r"[a-z]{2}(?![a-z])", stated.strip().lower())
    builder.fact("language", code[0] if code else None, evidence)


def attribute(element: "_Element", path: str, name: str) -> str:
    """An attribute of the element at a path of names, whatever their namespaces; "" for none."""
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return (found.get(name) or "") if found is not None else ""


def keyed(number: int, stated: str, seen: set[str]) -> str:
    """The key of an item of several: its identifier, its number where another has that too."""
    key = " ".join(stated.split())
    key = str(number) if not key or key in seen else key
    seen.add(key)
    return key
