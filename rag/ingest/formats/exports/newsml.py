"""Reads what agencies send: items of NewsML-G2 with NITF, XHTML or plain text in them, and NITF."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rag.ingest.formats.exports.agency_story import (
    AgencyStory,
    add_language,
    add_nitf_facts,
    add_story,
    attribute,
    keyed,
    nitf_story,
    story_within,
)
from rag.ingest.formats.parts import Part, PartBuilder, Refused
from rag.ingest.formats.source_text import iso_date, local_name, text_within

if TYPE_CHECKING:
    from lxml.etree import _Element

_WITHDRAWN: Final = ("stat:canceled", "stat:withheld")


def item_parts(tree: "_Element") -> Iterator[Part | Refused]:
    """The items of a message, of an item or of NITF alone."""
    if local_name(tree) == "nitf":
        story, builder = nitf_story(tree), PartBuilder()
        add_story(builder, story)
        add_nitf_facts(builder, tree)
        yield builder.part() if story.blocks else Refused("no text in the article")
        return
    items = list(tree.iter("{*}newsItem"))
    if not items:
        yield Refused("no news item in the message")
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        key = keyed(number, item.get("guid") or "", seen)
        yield _item_part(item, key if len(items) > 1 else "")


def _item_part(item: "_Element", key: str) -> Part | Refused:
    if attribute(item, "itemMeta/pubStatus", "qcode") in _WITHDRAWN:
        return Refused("withdrawn by its agency (pubStatus)", key)
    story = _inline(item)
    if story is None:
        kind = attribute(item, "itemMeta/itemClass", "qcode")
        return Refused(f"no text in the item{f' ({kind})' if kind else ''}", key)
    builder = PartBuilder()
    head = {
        name: text_within(item, f"contentMeta/{path}")
        for name, path in (("title", "headline"), ("byline", "by"), ("dateline", "dateline"))
    }
    add_story(builder, story.under(**head, position=""))
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
    add_language(builder, attribute(item, "contentMeta/language", "tag"), "NewsML language")
    return builder.part(key)


def _inline(item: "_Element") -> AgencyStory | None:
    """The first text that an item holds."""
    for inline in item.iterfind("{*}contentSet/{*}inlineXML"):
        if (story := story_within(inline)) is not None:
            return story
    for inline in item.iterfind("{*}contentSet/{*}inlineData"):
        kind = (inline.get("contenttype") or "text/plain").lower()
        plain = kind.startswith("text/plain") and not inline.get("encoding")
        if plain and (story := story_within(inline)) is not None:
            return story
    return None


def _party(item: "_Element", path: str) -> str:
    """The name of an organisation or a person, not its code."""
    return (
        text_within(item, f"{path}/name")
        or text_within(item, path)
        or attribute(item, path, "literal")
    )
