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


ONE_FACT = frozenset((AnswerType.PERSON, AnswerType.DESCRIPTION, AnswerType.NUMBER, AnswerType.DAY))


_CHANGE = re.compile(  # of a speaker's statements, not of the climate
    r"\b(?:chang(?:ed|ing)|shift(?:ed|ing|s)|evolv(?:ed|ing|es))\b|\b(?:did|does|do|has|have)\b.*"
    r"\b(?<!climate )(?:change|shift|evolve)\b(?=\s+(?:over|since|between|from|in|on|with)\b|$)",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"(?:who\s+(?:is|was|are|were)|whos|who['’]s)\s+(?:the\s+)?(?P<name>[^\s,]+(?:\s+[^\s,]+){0,4})$",
    re.IGNORECASE,
)
_WHEN_SAID = re.compile(
    rf"^(?:on )?(?:when|what day|which day|what date)\b.*?\b(?:did|has|have|was)\b.*\b"
    rf"{alternation(question_words.STATEMENT_VERBS)}\b",
    re.IGNORECASE,
)
# In order: the first that fits is used.
_KINDS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            AnswerType.SOURCES,
            rf"\bhow many (?:\w+ )?{MEDIA}\b|^(?:{ASKS_FOR_OUTLETS.pattern})",
        ),
        (
            AnswerType.NUMBER,
            rf"\bhow {alternation(question_words.QUANTITY_ADJECTIVES)}\b|\btotals?\b|"
            r"\b(?:death|injury) toll\b|\b(?:what|which) (?:\w+ ){0,2}?"
            rf"{alternation(question_words.QUANTITY_NOUNS)}s?\b|"
            r"\bwhat (?:is|was|are|were|would|does|do|did) .*\b(?:do to the price|cost|price)\b|"
            r"\bpile\b|\bby how much\b",
        ),
        (
            AnswerType.DAY,
            r"^(?:when|whens|by when|since when|until when)\b|\b(?:what|which) (?:day|date|year|"
            r"month|time)\b|\b(?:expiry|expiration|release|start|due) date\b|"
            r"\b(?:deadline|cut-?off)\b|"
            r"\bwhen (?:is|was|will|did|does|do|are|were)\b",
        ),
        (AnswerType.PERSON, r"^(?:who|whos|which|whom|whose)\b|\bwho (?:said|says)\b"),
        (
            AnswerType.REASON,
            r"^(?:why|how come)\b|\bwhat(?:['’]s| is| was| were| are)? (?:\w+ )?"
            r"(?:reason|explanation|justification|rationale)s?\b|\b(?:justify|justified|explain)\b",
        ),
        (
            AnswerType.YES_OR_NO,
            r"^(?:did|does|do|has|have|had|is|was|are|were|will|would|can|could|should)\b",
        ),
    )
)


def expected_answer(text: str, speakers: AskedSpeakers, names: Collection[str]) -> AnswerType:
    """
    The kind of answer that a question asks for, by its form.

    ``names`` are the stems of words in the names of the corpus's speakers.
    """
    lower = text.casefold()
    if speakers and _CHANGE.search(text):
        return AnswerType.CHANGE
    if len(speakers) > 1 or re.search(r"\b(?:compare|versus|vs|differ\w*|disagree)\b", lower):
        return AnswerType.SIDES
    match = _WHO_IS.match(text)
    if match is not None and _is_name(match["name"], names):
        return AnswerType.DESCRIPTION
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return AnswerType.STATEMENT


def asks_when_said(text: str) -> bool:
    """Whether a question asks for the day of a statement: "When did X say ...?"."""
    return bool(_WHEN_SAID.search(text))


def _is_name(phrase: str, names: Collection[str]) -> bool:
    """Whether a name follows "who is": "Tom Clarke", not "suing him"."""
    return all(word[0].isupper() or stem(word) in names for word in words(phrase))
