"""Two questions in one → each on its own: "What did Lund say, and how much did the roof cost?"."""

import re

from rag.lexicon.question_words import QUESTION_WORDS
from rag.questions.speaker_patterns import AUXILIARY
from rag.text.english import capitalised
from rag.text.tokens import content_words

MOST = 3  # questions in one
OWN_WORDS = (
    3  # of a question that needs no other; "how many were American?" needs the one before it
)
_ASKS = r"(?:what|who|whom|whose|which|when|where|why|how)"
# A clause that asks: "when will it stop", "who won"; not "why he lost".
_QUESTION = (
    rf"(?:(?:by|in|on|to|for|from|since|until)\s+)?"
    rf"(?:{_ASKS}\s+(?:[\w’'-]+\s+){{0,3}}?{AUXILIARY}\b|who\s+[\w’'-]+)"
)
_NEXT = re.compile(
    rf"(?:\?\s*|[,;]\s*|\s)(?:(?:and|but)\s+(?:also\s+)?)(?={_QUESTION})|\?\s+(?={_QUESTION})",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"\W*(?:{_QUESTION}|{AUXILIARY}\b)", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:it|they|them|he|she|him|hers?|his|its|their|that|this|each)\b", re.I)
# Not "on Monday", which nothing can mean by "it".
_TOPIC = re.compile(r"\b(?:about|on(?=\s+the\b))\s+(?P<topic>(?:[\w’'-]+\s*){1,5})$", re.I)


def separate(text: str) -> tuple[str, ...]:
    """
    The questions in a text, in its order; the text itself where it is one question.

    Each must ask in its own words: "Who closed the quay, and when?" is one question. What "it"
    refers to is taken from the topic of the first ("... about the quay, and when will it open?").
    """
    parts = [part.strip(" ,;?") for part in _NEXT.split(text)]
    if not 1 < len(parts) <= MOST or not _FIRST.match(parts[0]):
        return (text,)
    topic = _TOPIC.search(parts[0])
    others = [
        _PRONOUN.sub(topic["topic"].strip(), part, count=1) if topic else part for part in parts[1:]
    ]
    if not all(map(_stands_alone, others)):
        return (text,)
    return tuple(f"{capitalised(part)}?" for part in (parts[0], *others))


def _stands_alone(question: str) -> bool:
    """Whether a question has words enough of its own, and none that refers to another."""
    own = {word for word in content_words(question) if word not in QUESTION_WORDS}
    return len(own) >= OWN_WORDS and not _REFERS.search(question)
