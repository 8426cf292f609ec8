"""
The place of a link in an article: its parameters, and where its words are when it is opened.

A link holds the words beside their offsets, because an edit of the article moves them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus

from rag.schema.articles import Span
from rag.text.text_quote import EXACT, TextQuote, begins_with, find_quote, occurs_once, quote_of

if TYPE_CHECKING:
    from rag.storage.kept.article_versions import ArticleVersion

WEIGHT: Final = 4000  # characters of an address that the words may take: web servers refuse 8,000

MOVED: Final = (
    "The article has been edited since this link was made; the words are marked where they are now."
)
GONE: Final = "The words of this link are no longer in the article; nothing is marked."
EARLIER: Final = "The words of this link are no longer in the article."
NO_PLACE: Final = "This article has no such place; nothing is marked."


def place_parameters(text: str, span: Span | None, most: int = EXACT) -> dict[str, str | int]:
    """
    The parameters of a place in ``text`` with its first ``most`` characters; none without a place.

    ``prefix`` and ``suffix`` choose between several places, so that they are left out where the
    words occur once: a page has many links. Words that no address can hold are left out too.
    """
    if span is None:
        return {}
    bounds: dict[str, str | int] = {"start": span.start, "end": span.end}
    try:
        quote = _light(text, span, most)
    except UnicodeEncodeError:  # half of a surrogate pair
        return bounds
    bounds["quote"] = quote.exact
    if not occurs_once(text, quote.exact):
        bounds |= {"prefix": quote.prefix, "suffix": quote.suffix}
    return bounds


def _light(text: str, span: Span, most: int) -> TextQuote:
    """The quotation of a place with as many of ``most`` characters as an address has room for."""
    most = min(most, span.end - span.start)
    while True:
        quote = quote_of(text, span, most)
        weight = len(quote_plus(quote.exact + quote.prefix + quote.suffix))
        if weight <= WEIGHT:
            return quote
        most = most * WEIGHT // weight


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """
    What a link marks: ``span`` of the article, or of ``version`` where only that has the words.

    ``notice`` says what a reader should know of it; "" for nothing.
    """

    span: Span | None
    version: "ArticleVersion | None" = None
    notice: str = ""


def locate(
    text: str,
    place: Span | None,
    quote: TextQuote | None,
    versions: "Iterable[ArticleVersion]" = (),
) -> QuotedPlace:
    """
    Where the words of a link are in ``text``, else in the first of ``versions`` with them there.

    Never another place than one with these words. Without a ``quote`` the place is taken as it is.
    """
    if quote is None:
        if place and place.end > len(text):
            return QuotedPlace(None, notice=NO_PLACE)
        return QuotedPlace(place)
    if place and begins_with(text, place, quote):
        return QuotedPlace(place)
    if span := find_quote(text, quote, place.start if place else 0):
        return QuotedPlace(span, notice=MOVED)
    if place:
        for version in versions:
            if begins_with(version.article.text, place, quote):
                return QuotedPlace(place, version, EARLIER)
    return QuotedPlace(None, notice=GONE)
