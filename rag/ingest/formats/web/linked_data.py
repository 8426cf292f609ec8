"""What a web page states for programs: JSON-LD, and the attributes of microdata, as objects."""

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

TITLE: Final = 500  # characters; what is longer is no headline, and is compared with each heading
NODES: Final = 5000  # of JSON-LD that are looked at
SCOPES: Final = 300  # articles of microdata that are looked at

_ARTICLES: Final = ("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting")
_PAGES: Final = ("WebPage", "NewsWebPage", "ItemPage")
_WITHIN: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_PROPERTIES: Final = (
    "headline", "name", "url", "mainEntityOfPage", "datePublished", "dateModified", "author",
)  # fmt: skip
_TAG = re.compile(r"<[^<>]{1,500}>")
_BETWEEN = re.compile(r"[\s,;]*")

Node = dict[str, Any]


def plain(value: object) -> str:
    """A text without markup and entities, "" for anything else."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(_TAG.sub("", html.unescape(value)))
    return " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())


def title_of(value: object) -> str:
    """A headline as plain text, "" for what is none."""
    title = plain(value)
    return title if len(title) <= TITLE else ""


def types(node: Node) -> list[str]:
    """The names of an object's types without their address."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(name).rpartition("/")[2] for name in kinds]


def is_article(node: Node) -> bool:
    """Whether an object is an article of any kind."""
    return any(name.endswith("Article") or name in _ARTICLES for name in types(node))


def is_page(node: Node) -> bool:
    """Whether an object is a page that holds an article."""
    return bool({*types(node)} & {*_PAGES})


# --- JSON-LD -------------------------------------------------------------------------------------


def nodes(root: "_Element") -> Iterator[Node]:
    """
    Objects of JSON-LD that describe the page; not those of lists of other pages.

    The main entity of a page has the address of the page where it states none itself.
    """
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting += _values(script.text or "")
    for _ in range(NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:NODES]
        elif isinstance(value, dict):
            yield value
            within = [_within(value, key) for key in _WITHIN]
            waiting += [inner for inner in within if isinstance(inner, dict | list)]


def _values(script: str) -> list[Any]:
    """The values of a script, which may be in a comment, escaped, or one after the other."""
    text = script.strip().removeprefix("<!--").removesuffix("-->")
    text = text.replace("//<![CDATA[", "").replace("//]]>", "").strip()
    decoder = json.JSONDecoder(strict=False)
    for form in (text, html.unescape(text)):
        values: list[Any] = []
        at = 0
        try:
            while at < len(form) and len(values) < NODES:
                value, at = decoder.raw_decode(form, at)
                values.append(value)
                between = _BETWEEN.match(form, at)
                at = between.end() if between else at
        except (ValueError, RecursionError):
            if not values:
                continue
        return values
    return []


def _within(node: Node, key: str) -> object:
    inner = node.get(key)
    if key != "mainEntity" or not isinstance(inner, dict) or not is_page(node):
        return inner
    return {"mainEntityOfPage": node.get("url") or node.get("@id"), **inner}


# --- microdata -----------------------------------------------------------------------------------


def scopes(root: "_Element") -> list[Node]:
    """The articles of microdata, each with its properties, as objects like those of JSON-LD."""
    found: dict[_Element, Node] = {}
    for element in root.iterfind(".//*[@itemprop]"):
        names = [name for name in (element.get("itemprop") or "").split() if name in _PROPERTIES]
        scope = article_scope(element) if names else None
        if scope is None or (scope not in found and len(found) == SCOPES):
            continue
        node = found.setdefault(scope, {"@type": _itemtype(scope)})
        for name in names:
            if name not in node:
                node[name] = _value(element)
    for scope, node in found.items():
        if "headline" not in node and (heading := scope.find(".//h1")) is not None:
            node["headline"] = _value(heading)
    return list(found.values())


def article_scope(element: "_Element") -> "_Element | None":
    """The article of microdata, less than the whole page, of which an element is a property."""
    scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    if scope is None or scope.tag in ("html", "body"):
        return None
    return scope if is_article({"@type": _itemtype(scope)}) else None


def _itemtype(scope: "_Element") -> list[str]:
    return (scope.get("itemtype") or "").split()


def _value(element: "_Element") -> str:
    if element.get("itemscope") is not None:
        inner = element.find(".//*[@itemprop='name']")
        return _value(inner) if inner is not None else element.get("itemid") or ""
    for attribute in ("content", "datetime", "href", "itemid"):
        if stated := element.get(attribute):
            return str(stated)
    return " ".join("".join(element.itertext()).split())
