"""
The text of an article as HTML: whole, or one paragraph; cited words marked, claims underlined.

Every character of the text is shown in its place. What is added beside it has a class of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from rag.schema.articles import Article, Gap, Span
from rag.ui.markup.templates import render

MARK = "cited"  # id of the marked words, to which the page scrolls
SHORT = 240  # characters outside the story that are shown dimmed; longer parts are folded
MORE = 120  # characters beside the cited words from which their paragraph is context enough
ROOM = 900  # characters of a paragraph on either side of the cited words
LINE = re.compile(r"[^\s][^\r\n]*")

Pieces = list[tuple[str, str]]  # (characters, label of the claim that underlines them or "")


@dataclass(frozen=True, slots=True)
class UnderlinedClaim:
    """The words of one claim in an article, with ``label`` as title and ``name`` as its speaker."""

    content: tuple[Span, ...]
    label: str
    name: str
    href: str


class _Line(NamedTuple):  # an article has thousands: built and read faster than a dataclass
    """A line of the text: what is before, in and after the cited words; the speakers beside it."""

    before: Pieces
    cited: Pieces
    after: Pieces
    id: str = ""
    speakers: Mapping[str, list[UnderlinedClaim]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the story or, with ``reasons`` why, lines that are not part of it."""

    lines: list[_Line]
    reasons: tuple[str, ...] = ()
    folded: bool = False
    open: bool = False


class _ClaimIndex:
    """Claims of one article by their spans, so that a line looks only at claims near it."""

    def __init__(self, claims: Sequence[UnderlinedClaim]) -> None:
        spans = [(span, claim) for claim in claims for span in claim.content]
        self._spans = sorted(spans, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._spans]
        self._ends = list(accumulate((span.end for span, _ in self._spans), max))
        self._begin = sorted(enumerate(claims), key=lambda pair: pair[1].content[0].start)
        self._begins = [claim.content[0].start for _, claim in self._begin]

    def over(self, start: int, end: int) -> list[tuple[Span, UnderlinedClaim]]:
        """Spans that overlap ``[start, end)``, with their claims."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [pair for pair in self._spans[first:last] if pair[0].end > start]

    def begin_in(self, line: Span) -> list[UnderlinedClaim]:
        """Claims whose first span begins in ``line``, in the order given."""
        first, last = (bisect_left(self._begins, at) for at in (line.start, line.end))
        return [claim for _, claim in sorted(self._begin[first:last], key=lambda pair: pair[0])]


_NO_CLAIMS = _ClaimIndex(())


def body(article: Article, cited: Span | None, claims: Sequence[UnderlinedClaim] = ()) -> Markup:
    """
    The whole text of ``article``, with ``cited`` in ``<mark id=cited>``.

    Beside each paragraph are the speakers of the claims that begin in it.
    """
    index = _ClaimIndex(claims)
    blocks: list[_Block] = []
    at = 0
    for gaps in _adjacent_gaps(article):
        blocks.append(_story(article.text, at, gaps[0].span.start, cited, index))
        blocks.append(_left_out(article.text, gaps, cited))
        at = gaps[-1].span.end
    blocks.append(_story(article.text, at, len(article.text), cited, index))
    return render("article_text.html", blocks=blocks)


def around(article: Article, cited: Span) -> Markup:
    """
    The paragraph that holds ``cited``, which is marked; with its neighbours where it holds no more.

    The marked words carry no id, because several such pieces may be on one page.
    """
    story = article.story
    here = [n for n, part in enumerate(story) if part.start < cited.end and part.end > cited.start]
    if not here:
        shown: Iterable[Span] = (cited,)
    else:
        first, last = here[0], here[-1]
        length = story[last].end - story[first].start
        if length - (cited.end - cited.start) < MORE:
            first, last = max(0, first - 1), last + 1
        shown = (_clipped(part, cited) for part in story[first : last + 1])
    lines = [_line(article.text, part, cited, _NO_CLAIMS) for part in shown]
    return render("around.html", lines=lines)


def _clipped(line: Span, cited: Span) -> Span:
    """The part of an endless paragraph that is near the cited words."""
    start = max(line.start, min(cited.start, line.end) - ROOM)
    return Span(start, max(start + 1, min(line.end, max(cited.end, line.start) + ROOM)))


def _adjacent_gaps(article: Article) -> list[list[Gap]]:
    """The gaps in order, those with nothing but space between them together."""
    groups: list[list[Gap]] = []
    for gap in sorted(article.gaps, key=lambda gap: gap.span):
        if groups and not article.text[groups[-1][-1].span.end : gap.span.start].strip():
            groups[-1].append(gap)
        else:
            groups.append([gap])
    return groups


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of ``text[start:end]`` that are not blank, without their indent."""
    for line in LINE.finditer(text, start, end):
        yield Span(line.start(), line.end())


