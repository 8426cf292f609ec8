"""
Reads transcripts with times: SubRip (.srt) and WebVTT (.vtt).

Cues are joined into paragraphs, which end with a sentence or where the speaker changes. Before
each comes the time at which it begins, as the file writes it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO, Final

from rag.ingest.encodings import decoded
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import content_within, too_large

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]+)>|</v>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_SPEAKER = re.compile(
    r"(?:>+\s*)?([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|bin|de|of|the|van|von)){0,5})"
    r"(?: \([^()]{1,40}\))?:(?=\s|$)"
)
_DASH = re.compile(r"[-–—]\s?\w")
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]♪]*$")
_LANGUAGE = re.compile(r"language:\s*([a-z]{2})\b", re.IGNORECASE)
_NO_CUE: Final = ("WEBVTT", "NOTE", "STYLE", "REGION")
_LONG: Final = 400  # characters after which a paragraph ends with its sentence
_LONGEST: Final = 1_500  # after which it ends in any case
_PAUSE: Final = 2  # seconds after which a new paragraph begins if a sentence has ended
_ROLLED: Final = 4  # lines that rolling captions show again


@dataclass(slots=True)
class _Cue:
    start: str
    begin: float
    end: float
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    start: str
    voice: str
    pieces: list[str]
    length: int
    end: float

    def ended(self) -> bool:
        return bool(_SENTENCE_END.search(self.pieces[-1]))


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The transcript as one article."""
    data = content_within(content, LIMITS.file_bytes)
    if data is None:
        yield Refused(too_large())
        return
    try:
        text, guess = decoded(data)
    except ValueError as error:
        yield Refused(str(error))
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    vtt = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    cues = list(_cues(lines, vtt))
    if not cues:
        yield Refused("no cue in it: expected lines such as 00:00:01,000 --> 00:00:02,000")
        return
    builder = PartBuilder()
    for paragraph in _paragraphs(cues, vtt):
        builder.add(paragraph.start, BlockKind.ENTRY)
        builder.add(" ".join(paragraph.pieces))
    if builder.empty:
        yield Refused("no words in its cues")
        return
    builder.notes.extend([guess] if guess else [])
    match = next((m for line in lines[1:5] if vtt and (m := _LANGUAGE.match(line))), None)
    builder.fact("language", match[1].lower() if match else None, "WebVTT Language")
    yield builder.part()


def _cues(lines: list[str], vtt: bool) -> Iterator[_Cue]:
    """Cues in order; lines between blank ones belong together."""
    cue: _Cue | None = None
    opened = left_out = False
    first = True
    for line in lines:
        if not line.strip():
            first, left_out = True, False
            opened = opened and not vtt  # a blank line within a cue of SubRip is no end
            continue
        match = _TIMES.fullmatch(line)
        if match and not left_out:
            if cue is not None:
                if not first and opened and cue.lines and cue.lines[-1].strip().isdecimal():
                    cue.lines.pop()  # the number of this one
                yield cue
            cue = _Cue(match[1], _seconds(match[1]), _seconds(match[2]))
            opened = True
        elif vtt and first and line.lstrip("\ufeff").split()[0] in _NO_CUE:
            left_out, opened = True, False
        elif opened and cue is not None and not left_out:
            cue.lines.append(line.strip())
        first = False
    if cue is not None:
        yield cue


def _seconds(time: str) -> float:
    seconds = 0.0
    for number in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(number)
    return seconds


def _paragraphs(cues: list[_Cue], vtt: bool) -> Iterator[_Paragraph]:
    """Cues joined; those that are shown again while captions roll are read once."""
    shown = [[line for line in map(_bare, cue.lines) if line.strip()] for cue in cues]
    repeated = [0, *(_overlap(a, b) for a, b in pairwise(shown))]
    rolling = 4 * sum(map(bool, repeated)) > len(cues) and len(cues) > 2
    current: _Paragraph | None = None
    for cue, lines, again in zip(cues, shown, repeated, strict=True):
        for voice, words in _spoken(lines[again:] if rolling else lines, vtt):
            if current is None or _parts_from(current, cue, voice, words):
                if current is not None:
                    yield current
                spoken = f"{voice}: {words}" if voice else words
                current = _Paragraph(
                    start=cue.start,
                    voice=voice,
                    pieces=[spoken],
                    length=len(spoken),
                    end=cue.end,
                )
            else:
                current.pieces.append(words)
                current.length += len(words)
                current.end = cue.end
    if current is not None:
        yield current


def _parts_from(current: _Paragraph, cue: _Cue, voice: str, words: str) -> bool:
    """Whether words begin a new paragraph."""
    if voice != current.voice or words.startswith(">>") or current.length > _LONGEST:
        return True
    speaker = _SPEAKER.match(words)
    if speaker and speaker[1].isupper():
        return True
    pause = cue.begin - current.end > _PAUSE
    return current.ended() and bool(
        speaker or _DASH.match(words) or pause or current.length > _LONG
    )


def _overlap(before: list[str], after: list[str]) -> int:
    """How many lines at the end of one cue begin the next."""
    for count in range(min(len(before), len(after), _ROLLED), 0, -1):
        if before[-count:] == after[:count]:
            return count
    return 0


def _bare(line: str) -> str:
    """A line without styles and positions; voices stay for `_spoken`."""
    return _TAG.sub(lambda match: match[0] if _VOICE.fullmatch(match[0]) else "", line)


def _spoken(lines: list[str], vtt: bool) -> Iterator[tuple[str, str]]:
    """Who says the words of a cue by its voice tags, "" without one, and the words."""
    voice, at = "", 0
    text = "\n".join(lines)
    for match in [*_VOICE.finditer(text), None]:
        for line in text[at : match.start() if match else None].split("\n"):
            words = " ".join((html.unescape(line) if vtt else line).split())
            if words:
                yield html.unescape(voice), words
        if match:
            voice, at = " ".join((match[1] or "").split()), match.end()
