"""Lines of a PDF → paragraphs: columns, running heads, divided words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.ingest.formats.pdf.pdf_lines import HYPHEN, PdfLine

ENLARGED: Final = 1.12  # times the height of the text: headlines and headings
_TERMINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
BULLET = re.compile(r"[•◦▪‣●■►]\s")
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,4})?|(?-i:[ivxl]{1,6}))[-–—|\s]*",
    re.IGNORECASE,
)
# What browsers add to a page that they print.
_PRINTED_BY_BROWSER = re.compile(
    r"(?:file|https?)://\S+(?:\s+\d+(?:/\d+)?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s\d{1,2}[:.]\d\d\b.*"
)
_COMPOUND = re.compile(r"(?<![\w-])\w++(?:-\w++)+")
_WORD = re.compile(r"\w+")
_BEFORE_HYPHEN = re.compile(r"[\w’'-]*$")
_AFTER_HYPHEN = re.compile(r"[\w’']*")
_WITH_HYPHEN: Final = frozenset({"self", "well"})  # always compounds
_NEAR_LEFT: Final = 40  # points within which lines share the left edge of a column
_WINDOW: Final = 12  # lines before and after, among which the right edge of a column is found
_SAME_PLACE: Final = 6  # points
_COLUMN_ROWS: Final = 4  # rows that show two columns
_MOST_COLUMNS: Final = 8


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """Lines that belong together."""

    lines: tuple[PdfLine, ...]

    @property
    def first(self) -> PdfLine:
        """Its first line."""
        return self.lines[0]


# --- running heads --------------------------------------------------------------------------------


def split_running_heads(lines: Sequence[PdfLine]) -> tuple[list[PdfLine], list[PdfLine]]:
    """The lines of the text; the page numbers and what the margins of several pages repeat."""
    places: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for line in lines:
        if line.edge:
            places[_place(line)].add(line.page)
    kept: list[PdfLine] = []
    heads: list[PdfLine] = []
    for line in lines:
        (heads if line.edge and _is_head(line, places) else kept).append(line)
    return kept, heads


def printed_by_browser(line: PdfLine) -> bool:
    """Whether a browser added the line: the day of printing, the address."""
    return bool(_PRINTED_BY_BROWSER.fullmatch(line.text))


def _place(line: PdfLine) -> tuple[str, int, int]:
    mask = re.sub(r"\d+", "#", line.text)
    return mask, round(line.height), round(line.bottom / _SAME_PLACE)


def _is_head(line: PdfLine, places: dict[tuple[str, int, int], set[int]]) -> bool:
    if _NUMBER.fullmatch(line.text) or printed_by_browser(line):
        return True
    mask, height, place = _place(line)
    pages = (places.get((mask, height, near), set()) for near in (place - 1, place, place + 1))
    return any(some - {line.page} for some in pages)


# --- columns --------------------------------------------------------------------------------------


def in_reading_order(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of one page with columns apart that were drawn row by row."""
    cut = list(lines)
    for _ in range(_MOST_COLUMNS - 1):
        cut, before = list(_cut_at_gutters(cut)), len(cut)
        if len(cut) == before:
            break
    return _unlaced(cut)


