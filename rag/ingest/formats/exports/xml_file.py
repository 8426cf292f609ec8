"""
Reads XML by what its root element says that it is: feeds, NewsML, NITF, wikis, Factiva.

No entity is expanded, no DTD loaded and nothing fetched.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from rag.ingest.formats.exports import newsml, newsml_one, wiki_export
from rag.ingest.formats.exports.agency_story import AgencyStory, add_language, add_story
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import (
    content_within,
    iso_date,
    local_name,
    markup_blocks,
    safe_parser,
    spelt_out,
    text_within,
    too_large,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEEDS: Final = ("rss", "rdf", "feed")
_NEWSML: Final = ("newsmessage", "newsitem", "nitf")
_STORY: Final = ("leadParagraph", "tailParagraphs")


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The articles of an XML file of a known kind."""
    from lxml import etree

    data = content_within(content, LIMITS.file_bytes)
    if data is None:
        yield Refused(too_large())
        return
    if not data.strip():
        yield Refused("the file is empty")
        return
    try:
        root = root_name(data)
        if root in _FEEDS:
            from rag.ingest.formats.web import feed

            yield from feed.feed_parts(data)
        elif root == "mediawiki":
            yield from wiki_export.page_parts(data)
        else:
            tree = etree.fromstring(spelt_out(data), safe_parser())
            if next(tree.iter(etree.Entity), None) is not None:
                yield Refused("uses entities of its own, which are not expanded; save the text")
            else:
                yield from _tree_parts(tree, root)
    except etree.XMLSyntaxError as error:
        yield Refused(f"no well-formed XML: {' '.join(error.msg.split())[:200]}; repair the file")


def root_name(data: bytes) -> str:
    """The name of the first element; raises XMLSyntaxError where there is none."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    step = 4096
    for at in range(0, len(data), step):
        parser.feed(data[at : at + step])
        for _, element in parser.read_events():
            return local_name(element)
    parser.close()
    return ""


def _tree_parts(tree: "_Element", root: str) -> Iterator[Part | Refused]:
    if root == "newsml":
        yield from newsml_one.item_parts(tree)
        return
    if root == "newsitem" and tree.find("text") is not None:
        yield _reuters(tree)
        return
    if root in _NEWSML:
        yield from newsml.item_parts(tree)
        return
    articles = [one for one in tree.iter("{*}article") if _is_factiva(one)]
    if not articles:
        yield Refused(f"XML of a kind that is not read (its root is “{root[:80]}”); save the text")
    for number, article in enumerate(articles, start=1):
        yield _factiva(article, str(number))


# --- the corpora of Reuters ----------------------------------------------------------------------


def _reuters(tree: "_Element") -> Part | Refused:
    """A file of Reuters Corpus Volume 1 or 2, whose items look like, but are no NewsML."""
    story = AgencyStory(
        blocks=list(markup_blocks(tree.find("text"))),
        title=text_within(tree, "headline") or text_within(tree, "title"),
        byline=text_within(tree, "byline"),
        dateline=text_within(tree, "dateline"),
    )
    if not story.blocks:
        return Refused("no text in the article")
    builder = PartBuilder()
    add_story(builder, story)
    builder.fact("outlet", "Reuters", "Reuters corpus")
    builder.fact("published", iso_date(tree.get("date") or ""), "Reuters corpus date", printed=True)
    add_language(builder, tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "xml:lang")
    return builder.part()


# --- Factiva ------------------------------------------------------------------------------------


def _is_factiva(article: "_Element") -> bool:
    return any(article.find(f"{{*}}{name}") is not None for name in (*_STORY, "accessionNo"))


def _factiva(article: "_Element", key: str) -> Part | Refused:
    """One article of an export of Factiva."""
    builder = PartBuilder()
    title = text_within(article, "headline")
    builder.add(title, BlockKind.TITLE)
    builder.fact("title", title, "Factiva headline")
    byline = text_within(article, "byline")
    builder.add(byline, BlockKind.BYLINE)
    story = 0
    for part in _STORY:
        holder = article.find(f"{{*}}{part}")
        if holder is not None:
            paragraphs = holder.findall("{*}paragraph") or [holder]
            for text in (" ".join("".join(one.itertext()).split()) for one in paragraphs):
                builder.add(text)
                story += bool(text)
    if not story:
        return Refused("no text in the article", key)
    author = byline[3:] if byline[:3].casefold() == "by " else byline
    builder.fact("author", author, "Factiva byline")
    builder.fact("outlet", text_within(article, "sourceName"), "Factiva sourceName")
    day = text_within(article, "publicationDate")
    builder.fact("published", iso_date(day), "Factiva publicationDate", printed=True)
    language = text_within(article, "baseLanguage").lower()
    builder.fact("language", language if len(language) == 2 else None, "Factiva baseLanguage")
    return builder.part(key)