def _story(text: str, start: int, end: int, cited: Span | None, claims: _ClaimIndex) -> _Block:
    lines = []
    for span in _lines(text, start, end):
        speakers: dict[str, list[UnderlinedClaim]] = {}
        for claim in claims.begin_in(span):
            speakers.setdefault(claim.name, []).append(claim)
        lines.append(
            _line(text, span, cited, claims, mark_id=_mark_id(text, span, cited), speakers=speakers)
        )
    return _Block(lines)


def _left_out(text: str, gaps: Sequence[Gap], cited: Span | None) -> _Block:
    """What is not part of the story; a long part is folded, but open where the citation is."""
    start, end = gaps[0].span.start, gaps[-1].span.end
    return _Block(
        [
            _line(text, span, cited, _NO_CLAIMS, mark_id=_mark_id(text, span, cited))
            for gap in gaps
            for span in _lines(text, gap.span.start, gap.span.end)
        ],
        reasons=tuple(dict.fromkeys(gap.kind for gap in gaps)),
        folded=end - start > SHORT,
        open=cited is not None and cited.start < end and cited.end > start,
    )


def _mark_id(text: str, line: Span, cited: Span | None) -> str:
    """The id of the marked words, for the first line that holds any of them."""
    if cited is None or cited.end <= line.start or cited.start >= line.end:
        return ""
    # The citation may begin with a line break, which belongs to no paragraph.
    first = not text[cited.start : max(line.start, cited.start)].strip()
    return MARK if first else ""


def _line(
    text: str,
    line: Span,
    cited: Span | None,
    claims: _ClaimIndex,
    *,
    mark_id: str = "",
    speakers: dict[str, list[UnderlinedClaim]] | None = None,
) -> _Line:
    """One line cut at the ends of the cited words and at those of claims."""
    start, end = line.start, line.start
    if cited is not None and cited.end > line.start and cited.start < line.end:
        start, end = max(line.start, cited.start), min(line.end, cited.end)
    return _Line(
        before=_pieces(text, line.start, start, claims),
        cited=_pieces(text, start, end, claims),
        after=_pieces(text, end, line.end, claims),
        id=mark_id,
        speakers=speakers or {},
    )


def _pieces(text: str, start: int, end: int, claims: _ClaimIndex) -> Pieces:
    """``text[start:end]`` with the labels of claims; of nested claims the innermost."""
    if start == end:
        return []
    spans = claims.over(start, end)
    if not spans:
        return [(text[start:end], "")]
    ends = (min(max(at, start), end) for span, _ in spans for at in (span.start, span.end))
    pieces = []
    for a, b in pairwise(sorted({start, end, *ends})):
        over = [pair for pair in spans if pair[0].start <= a and pair[0].end >= b]
        inner = min(over, key=lambda pair: pair[0].end - pair[0].start, default=None)
        pieces.append((text[a:b], inner[1].label if inner else ""))
    return pieces
