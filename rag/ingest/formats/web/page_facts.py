"""What a web page says about its article in JSON-LD, meta tags and links; its text is not read."""

import email.utils
import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from rag.ingest.formats.parts import KnownFact
from rag.lexicon import page_words
from rag.text.dates import EARLIEST, find_stated, parse_iso
from rag.text.tokens import normalised_words

if TYPE_CHECKING:
    from lxml.etree import _Element

RESEMBLES: Final = 0.5  # share of words that two forms of one headline have in common
FEW_WORDS: Final = 3  # one headline within another has more
TITLE: Final = 500  # characters; what is longer is no headline, and is compared with each heading
NODES: Final = 5000  # of JSON-LD that are looked at

_ARTICLES = ("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting")
_PAGES = ("WebPage", "NewsWebPage", "ItemPage")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})")
_TAG = re.compile(r"<[^<>]{1,500}>")
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
        cleaned = _plain(value)
        if cleaned and name not in self.known:
            self.known[name] = KnownFact(cleaned, evidence)


def page_facts(root: "_Element", page: str, url: str | None) -> PageFacts:
    """The facts of a page from its tree, and from its first characters for who saved it."""
    facts = PageFacts()
    nodes = list(_nodes(root))
    metas = _metas(root)
    named = [_title(metas.get("og:title")), _title(root.findtext(".//head/title"))]
    article = _article(nodes, [title for title in named if title])
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for value, evidence in (
        (article.get("headline") or article.get("name"), "JSON-LD headline"),
        (named[0], "meta og:title"),
        (named[1], "title"),
    ):
        if title := _title(value):
            facts.titles.append(KnownFact(title, evidence))
    facts.note("outlet", _names(article.get("publisher"), by_id), "JSON-LD publisher")
    facts.note("outlet", metas.get("og:site_name"), "meta og:site_name")
    _note_url(facts, root, metas, page, url)
    _note_authors(facts, article, metas, by_id)
    _note_dates(facts, article, nodes, metas)
    _note_origin(facts, article, by_id)
    if language := re.match(r"[a-z]{2}(?![a-z])", (root.get("lang") or "").lower()):
        facts.note("language", language[0], "html lang")
    facts.free = str(article.get("isAccessibleForFree", True)).lower() != "false"
    facts.entries = tuple(_entries(article))
    return facts


def resembles(one: str, other: str) -> float:
    """Share of words that two texts have in common; 0 where they are not forms of one headline."""
    words, others = set(normalised_words(one)), set(normalised_words(other))
    shared, most = len(words & others), max(len(words), len(others))
    contained = shared >= FEW_WORDS and shared == min(len(words), len(others))
    return shared / most if shared and (contained or shared >= RESEMBLES * most) else 0


# --- JSON-LD -------------------------------------------------------------------------------------


def _nodes(root: "_Element") -> Iterator[dict[str, Any]]:
    """Objects of JSON-LD that describe the page; not those of lists of other pages."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
            text = text.replace("//<![CDATA[", "").replace("//]]>", "").strip().rstrip(";")
            try:
                waiting.append(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:NODES]
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in _WITHIN if isinstance(value.get(key), dict | list)]


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(name).rpartition("/")[2] for name in kinds]


def _article(nodes: list[dict[str, Any]], titles: list[str]) -> dict[str, Any]:
    """The article among the nodes that has the headline of the page; {} where none is certain."""
    articles = [
        node
        for node in nodes
        if any(name.endswith("Article") or name in _ARTICLES for name in _types(node))
    ]

    def fit(node: dict[str, Any]) -> float:
        headline = _title(node.get("headline"))
        return max((resembles(headline, title) for title in titles), default=0)

    best = max(articles, key=fit, default={})
    return best if len(articles) < 2 or not titles or fit(best) else {}


def _plain(value: object) -> str:
    """A text without markup and entities, "" for anything else."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(_TAG.sub("", html.unescape(value)))
    return " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())


def _title(value: object) -> str:
    title = _plain(value)
    return title if len(title) <= TITLE else ""


