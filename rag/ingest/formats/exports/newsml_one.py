"""
Reads NewsML 1.0 to 1.2, which agencies sent before NewsML-G2 and their archives still hold.

An item holds components within components. A headline begins a story: what lies within its
component belongs to it, but not to an outer one. Most items have one; some have one in each
language. What a component does not say of its story, an outer one does.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rag.ingest import patterns
from rag.ingest.formats.documents.document_flow import is_person
from rag.ingest.formats.exports.agency_story import (
    AgencyStory,
    add_language,
    add_nitf_facts,
    add_story,
    attribute,
    keyed,
    story_within,
)
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import iso_date, local_name, text_within

if TYPE_CHECKING:
    from lxml.etree import _Element

_WITHDRAWN: Final = ("canceled", "cancelled", "withheld")
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_WRITTEN: Final = ("", "text", "complexdata")  # kinds of media whose content is words
_ADVICE: Final = "advisoryline"

_Story = tuple["_Element", AgencyStory]  # a component and its text


def item_parts(tree: "_Element") -> Iterator[Part | Refused]:
    """The stories of the items of a file."""
    found: list[tuple[_Element, _Story | None]] = []
    for item in tree.iter("{*}NewsItem"):
        stories = list(_stories(item))
        found += [(item, story) for story in stories] or [(item, None)]
    if not found:
        yield Refused("no news item in the message")
    seen: set[str] = set()
    for number, (item, story) in enumerate(found, start=1):
        name = text_within(item, "Identification/NewsIdentifier/PublicIdentifier")
        key = keyed(number, name, seen)
        yield _part(tree, item, story, key if len(found) > 1 else "")


# --- components ----------------------------------------------------------------------------------


def _stories(item: "_Element") -> Iterator[_Story]:
    """The components that are stories, each with its text."""
    texts: dict[_Element, list[AgencyStory]] = {}
    chosen: set[_Element] = set()  # components of equal contents, of which one was taken
    for content in item.iter("{*}ContentItem"):
        alternatives = [one for one in _around(content) if one.get("EquivalentsList") == "yes"]
        if chosen.intersection(alternatives):
            continue
        if (text := _text_of(content)) is not None:
            chosen.update(alternatives)
            texts.setdefault(_owner(content), []).append(text)
    for component, parts in texts.items():
        blocks = [block for part in parts for block in part.blocks]
        title = _nearest(component, "NewsLines/HeadLine")
        if any(text != title for text, _ in blocks):
            head = next((part for part in parts if part.byline or part.dateline), parts[0])
            yield (
                component,
                AgencyStory(
                    blocks=blocks,
                    title=next(filter(None, (part.title for part in parts)), ""),
                    byline=head.byline,
                    position=head.position,
                    dateline=head.dateline,
                ),
            )


def _around(element: "_Element") -> Iterator["_Element"]:
    """The components that an element lies in, the innermost first; it may be one itself."""
    if local_name(element) == "newscomponent":
        yield element
    yield from element.iterancestors("{*}NewsComponent")


def _owner(content: "_Element") -> "_Element":
    """The component whose story a content belongs to."""
    around = list(_around(content))
    titled = (one for one in around if _role(one) != "caption" and _line(one, "HeadLine"))
    return next(titled, around[-1] if around else content)


def _role(component: "_Element") -> str:
    return attribute(component, "Role", "FormalName").casefold()


def _text_of(content: "_Element") -> AgencyStory | None:
    """The text of a content, None where it is a picture, packed, or empty."""
    holder = content.find("{*}DataContent")
    if holder is None or attribute(content, "MediaType", "FormalName").casefold() not in _WRITTEN:
        return None
    story = story_within(holder)
    roles = {_role(component) for component in _around(content)}
    if story is None or "caption" not in roles:
        return story
    return AgencyStory(blocks=[(text, BlockKind.CAPTION) for text, _ in story.blocks])


def _line(component: "_Element", name: str) -> str:
    return text_within(component, f"NewsLines/{name}")


def _nearest(component: "_Element", path: str) -> str:
    """What a component says, else the next one around it that says it."""
    return next(filter(None, (text_within(one, path) for one in _around(component))), "")


def _party(component: "_Element", role: str) -> str:
    """The name of a party in a role: the provider, the source."""
    path = f"AdministrativeMetadata/{role}/Party"
    named = (attribute(one, path, "FormalName").strip() for one in _around(component))
    return next(filter(None, named), "")


# --- the article ---------------------------------------------------------------------------------


def _part(tree: "_Element", item: "_Element", found: _Story | None, key: str) -> Part | Refused:
    if attribute(item, "NewsManagement/Status", "FormalName").casefold() in _WITHDRAWN:
        return Refused("withdrawn by its agency (Status)", key)
    if found is None:
        kind = attribute(item, "NewsManagement/NewsItemType", "FormalName")
        return Refused(f"no text in the item{f' ({kind})' if kind else ''}", key)
    component, story = found
    builder = PartBuilder()
    add_story(
        builder,
        story.under(
            title=_nearest(component, "NewsLines/HeadLine"),
            byline=_nearest(component, "NewsLines/ByLine"),
            position=_nearest(component, "NewsLines/ByLineTitle"),
            dateline=_nearest(component, "NewsLines/DateLine"),
        ),
    )
    for notice in filter(patterns.is_correction, _advice(component)):
        builder.add(notice, BlockKind.CORRECTION)
    _add_parties(builder, tree, item, component)
    _add_dates(builder, item)
    for nitf in component.iter("{*}nitf"):
        add_nitf_facts(builder, nitf)
    _add_language(builder, component)
    return builder.part(key)


def _advice(component: "_Element") -> Iterator[str]:
    """What the agency says to its clients of the story."""
    for one in _around(component):
        for line in one.iterfind("{*}NewsLines/{*}NewsLine"):
            if attribute(line, "NewsLineType", "FormalName").casefold() == _ADVICE:
                yield text_within(line, "NewsLineText")


def _add_parties(
    builder: PartBuilder, tree: "_Element", item: "_Element", component: "_Element"
) -> None:
    provider, source = _party(component, "Provider"), _party(component, "Source")
    credit = _nearest(component, "NewsLines/CreditLine")
    if credit.casefold() in provider.casefold():  # Kyodo, whose formal name is KYODONEWS
        builder.fact("outlet", credit, "NewsML CreditLine")
    builder.fact("outlet", provider, "NewsML Provider")
    builder.fact("outlet", source, "NewsML Source")
    builder.fact("outlet", credit, "NewsML CreditLine")
    sender = attribute(tree, "NewsEnvelope/SentFrom/Party", "FormalName")
    builder.fact("outlet", sender, "NewsML SentFrom")
    identifier = text_within(item, "Identification/NewsIdentifier/ProviderId")
    builder.fact("outlet", identifier, "NewsML ProviderId")
    if provider and source.casefold() != provider.casefold():
        builder.fact("origin", source, "NewsML Source")
    creator = _party(component, "Creator")
    if is_person(creator) and creator.casefold() not in (provider.casefold(), source.casefold()):
        builder.fact("author", creator, "NewsML Creator")


def _add_dates(builder: PartBuilder, item: "_Element") -> None:
    for fact, path in (
        ("published", "NewsManagement/FirstCreated"),
        ("published", "Identification/NewsIdentifier/DateId"),
        ("updated", "NewsManagement/ThisRevisionCreated"),
    ):
        stated = iso_date(text_within(item, path))
        builder.fact(fact, stated, f"NewsML {path.rpartition('/')[2]}")


def _add_language(builder: PartBuilder, component: "_Element") -> None:
    for one in _around(component):
        stated = attribute(one, "DescriptiveMetadata/Language", "FormalName")
        add_language(builder, stated, "NewsML Language")
        add_language(builder, one.get(_LANGUAGE) or "", "NewsML xml:lang")