def _cut_at_gutters(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Lines, of which those that run over the white space between columns are cut there."""
    start = 0
    while start < len(lines):
        end, gutter = _run(lines, start)
        run = lines[start:end]
        rows = [line for line in run if _gap_in(line, gutter)]
        if len(rows) >= _COLUMN_ROWS and _prose(rows, gutter):
            for line in run:
                yield from _cut(line, gutter)
        elif len(rows) >= 2:
            yield from (replace(line, row=bool(_gap_in(line, gutter))) for line in run)
        else:
            yield from run
        start = end


def _run(lines: Sequence[PdfLine], start: int) -> tuple[int, tuple[float, float]]:
    """The end of the lines from ``start`` that leave the same vertical strip white, and it."""
    gaps = lines[start].gaps
    if not gaps:
        return start + 1, (0.0, 0.0)
    widest = max(gaps, key=lambda gap: gap.right - gap.left)
    left, right = widest.left, widest.right
    end = start + 1
    while end < len(lines):
        line = lines[end]
        strips = [(gap.left, gap.right) for gap in line.gaps]
        strips += [(float("-inf"), line.left), (line.right, float("inf"))]
        common = [(max(left, some), min(right, other)) for some, other in strips]
        strip = max(common, key=lambda both: both[1] - both[0])
        if strip[1] - strip[0] < 0.6 * line.height:
            break
        left, right = strip
        end += 1
    return end, (left, right)


def _gap_in(line: PdfLine, gutter: tuple[float, float]) -> int:
    """Where in the text of a line the gutter is; 0 where the line is beside it."""
    return next((g.index for g in line.gaps if g.left <= gutter[0] and gutter[1] <= g.right), 0)


def _prose(rows: Sequence[PdfLine], gutter: tuple[float, float]) -> bool:
    """Whether both sides of the gutter are filled with words, as cells of tables are not."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    full = words = 0
    for row in rows:
        gap = next(g for g in row.gaps if g.left <= gutter[0] and gutter[1] <= g.right)
        full += gap.left - left > 0.75 * (gutter[0] - left)
        full += row.right - gutter[1] > 0.75 * (right - gutter[1])
        words += min(len(row.text[: gap.index].split()), len(row.text[gap.index :].split()))
    return full >= 1.2 * len(rows) and words >= 2 * len(rows)


def _cut(line: PdfLine, gutter: tuple[float, float]) -> Iterator[PdfLine]:
    index = _gap_in(line, gutter)
    if not index:
        yield line
        return
    gap = next(gap for gap in line.gaps if gap.index == index)
    before = tuple(other for other in line.gaps if other.index < index)
    yield replace(line, text=line.text[:index].rstrip(), right=gap.left, gaps=before)
    text = line.text[index:].lstrip()
    cut = len(line.text) - len(text)
    after = tuple(replace(g, index=g.index - cut) for g in line.gaps if g.index > index)
    yield replace(line, text=text, left=gap.right, gaps=after)


def _unlaced(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines with columns one after the other, where they were drawn in turn."""
    laced = [n for n in range(len(lines) - 1) if _beside(lines[n], lines[n + 1])]
    if len(laced) < _COLUMN_ROWS:
        return lines
    start, end = laced[0], laced[-1] + 2
    columns: list[list[float]] = []
    members = {line for n in laced for line in lines[n : n + 2]}
    for line in sorted(members, key=lambda line: line.left):
        if columns and line.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], line.right)
        else:
            columns.append([line.left, line.right])
    if not 1 < len(columns) <= _MOST_COLUMNS:
        return lines
    done = lines[:start]
    waiting: list[list[PdfLine]] = [[] for _ in columns]
    for line in sorted(lines[start:end], key=lambda line: -line.bottom):
        own = [
            n for n, (left, right) in enumerate(columns) if line.left < right > left < line.right
        ]
        if len(own) == 1:
            waiting[own[0]].append(line)
            continue
        done += [other for column in waiting for other in column] + [line]
        waiting = [[] for _ in columns]
    return done + [line for column in waiting for line in column] + lines[end:]


def _beside(line: PdfLine, other: PdfLine) -> bool:
    """Whether two lines are about as high on the page and share none of its width."""
    return abs(line.bottom - other.bottom) < 1.5 * line.height and not _above(line, other)


def _above(line: PdfLine, other: PdfLine) -> bool:
    """Whether two lines share some of the width of the page."""
    return line.left < other.right and other.left < line.right


# --- paragraphs -----------------------------------------------------------------------------------


class ParagraphFinder:
    """Joins the lines of a document, in reading order, into paragraphs."""

    def __init__(self, lines: Sequence[PdfLine], alone: frozenset[int] = frozenset()) -> None:
        """``alone`` are the indexes of lines that are paragraphs whatever is around them."""
        self._lines = lines
        self._alone = alone
        self.text_height = _text_height(lines)
        self._lefts: dict[int, Counter[int]] = defaultdict(Counter)
        for line in lines:
            self._lefts[line.page][round(line.left)] += 1
        self._column = [self._column_left(line) for line in lines]
        self._leading = self._measure_leading()

    def paragraphs(self) -> list[PdfParagraph]:
        """The paragraphs in order."""
        groups: list[list[PdfLine]] = []
        for n, line in enumerate(self._lines):
            if n == 0 or self._begins(n):
                groups.append([line])
            else:
                groups[-1].append(line)
        return [PdfParagraph(tuple(group)) for group in groups]

    def _begins(self, n: int) -> bool:
        """Whether a paragraph begins with the line ``n``."""
        before, line = self._lines[n - 1], self._lines[n]
        if {n, n - 1} & self._alone or before.row or line.row or BULLET.match(line.text):
            return True
        if not line.recognised and not _alike(before, line):
            return True
        below = before.page == line.page and _above(before, line) and line.bottom < before.bottom
        gap = before.bottom - line.bottom if below else 0.0
        leading = self._leading_of(line)
        if divided(before.text, line.text):
            return gap > 2.5 * leading
        ended = bool(_TERMINAL.search(before.text))
        short = self._short(n - 1, 0.88)
        if gap > max(1.3 * leading, leading + 2.5):
            return True
        if before.bold != line.bold and (short if before.bold else ended):
            return True
        if line.height > ENLARGED * self.text_height:
            return False
        if below and not line.text[0].islower() and self._short(n - 1, 0.45):
            return True  # rows and items
        return (self._indented(n) and (ended or short)) or (short and ended)

    def _indented(self, n: int) -> bool:
        before, line = self._lines[n - 1], self._lines[n]
        if line.left - self._column[n] <= 0.3 * line.height:
            return False
        if before.page == line.page and abs(line.left - before.left) < 1.5:
            # one line of several that are set in, unless the next one is at the edge again
            after = self._lines[n + 1 : n + 2]
            return any(other.left < line.left - 0.3 * line.height for other in after)
        return True

    def _short(self, n: int, share: float) -> bool:
        """Whether a line fills less than this share of its column."""
        line = self._lines[n]
        near = range(max(n - _WINDOW, 0), min(n + _WINDOW + 1, len(self._lines)))
        right = max(
            self._lines[m].right
            for m in near
            if self._lines[m].page == line.page
            and abs(self._column[m] - self._column[n]) < 3
            and _alike(self._lines[m], line)
        )
        return line.right - self._column[n] < share * (right - self._column[n])

    def _column_left(self, line: PdfLine) -> int:
        """The left edge that most lines near that of the line have."""
        lefts, own = self._lefts[line.page], round(line.left)
        near = range(own - _NEAR_LEFT + 1, own + _NEAR_LEFT)
        return max(near, key=lambda left: (lefts.get(left, 0), -left))

    def _measure_leading(self) -> dict[int, float]:
        """Distance of lines by height of a line; under 0 as a multiple of the height."""
        gaps: dict[int, Counter[float]] = defaultdict(Counter)
        for before, line in zip(self._lines, self._lines[1:], strict=False):
            gap = before.bottom - line.bottom
            alike = before.page == line.page and _above(before, line) and _alike(before, line)
            if alike and 0.5 * line.height < gap < 3 * line.height:
                gaps[round(line.height)][round(gap, 1)] += 1
        commonest = {height: _commonest(counts) for height, counts in gaps.items()}
        leading = {h: gap for h, (gap, count) in commonest.items() if count >= 3}
        largest = max(commonest, key=lambda height: commonest[height][1], default=0)
        leading[0] = commonest[largest][0] / largest if largest else 1.0
        return leading

    def _leading_of(self, line: PdfLine) -> float:
        return self._leading.get(round(line.height), self._leading[0] * line.height)


def _commonest(counts: Counter[float]) -> tuple[float, int]:
    gap = max(counts, key=lambda gap: (counts[gap], -gap))
    return gap, counts[gap]


def _text_height(lines: Sequence[PdfLine]) -> float:
    """The height in which most characters are set."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def _alike(line: PdfLine, other: PdfLine) -> bool:
    """Whether two lines are set in the same size."""
    return max(line.height, other.height) <= ENLARGED * min(line.height, other.height)


# --- text -----------------------------------------------------------------------------------------


def divided(before: str, after: str) -> bool:
    """Whether a word goes on from the end of one line to the next."""
    return before.endswith(HYPHEN) or (before[-1:] in ("-", "\u2010") and after[:1].islower())


class HyphenJoiner:
    """Joins lines to a text; what else is in the document decides about hyphens at their ends."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        self._compounds: set[str] = set()
        self._words: set[str] = set()
        for line in lines:
            self._compounds.update(found.casefold() for found in _COMPOUND.findall(line.text))
            self._words.update(found.casefold() for found in _WORD.findall(line.text))
        self.joined = 0  # words that lost a hyphen

    def text(self, paragraph: PdfParagraph) -> tuple[str, list[int]]:
        """The text, and where in it new pages begin."""
        pieces: list[str] = []
        pages: list[int] = []
        length, page = 0, paragraph.first.page
        for line in paragraph.lines:
            if pieces:
                length -= len(pieces[-1])
                pieces[-1] = self._before(pieces[-1], line.text)
                length += len(pieces[-1])
            pages += [length] * (line.page - page)
            page = line.page
            pieces.append(line.text)
            length += len(line.text)
        pieces[-1] = _plain_hyphen(pieces[-1])
        return "".join(pieces), pages

    def _before(self, piece: str, line: str) -> str:
        """The end of the text up to where the line is added."""
        if not divided(piece, line):
            return piece + " "
        shown = _plain_hyphen(piece)
        match = _BEFORE_HYPHEN.search(piece[-80:-1])
        first = match[0] if match else ""
        second = _AFTER_HYPHEN.match(line)
        if not first or second is None or not second[0]:
            return shown + " "
        if self._keeps(first, second[0]):
            return shown
        self.joined += 1
        return piece[:-1]

    def _keeps(self, first: str, second: str) -> bool:
        """Whether the hyphen belongs to the word: "Anglo-American", "US-led", "COVID-19"."""
        if not second[0].islower() or first[-1].isdigit() or (first.isupper() and len(first) > 1):
            return True
        if first.casefold() in _WITH_HYPHEN:
            return True
        whole = f"{first}-{second}".casefold()
        return whole in self._compounds and (first + second).casefold() not in self._words


def _plain_hyphen(text: str) -> str:
    return text[:-1] + "-" if text.endswith(HYPHEN) else text
