"""
A question that needs the one before it → a question of its own.

"And in 2020?" after "What did Lund say about the quay in 2019?" becomes "What did Lund say about
the quay in 2020?". What comes out is asked, shown and addressed like any question.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from rag.questions import parser, time_ranges
from rag.questions.outlets import outlet_of
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.text.english import capitalised
from rag.text.tokens import WORD, words

MAX_WORDS = 8  # of a follow-up that names only what differs
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok|okay)\b[\s,]*)*(?P<about>(?:what|how)\s+about\b\s*)?",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\b(?:about|on|over|regarding)\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her|their)\b", re.IGNORECASE)


class _Known(NamedTuple):
    """What the corpus and the day tell of the words of a question."""

    outlets: Sequence[str]
    today: date
    names: Collection[str]


def standing_alone(
    text: str,
    previous: str,
    outlets: Sequence[str],
    today: date,
    names: Collection[str] = frozenset(),
) -> str:
    """
    The question ``text`` with what it leaves out taken from ``previous``; as it is if it is whole.

    ``outlets`` and the stems of ``names`` are those of the corpus. A follow-up begins with "and",
    "what about" or the like and names a time, an outlet, a speaker or a topic, or it has a pronoun
    for the one speaker asked for before.
    """
    opening = _OPENING.match(text)
    if opening is None or not WORD.search(opening.group()) or not WORD.search(previous):
        return text
    rest = text[opening.end() :].strip(" ?.!,")
    before = parser.read(previous, outlets, today, names)
    speaker = before.speaker_names[0] if len(before.speaker_names) == 1 else ""
    if speaker and not opening["about"] and _has_pronoun_alone(rest, names):
        named = _POSSESSIVE.sub(f"{speaker}’s", _PRONOUN.sub(speaker, rest))
        return f"{capitalised(named)}?"
    if not 0 < len(words(rest)) <= MAX_WORDS:
        return text
    asked = previous.rstrip(" ?.!")
    change = _change(rest, asked, speaker, _Known(outlets, today, names))
    if change is None:
        return text
    start, end, part = change
    return f"{asked[:start].rstrip()} {part} {asked[end:].lstrip()}".strip() + "?"


def _change(rest: str, asked: str, speaker: str, known: _Known) -> tuple[int, int, str] | None:
    """From where to where the question before changes, and the words to put there."""
    period, outlet = time_ranges.period(asked, known.today), outlet_of(asked, known.outlets)
    at_end = len(asked), len(asked), rest
    if (own := time_ranges.period(rest, known.today)) and _is_all(own.span, rest):
        return (period.span.start, period.span.end, rest) if period else at_end
    if (printed := outlet_of(rest, known.outlets)) and _is_all(printed[1], rest):
        return (outlet[1].start, outlet[1].end, rest) if outlet else at_end
    about = _TOPIC.match(rest)
    if not about and _are_names(rest, known.names):
        at = re.search(rf"\b{re.escape(speaker)}\b", asked, re.IGNORECASE) if speaker else None
        return (at.start(), at.end(), rest) if at else None
    topic = _TOPIC.search(asked, max(asked.casefold().find(speaker.casefold()), 0) + len(speaker))
    if topic is None:
        return None
    later = [found.start for found in (period and period.span, outlet and outlet[1]) if found]
    stop = min((place for place in later if place > topic.end()), default=len(asked))
    return topic.end(), stop, rest[about.end() :] if about else rest


def _has_pronoun_alone(text: str, names: Collection[str]) -> bool:
    """Whether a pronoun can only be the person asked for before: there is no name before it."""
    found = _PRONOUN.search(text) or _POSSESSIVE.search(text)
    return found is not None and not any(
        _is_name(word, names) for word in words(text[: found.start()])
    )


def _is_all(span: Span, text: str) -> bool:
    """Whether no word of a text is outside a span."""
    return not WORD.search(text[: span.start]) and not WORD.search(text[span.end :])


def _are_names(text: str, names: Collection[str]) -> bool:
    """Whether all words but "the", "of" and "and" are names."""
    plain = (word for word in words(text) if word.casefold() not in ("the", "of", "and"))
    return all(_is_name(word, names) for word in plain)


def _is_name(word: str, names: Collection[str]) -> bool:
    """Whether a word is a name: known, or with a capital."""
    return word[0].isupper() or stem(word) in names
