"""
The text of an article as HTML: whole, or one paragraph; cited words marked, claims underlined.

Every character of the text is shown where it stands; what stands beside it says so by its class.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.schema.articles import Article, Gap, Span
from rag.ui.html.escape import bdi, esc

MARK = "cited"  # id of the marked words, to which the page scrolls
SHORT = 240  # characters of what is no story that are shown dimmed; longer parts are folded
MORE = 120  # characters beside the cited words from which a paragraph alone shows where they stand
ROOM = 900  # characters of a paragraph on either side of the cited words
LINE = re.compile(r"[^\s][^\r\n]*")


@dataclass(frozen=True, slots=True)
class UnderlinedClaim:
    """The words of one claim in an article: ``label`` says whose they are, ``href`` leads on."""

    content: tuple[Span, ...]
    label: str
    name: str
    href: str


def body(article: Article, cited: Span | None, said: Sequence[UnderlinedClaim] = ()) -> str:
    """
    The whole text of ``article``; ``cited`` stands in ``<mark id=cited>``.

    Beside each paragraph stand the speakers of the claims that begin in it.
    """
    parts: list[str] = []
    at = 0
    for gaps in _neighbours(article):
        parts += _paragraphs(article.text, at, gaps[0].span.start, cited, said)
        parts.append(_left_out(article.text, gaps, cited))
        at = gaps[-1].span.end
    parts += _paragraphs(article.text, at, len(article.text), cited, said)
    return f'<div class="or or-text">{"".join(parts)}</div>'


def around(article: Article, cited: Span) -> str:
    """
    The paragraph that holds ``cited``, which is marked; with its neighbours where it holds no more.

    The marked words carry no id: several such pieces may stand on one page.
    """
    story = article.story
    here = [n for n, part in enumerate(story) if part.start < cited.end and part.end > cited.start]
    if not here:
        return f'<p dir="auto">{_inline(article.text, cited, cited, (), "")}</p>'
    first, last = here[0], here[-1]
    shown = story[last].end - story[first].start
    if shown - (cited.end - cited.start) < MORE:
        first, last = max(0, first - 1), last + 1
    some = (_clipped(part, cited) for part in story[first : last + 1])
    return "".join(
        f'<p dir="auto">{_inline(article.text, part, cited, (), "")}</p>' for part in some
    )


def _clipped(line: Span, cited: Span) -> Span:
    """The part of an endless paragraph that is near the cited words."""
    start = max(line.start, min(cited.start, line.end) - ROOM)
    return Span(start, max(start + 1, min(line.end, max(cited.end, line.start) + ROOM)))


def _neighbours(article: Article) -> list[list[Gap]]:
    """The gaps in order, those with nothing but space between them together."""
    groups: list[list[Gap]] = []
    for gap in sorted(article.gaps, key=lambda gap: gap.span):
        if groups and not article.text[groups[-1][-1].span.end : gap.span.start].strip():
            groups[-1].append(gap)
        else:
            groups.append([gap])
    return groups


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of ``text[start:end]`` that hold anything, without their indent."""
    for line in LINE.finditer(text[start:end]):
        yield Span(start + line.start(), start + line.end())


def _paragraphs(
    text: str, start: int, end: int, cited: Span | None, said: Sequence[UnderlinedClaim]
) -> Iterator[str]:
    for line in _lines(text, start, end):
        words = _inline(text, line, cited, said, _name(text, line, cited))
        yield f'<div class="or-par"><p dir="auto">{words}</p>{_voices(line, said)}</div>'


def _voices(line: Span, said: Sequence[UnderlinedClaim]) -> str:
    """Who speaks in a paragraph, each once, beside it."""
    here: dict[str, list[UnderlinedClaim]] = {}
    for one in said:
        if line.start <= one.content[0].start < line.end:
            here.setdefault(one.name, []).append(one)
    links = []
    for name, some in here.items():
        more = f" <span>{len(some)} claims</span>" if len(some) > 1 else ""
        links.append(f'<a href="{esc(some[0].href)}">{bdi(name)}</a>{more}')
    return f'<div class="or-voices">{"<br>".join(links)}</div>' if links else ""


def _left_out(text: str, gaps: Sequence[Gap], cited: Span | None) -> str:
    """
    What is no story, dimmed under the reasons why; a long part is folded away.

    Open where the citation lies in it.
    """
    start, end = gaps[0].span.start, gaps[-1].span.end
    inside = cited is not None and cited.start < end and cited.end > start
    reasons = ", ".join(esc(reason) for reason in dict.fromkeys(gap.reason for gap in gaps))
    lines = "".join(
        f'<p dir="auto">{_inline(text, line, cited, (), _name(text, line, cited))}</p>'
        for gap in gaps
        for line in _lines(text, gap.span.start, gap.span.end)
    )
    if end - start <= SHORT:
        return f'<div class="or-gap"><p class="or-why">Not story: {reasons}</p>{lines}</div>'
    return (
        f'<details class="or-gap"{" open" if inside else ""}>'
        f"<summary>Not part of the story: {reasons}</summary>{lines}</details>"
    )


def _name(text: str, line: Span, cited: Span | None) -> str:
    """The id of the marked words, for the first line that holds any of them."""
    if cited is None or cited.end <= line.start or cited.start >= line.end:
        return ""
    # The citation may begin with a line break, which belongs to no paragraph.
    first = not text[cited.start : max(line.start, cited.start)].strip()
    return f' id="{MARK}"' if first else ""


def _inline(
    text: str, line: Span, cited: Span | None, said: Sequence[UnderlinedClaim], name: str
) -> str:
    """One line with the cited part marked and, within and beside it, claims underlined."""
    if cited is None or cited.end <= line.start or cited.start >= line.end:
        return _underlined(text, line.start, line.end, said)
    a, b = max(line.start, cited.start), min(line.end, cited.end)
    return (
        f"{_underlined(text, line.start, a, said)}"
        f"<mark{name}>{_underlined(text, a, b, said)}</mark>"
        f"{_underlined(text, b, line.end, said)}"
    )


def _underlined(text: str, start: int, end: int, said: Sequence[UnderlinedClaim]) -> str:
    """``text[start:end]`` with the words of claims underlined; of nested claims the inner one."""
    pieces = [
        (max(start, span.start), min(end, span.end), span.end - span.start, one)
        for one in said
        for span in one.content
        if span.start < end and span.end > start
    ]
    bounds = sorted({start, end, *(at for piece in pieces for at in piece[:2])})
    parts: list[str] = []
    for a, b in pairwise(bounds):
        over = [piece for piece in pieces if piece[0] <= a and piece[1] >= b]
        words = esc(text[a:b])
        if over:
            inner = min(over, key=lambda piece: piece[2])[3]
            words = f'<span class="or-said" title="{esc(inner.label)}">{words}</span>'
        parts.append(words)
    return "".join(parts)
