"""Reads what agencies send: items of NewsML-G2 with NITF, XHTML or plain text in them, and NITF."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import (
    iso_date,
    local_name,
    markup_blocks,
    markup_tree,
    paragraphs,
    text_within,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_WITHDRAWN: Final = ("stat:canceled", "stat:withheld")
_Blocks = list[tuple[str, BlockKind]]


class _Story(NamedTuple):
    """A text within an item, and what it has of a head."""

    blocks: _Blocks
    title: str = ""
    byline: str = ""
    dateline: str = ""


def item_parts(tree: "_Element") -> Iterator[Part | Refused]:
    """The items of a message, of an item or of NITF alone."""
    if local_name(tree) == "nitf":
        builder = PartBuilder()
        _add(builder, _nitf(tree))
        _add_nitf_facts(builder, tree)
        yield Refused("no text in the article") if not _nitf(tree).blocks else builder.part()
        return
    items = list(tree.iter("{*}newsItem"))
    if not items:
        yield Refused("no news item in the message")
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        key = " ".join((item.get("guid") or "").split())
        key = str(number) if not key or key in seen else key
        seen.add(key)
        yield _item_part(item, key if len(items) > 1 else "")


def _item_part(item: "_Element", key: str) -> Part | Refused:
    if _attribute(item, "itemMeta/pubStatus", "qcode") in _WITHDRAWN:
        return Refused("withdrawn by its agency (pubStatus)", key)
    story = _inline(item)
    if not story.blocks:
        kind = _attribute(item, "itemMeta/itemClass", "qcode")
        return Refused(f"no text in the item{f' ({kind})' if kind else ''}", key)
    builder = PartBuilder()
    _add(
        builder,
        _Story(
            blocks=story.blocks,
            title=text_within(item, "contentMeta/headline") or story.title,
            byline=story.byline or text_within(item, "contentMeta/by"),
            dateline=story.dateline or text_within(item, "contentMeta/dateline"),
        ),
    )
    provider, source = _party(item, "itemMeta/provider"), _party(item, "contentMeta/infoSource")
    builder.fact("outlet", provider, "NewsML provider")
    builder.fact("outlet", source, "NewsML infoSource")
    builder.fact("outlet", _party(item, "rightsInfo/copyrightHolder"), "NewsML copyrightHolder")
    if provider and source.casefold() != provider.casefold():
        builder.fact("origin", source, "NewsML infoSource")
    creator = _party(item, "contentMeta/creator")
    if creator.casefold() not in (provider.casefold(), source.casefold()):
        builder.fact("author", creator, "NewsML creator")
    for fact, path in (
        ("published", "contentMeta/contentCreated"),
        ("published", "itemMeta/firstCreated"),
        ("updated", "contentMeta/contentModified"),
        ("updated", "itemMeta/versionCreated"),
    ):
        stated = iso_date(text_within(item, path))
        builder.fact(fact, stated, f"NewsML {path.rpartition('/')[2]}")
    language = _attribute(item, "contentMeta/language", "tag").lower()[:2]
    builder.fact("language", language if len(language) == 2 else None, "NewsML language")
    return builder.part(key)


def _inline(item: "_Element") -> _Story:
    """The first text that an item holds, in whatever form."""
    for inline in item.iterfind("{*}contentSet/{*}inlineXML"):
        for nitf in inline.iter("{*}nitf"):
            if (story := _nitf(nitf)).blocks:
                return story
        body = next(inline.iter("{*}body"), inline)
        if blocks := list(markup_blocks(body)):
            return _Story(blocks)
    for inline in item.iterfind("{*}contentSet/{*}inlineData"):
        kind = (inline.get("contenttype") or "text/plain").lower()
        if kind.startswith("text/plain") and not inline.get("encoding"):
            text = "".join(inline.itertext())
            tree = markup_tree(text.encode()) if text.lstrip().startswith("<") else None
            if tree is not None and (blocks := list(markup_blocks(tree))):
                return _Story(blocks)
            if text.strip():
                return _Story([(one, BlockKind.PARAGRAPH) for one in paragraphs(text)])
    return _Story([])


def _nitf(nitf: "_Element") -> _Story:
    content = nitf.find("{*}body/{*}body.content")
    head = "body/body.head"
    return _Story(
        blocks=list(markup_blocks(content)) if content is not None else [],
        title=text_within(nitf, f"{head}/hedline/hl1") or text_within(nitf, "head/title"),
        byline=text_within(nitf, f"{head}/byline"),
        dateline=text_within(nitf, f"{head}/dateline"),
    )


def _add(builder: PartBuilder, story: _Story) -> None:
    """The blocks of a story under its head; a headline that the text repeats is there once."""
    builder.add(story.title, BlockKind.TITLE)
    builder.fact("title", story.title, "headline")
    builder.add(story.byline, BlockKind.BYLINE)
    author = story.byline[3:] if story.byline[:3].casefold() == "by " else story.byline
    builder.fact("author", author, "byline", printed=True)
    builder.add(story.dateline, BlockKind.DATE)
    for number, (text, kind) in enumerate(story.blocks):
        if number or text != story.title:
            builder.add(text, kind)


def _add_nitf_facts(builder: PartBuilder, nitf: "_Element") -> None:
    builder.fact("outlet", _attribute(nitf, "head/pubdata", "name"), "NITF pubdata")
    for path, attribute in (
        ("head/pubdata", "date.publication"),
        ("head/docdata/date.issue", "norm"),
    ):
        stated = iso_date(_attribute(nitf, path, attribute))
        builder.fact("published", stated, f"NITF {path.rpartition('/')[2]}")


def _attribute(element: "_Element", path: str, name: str) -> str:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return (found.get(name) or "") if found is not None else ""


def _party(item: "_Element", path: str) -> str:
    """The name of an organisation or a person, not its code."""
    return (
        text_within(item, f"{path}/name")
        or text_within(item, path)
        or _attribute(item, path, "literal")
    )