def _names(value: object, by_id: dict[str, dict[str, Any]]) -> str:
    """The names of people or organisations, parted by commas."""
    names: dict[str, None] = {}
    for one in value if isinstance(value, list) else [value]:
        given = one
        if isinstance(one, dict):
            other = by_id.get(str(one.get("@id")), {})
            given = one.get("name") or other.get("name")
        for name in given if isinstance(given, list) else [given]:
            plain = re.sub(r"^by\s+", "", _plain(name), flags=re.IGNORECASE)
            if re.search(r"[^\W\d_]", plain) and "://" not in plain:
                names[plain] = None
    return ", ".join(names)


def _entries(article: dict[str, Any]) -> Iterator[LiveEntry]:
    if "LiveBlogPosting" not in _types(article):
        return
    updates = article.get("liveBlogUpdate")
    for entry in updates if isinstance(updates, list) else [updates]:
        if not isinstance(entry, dict):
            continue
        body = entry.get("articleBody") or entry.get("text")
        body = body.encode("utf-8", "ignore").decode() if isinstance(body, str) else ""
        title, time = _plain(entry.get("headline")), _plain(entry.get("datePublished"))
        if body or title:
            yield LiveEntry(title, body, time if iso(time) else "")


# --- the facts -----------------------------------------------------------------------------------


def _metas(root: "_Element") -> dict[str, str]:
    """Name → content of the meta tags, the first of each name."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and (content := (meta.get("content") or "").strip()):
                found.setdefault(name, content)
    return found


def _note_url(
    facts: PageFacts,
    root: "_Element",
    metas: dict[str, str],
    page: str,
    url: str | None,
) -> None:
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
            facts.note("url", whole, evidence)


def _is_canonical(link: "_Element") -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _note_authors(
    facts: PageFacts,
    article: dict[str, Any],
    metas: dict[str, str],
    by_id: dict[str, dict[str, Any]],
) -> None:
    outlet = facts.known["outlet"].value.casefold() if "outlet" in facts.known else ""
    for value, evidence in (
        (_names(article.get("author"), by_id), "JSON-LD author"),
        (_names(metas.get("author"), {}), "meta author"),
    ):
        if value.casefold() != outlet and value.casefold() not in page_words.NO_AUTHORS:
            facts.note("author", value, evidence)


def _note_dates(
    facts: PageFacts, article: dict[str, Any], nodes: list[dict[str, Any]], metas: dict[str, str]
) -> None:
    page = next((node for node in nodes if set(_types(node)) & {*_PAGES}), {})
    for name, key, names in (
        ("published", "datePublished", page_words.PUBLISHED_METAS),
        ("updated", "dateModified", page_words.UPDATED_METAS),
    ):
        facts.note(name, iso(article.get(key)), f"JSON-LD {key}")
        best = f"article:{name.replace('updated', 'modified')}_time"
        for meta in (best, *metas):
            if meta in names:
                facts.note(name, iso(metas.get(meta)), f"meta {meta}")
        facts.note(name, iso(page.get(key)), f"JSON-LD {key}")


def iso(value: object) -> str | None:
    """A date or date-time of a page as ISO 8601, in the zone as written; None where it is none."""
    text = _plain(value)
    day = _iso_day(text)
    if day is None and (printed := find_stated(text)):
        text = printed[0].day.isoformat() if len(printed) == 1 else ""
        if re.match(r"(?:[A-Za-z]{3}, )?\d", _plain(value)):
            with suppress(ValueError, TypeError, IndexError, OverflowError):
                # as e-mail writes it: "Wed, 03 Nov 2021 23:30:00 +0100"
                text = email.utils.parsedate_to_datetime(_plain(value)).isoformat()
        day = _iso_day(text)
    if day is None or day < EARLIEST or abs(day - _EPOCH) <= _UNSET:
        return None
    return text.replace(" ", "T", 1)


def _iso_day(text: str) -> date | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


def _note_origin(
    facts: PageFacts, article: dict[str, Any], by_id: dict[str, dict[str, Any]]
) -> None:
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
