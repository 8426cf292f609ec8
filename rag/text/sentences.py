"""
Cuts a text into paragraphs and sentences, as spans of the unchanged text.

Passages, claims and citations share this segmentation, so that citations are always whole
sentences. A quotation is never cut: a full stop inside it ends no sentence of the article.
"""

import re
from bisect import bisect_left
from itertools import pairwise

from rag.lexicon import function_words, people, reporting
from rag.schema.articles import Span
from rag.text import quotations
from rag.text.spans import trimmed

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
TERMINATOR = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)")
WORD_BEFORE = re.compile(r"[\w.&'’-]*$")
WORD_AFTER = re.compile(r"\s+[\"“‘'«(\[*_]*([\w’'-]+)")
ATTRIBUTION = re.compile(
    r"\s+(?:(?:[A-Z][\w.’'-]*|the|a|an|of|for|al|de|bin|van|von)\s+){0,8}?"
    r"(?P<verb>[a-z]+)\b(?:\s+(?:[A-Z][\w.’'-]*)){0,3}"
)
ATTRIBUTION_ALONE = re.compile(
    r"\s+(?:(?:[A-Z][\w.’'-]*|he|she|they|of|for|al|de|bin|van|von)\s+){1,6}?(?P<verb>[a-z]+)[.!]?(?=\s|$)"
    r"(?:(?<=[.!])|$)"
)
SIGNATURE = re.compile(r"\s+[–—―-]{1,2}\s*[A-Z][^.!?]{1,80}\.?\s*$")  # "..." - Jane Roe
LONGEST_WORD = (
    40  # characters looked back for an abbreviation; whole paragraphs would take too long
)
WRAPPED_LINES = 3  # fewer may be a headline and its deck, unless others of the text are wrapped
WRAPPED_LINE = range(40, 101)  # characters of a line that was broken by a text editor


def paragraphs(text: str) -> tuple[Span, ...]:
    """
    Trimmed spans of the paragraphs, in order.

    A paragraph is a line that is not blank; lines broken at an editor's width within a block are
    one paragraph (all but the last 40 to 100 characters long and most without a full stop). Two
    lines are enough where another block of the text has three.
    """
    blocks: list[list[Span]] = []
    end = 0
    for match in LINE.finditer(text):
        span = trimmed(text, match.start(), match.end())
        if span is None:
            continue
        if blocks and _line_breaks(text[end : match.start()]) <= 1:
            blocks[-1].append(span)
        else:
            blocks.append([span])
        end = match.end()
    result: list[Span] = []
    least = 2 if any(_wrapped(text, lines, WRAPPED_LINES) for lines in blocks) else WRAPPED_LINES
    for lines in blocks:
        if _wrapped(text, lines, least):
            result.append(Span(lines[0].start, lines[-1].end))
        else:
            result.extend(lines)
    return tuple(result)


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """
    Trimmed spans of the sentences of ``within`` (a paragraph or a part of one), in order.

    They are disjoint and hold every character that is not white space.
    """
    quoted = [quotation.span for quotation in quotations.pair(text, within)]
    bounds = [within.start]
    for match in TERMINATOR.finditer(text, within.start, within.end):
        if _ends_sentence(text, match, within, quoted):
            bounds.append(match.end())
    bounds.append(within.end)
    spans = (trimmed(text, start, end) for start, end in pairwise(bounds))
    return tuple(span for span in spans if span is not None)


def _line_breaks(between: str) -> int:
    return between.count("\n") or between.count("\r")


def _wrapped(text: str, lines: list[Span], least: int) -> bool:
    if len(lines) < least or any(span.end - span.start not in WRAPPED_LINE for span in lines[:-1]):
        return False
    open_ended = sum(text[span.end - 1] not in '.!?"”:' for span in lines[:-1])
    return 2 * open_ended > len(lines) - 1


def _ends_sentence(text: str, match: re.Match[str], within: Span, quoted: list[Span]) -> bool:
    near = bisect_left(quoted, Span(match.end(), match.end() + 1)) - 1
    if near >= 0 and match.end() < quoted[near].end:
        return False  # inside a quotation that goes on
    following = WORD_AFTER.match(text, match.end(), within.end)
    after = following[1] if following else ""
    if after[:1].islower():
        return False
    marks = match[0].lstrip(".!?…")
    if marks and SIGNATURE.match(text, match.end(), within.end):
        return False
    opened = quoted[near].start if near >= 0 and quoted[near].end == match.end() else None
    if opened is not None and match[0][0] == ".":
        led = text[within.start : opened].rstrip()
        if not led or led[-1] in '.!?…”"':
            return not _attribution_alone(text, match.end(), within)
    # a full stop inside the marks closes the sentence; after the others an attribution may follow
    if marks and match[0][0] in "!?…" and _attribution_follows(text, match.end(), within):
        return False
    if match[0].startswith(".") and not match[0].startswith(".."):
        start = max(within.start, match.start() - LONGEST_WORD)
        before = WORD_BEFORE.search(text, start, match.start())
        return not _abbreviates(before[0] if before else "", after)
    return True


def _abbreviates(word: str, after: str) -> bool:
    """Whether the full stop after ``word`` belongs to an abbreviation and ends no sentence."""
    bare = word.lstrip("'’-&").casefold()
    if bare in people.TITLES_BEFORE_NAMES or bare in function_words.ABBREVIATIONS:
        return True
    if bare in function_words.BEFORE_NUMBERS:
        return after[:1].isdigit()
    initials = re.fullmatch(r"(?:[a-z]\.)*[a-z]", bare)
    if (
        initials and (len(bare) > 1 or word.isupper())
    ) or bare in function_words.ABBREVIATIONS_AT_ENDS:
        return bool(after) and after.casefold() not in function_words.SENTENCE_STARTERS
    return False


def _attribution_alone(text: str, at: int, within: Span) -> bool:
    """``"We never did." Trump said.``: a full stop in place of the comma."""
    match = ATTRIBUTION_ALONE.match(text, at, within.end)
    return match is not None and match["verb"] in reporting.SPEECH_FORMS


def _attribution_follows(text: str, at: int, within: Span) -> bool:
    """Whether words such as ``Obama said`` follow a quotation that ends in ! ? or a full stop."""
    match = ATTRIBUTION.match(text, at, within.end)
    return match is not None and match["verb"] in reporting.SPEECH_FORMS
