"""What a web page says about its article in JSON-LD, meta tags and links; its text is not read."""

import email.utils
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rag.ingest.formats.parts import KnownFact
from rag.ingest.formats.web.linked_data import (
    TITLE,
    Node,
    article_scope,
    nodes,
    plain,
    scopes,
    title_of,
    types,
)
from rag.ingest.formats.web.own_article import PageName, own_article, own_page
from rag.lexicon import page_words
from rag.text.dates import EARLIEST, find_stated, parse_iso

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS: Final = 10  # that are looked at
_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})")
_EPOCH = date(1970, 1, 2)  # a day that a program writes where it has none
_UNSET = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An entry of a live blog."""

    title: str
    body: str
    time: str


@dataclass(slots=True, kw_only=True)
class PageFacts:
    """
    Facts about the article of a page.

    ``titles`` are all forms of its headline, the best first. ``known`` holds the other facts.
    ``free`` is False where only subscribers can read it all.
    """

    titles: list[KnownFact] = field(default_factory=list)
    known: dict[str, KnownFact] = field(default_factory=dict)
    free: bool = True
    entries: tuple[LiveEntry, ...] = ()

    def note(self, name: str, value: object, evidence: str) -> None:
        """Note a fact, unless it is empty or known."""
        cleaned = plain(value)
        if cleaned and name not in self.known:
            self.known[name] = KnownFact(cleaned, evidence)


def page_facts(root: "_Element", page: str, url: str | None) -> PageFacts:
    """The facts of a page from its tree, and from its first characters for who saved it."""
    facts = PageFacts()
    data, metas = list(nodes(root)), _metas(root)
    named = [title_of(metas.get("og:title")), title_of(root.findtext(".//head/title"))]
    addresses = list(_stated_urls(root, metas, page, url))
    name = PageName(
        titles=tuple(filter(None, (*named, title_of(metas.get("twitter:title"))))),
        headings=tuple(_headings(root)),
        addresses=tuple(address for address, _ in addresses),
    )
    article, scope = own_article(data, name), own_article(scopes(root), name)
    by_id = {node["@id"]: node for node in data if isinstance(node.get("@id"), str)}
    for value, evidence in (
        (article.get("headline") or article.get("name"), "JSON-LD headline"),
        (named[0], "meta og:title"),
        (named[1], "title"),
    ):
        if title := title_of(value):
            facts.titles.append(KnownFact(title, evidence))
    facts.note("outlet", _names(article.get("publisher"), by_id), "JSON-LD publisher")
    facts.note("outlet", metas.get("og:site_name"), "meta og:site_name")
    for address, evidence in addresses:
        facts.note("url", address, evidence)
    _note_authors(facts, article, scope, metas, by_id)
    _note_dates(facts, article, scope, own_page(data, name), metas)
    _note_origin(facts, article, by_id)
    if language := re.match(r"[a-z]{2}(?![a-z])", (root.get("lang") or "").lower()):
        facts.note("language", language[0], "html lang")
    facts.free = str(article.get("isAccessibleForFree", True)).lower() != "false"
    facts.entries = tuple(_entries(article))
    return facts


def _names(value: object, by_id: dict[str, Node]) -> str:
    """The names of people or organisations, parted by commas."""
    names: dict[str, None] = {}
    for one in value if isinstance(value, list) else [value]:
        given = one
        if isinstance(one, dict):
            other = by_id.get(str(one.get("@id")), {})
            given = one.get("name") or other.get("name")
        for name in given if isinstance(given, list) else [given]:
            words = re.sub(r"^by\s+", "", plain(name), flags=re.IGNORECASE)
            if re.search(r"[^\W\d_]", words) and "://" not in words:
                names[words] = None
    return ", ".join(names)


def _entries(article: Node) -> Iterator[LiveEntry]:
    if "LiveBlogPosting" not in types(article):
        return
    updates = article.get("liveBlogUpdate")
    for entry in updates if isinstance(updates, list) else [updates]:
        if not isinstance(entry, dict):
            continue
        body = entry.get("articleBody") or entry.get("text")
        body = body.encode("utf-8", "ignore").decode() if isinstance(body, str) else ""
        title, time = plain(entry.get("headline")), plain(entry.get("datePublished"))
        if body or title:
            yield LiveEntry(title, body, time if iso(time) else "")


# --- the facts -----------------------------------------------------------------------------------


def _metas(root: "_Element") -> dict[str, str]:
    """Name → content of the meta tags, the first of each name."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if attribute == "itemprop" and name and article_scope(meta) is not None:
                continue  # a card of another article may come first
            if name and (content := (meta.get("content") or "").strip()):
                found.setdefault(name, content)
    return found


