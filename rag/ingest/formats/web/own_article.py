"""
Which of the articles that a page states data about is its own.

Pages state data of related articles too, in blocks of their own, in lists, in cards. An article is
the page's own by its address and by its headline. Where neither says so, no article is: the date
and the author of another one are worse than none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from rag.ingest.formats.web.linked_data import Node, is_article, is_page, title_of, types
from rag.text.tokens import normalised_words

RESEMBLES: Final = 0.5  # share of words that two forms of one headline have in common
FEW_WORDS: Final = 3  # one headline within another has more
WHOLE: Final = 6  # words of a title that another article's headline does not hold by chance
ARTICLES: Final = 200  # of a page that are looked at

_HEADLINES: Final = ("headline", "name", "alternativeHeadline")
_ADDRESSES: Final = ("url", "mainEntityOfPage")
_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+")
_END = re.compile(r"(?:/amp|\.amp|/index\.(?:html?|php)|/)+$", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w*|fbclid|gclid|amp|ref|source|cmpid|outputtype", re.IGNORECASE)

Address = tuple[str, str, frozenset[tuple[str, str]]]  # host, path, query


@dataclass(frozen=True, slots=True, kw_only=True)
class PageName:
    """
    How a page names its article.

    ``titles`` are those for browsers and social networks, ``headings`` its largest ones,
    ``addresses`` its canonical one and others.
    """

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def is_here(self, stated: Iterable[object]) -> bool | None:
        """Whether one of some addresses is the page's; None where that cannot be seen."""
        base = next(iter(self.addresses), "")
        own = [one for one in map(_address, self.addresses) if one is not None]
        given = [_address(one, base) for one in stated if isinstance(one, str) and one]
        others = [one for one in given if one is not None]
        if not own or not others:
            return None
        return any(_same(one, other) for one in own for other in others)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article: whether its address is the page's, and how well its headline fits the page's."""

    node: Node
    here: bool | None
    fit: float
    exact: bool

    @property
    def rank(self) -> tuple[Any, ...]:
        place = 1 if self.here is None else 2 * self.here
        news = any(name.endswith("NewsArticle") for name in types(self.node))
        return self.exact and self.here is not False, place, self.fit, news


def own_article(nodes: Sequence[Node], page: PageName) -> Node:
    """
    The data of the page's own article, of all objects that are about it; {} where none is certain.

    A heading of the page counts where its titles leave it open.
    """
    articles = [node for node in nodes if is_article(node)][:ARTICLES]
    pages = _pages_by_entity(nodes)
    for titles in (page.titles, page.headings):
        found = [_candidate(node, page, titles, pages) for node in articles]
        fitting = [one for one in found if _is_own(one, titles, alone=len(articles) == 1)]
        if fitting:
            best = max(fitting, key=lambda one: one.rank)
            return _merged(best, fitting)
    return {}


def own_page(nodes: Iterable[Node], page: PageName) -> Node:
    """The data of the page itself; {} where there are none."""
    pages = (node for node in nodes if is_page(node))
    return next((one for one in pages if page.is_here(_stated(one)) is not False), {})


def resembles(one: str, other: str) -> float:
    """Share of words that two texts have in common; 0 where they are not forms of one headline."""
    words, others = set(normalised_words(one)), set(normalised_words(other))
    shared, most = len(words & others), max(len(words), len(others))
    contained = shared >= FEW_WORDS and shared == min(len(words), len(others))
    return shared / most if shared and (contained or shared >= RESEMBLES * most) else 0


# --- candidates ----------------------------------------------------------------------------------


def _candidate(
    node: Node, page: PageName, titles: Sequence[str], pages: dict[str, list[object]]
) -> _Candidate:
    stated = _stated(node)
    identity = node.get("@id")
    own = page.is_here([*stated, *pages.get(str(identity), ())])
    here = page.is_here([identity]) or own  # an identifier that is no address shows nothing
    headlines = _headlines(node)
    pairs = [(headline, title) for headline in headlines for title in titles]
    return _Candidate(
        node=node,
        here=here,
        fit=max((resembles(*pair) for pair in pairs), default=0),
        exact=any(_is_within(*pair) for pair in pairs),
    )


def _is_own(one: _Candidate, titles: Sequence[str], *, alone: bool) -> bool:
    if one.here:
        return True
    if one.here is False:  # a copy has the headline of its original, and its address
        return one.exact
    return bool(one.fit) or (alone and not (titles and _headlines(one.node)))


def _merged(best: _Candidate, candidates: Iterable[_Candidate]) -> Node:
    """What all objects about one article say of it, the best first."""
    headlines = {" ".join(normalised_words(one)) for one in _headlines(best.node)}
    merged = dict(best.node)
    for one in candidates:
        theirs = {" ".join(normalised_words(words)) for words in _headlines(one.node)}
        if one.here is not False and (headlines & theirs or (one.here and not theirs)):
            for name, value in one.node.items():
                if value and not merged.get(name):
                    merged[name] = value
    return merged


def _headlines(node: Node) -> list[str]:
    return [title for name in _HEADLINES if (title := title_of(node.get(name)))]


def _is_within(headline: str, title: str) -> bool:
    """Whether a title is a headline with the outlet around it, or one of the two is cut off."""
    words, others = normalised_words(headline), normalised_words(title)
    if len(words) < FEW_WORDS:
        return words == others
    line, whole = f" {' '.join(words)} ", f" {' '.join(others)} "
    return line in whole or (len(others) >= WHOLE and whole in line)


def _stated(node: Node) -> list[object]:
    """The addresses that an object states as those of its page."""
    return list(_addresses([node.get(name) for name in _ADDRESSES]))


def _addresses(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for one in value[:10]:
            yield from _addresses(one)
    elif isinstance(value, dict):
        yield from (value.get("@id"), value.get("url"))
    else:
        yield value


def _pages_by_entity(nodes: Iterable[Node]) -> dict[str, list[object]]:
    """Identifier of a main entity → the addresses of the page that names it."""
    found: dict[str, list[object]] = {}
    for node in nodes:
        entity = node.get("mainEntity")
        if is_page(node) and isinstance(entity, dict) and isinstance(entity.get("@id"), str):
            found[entity["@id"]] = [node.get("url"), node.get("@id")]
    return found


# --- addresses -----------------------------------------------------------------------------------


def _address(value: str, base: str = "") -> Address | None:
    """The part of an address that is the article's own; None for a front page and no address."""
    try:
        parts = urlsplit(urljoin(base, value.strip()))
        host = (parts.hostname or "").lower()
        query = frozenset(
            pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])
        )
    except ValueError:
        return None
    path = _END.sub("", unquote(parts.path))
    if parts.scheme not in ("http", "https") or not host or not (path or query):
        return None
    return _HOST.sub("", host), path, query


def _same(one: Address, other: Address) -> bool:
    """Whether two addresses are forms of one; a query that only one of them has is passed over."""
    queries = one[2] == other[2] or not one[2] or not other[2]
    return one[:2] == other[:2] and queries
