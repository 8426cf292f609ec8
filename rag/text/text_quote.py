"""
Quotations by which words are found again after their text was edited.

They are the TextQuoteSelector of the W3C Web Annotation Data Model: the exact words, and a few
characters before and after them for the choice between several places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.schema.articles import Span

EXACT: Final = 1000  # characters of the words, at most
CONTEXT: Final = 32  # characters before and after them, at most


@dataclass(frozen=True, slots=True)
class TextQuote:
    """Words of a text, with the characters right before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote_of(text: str, span: Span, most: int = EXACT) -> TextQuote:
    """The quotation of a place: its first ``most`` characters, with what surrounds these."""
    end = min(span.end, span.start + most)
    return TextQuote(
        exact=text[span.start : end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[end : end + CONTEXT],
    )


def begins_with(text: str, span: Span, quote: TextQuote) -> bool:
    """Whether a place in a text begins with the words of a quotation."""
    return span.end <= len(text) and text[span.start : span.end].startswith(quote.exact)


def occurs_once(text: str, words: str) -> bool:
    """Whether a text has these words in one place only."""
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def find_quote(text: str, quote: TextQuote, near: int) -> Span | None:
    """
    Where a text has the words of a quotation; None where it has not.

    White space may differ, as after lines are wrapped anew, if no place has the words exactly. Of
    several places the one whose surroundings agree best, then the nearest to the offset ``near``.
    """
    places = list(_places(text, quote.exact)) or list(_wrapped(text, quote.exact))
    return max(
        places,
        key=lambda span: (_agreement(text, span, quote), -abs(span.start - near)),
        default=None,
    )


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _wrapped(text: str, words: str) -> Iterator[Span]:
    """Where a text has the words with any white space between them."""
    parts = [re.escape(part) for part in words.split()]
    if parts:
        yield from (Span(*match.span()) for match in re.finditer(r"\s+".join(parts), text))


def _agreement(text: str, span: Span, quote: TextQuote) -> int:
    """How many characters next to a place are those of the quotation."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return _shared(reversed(before), reversed(quote.prefix)) + _shared(
        iter(after), iter(quote.suffix)
    )


def _shared(one: Iterator[str], other: Iterator[str]) -> int:
    """How many characters two texts have in common at their beginnings."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number
