"""
Separates the story of an article from its boilerplate: captions, credits, comments, buttons.

The text is never changed: story spans and gaps together cover every character that is not white
space, once. A line is left out only if its shape leaves little doubt, because citing a caption is
a smaller fault than losing a statement.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rag.ingest import patterns
from rag.ingest.headings import mark_head, mark_titles
from rag.ingest.lines import BODY_WORDS, LABEL_WORDS, TITLE_WORDS, ParagraphLine, line_of
from rag.lexicon import organisations
from rag.schema.articles import Gap, Span
from rag.text import tokens
from rag.text.dates import find_printed
from rag.text.sentences import paragraphs, sentences

REPEAT_WORDS = 8  # shorter lines are repeated by people ("I love you, he said."), not by accident
END = 0.5  # boilerplate that closes an article is in its second half
LONGEST_BOILERPLATE = 800  # characters; a longer line is prose
LONGEST_SUFFIX = 60  # characters searched: a long run of blanks would make the pattern slow
NOTICE_LINES = 3  # below the label of a correction one of so many lines says what was wrong
DATELINE_LINES = 3  # a dateline without an agency is in one of the first lines of the body


@dataclass(frozen=True, slots=True)
class StorySegments:
    """Story spans, each within one paragraph, and gaps with their kinds; both in order."""

    story: tuple[Span, ...]
    gaps: tuple[Gap, ...]


def segment_story(
    text: str, title: str | None = None, known: Sequence[tuple[Span, str | None]] = ()
) -> StorySegments:
    """
    Story and gaps of an article.

    ``title`` is the headline if it is known; otherwise a heading, or a first line shaped like
    one, counts as it. ``known`` are the paragraphs of a file whose format gives them, each with its
    kind, None where it may be story. If no line would be story, all lines except markup are.
    """
    lines = [line_of(text, span) for span in paragraphs(text)] if not known else []
    for span, kind in known:
        lines.append(line_of(text, span))
        lines[-1].kind = kind
    for rule in (
        _boilerplate_lines,
        _corrections,
        _front_matter,
        _footnotes,
        _captions,
        _related,
        _second_printing,
        _comment_section,
    ):
        rule(lines)
    mark_titles(lines, title)
    mark_head(lines)
    if all(line.kind for line in lines):
        for line in lines:
            if line.kind != "markup":
                line.kind = None
    return _segments(text, lines)


def _boilerplate_lines(lines: list[ParagraphLine]) -> None:
    """Lines that their own shape identifies."""
    for line in lines:
        if line.kind is not None:
            continue
        if not any(character.isalnum() for character in line.text):
            line.kind = "markup"
        elif len(line.text) > LONGEST_BOILERPLATE:
            continue
        elif patterns.SHARE.fullmatch(line.text) and patterns.SHARE_KEY.search(line.text):
            line.kind = "share"
        elif _is_date(line):
            line.kind = "date"
        elif _is_agency_credit(line):
            line.kind = "credit"
        else:
            line.kind = next(
                (kind for kind, shape in patterns.WHOLE.items() if shape.fullmatch(line.text)),
                None,
            )


def _corrections(lines: list[ParagraphLine]) -> None:
    """
    Notices that correct the article, and the paragraphs that a label alone announces.

    These are few and end the text, or one of them says what was wrong. A first line without a full
    stop is the headline of a story on a correction.
    """
    for number, line in enumerate(lines):
        if line.kind is not None or not patterns.is_correction(line.text):
            continue
        label = patterns.CORRECTION_LABEL.match(line.text)
        if number == 0 and line.open_ended and not label:
            continue
        line.kind = "correction"
        if label and number >= END * len(lines):
            below = lines[number + 1 : number + 1 + NOTICE_LINES]
            if number + 1 + NOTICE_LINES < len(lines):
                while below and not patterns.ADMITS_ERROR.search(below[-1].text):
                    below.pop()
            for under in below:
                under.kind = under.kind or "correction"


def _front_matter(lines: list[ParagraphLine]) -> None:
    """``key: value`` lines between two rulers at the very top, as markdown tools write them."""
    rulers = [n for n, line in enumerate(lines) if re.fullmatch(r"-{3,}", line.text)][:2]
    if len(rulers) == 2 and rulers[0] == 0:
        inside = lines[1 : rulers[1]]
        if all(patterns.FRONT_MATTER.fullmatch(line.text) for line in inside):
            for line in inside:
                line.kind = "front matter"


def _is_date(line: ParagraphLine) -> bool:
    """Whether a short line consists of dates and words that go with dates."""
    if len(line.words) > BODY_WORDS:
        return False
    rest, found = line.text, find_printed(line.text, day_first=True)
    for stated in reversed(found):
        rest = rest[: stated.span.start] + " " + rest[stated.span.end :]
    return bool(found) and not patterns.DATE_WORDS.sub("", rest)


def _is_agency_credit(line: ParagraphLine) -> bool:
    """Whether a line is only names and ends in that of a photo agency ("Ann Lee via Getty.")."""
    if len(line.words) > LABEL_WORDS * 2 or not re.search(
        rf"(?:^|[\s/]){patterns.PHOTO_AGENCY}\.?$", line.text, re.IGNORECASE
    ):
        return False
    return all(
        not word[0].islower() or word in ("via", "by", "for", "and", "of", "the")
        for word in tokens.PLAIN_WORD.findall(line.text)
    )


def _footnotes(lines: list[ParagraphLine]) -> None:
    """``*Daesh (also known as ...)`` near the end, where the text above carries the mark."""
    for number, line in enumerate(lines):
        if (
            line.kind is None
            and number >= END * len(lines)
            and patterns.FOOTNOTE.fullmatch(line.text)
            and any(patterns.FOOTNOTE_MARK.search(above.text) for above in lines[:number])
        ):
            line.kind = "footnote"


def _captions(lines: list[ParagraphLine]) -> None:
    """An unclosed line right under a photo credit, with prose below it."""
    for credit, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            credit.kind == "credit"
            and line.kind is None
            and line.open_ended
            and len(line.words) in TITLE_WORDS
            and len(below.words) >= BODY_WORDS
        ):
            line.kind = "caption"


def _related(lines: list[ParagraphLine]) -> None:
    """A header such as "Related articles" and the headlines under it."""
    for number, line in enumerate(lines):
        if number and line.kind in (None, "link") and patterns.RELATED.fullmatch(line.text):
            line.kind = "link"
            for below in takewhile(_headline_like, lines[number + 1 :]):
                below.kind = below.kind or "link"


def _headline_like(line: ParagraphLine) -> bool:
    return bool(line.kind) or (line.open_ended and len(line.words) < TITLE_WORDS.stop)


def _second_printing(lines: list[ParagraphLine]) -> None:
    """Paragraphs that the article has printed before."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        key = tuple(line.words)
        if line.kind is None and len(key) >= REPEAT_WORDS:
            if key in seen:
                line.kind = "second printing"
            seen.add(key)


