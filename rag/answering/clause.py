"""The shortest clause of a sentence that holds its answer and keeps its sense."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.lexicon.function_words import RESTRICTING, is_negation
from rag.schema.articles import Span
from rag.text.spans import trimmed
from rag.text.tokens import WORD, bare


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLengths:
    """Characters of a clause in a lead."""

    whole: int  # a sentence up to this length is not cut
    before: int  # most before the answer from the start of its sentence
    least: int  # of a clause that is cut at its end: a shorter one seldom has its predicate
    longest: int  # of a clause, unless the answer itself is longer


LENGTHS = parameters(ClauseLengths, "answering", "clause")
OF_VALUE = parameters(ClauseLengths, "answering", "clause_of_value")  # of a number or a day
SHORT = parameters(ClauseLengths, "answering", "clause_of_several")  # where a lead quotes several
_BOUNDARY = re.compile(r"[,;:]\s+|\s+[–—-]{1,2}\s+|(?<=\w{3})[.!?]\s+(?=[A-Z])")
_OPENING = re.compile(r"\s+(?=[“\"‘]\w)")  # of a quotation, where a clause may begin too
_STOPS = ";.!?"  # behind them nothing of a clause is missing
_EDGES = " \t\r\n,;:"
_MARKS = "\"“”‘’'«»"
_DOUBLE = {"“": "‘", "”": "’", '"': "'"}


def clause(text: str, within: Span, words: Span, lengths: ClauseLengths = LENGTHS) -> Span:
    """
    A span of ``within`` that holds ``words``, cut only at punctuation where that is possible.

    It starts with the sentence if the answer is near its start, since subject and negation are
    there; else at the first boundary, or else the first word, from which it is short enough. It
    ends at the first boundary behind the answer where nothing follows that would turn its sense.
    """
    if within.end - within.start <= lengths.whole:
        return within
    cuts = [(m.start(), m.end()) for m in _BOUNDARY.finditer(text, within.start, within.end)]
    start = within.start
    if words.start - start > lengths.before:
        openings = [m.end() for m in _OPENING.finditer(text, within.start, words.start + 1)]
        after_cuts = sorted([end for _, end in cuts if end <= words.start] + openings)
        near = [end for end in after_cuts if words.start - end <= lengths.before]
        start = near[0] if near else text.rfind(" ", start, words.start - lengths.before) + 1
    ends = [begin for begin, after in cuts if begin >= words.end and _may_end(text, begin, after)]
    complete = (end for end in ends if text[end] in _STOPS or end - start >= lengths.least)
    end = next(complete, within.end)
    if end - start > lengths.longest:
        end = _before_word(text, start + lengths.longest, words.end)
    return trimmed(text, start, end) or words


def up_to_names(text: str, within: Span, found: Span, names: Collection[str], longest: int) -> Span:
    """
    The words found with what follows them up to the last of ``names``, within ``longest``.

    A clause that ends before a name that is asked about may give it the number of another.
    """
    end = found.end
    for match in WORD.finditer(text, found.end, within.end):
        if match.end() - found.start > longest:
            break
        if bare(match.group()) in names:
            end = match.end()
    return Span(found.start, end)


def _may_end(text: str, begin: int, after: int) -> bool:
    """Whether a clause may end at a boundary: what follows neither restricts nor contradicts it."""
    following = WORD.match(text, after)
    word = following.group().casefold() if following else ""
    return text[begin] in _STOPS or not (word in RESTRICTING or is_negation(word))


def _before_word(text: str, place: int, least: int) -> int:
    """The end of the last whole word before a place, but not before ``least``."""
    return max(text.rfind(" ", 0, place + 1), least)


def quotable(text: str, span: Span, within: Span) -> str:
    """
    The characters of a span for use within quotation marks.

    Marks around it are left out, double marks inside it are single, and "…" shows where words of
    the sentence ``within`` are cut off.
    """
    shown = " ".join(text[span.start : span.end].split()).strip(_EDGES)
    if shown[:1] in _MARKS or shown[-1:] in _MARKS:
        inner = shown.strip(_MARKS)
        shown = inner if not any(mark in inner for mark in _DOUBLE) else shown
    for mark, single in _DOUBLE.items():
        shown = shown.replace(mark, single)
    before = "…" if text[within.start : span.start].strip(_MARKS + _EDGES) else ""
    after = "…" if text[span.end : within.end].strip(_MARKS + _EDGES + ".") else ""
    return f"{before}{shown.rstrip(_EDGES)}{after}"
