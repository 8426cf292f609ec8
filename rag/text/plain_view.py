"""
A text as its reader sees it: without invisible characters, ligatures and the breaks of lines.

The text of an article is never rewritten. What reads words reads the view, and every span found in
it is a span of the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rag.schema.articles import Span
from rag.text.letters import fold_letters

# Soft hyphens, zero-width characters and marks of direction or byte order.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SEEN_OTHERWISE = re.compile(
    rf"(?P<gone>[{_INVISIBLE}]+|(?<=[^\W\d_])[-\u2010]\r?\n[ \t]*(?=[a-z]))"
    r"|(?P<ligature>[\ufb00-\ufb06])|(?P<space>[\u00a0\u2000-\u200a\u202f\u205f\u3000])"
)
# A run of blanks is read once, from its beginning.
_LINE_END = re.compile(r"(?<![ \t])[ \t]*\r?\n[ \t]*|\r")


def seen(text: str) -> str:
    """A text as its reader sees it, for the search for words: offsets do not hold in it."""
    return _SEEN_OTHERWISE.sub(_shown, text)


def search_letters(text: str | None) -> str:
    """A text as its words are searched for: as seen, in lower case, without accents."""
    return fold_letters(seen(text or ""))


def _shown(match: re.Match[str]) -> str:
    if match["gone"]:
        return ""
    return unicodedata.normalize("NFKC", match[0]) if match["ligature"] else " "


class PlainView:
    """The view of a text; ``text`` is what is read, the methods translate spans."""

    def __init__(self, original: str, wrapped: Iterable[Span] = ()) -> None:
        """``wrapped`` are paragraphs: the line breaks within them are blanks in the view."""
        changes: dict[Span, str] = {}
        for match in _SEEN_OTHERWISE.finditer(original):
            changes[Span(*match.span())] = _shown(match)
        for paragraph in wrapped:
            for match in _LINE_END.finditer(original, paragraph.start, paragraph.end):
                changes.setdefault(Span(*match.span()), " ")
        self.original = original
        self.text = original
        self._origin: Sequence[int] = ()
        if changes:
            self._build(changes)

    def _build(self, changes: dict[Span, str]) -> None:
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        for span in sorted(changes):
            if span.start < at:
                continue  # the end of a line whose hyphen is gone with it
            pieces.append(self.original[at : span.start])
            origin.extend(range(at, span.start))
            pieces.append(changes[span])
            origin.extend([span.start] * len(changes[span]))
            at = span.end
        pieces.append(self.original[at:])
        origin.extend(range(at, len(self.original) + 1))
        self.text = "".join(pieces)
        self._origin = origin

    @property
    def same(self) -> bool:
        """Whether the view is the text itself."""
        return not self._origin

    def in_original(self, span: Span) -> Span:
        """The characters of the text at a span of the view."""
        if self.same:
            return span
        start = self._origin[span.start]
        return Span(start, max(start + 1, self._origin[span.end - 1] + 1))

    def in_view(self, span: Span) -> Span | None:
        """The characters of the view at a span of the text; None where nothing of it is seen."""
        if self.same:
            return span
        start = bisect_left(self._origin, span.start)
        end = bisect_left(self._origin, span.end)
        return Span(start, end) if start < end else None
