"""
Question patterns that name a speaker, as a table of name, regex and example.

Each regex has a group ``speaker``. They are tried in order; the first that fits is used.
"""

import re
from typing import NamedTuple

from rag.lexicon import question_words
from rag.lexicon.loader import alternation

AUXILIARY = alternation(question_words.AUXILIARIES)
# A capital begins a name ("Keene State"), and "to respond" belongs to another verb.
_VERB = r"(?:(?<!to\s)|(?<=have\sto\s)|(?<=had\sto\s))(?!(?-i:[A-Z][a-z]))" + alternation(
    question_words.SPEECH_VERBS
)
_NOUN = alternation(question_words.SPEECH_NOUNS)
_ADVERBS = rf"(?:{alternation(question_words.ADVERBS)}\s+)*"


class SpeakerPattern(NamedTuple):
    """A form of question, and an example of it with the words that ``speaker`` matches."""

    name: str
    regex: re.Pattern[str]
    example: str
    speaker: str


def _pattern(name: str, regex: str, example: str, speaker: str) -> SpeakerPattern:
    return SpeakerPattern(name, re.compile(regex, re.IGNORECASE), example, speaker)


ACCORDING = _pattern(
    "according to",
    r"(?:\baccording to|,\s*per)\s+(?P<speaker>[^,?:;]+)",
    "How old is the quay, according to Lund?",
    "Lund",
)
EACH = _pattern(
    "each of two",
    rf"\b{AUXILIARY}\s+(?P<speaker>(?:[\w.’'&-]+\s+){{1,4}}?and\s+(?:[\w.’'&-]+\s+){{1,4}}?)each\b",
    "Whom do Lund and Dahl each blame for the delay?",
    "Lund and Dahl",
)
# A name: one or more capitalised words.
_PROPER = r"(?-i:(?:the\s+)?(?:[A-Z][\w.’'&-]*\s+){0,3}[A-Z][\w’'&-]*)"
COMPARED_NAMES = _pattern(
    "two names with a word of comparison",
    rf"^(?:(?:how|what|where|why)\s+)?(?:{AUXILIARY}\s+)?"
    rf"(?P<speaker>{_PROPER}\s+(?:and|vs?\.?|versus)\s+{_PROPER})"
    r"(?=.*\b(?:each|both|differ\w*|disagree\w*)\b)",
    "Kari Lund and Ola Dahl on the quay: how do their comments differ?",
    "Kari Lund and Ola Dahl",
)
BEFORE_COLON = _pattern(
    "before a colon",
    rf"^(?P<speaker>[^:?]{{3,60}}?)(?:\s*:|\s+[-–—])\s+(?:what|how|where|why|{_NOUN})\b",
    "Mapp and Huntley: what do they want?",
    "Mapp and Huntley",
)
ON_A_TOPIC = _pattern(
    "name on a topic",
    r"^(?P<speaker>(?!what|who|when|where|why|how|which|is|are|was|did|does|compare)"
    r"(?:[\w.’'&-]+\s+){1,6}?)(?:statement\s+)?(?:on|about)\s",
    "Lund on the quay",
    "Lund",
)
SPEAKER_PATTERNS = (
    EACH,
    COMPARED_NAMES,
    BEFORE_COLON,
    _pattern(
        "before a verb of speech",
        rf"\b{AUXILIARY}\s+(?P<speaker>(?:[\w.’'&-]+\s+){{1,9}}?){_ADVERBS}(?<!of\s){_VERB}\b",
        "What did Kari Lund say about the quay?",
        "Kari Lund",
    ),
    ACCORDING,
    _pattern(
        "in the view of",
        r"\bin\s+(?P<speaker>(?:[\w.-]+\s+){0,4}[\w.-]+?)['’]s?\s+(?:view|opinion|eyes|words|account)\b",
        "Is the quay safe, in Lund's view?",
        "Lund",
    ),
    _pattern(
        "owner of a statement",
        rf"(?P<speaker>(?:[\w.-]+\s+){{0,4}}[\w.-]+?)['’]s?\s+(?P<between>(?:\w+\s+){{0,2}}){_NOUN}\b",
        "Lund's position on the quay",
        "Lund",
    ),
    _pattern(
        "compared",
        r"^(?:contrast|compare)\s+(?!what\b|how\b)(?P<speaker>(?:[\w.’'&-]+,?\s+){1,9}?)"
        r"(?:on|about|over|regarding)\s",
        "Compare Lund and Dahl on the quay",
        "Lund and Dahl",
    ),
    ON_A_TOPIC,
    _pattern(
        "versus",
        r"^(?P<speaker>[\w.’' -]{2,60}?\s+(?:vs?\.?|versus)\s+[\w.’' -]{2,30}?)\s*(?::|,|on\b)",
        "Lund vs Dahl: the quay",
        "Lund vs Dahl",
    ),
    _pattern(
        "what they say",
        r"^(?:(?:compare|contrast|and|so)\s+)?(?:what|why|how|whats|what['’]s)\s+"
        r"(?P<speaker>(?:[\w.’'-]+\s+){1,4}?)(?:(?:has|have|had)\s+)?(?:says?|said|thinks?)\b",
        "whats lund say about the quay",
        "lund",
    ),
    _pattern(
        "two apart",
        rf"\b{AUXILIARY}\s+(?P<speaker>(?:[\w.’'&-]+\s+){{1,4}}?and\s+(?:[\w.’'&-]+\s+){{1,4}}?)"
        r"(?:on|over)\s",
        "How far apart are Lund and Dahl on the quay?",
        "Lund and Dahl",
    ),
    _pattern(
        "what differs",
        r"\bwhat\s+(?P<speaker>(?:(?!what\b)[\w.’'-]+\s+){1,4}?)(?:(?:has|have|had)\s+)?"
        r"(?:says?|said)\b",
        "What differs in what Lund has said since?",
        "Lund",
    ),
    _pattern(
        "statement by",
        r"(?:^(?:is there\s+|are there\s+|(?:all|any|every|the|list)\s+)*"
        rf"(?:anything|something|everything|quotations?|{_NOUN})\s+(?:made\s+|said\s+)?|"
        r"\b(?:said|stated|claimed|argued|announced|promised)\s+)"
        r"(?:by|from)\s+(?P<speaker>(?:[\w.’'&-]+\s+){0,4}?[\w.’'&-]+)"
        r"(?=\s+(?:on|about|over|regarding|to|in)\b|$)",
        "Quotes by Lund on the quay",
        "Lund",
    ),
    _pattern(
        "name and a noun of speech",
        rf"^(?P<speaker>(?:[\w.-]+\s+){{1,3}}?){_NOUN}\s+(?:for|of|to|on|after)\b",
        "Lund comparison for the storm",
        "Lund",
    ),
)
