"""Classifies the lines above a story: masthead, headline, byline, dateline, labels."""

import re

from rag.ingest import patterns
from rag.ingest.lines import BODY_WORDS, LABEL_WORDS, MASTHEAD_WORDS, TITLE_WORDS, ParagraphLine
from rag.text import tokens
from rag.text.dates import find_printed
from rag.text.tokens import normalised_words

_SIGNED = re.compile(r"[|(]|\w:\s|^(?:posted|published|updated|issued)\b", re.IGNORECASE)
CASED = 0.7  # share of capitalised words in "Headlines Like This One"


def mark_titles(lines: list[ParagraphLine], title: str | None) -> None:
    """Mark every copy of the given headline; else the first heading or headline-shaped line."""
    given = normalised_words(title or "")
    if given:
        _given_title(lines, given)
    for line in lines:
        if (
            line.kind is None
            and patterns.HEADING.match(line.text)
            and len(line.words) < TITLE_WORDS.stop
        ):
            known = any(other.kind == "title" for other in lines)
            line.kind = "heading" if known else "title"
    if any(line.kind == "title" for line in lines):
        return
    candidates = [n for n, line in enumerate(lines) if line.kind is None]
    for number in candidates[:MASTHEAD_WORDS]:
        line = lines[number]
        if len(line.words) >= BODY_WORDS and not line.open_ended:
            return
        if len(line.words) >= LABEL_WORDS and _title_shaped(lines, number):
            line.kind = "title"
            return


def _given_title(lines: list[ParagraphLine], given: list[str]) -> None:
    """Lines that are the headline, and lines over which the headline is spread."""
    for number, line in enumerate(lines):
        if not line.words or (line.kind is not None and len(given) <= LABEL_WORDS):
            continue
        size = 0
        for count, part in enumerate(lines[number : number + 3], 1):
            size += len(part.words)
            if [word for item in lines[number : number + count] for word in item.words] == given:
                for item in lines[number : number + count]:
                    item.kind = "title"
            if size >= len(given):
                break


def _title_shaped(lines: list[ParagraphLine], number: int) -> bool:
    """Whether a line has the form of a headline and prose under it."""
    line = lines[number]
    below = lines[number + 1 :]
    if len(line.words) not in TITLE_WORDS or not any(len(b.words) >= BODY_WORDS for b in below):
        return False
    if patterns.BYLINE.fullmatch(line.text) or patterns.DATELINE.match(line.text):
        return False
    if len(line.words) <= MASTHEAD_WORDS and find_printed(line.text, day_first=True):
        return False
    if patterns.DATELINE_ALONE.fullmatch(line.text) and len(line.words) <= LABEL_WORDS:
        return False
    if line.open_ended:
        return line.text[-1] not in "\"”’'" or _cased(line)
    return line.text[-1] not in ":,;" and _cased(line)


def _cased(line: ParagraphLine) -> bool:
    """Whether most words are capitalised, as in the headlines of many outlets."""
    words = tokens.PLAIN_WORD.findall(line.text)
    return sum(not word[0].islower() for word in words) >= CASED * len(words)


def mark_head(lines: list[ParagraphLine]) -> None:
    """Mark the lines above the first prose: masthead, byline, dateline, label."""
    title = next((n for n, line in enumerate(lines) if line.kind == "title"), None)
    for number, line in enumerate(lines):
        if line.kind not in (None, "label"):
            continue
        if len(line.words) < TITLE_WORDS.stop and patterns.byline(line.text):
            line.kind = "byline"
        elif line.kind is not None:
            continue
        elif line.open_ended and len(line.words) < BODY_WORDS and _dated_source(line):
            line.kind = "source"
        elif not line.open_ended or len(line.words) >= TITLE_WORDS.stop:
            return
        elif patterns.DATELINE_ALONE.fullmatch(line.text):
            line.kind = "dateline"
        elif title is not None and number < title and len(line.words) <= MASTHEAD_WORDS:
            line.kind = "masthead"
        elif len(line.words) <= LABEL_WORDS:
            line.kind = "label"


def _dated_source(line: ParagraphLine) -> bool:
    """``Sputnik (17 January 2019)``, ``ANI | Updated: Aug 24, 2020 10:12 IST``."""
    short = len(line.words) <= MASTHEAD_WORDS or _SIGNED.search(line.text)
    return bool(short) and bool(find_printed(line.text, day_first=True))