def _headings(root: "_Element") -> Iterator[str]:
    for heading in islice(root.iter("h1"), _HEADINGS):
        if title := title_of("".join(islice(heading.itertext(), TITLE))):
            yield title


def _stated_urls(
    root: "_Element", metas: dict[str, str], page: str, url: str | None
) -> Iterator[tuple[str, str]]:
    """The addresses of a page, each with its evidence, the best first."""
    canonical = next(
        (link.get("href") or "" for link in root.iter("link") if _is_canonical(link)), ""
    )
    saved = _SAVED.search(page[:4096]) or _SINGLE_FILE.search(page[:4096])
    own = (url or (saved[1] if saved else "")).strip()
    for value, evidence in (
        (canonical, "link canonical"),
        (metas.get("og:url"), "meta og:url"),
        (own, "address of the page"),
    ):
        try:
            whole = urljoin(own, (value or "").strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        front = parts.path in ("", "/") and not parts.query  # a template names its front page
        if parts.scheme in ("http", "https") and parts.netloc and (value == own or not front):
            yield whole, evidence


def _is_canonical(link: "_Element") -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _note_authors(
    facts: PageFacts,
    article: Node,
    scope: Node,
    metas: dict[str, str],
    by_id: dict[str, Node],
) -> None:
    outlet = facts.known["outlet"].value.casefold() if "outlet" in facts.known else ""
    for value, evidence in (
        (_names(article.get("author"), by_id), "JSON-LD author"),
        (_names(metas.get("author"), {}), "meta author"),
        (_names(scope.get("author"), {}), "microdata author"),
    ):
        if value.casefold() != outlet and value.casefold() not in page_words.NO_AUTHORS:
            facts.note("author", value, evidence)


def _note_dates(
    facts: PageFacts, article: Node, scope: Node, page: Node, metas: dict[str, str]
) -> None:
    for name, key, names in (
        ("published", "datePublished", page_words.PUBLISHED_METAS),
        ("updated", "dateModified", page_words.UPDATED_METAS),
    ):
        facts.note(name, iso(article.get(key)), f"JSON-LD {key}")
        best = f"article:{name.replace('updated', 'modified')}_time"
        for meta in (best, *metas):
            if meta in names:
                facts.note(name, iso(metas.get(meta)), f"meta {meta}")
        facts.note(name, iso(scope.get(key)), f"microdata {key}")
        facts.note(name, iso(page.get(key)), f"JSON-LD {key}")


def iso(value: object) -> str | None:
    """A date or date-time of a page as ISO 8601, in the zone as written; None where it is none."""
    text = plain(value)
    day = _iso_day(text)
    if day is None and (printed := find_stated(text)):
        text = printed[0].day.isoformat() if len(printed) == 1 else ""
        if re.match(r"(?:[A-Za-z]{3}, )?\d", plain(value)):
            with suppress(ValueError, TypeError, IndexError, OverflowError):
                # as e-mail writes it: "Wed, 03 Nov 2021 23:30:00 +0100"
                text = email.utils.parsedate_to_datetime(plain(value)).isoformat()
        day = _iso_day(text)
    if day is None or day < EARLIEST or abs(day - _EPOCH) <= _UNSET:
        return None
    return text.replace(" ", "T", 1)


def _iso_day(text: str) -> date | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


def _note_origin(facts: PageFacts, article: Node, by_id: dict[str, Node]) -> None:
    """Another organisation that the article is from."""
    own = facts.known["outlet"].value.casefold() if "outlet" in facts.known else ""
    based = article.get("isBasedOn")
    publisher = based.get("publisher") or based.get("name") if isinstance(based, dict) else None
    for value, evidence in (
        (publisher, "JSON-LD isBasedOn"),
        (article.get("sourceOrganization"), "JSON-LD sourceOrganization"),
        (article.get("creditLine") or article.get("creditText"), "JSON-LD creditLine"),
    ):
        name = _names(value, by_id)
        if name and name.casefold() != own:
            facts.note("origin", name, evidence)