def _comment_section(lines: list[ParagraphLine]) -> None:
    """
    A header such as "Comments" with only policy, boilerplate or comments below it.

    Below a bare header every line must be policy or boilerplate. If the header counts comments
    ("3 comments"), one line that only comments have ("Reply") is enough.
    """
    for number, line in enumerate(lines[1:], 1):
        if not (patterns.COMMENTS.fullmatch(line.text) or line.kind == "comments"):
            continue
        below = lines[number + 1 :]
        if all(_no_story(under) for under in below) or (
            patterns.COUNTED_COMMENTS.fullmatch(line.text)
            and any(patterns.COMMENT_MARK.fullmatch(under.text) for under in below)
        ):
            line.kind = "comments"
            for under in below:
                under.kind = "comment policy" if _no_story(under) else "comments"
            return


def _no_story(line: ParagraphLine) -> bool:
    return (
        line.kind is not None
        or len(line.words) <= LABEL_WORDS
        or patterns.POLICY.match(line.text) is not None
    )


def _segments(text: str, lines: list[ParagraphLine]) -> StorySegments:
    """Story and gaps; prefixes and suffixes within the lines of the story become gaps."""
    speakers = Counter(match["speaker"] for line in lines if (match := _dateline(line)))
    story: list[Span] = []
    gaps: list[Gap] = []
    body = 0
    for line in lines:
        start, end = line.span.start, line.span.end
        if line.kind is None:
            body += 1
            for kind, length in _prefixes(line, body, speakers):
                gaps.append(Gap(_trim(text, start, start + length), kind))
                start += length
            if notice := _correction_at_end(text, Span(start, end)):
                gaps.append(Gap(notice, "correction"))
                end = notice.start
            suffix = patterns.SUFFIX.search(text, max(start, end - LONGEST_SUFFIX), end)
            if suffix and suffix.start() > start:
                gaps.append(Gap(_trim(text, suffix.start(), end), "credit"))
                end = suffix.start()
            story.append(_trim(text, start, end))
        else:
            gaps.append(Gap(line.span, line.kind))
    gaps += [Gap(span, "markup") for span in _uncovered(text, [*story, *(g.span for g in gaps)])]
    return StorySegments(tuple(story), tuple(sorted(gaps, key=lambda gap: gap.span)))


def _correction_at_end(text: str, line: Span) -> Span | None:
    """A notice that begins at the second or a later sentence of a line, which it ends."""
    if not patterns.CORRECTION_KEY.search(text, line.start, line.end):
        return None
    for sentence in sentences(text, line)[1:]:
        if patterns.is_correction(text[sentence.start : sentence.end]):
            return Span(sentence.start, line.end)
    return None


def _dateline(line: ParagraphLine, start: int = 0) -> re.Match[str] | None:
    return patterns.DATELINE.match(line.text, start)


def _prefixes(
    line: ParagraphLine, body: int, speakers: Counter[str | None]
) -> Iterator[tuple[str, int]]:
    """Kind and length of what precedes the story text in its line number ``body``."""
    marker = patterns.QUOTE_MARKER.match(line.text)
    if marker:
        yield "markup", marker.end()
        return
    start = 0
    if corrected := patterns.CORRECTION_PREFIX.match(line.text):
        start = corrected.end()
        yield "correction", start
    match = _dateline(line, start)
    if match is None or match.end() == len(line.text):
        return
    if match["signed"]:
        allowed = True
    elif match["speaker"]:  # "BAGHDAD: Iraq ..." is a dateline, "TRUMP: I ..." a transcript
        allowed = body == 1 and speakers[match["speaker"]] == 1
    elif match["agency"]:
        known = match["agency"].casefold() in organisations.AGENCIES
        allowed = known or (body == 1 and match["dash"] is not None)
    else:
        allowed = body <= DATELINE_LINES
    if allowed:
        yield "dateline", match.end() - start


def _trim(text: str, start: int, end: int) -> Span:
    """``[start, end)``, which holds a character, without white space at its ends."""
    cut = text[start:end]
    return Span(start + len(cut) - len(cut.lstrip()), start + len(cut.rstrip()))


def _uncovered(text: str, spans: list[Span]) -> Iterator[Span]:
    """What is left of a text: byte order marks, which belong to no paragraph."""
    bounds = [0, *(edge for span in sorted(spans) for edge in (span.start, span.end)), len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        if text[start:end].strip():
            yield _trim(text, start, end)
