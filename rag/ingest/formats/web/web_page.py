"""
Reads a saved web page: which of its blocks are the article, and what it says about itself.

trafilatura chooses the text. Its words are then found in the page again, so that the characters,
the speakers of quotations, bylines, printed dates and corrections are those that readers see.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, BinaryIO

from rag.ingest import patterns
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, KnownFact, Part, PartBuilder, Refused
from rag.ingest.formats.web.own_article import resembles
from rag.ingest.formats.web.page_facts import PageFacts, iso, page_facts
from rag.ingest.formats.web.page_finder import Finder, Located
from rag.ingest.formats.web.page_tree import SeenBlock, blocks, decoded, parsed
from rag.ingest.formats.wire.bundle_page import split_page
from rag.text.dates import find_printed

if TYPE_CHECKING:
    from lxml.etree import _Element

ABOVE, BELOW = 8, 25  # blocks around the headline that may hold byline and date
HEAD_LINE = 200  # characters of a byline or a printed date
PROSE = 250  # characters; a longer block ends the head of an article
BINARY = 1000  # characters at the start; with zeros among them it is no text
PAYWALL = 1500  # characters; a longer text is more than a beginning
NEAR = timedelta(days=1)  # zones move a day by so much
NO_TEXT = "no article in the page; save it when it has loaded, or copy its text into a .txt file"
OTHER = "not a web page although its name says so; give the file the suffix of its kind"

_OTHER = re.compile(
    rb"%PDF|PK\x03\x04|\x1f\x8b|\{\\rtf|\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF)\b"
    rb"|(?:From|MIME-Version|Content-Type|Subject|Date|Received|Return-Path):",
    re.IGNORECASE,
)
_DATE_HINT = re.compile(r"date|publish|posted|timestamp|\btime\b")
_BYLINE_HINT = re.compile(r"byline|author|writer|reporter|correspondent|journalist")
_UPDATED = re.compile(r"\b(?:updated?|modified|amended|corrected|edited)\b", re.IGNORECASE)
_UPDATED_HINT = re.compile(r"modif|updat")
_DATE_PUBLISHED_HINT = re.compile(r"publi|posted|entry-date|hentry|vcard")  # hNews: "updated"
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released|created)\b", re.IGNORECASE)
_CORRECTION_HINT = re.compile(r"\b(?:correction|clarification|amendment)")
_SENTENCE = re.compile(r"[^.]{60}[.!?][\"”’]?$")


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The article of a web page, which may be compressed with gzip."""
    page = content.read(LIMITS.page_bytes + 1)
    if name.lower().endswith(".gz"):
        content.seek(0)
        try:
            with gzip.GzipFile(fileobj=content) as unpacked:
                page = unpacked.read(LIMITS.page_bytes + 1)
        except (OSError, EOFError, zlib.error):
            yield Refused("not a whole gzip file; download it again")
            return
    if _OTHER.match(page):
        yield Refused(OTHER)
        return
    read = _read(page, None)
    if isinstance(read, Refused):
        yield read
    elif (bundle := split_page(read.root)) is not None:
        yield from bundle
    else:
        yield _Article(read, None).part()


