"""
A feed of what is on record, as Atom (RFC 4287) and as JSON Feed 1.1.

Feed readers tell new items from old ones by their ids, which are those of the words: a reprint, or
an index built anew, makes nothing new.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from rag.text.plain_view import search_letters

ATOM: Final = "http://www.w3.org/2005/Atom"
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
UNDATED: Final = date(1970, 1, 1)  # Atom wants a day of every entry
# What XML cannot hold, even escaped.
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A statement: its words, who said them where, the day of print, and where to read it."""

    words: str
    title: str
    where: str
    published: date | None
    address: str
    original: str | None = None
    outlet: str | None = None

    @property
    def id(self) -> str:
        """The same for the same words, whatever their case, accents and spaces."""
        return f"urn:onrecord:{words_key(self.words)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Statements, the latest first; ``page`` is the address of the view that shows them."""

    title: str
    page: str
    own: str
    items: Sequence[FeedItem]


def words_key(words: str) -> str:
    """A key of some words, 16 hexadecimal digits."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in search_letters(words)).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    _add(root, "title", feed.title)
    _add(root, "id", feed.own)
    _add(root, "link", rel="self", href=feed.own, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=feed.page, type="text/html")
    days = [item.published for item in feed.items if item.published]
    _add(root, "updated", _time(max(days, default=UNDATED)))
    for item in feed.items:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", _time(item.published or UNDATED))
        author = ET.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, "name", item.outlet or "unknown outlet")
        _add(entry, "link", rel="alternate", href=item.address, type="text/html")
        if item.original:
            _add(entry, "link", rel="via", href=item.original)
        _add(entry, "content", f"{item.words}\n\n{item.where}", type="text")
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def json_feed(feed: Feed) -> str:
    """The feed as JSON."""
    items = [
        {
            "id": item.id,
            "url": item.address,
            "title": item.title,
            "content_text": f"{item.words}\n\n{item.where}",
            "authors": [{"name": item.outlet or "unknown outlet"}],
        }
        | ({"external_url": item.original} if item.original else {})
        | ({"date_published": _time(item.published)} if item.published else {})
        for item in feed.items
    ]
    made = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "items": items,
    }
    return json.dumps(made, ensure_ascii=False).encode("utf-8", "replace").decode()


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    one = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    one.text = _NO_XML.sub("", text) or None


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
