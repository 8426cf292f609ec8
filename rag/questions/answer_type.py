"""The kind of answer that a question asks for, read from its form."""

import re
from collections.abc import Collection
from enum import StrEnum

from rag.lexicon import question_words
from rag.lexicon.loader import alternation
from rag.questions.addressees import AskedSpeakers
from rag.questions.outlets import ASKS_FOR_OUTLETS, MEDIA
from rag.questions.terms import stem
from rag.text.tokens import words


class AnswerType(StrEnum):
    """The kind of answer that a question asks for."""

    STATEMENT = "statement"
    REASON = "reason"
    PERSON = "person"
    DESCRIPTION = "description"  # of a person or body: "who is ...?"
    NUMBER = "number"
    DAY = "day"
    SOURCES = "sources"  # which outlets, or how many, carried a statement
    YES_OR_NO = "yes or no"
    SIDES = "sides"
    CHANGE = "change"


class TimeOrder(StrEnum):
    """Which of several statements a question asks for."""

    LATEST = "latest"
    FIRST = "first"


ONE_FACT = frozenset((AnswerType.PERSON, AnswerType.DESCRIPTION, AnswerType.NUMBER, AnswerType.DAY))


_CHANGE = re.compile(  # of a speaker's statements, not of the climate
    r"\b(?:chang(?:ed|ing)|shift(?:ed|ing|s)|evolv(?:ed|ing|es))\b|\b(?:did|does|do|has|have)\b.*"
    r"\b(?<!climate )(?:change|shift|evolve)\b(?=\s+(?:over|since|between|from|in|on|with)\b|$)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\w['’]s|s['’])\s+((?:[\w-]+\s+){0,2}[\w-]+)")  # "Lund's national LEAD"
_WHO_IS = re.compile(
    r"(?:who\s+(?:is|was|are|were)|whos|who['’]s)\s+(?:the\s+)?(?P<name>[^\s,]+(?:\s+[^\s,]+){0,4})$",
    re.IGNORECASE,
)
_WHEN_SAID = re.compile(
    rf"^(?:on )?(?:when|what day|which day|what date)\b.*?\b(?:did|has|have|was)\b.*\b"
    rf"{alternation(question_words.STATEMENT_VERBS)}\b",
    re.IGNORECASE,
)
_SOURCES = rf"\bhow many (?:\w+ )?{MEDIA}\b|^(?:{ASKS_FOR_OUTLETS.pattern})"
_NUMBER = (
    rf"\bhow {alternation(question_words.QUANTITY_ADJECTIVES)}\b|"
    rf"\b{alternation(question_words.NUMBER_PHRASES)}\b|"
    rf"\b(?:what|which) (?:\w+ ){{0,2}}?{alternation(question_words.QUANTITY_NOUNS)}s?\b|"
    r"\bwhat (?:is|was|are|were|would|does|do|did) .*\b(?:cost|price)\b"
)
_DAY = (
    rf"^{alternation(question_words.DAY_OPENINGS)}\b|"
    rf"\b{alternation(question_words.DAY_PHRASES)}\b|"
    r"\bwhen (?:is|was|will|did|does|do|are|were)\b"
)
_PERSON = r"^(?:who|whos|which|whom|whose)\b|\bwho (?:said|says)\b"
_REASON = (
    r"^(?:why|how come)\b|\bwhat(?:['’]s| is| was| were| are)? (?:\w+ )?"
    rf"{alternation(question_words.REASON_NOUNS)}\b|\b(?:justify|justified|explain)\b"
)
_YES_OR_NO = rf"^{alternation(question_words.YES_NO_OPENINGS)}\b"
_SPEECH = (
    rf"(?:{alternation(question_words.SPEECH_VERBS)}|{alternation(question_words.SPEECH_NOUNS)})"
)
_LATEST = re.compile(
    rf"\b(?:latest|newest|most recent(?:ly)?)\b|\blast\s+{_SPEECH}\b", re.IGNORECASE
)
_FIRST = re.compile(rf"\bearliest\b|\bfirst\s+{_SPEECH}\b", re.IGNORECASE)
_SECOND = re.compile(r"\band\s+(?:\w+\s+)?(?:how|what|which|who|when|where)\b", re.IGNORECASE)
# In order: the first that fits is used.
_PATTERNS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (AnswerType.SOURCES, re.compile(_SOURCES, re.IGNORECASE)),
    (AnswerType.NUMBER, re.compile(_NUMBER, re.IGNORECASE)),
    (AnswerType.DAY, re.compile(_DAY, re.IGNORECASE)),
    (AnswerType.PERSON, re.compile(_PERSON, re.IGNORECASE)),
    (AnswerType.REASON, re.compile(_REASON, re.IGNORECASE)),
    (AnswerType.YES_OR_NO, re.compile(_YES_OR_NO, re.IGNORECASE)),
)


def expected_answer(text: str, speakers: AskedSpeakers, names: Collection[str]) -> AnswerType:
    """
    The kind of answer that a question asks for, by its form.

    ``names`` are the stems of words in the names of the corpus's speakers.
    """
    lower = text.casefold()
    if speakers and _CHANGE.search(text) and _of_statements(lower):
        return AnswerType.CHANGE
    if len(speakers) > 1 or re.search(r"\b(?:compare|versus|vs|differ\w*|disagree)\b", lower):
        return AnswerType.SIDES
    match = _WHO_IS.match(text)
    if match is not None and _is_name(match["name"], names):
        return AnswerType.DESCRIPTION
    for kind, pattern in _PATTERNS:
        if pattern.search(text):
            return kind
    return AnswerType.STATEMENT


def _of_statements(text: str) -> bool:
    """Whether what changes is what somebody says, and not somebody's lead in the polls."""
    owned = _OWNED.search(text)
    return owned is None or not question_words.SPEECH_NOUNS.isdisjoint(owned[1].split())


def time_order(text: str) -> TimeOrder | None:
    """Whether a question asks for the latest or the first that was said; None for neither."""
    if _LATEST.search(text):
        return TimeOrder.LATEST
    return TimeOrder.FIRST if _FIRST.search(text) else None


def asks_twice(text: str) -> bool:
    """Whether a question asks for two things: "How many ships came, and when?"."""
    return bool(_SECOND.search(text))


def asks_when_said(text: str) -> bool:
    """Whether a question asks for the day of a statement: "When did X say ...?"."""
    return bool(_WHEN_SAID.search(text))


def _is_name(phrase: str, names: Collection[str]) -> bool:
    """Whether a name follows "who is": "Tom Clarke", not "suing him"."""
    return all(word[0].isupper() or stem(word) in names for word in words(phrase))