def page_part(page: bytes, *, url: str | None = None, charset: str | None = None) -> Part | Refused:
    """The article of a page from its bytes, its address and the encoding that a server named."""
    read = _read(page, charset)
    return read if isinstance(read, Refused) else _Article(read, url).part()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as characters and as a tree, and a note on its encoding."""

    text: str
    root: "_Element"
    note: str | None


def _read(page: bytes, charset: str | None) -> _Page | Refused:
    if len(page) > LIMITS.page_bytes:
        return Refused(
            f"a web page of more than {LIMITS.page_bytes:,} bytes; save it without media"
        )
    text, note = decoded(page, charset)
    if not text.strip():
        return Refused("an empty file; save the page again")
    if "\0" in text[:BINARY]:
        return Refused(OTHER)
    root = parsed(text)
    return root if isinstance(root, Refused) else _Page(text, root, note)


class _Article:
    """The article of a page while it is put together."""

    def __init__(self, page: _Page, url: str | None) -> None:
        self.facts = page_facts(page.root, page.text, url)
        self.root = page.root
        body = self.root.find("body")
        self.seen = blocks(self.root if body is None else body)
        self.builder = PartBuilder()
        self.builder.notes += [page.note] if page.note else []
        self.given: set[int] = set()  # blocks that are in the text, or left out on purpose

    def part(self) -> Part | Refused:
        """The part, or why there is none."""
        title = self._title()
        chosen = self._live() or Finder(self.seen).located(_extracted(self.root))
        if not chosen:
            return Refused(NO_TEXT)
        first = next((index for index, _ in chosen if index is not None), 0)
        anchor = first if title is None else title
        head = self._head(anchor, {index for index, _ in chosen})
        self._note_facts(title, head)
        if title is not None:
            self.builder.add(self.seen[title].text, BlockKind.TITLE)
            self.given.add(title)
        self._add_head(head, anchor)
        self._add_body(chosen)
        if self.builder.empty:
            return Refused(NO_TEXT)
        if not self.facts.free and len(self.builder.part().text) < PAYWALL:
            self.builder.notes.append("only the beginning of the article is in the page")
        return self.builder.part()

    def _title(self) -> int | None:
        """The heading that resembles the headline as the page states it, of the highest rank."""
        titles = [fact.value for fact in self.facts.titles]
        for rank in ("h1", "h2"):
            headings = [
                index
                for index, block in enumerate(self.seen)
                if rank in block.tags and not block.beside
            ]
            fits = [
                max((resembles(self.seen[index].text, title) for title in titles), default=0)
                for index in headings
            ]
            if any(fits):
                return headings[fits.index(max(fits))]
            if len(headings) == 1 and not titles:
                return headings[0]
        return None

    def _note_facts(self, title: int | None, head: list[int]) -> None:
        builder = self.builder
        if title is not None:
            builder.fact("title", self.seen[title].text, "heading of the page", printed=True)
        for fact in self.facts.titles:
            builder.fact("title", _without_outlet(fact, self.facts), fact.evidence)
        for name, fact in self.facts.known.items():
            builder.fact(name, fact.value, fact.evidence)
        if "author" not in builder.known:
            from trafilatura.metadata import extract_author

            author = (extract_author(self.root) or "").replace("; ", ", ")
            above = " ".join(self.seen[index].text for index in head).casefold()
            whole = not author.isascii() or " " in author  # "Submitted" is no name
            if whole and all(name.casefold() in above for name in author.split(", ")):
                builder.fact("author", author, "byline, as trafilatura reads it", printed=True)

    # --- the head ---

    def _head(self, anchor: int, chosen: set[int | None]) -> list[int]:
        """Blocks around the headline that may be byline or date, down to the first prose."""
        found = []
        for index in range(max(0, anchor - ABOVE), min(len(self.seen), anchor + BELOW)):
            block = self.seen[index]
            if index > anchor and index in chosen and len(block.text) > PROSE:
                break
            quoted = block.kind in (BlockKind.QUOTE, BlockKind.SPEAKER) or index in self.given
            if index != anchor and not quoted and not block.beside and len(block.text) <= HEAD_LINE:
                found.append(index)
        return found

    def _add_head(self, head: list[int], anchor: int) -> None:
        """Add byline and printed date; leave out a date that is not that of publication."""
        for block in (self.seen[index] for index in head if index > anchor):
            if block.time and not _is_change(block.text, block.hints):
                self.builder.fact("published", iso(block.time), "time datetime")
        lines: list[tuple[BlockKind, str]] = []
        for index in head:
            block = self.seen[index]
            if not _is_label(block):
                continue
            for line in block.text.split("\n"):
                days, signed = _days(line), patterns.byline(line)
                by = bool(signed) or self._names_author(line, block.hints)
                if not (by or _shows_date(line, days, block)):
                    continue
                self.given.add(index)
                if index < anchor and not self._is_day_of_publication(days):
                    continue  # in a masthead: the day on which the page was saved
                if not days or self._of_publication(line, days, block.hints):
                    lines.append((BlockKind.BYLINE if by else BlockKind.DATE, line))
                elif signed and not _days(signed):
                    lines.append((BlockKind.BYLINE, signed))
        for kind in (BlockKind.BYLINE, BlockKind.DATE):
            for text in dict.fromkeys(text for some, text in lines if some is kind):
                self.builder.add(text, kind)

    def _names_author(self, line: str, hints: str) -> bool:
        """Whether a line is a byline by its class, and has the name where one is known."""
        if not _BYLINE_HINT.search(hints) or len(line.split()) < 2:
            return False
        author = self.builder.known.get("author")
        names = author.value.split(", ") if author else ("",)
        return any(name.casefold() in line.casefold() for name in names)

    def _is_day_of_publication(self, days: set[date]) -> bool:
        known = self.builder.known.get("published")
        return not days or (known is not None and date.fromisoformat(known.value[:10]) in days)

    def _of_publication(self, line: str, days: set[date], hints: str) -> bool:
        """Whether the days of a line can be that of publication; else notes the last change."""
        known, change = self.builder.known.get("published"), _is_change(line, hints)
        if known is None:
            fits = not change
        else:
            latest = timedelta(0) if change else NEAR
            day = date.fromisoformat(known.value[:10])
            fits = any(-NEAR <= other - day <= latest for other in days)
        if not fits and change and len(days) == 1:
            self.builder.fact("updated", f"{min(days)}", "printed in the page", printed=True)
        return fits

    # --- the body ---

    def _add_body(self, chosen: Located) -> None:
        indices = {index for index, _ in chosen if index is not None}
        first, last = min(indices, default=0), max(indices, default=-1)
        title = self.builder.known.get("title")
        corrections = [
            index
            for index in range(max(0, first - ABOVE), min(len(self.seen), last + BELOW))
            if index not in indices and _is_correction(self.seen[index])
        ]
        for index, block in chosen:
            while corrections and index is not None and corrections[0] < index:
                below = corrections.pop(0)
                self._add(below, self.seen[below])
            if title and block.text == title.value:
                continue
            self._add(index, block)
            if index is not None and block.kind is BlockKind.QUOTE:
                self._add_speaker(index + 1)
        for index in corrections:
            self._add(index, self.seen[index])

    def _add_speaker(self, index: int) -> None:
        """Who says the quotation that ends before a block."""
        if index < len(self.seen) and self.seen[index].kind is BlockKind.SPEAKER:
            self._add(index, self.seen[index])

    def _add(self, index: int | None, block: SeenBlock) -> None:
        if index is None or index not in self.given:
            kind = BlockKind.CORRECTION if _is_correction(block) else block.kind
            self.builder.add(block.text, kind)
        if index is not None and block.text == self.seen[index].text:
            self.given.add(index)

    # --- live blogs ---

    def _live(self) -> Located:
        """The entries of a live blog: a line with time and title, then its paragraphs."""
        found: Located = []
        page = Finder(self.seen)
        stated, end = False, -1
        for entry in self.facts.entries:
            body = _body_blocks(entry.body)
            located = page.located(body)
            places = [index for index, _ in located if index is not None]
            time = entry.time
            if places and len(places) == len(located):
                time = self._entry_time(min(places), end) or time
                end = max(places)
            else:
                located, stated = [(None, block) for block in body], True
            if head := "\n".join(filter(None, (time, entry.title))):
                found.append((None, SeenBlock(text=head, key="", kind=BlockKind.ENTRY)))
            found += [(index, block) for index, block in located if block.text != entry.title]
        if stated:
            self.builder.notes.append("entries are as the data of the page (JSON-LD) state them")
        return found

    def _entry_time(self, first: int, after: int) -> str:
        """The time that is printed above the first paragraph of an entry."""
        for index in range(first - 1, max(after, first - 6), -1):
            block = self.seen[index]
            if block.time is not None and re.search(r"\d", block.text) and _is_label(block):
                self.given.add(index)
                return block.text
        return ""


# --- what trafilatura chooses, in the page -------------------------------------------------------


def _extracted(root: "_Element") -> list[SeenBlock]:
    """The blocks of the article as trafilatura gives them."""
    import trafilatura

    for time in root.iter("time"):  # it drops these, also within a sentence
        if any(over.tag in ("p", "li", "blockquote") for over in time.iterancestors()):
            time.tag = "span"
    document = trafilatura.bare_extraction(root, include_comments=False)
    body = getattr(document, "body", None)
    return [] if body is None else blocks(body)


def _body_blocks(body: str) -> list[SeenBlock]:
    """The paragraphs of a text of JSON-LD, which may have markup."""
    from lxml import etree, html

    if "<" not in body:
        lines = (" ".join(line.split()) for line in body.splitlines())
        return [
            SeenBlock(text=line, key="".join(line.split()), kind=BlockKind.PARAGRAPH)
            for line in lines
            if line
        ]
    try:
        return blocks(html.fragment_fromstring(body, create_parent="div"))
    except (etree.LxmlError, ValueError):
        return []


def _days(text: str) -> set[date]:
    """The days of a line; where the order of its numbers is not known, both."""
    return {day for order in (True, False) for _, day in find_printed(text, order)}


def _shows_date(line: str, days: set[date], block: SeenBlock) -> bool:
    """Whether a line is a date by its element, its class or its words."""
    if days:
        return block.time is not None or bool(_DATE_HINT.search(block.hints)) or _is_date(line)
    return bool(block.time) and any(character.isdigit() for character in line)


def _is_change(line: str, hints: str) -> bool:
    """Whether a dated line gives the last change alone: "Updated 15 January 2022"."""
    if label := _UPDATED.search(line):
        first = min((span.start for span, _ in find_printed(line, True)), default=len(line))
        return label.start() < first and not _PUBLISHED.search(line)
    return bool(_UPDATED_HINT.search(hints)) and not _DATE_PUBLISHED_HINT.search(hints)


def _is_date(text: str) -> bool:
    """Whether a line is nothing but a date."""
    for span, _ in reversed(find_printed(text, day_first=True)):
        text = text[: span.start] + " " + text[span.end :]
        if not patterns.DATE_WORDS.sub("", text):
            return True
    return False


def _is_label(block: SeenBlock) -> bool:
    """Whether a short line is no sentence."""
    return len(block.text) <= HEAD_LINE and not _SENTENCE.search(block.text)


def _is_correction(block: SeenBlock) -> bool:
    if block.beside or block.kind is BlockKind.HEADING:
        return False
    return patterns.is_correction(block.text) or bool(_CORRECTION_HINT.search(block.hints))


def _without_outlet(fact: KnownFact, facts: PageFacts) -> str:
    """A headline without the name of the outlet after it: "Dike raised | Marsh Mail"."""
    outlet = facts.known.get("outlet")
    if outlet is None:
        return fact.value
    return re.sub(rf"\s+[|–—·:-]\s+{re.escape(outlet.value)}$", "", fact.value, flags=re.IGNORECASE)
