"""
Articles of feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom, one part for each entry.

Elements are read by namespace with lxml. feedparser is not used: it takes the caption of a picture
(media:description) for the text of an article, loses characters such as `&eacute;` where the feed
names a DTD, cuts names beside addresses of e-mail, and repairs mojibake without saying so.
"""

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.entities import html5
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urljoin, urlsplit

from rag.ingest.encodings import decoded
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import (
    SAFE_XML,
    iso_date,
    local_name,
    markup_blocks,
    markup_tree,
    paragraphs,
    storable,
    too_large,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_Fields = Mapping[str, Sequence["_Element"]]
_Blocks = list[tuple[str, BlockKind]]

_RSS_1: Final = "http://purl.org/rss/1.0/"
_RSS_09: Final = "http://my.netscape.com/rdf/simple/0.9/"
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

# Field of an entry → what it is in words of the format; the first that is there counts.
_PUBLISHED: Final = {
    "pubdate": "RSS pubDate",
    "published": "Atom published",
    "issued": "Atom issued",
    "atom:published": "Atom published",
    "dcterms:issued": "dcterms:issued",
}
_UPDATED: Final = {
    "updated": "Atom updated",
    "modified": "Atom modified",
    "atom:updated": "Atom updated",
    "dcterms:modified": "dcterms:modified",
    "dc:date": "dc:date",  # of what, the feed does not say
}
_FULL: Final = ("content:encoded", "content", "xhtml:body")
_SUMMARY: Final = ("description", "summary", "dc:description")

_NOT_A_FEED = "not a feed: no RSS or Atom in it; save the feed itself"
_CUT = "the feed is cut off within this entry; save the feed again"
_NO_CHARSETS: Final = ("idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape")
_LARGER: Final = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
}
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION = re.compile(r"<\?xml[^>]*>")
_REFERENCE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(#?\w{1,40};)?", re.DOTALL)
_ESCAPED = re.compile("[<>&\"']")
_NO_XML: Final = dict.fromkeys((*(set(range(32)) - {9, 10, 13}), 0xFFFE, 0xFFFF))
_TAG = re.compile(r"<[/a-zA-Z]")
_HTML_TITLE = re.compile(r"&#?\w+;|</\w+>")
_NAMED = re.compile(r"[^\s()@]+@[^\s()]+ \(([^()]+)\)")  # ann@gazette.example (Ann Bo)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The entries of a feed."""
    del name
    yield from feed_parts(content.read(LIMITS.file_bytes + 1))


def feed_parts(content: bytes) -> Iterator[Part | Refused]:
    """The entries of a feed, in its order; an entry without text is refused by its key."""
    if len(content) > LIMITS.file_bytes:
        yield Refused(too_large())
        return
    if not content.strip():
        yield Refused("the file is empty; save the feed again")
        return
    try:
        text, guess = _characters(content)
    except ValueError as error:
        yield Refused(str(error))
        return
    root, whole = _tree(text)
    if root is None or local_name(root) not in ("rss", "rdf", "feed"):
        yield Refused(_NOT_A_FEED)
        return
    notes = [guess] if guess else []
    if not whole:
        notes.append("the feed is not well-formed XML and was read as far as possible")
    items = _entries(root, notes)
    last = next(items)
    for item in items:
        yield last
        last = item
    yield Refused(_CUT, last.key) if not whole and _cut_off(text) else last


def _cut_off(text: str) -> bool:
    """Whether a feed ends within an entry."""
    begin = max(text.rfind("<item"), text.rfind("<entry"))
    return begin > max(text.rfind("</item"), text.rfind("</entry"))


def _characters(content: bytes) -> tuple[str, str | None]:
    """The characters of a feed in the encoding that it declares, else in one that fits."""
    if declared := _DECLARED.match(content):
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name.replace("_", "-")
            if encoding not in _NO_CHARSETS:
                return _as_browsers(content, encoding), None
        except (UnicodeError, LookupError):
            pass
    return decoded(content)


def _as_browsers(content: bytes, encoding: str) -> str:
    """Decode; a declared set of characters is read as the larger one, as browsers do."""
    if larger := _LARGER.get(encoding):
        try:
            return content.decode(larger)
        except UnicodeDecodeError:
            pass
    return content.decode(encoding)


def _tree(text: str) -> tuple["_Element | None", bool]:
    """The root of a feed, None where there is none, and whether it is well-formed."""
    from lxml import etree

    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    text = _REFERENCE.sub(_reference, text.translate(_NO_XML))
    parser = etree.XMLParser(encoding="utf-8", recover=True, **SAFE_XML)
    try:
        root = etree.fromstring(storable(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None, False
    fatal = any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log)
    return root, not fatal


def _reference(found: re.Match[str]) -> str:
    """
    A reference to a character as that character, a bare ampersand as one that XML knows.

    No entity of the feed's own is left to be expanded. CDATA stays as it is. What XML escapes is
    given by number: after a fault, libxml2 drops `&lt;` and the like without a word.
    """
    name = found[1]
    if found[0] == "&":
        return "&#38;"
    if name is None:
        return found[0] if found[0].endswith("]]>") else f"{found[0]}]]>"
    if name.startswith("#"):
        text = html.unescape(found[0]).translate(_NO_XML)
    else:
        text = html5.get(name, found[0])
    return _ESCAPED.sub(lambda special: f"&#{ord(special[0])};", text)


def _entries(root: "_Element", notes: Sequence[str]) -> Iterator[Part | Refused]:
    channel = _fields(next((child for child in root if local_name(child) == "channel"), root))
    known = ("", _namespace(root), _RSS_1, _RSS_09)
    keys: Counter[str] = Counter()
    number = 0
    for element in root.iter("{*}item", "{*}entry"):
        if _namespace(element) not in known:
            continue
        number += 1
        entry = _Entry(element, channel)
        key = entry.key or str(number)
        keys[key] += 1
        yield entry.part(key if keys[key] == 1 else f"{key}#{keys[key]}", notes)
    if not number:
        yield Refused("the feed has no entries; save it again later")


def _namespace(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[0].lstrip("{")


def _fields(element: "_Element") -> _Fields:
    """The children of an element by name, those of its own namespace without a prefix."""
    own = _namespace(element)
    fields: dict[str, list[_Element]] = {}
    for child in element:
        namespace = _namespace(child)
        prefix = "" if namespace == own else _PREFIXES.get(namespace, "other:")
        fields.setdefault(prefix + local_name(child), []).append(child)
    return fields


class _Entry:
    """An entry of a feed, whose title, language and the like are in ``channel``."""

    def __init__(self, element: "_Element", channel: _Fields) -> None:
        self._element = element
        self._channel = channel
        self._fields = _fields(element)
        self._atom = "atom" in _namespace(element).lower()

    @property
    def key(self) -> str:
        """What the feed calls the entry, else its address, else ""."""
        about = self._element.get(f"{_RDF}about") or ""
        own = _plain(self._fields, "guid") or _plain(self._fields, "id") or about.strip()
        return own or self._url() or ""

    def part(self, key: str, notes: Sequence[str]) -> Part | Refused:
        """The article of the entry."""
        blocks, whole = self._first(_FULL), True
        if blocks == []:
            blocks, whole = self._first(_SUMMARY), False
        if blocks is None:
            return Refused(f"its text is {too_large(LIMITS.page_bytes)}", key)
        if not blocks:
            return Refused("no text in the feed; save the page of the article", key)
        builder = PartBuilder()
        title = self._title(self._fields)
        builder.add(title, BlockKind.TITLE)
        for text, kind in blocks:
            footer = text.startswith("The post ") and " appeared first on " in text
            builder.add(text, BlockKind.FURNITURE if footer else kind)
        builder.notes.extend(notes)
        if not whole:
            builder.notes.append("only the summary of the feed")
        builder.fact("title", title, "title of the entry", printed=True)
        self._add_facts(builder)
        return builder.part(key)

    def _first(self, names: Sequence[str]) -> "_Blocks | None":
        """The blocks of the first field that has some; None where one is too large."""
        for name in names:
            for element in self._fields.get(name, ()):
                blocks = self._blocks(element)
                if blocks is None or blocks:
                    return blocks
        return []

    def _blocks(self, element: "_Element") -> "_Blocks | None":
        kind = (element.get("type") or ("text" if self._atom else "html")).lower()
        if len(element):
            return list(markup_blocks(element))
        text = "".join(element.itertext())
        if kind in ("text", "text/plain") and element.get("mode") != "escaped":
            return [(paragraph, BlockKind.PARAGRAPH) for paragraph in paragraphs(text)]
        if "html" not in kind and kind not in ("text", "text/plain"):
            return []  # a picture or the like
        if not _TAG.search(text):
            unescaped = paragraphs(html.unescape(text))
            return [(paragraph, BlockKind.PARAGRAPH) for paragraph in unescaped]
        tree = markup_tree(storable(text).encode("utf-8"))
        if tree is None:
            return None if text.strip() else []
        return list(markup_blocks(tree))

    def _title(self, fields: _Fields) -> str:
        for name in ("title", "dc:title"):
            for element in fields.get(name, ())[:1]:
                text = "".join(element.itertext())
                marked = "html" in (element.get("type") or "") if self._atom else None
                if len(element) or marked is False or not _HTML_TITLE.search(text):
                    return " ".join(text.split())
                if not _TAG.search(text):
                    return " ".join(html.unescape(text).split())
                tree = markup_tree(storable(text).encode("utf-8"))
                blocks = [] if tree is None else markup_blocks(tree)
                return " ".join(" ".join(block for block, _ in blocks).split())
        return ""

    def _add_facts(self, builder: PartBuilder) -> None:
        for source in self._fields.get("source", ()):  # a feed of several outlets
            named = self._title(_fields(source)) or " ".join((source.text or "").split())
            builder.fact("outlet", named, "source of the entry")
        builder.fact("outlet", self._title(self._channel), "title of the feed")
        builder.fact("author", ", ".join(dict.fromkeys(self._authors())), "author of the entry")
        builder.fact("url", self._url(), "link of the entry")
        builder.fact("language", self._language(), "language of the feed")
        for fact, fields in (("published", _PUBLISHED), ("updated", _UPDATED)):
            for name, evidence in fields.items():
                self._add_date(builder, fact, _plain(self._fields, name), evidence)

    def _add_date(self, builder: PartBuilder, fact: str, date: str, evidence: str) -> None:
        value = iso_date(date) if date else None
        if date and not value:
            builder.notes.append(f'{evidence} "{date[:40]}" is no date that is understood')
        builder.fact(fact, value, evidence)

    def _authors(self) -> Iterator[str]:
        for name in ("author", "atom:author", "dc:creator", "dc:author"):
            for element in self._fields.get(name, ()):
                named = _plain(_fields(element), "name")
                text = named or " ".join((element.text or "").split())
                if found := _NAMED.fullmatch(text):
                    yield found[1].strip()
                elif text and "@" not in text:
                    yield text

    def _url(self) -> str | None:
        """The address of the article."""
        addresses: list[str] = [
            _plain(self._fields, "feedburner:origlink"),
            *(
                link.get("href") or link.text or ""
                for link in (*self._fields.get("link", ()), *self._fields.get("atom:link", ()))
                if (link.get("rel") or "alternate") == "alternate"
            ),
            *(
                guid.text or ""
                for guid in self._fields.get("guid", ())
                if guid.get("isPermaLink", "true") == "true"
            ),
        ]
        for address in filter(str.strip, addresses):
            try:
                absolute = urljoin(str(self._element.base or ""), address.strip())
                urlsplit(absolute)
            except ValueError:  # a host that is none
                continue
            if absolute.startswith(("http://", "https://")):
                return absolute
        return None

    def _language(self) -> str | None:
        nearest = next(self._element.iterancestors(), self._element)
        of_element = self._element.get(f"{_XML}lang") or nearest.get(f"{_XML}lang") or ""
        of_feed = _plain(self._channel, "language") or _plain(self._channel, "dc:language")
        found = _LANGUAGE.fullmatch(of_element.strip() or of_feed)
        return found[1].lower() if found else None


def _plain(fields: _Fields, name: str) -> str:
    """The text of the first field of this name, on one line."""
    return " ".join("".join(fields[name][0].itertext()).split()) if name in fields else ""
