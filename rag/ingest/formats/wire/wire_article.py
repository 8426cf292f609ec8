"""
An article of a newswire export while it is read, and the lines that it is made of.

Exports state the facts of an article in lines of their own ("LOAD-DATE: 3 May 2019"). They are read
here. Neither they nor the words that label them become text of the article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rag.ingest.formats.parts import BlockKind, PartBuilder
from rag.lexicon import page_words
from rag.lexicon.loader import alternation
from rag.text.dates import find_printed

CENTRED = "        "  # before the lines that a text export centres
_LABEL = re.compile(r"(?P<label>[A-Z][\w /-]{1,39}?)\s?:(?:\s+(?P<rest>.*))?", re.DOTALL)
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\)\s).*\d{4}|all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# In any language: "Montag, 27. Februar 2012 9:50 PM".
_DAY = re.compile(
    r"(?:[^\W\d_]+,?\s+)?\d\d?\.?\s+(?:de\s+)?[^\W\d_]{3,}\.?\s+(?:de\s+)?(?:19|20)\d\d\b.{0,30}"
)
_BY = re.compile(r"by\s+", re.IGNORECASE)
_COUNT = re.compile(rf"\d[\d.,]*\s?{alternation(page_words.WIRE_COUNTS)}", re.IGNORECASE)
_CLOCK = re.compile(r"\d\d?:\d\d\b.{0,12}")
_ROLES = {label.replace(" ", ""): role for label, role in page_words.WIRE_LABELS.items()}


class WireParagraph(NamedTuple):
    """
    Lines that belong together, what their label makes of them, and the words after the label.

    ``role`` is a group of ``page_words.WIRE_LABELS``, None without a label of an export.
    ``labelled`` also where another word is before a colon, ``loud`` where it is in capitals.
    """

    text: str
    role: str | None = None
    rest: str = ""
    labelled: bool = False
    loud: bool = False

    @property
    def centred(self) -> bool:
        """Whether the export centres each of the lines."""
        return all(line.startswith(CENTRED) for line in self.text.split("\n"))


def paragraph(text: str) -> WireParagraph:
    """The paragraph with its role."""
    words = text.strip()
    match = _LABEL.fullmatch(words)
    if match:
        label = match["label"]
        role = _ROLES.get(label.replace(" ", "").casefold())
        return WireParagraph(
            text=text, role=role, rest=match["rest"] or "", labelled=True, loud=label.isupper()
        )
    if words.istitle() and words.casefold() in page_words.WIRE_SECTIONS:
        return WireParagraph(text=text, role=_ROLES[words.casefold()])
    return WireParagraph(text=text)


def label_of(line: str) -> str | None:
    """The label at the start of a line, small and without spaces, if it is one of an export."""
    match = _LABEL.match(line[:100].strip())
    label = match["label"].replace(" ", "").casefold() if match else ""
    return label if label in _ROLES else None


def paragraphs(lines: Sequence[str]) -> list[WireParagraph]:
    """
    The paragraphs of lines.

    Blank lines part them, and labels. Where lines are not wrapped, each is a paragraph: where most
    characters outside labels are in lines of more than 100, or there are no blank lines.
    """
    lines = [line.replace("\f", "").rstrip() for line in lines]
    lengths = [len(line) for line in lines if not label_of(line)]
    long = sum(length for length in lengths if length > 100)
    wrapped = long * 2 <= sum(lengths) and "\n\n" in "\n".join(lines).strip()
    return [paragraph("\n".join(group)) for group in _groups(lines, wrapped) if group]


def _groups(lines: Sequence[str], wrapped: bool) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if group and (not wrapped or not line or label_of(line)):
            yield group
            group = []
        if line:
            group.append(line)
    yield group


def is_copyright(text: str) -> bool:
    """Whether a line claims a copyright."""
    return bool(_COPYRIGHT.match(text.strip()))


def is_date(line: str) -> bool:
    """Whether a line is the date of an article: has a whole date, or is centred and has a year."""
    if len(line) > 100 or is_copyright(line):
        return False
    if line.startswith(CENTRED) and _YEAR.search(line):
        return True
    return bool(_DAY.fullmatch(line.strip()) or find_printed(line, day_first=True))


@dataclass(slots=True)
class WireArticle:
    """An article of an export of ``service``, filled as its lines are read."""

    service: str
    title: str = ""
    byline: str = ""
    date: str = ""
    outlet: str = ""
    language: str = ""
    story: list[tuple[str, BlockKind]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, role: str, words: str) -> bool:
        """Take the words that a label of this role announces; False where they are story."""
        match role:
            case "title" | "date" | "outlet" | "language":
                setattr(self, role, getattr(self, role) or words.strip())
            case "author":
                self.byline = self.byline or words.strip()
            case "standfirst":
                self.story.append((words, BlockKind.PARAGRAPH))
            case "caption":
                self.story.append((words, BlockKind.CAPTION))
            case "correction":
                self.story.append((words, BlockKind.CORRECTION))
            case "text":
                return False
        return True

    def add(self, part: WireParagraph) -> None:
        """Take a paragraph of the story, whose own labels are words of the article."""
        kind = BlockKind.PARAGRAPH
        if part.role == "caption":
            kind = BlockKind.CAPTION
        elif part.role == "correction":
            kind = BlockKind.CORRECTION
        elif part.role and part.loud:
            kind = BlockKind.FURNITURE
        self.story.append((part.text, kind))

    def take_head(self, lines: Sequence[str]) -> int:
        """
        Take Factiva's head, which has no labels, and give the number of its lines.

        The number of words is in its middle. Headline and byline are above it, the date, the
        outlet, the language and the copyright below it.
        """
        count = next((n for n, line in enumerate(lines) if is_count(line)), None)
        if count is None:
            return 0
        self._above([line.strip() for line in lines[max(0, count - 6) : count]])
        below = [line.strip() for line in lines[count + 1 : count + 13]]
        if not below or not _YEAR.search(below[0]) or len(below[0]) > 100:
            return count + 1
        self.date = self.date or below[0]
        outlet = 2 if len(below) > 1 and _CLOCK.fullmatch(below[1]) else 1
        self.outlet = self.outlet or "".join(below[outlet : outlet + 1])
        last = outlet
        for number, line in enumerate(below):
            if line.casefold() in page_words.WIRE_LANGUAGES:
                self.language, last = self.language or line, number
            elif is_copyright(line):
                last = number
        return count + 2 + last

    def _above(self, lines: list[str]) -> None:
        """Take the byline, and the longest line over it as headline: sections are short."""
        by = next((n for n, line in enumerate(lines) if _BY.match(line)), None)
        if by is not None and not self.byline:
            self.byline = lines[by]
        over = [line for line in lines[:by] if not is_copyright(line)]
        if not self.title:
            self.title = max(over, key=len, default="")

    def builder(self) -> PartBuilder:
        """The article: headline, byline, date, story; empty where there is no story."""
        builder = PartBuilder()
        if not any(words.strip() and kind is BlockKind.PARAGRAPH for words, kind in self.story):
            return builder
        builder.add(self.title, BlockKind.TITLE)
        builder.add(self.byline, BlockKind.BYLINE)
        builder.add(self.date, BlockKind.DATE)
        for words, kind in self.story:
            builder.add(words, kind)
        self._facts(builder)
        builder.notes += self.notes
        return builder

    def _facts(self, builder: PartBuilder) -> None:
        place = f"of {self.service}"
        builder.fact("title", self.title, f"headline {place}", printed=True)
        builder.fact("author", _BY.sub("", self.byline, 1), f"byline {place}", printed=True)
        builder.fact("outlet", self.outlet, f"publication line {place}", printed=True)
        days = {printed.day for printed in find_printed(self.date)}
        if len(days) == 1:
            day = days.pop().isoformat()
            builder.fact("published", day, f"date line {place}", printed=True)
        codes = {
            page_words.WIRE_LANGUAGES[name]
            for name in re.findall(r"\w+", self.language.casefold())
            if name in page_words.WIRE_LANGUAGES
        }
        if len(codes) == 1:
            builder.fact("language", codes.pop(), f"language line {place}")


def is_count(line: str) -> bool:
    """Whether a line counts the words of an article: "1,684 words"."""
    return bool(_COUNT.fullmatch(line.strip()))
