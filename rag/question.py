"""
Reading a question: whose words are asked for, about what, when, and what would answer.

By patterns of English questions, never by topics. What is taken from the question as scope is
named in words, so that the reader can see and undo it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

import Stemmer
from rapidfuzz import fuzz

from rag import cues, dates
from rag.actors import country_of
from rag.errors import ScopeError
from rag.schema import Scope, Span

WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
MAX_CHARACTERS = 2_000  # of a question that is read; what is longer holds a text, not a question
MAX_TERMS = 32  # words of a question that are looked up
SAME_WORD = 85  # rapidfuzz ratio from which two words of five letters or more are one with a typo
TYPO_LENGTH = 5  # letters from which a typing error leaves a word recognisable
VOICE_WORDS = 6  # words of one name or office; a longer match is no voice but a clause
SAME_OUTLET = 84  # the same for names of outlets ("Western Journal", "Western Journalism")

_AUX = r"(?:did|does|do|has|have|had|is|was|are|were|would|will|could|can|didn['’]?t|doesn['’]?t)"
_VERBS = (
    r"say|said|saying|says|think|thinks|tell|told|claim|claimed|announce|announced|argue|argued|"
    r"explain|explained|describe|described|respond|responded|react|reacted|believe|believes|"
    r"promise|promised|warn|warned|deny|denied|justify|justified|answer|answered|suggest|"
    r"suggested|want|feel|mention|mentioned|ask|asked|comment|commented|state|stated|intend|"
    r"stand|call|called|make of|see|reply|stress|emphasise|emphasize|confirm|confirmed|insist|"
    r"reveal|revealed|predict|predicted|expect|propose|demand|demanded|accuse|criticise|criticize|"
    r"praise|blame|rule|vote|put it|given|give|talk|speak|spoke|view"
)
_NOUNS = (
    r"positions?|views?|stances?|statements?|reactions?|response|opinions?|comments?|words|remarks|"
    r"explanation|answer|advice|argument|reasons?|take|claims?|promise|warning|line|message|"
    r"reporting|coverage|account|quotes?"
)
ACCORDING = re.compile(r"\baccording to\s+(?P<voice>[^,?:;]+)", re.IGNORECASE)
VOICES = (
    re.compile(
        rf"\b{_AUX}\s+(?P<voice>(?:[\w.’'&-]+\s+){{1,9}}?)(?:ever\s+|each\s+|been\s+|now\s+|really\s+|"
        rf"also\s+|actually\s+|finally\s+|then\s+)*(?P<verb>{_VERBS})\b",
        re.IGNORECASE,
    ),
    ACCORDING,
    re.compile(
        rf"(?P<voice>(?:[\w.-]+\s+){{0,4}}[\w.-]+?)['’]s?\s+(?:\w+\s+)?(?:{_NOUNS})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<voice>(?!what|who|when|where|why|how|which|is|are|was|did|does|compare)"
        r"(?:[\w.’'&-]+\s+){1,6}?)(?:statement\s+)?(?:on|about)\s",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<voice>[\w.’' -]{2,60}?\s+(?:vs\.?|versus)\s+[\w.’' -]{2,30}?)\s*(?::|on\b)", re.I
    ),
    re.compile(
        r"\b(?:what|why|how)\s+(?P<voice>(?:[\w.’'-]+\s+){1,4}?)(?:says|said|thinks)\b", re.I
    ),
)
QUESTION_WORDS = frozenset(
    """
    what who whom whose when where why how which did does do has have had is was are were will
    would can could much many long tell told according compare comparison between difference
    change changed changes position view views stance statement statements reaction react reacted
    respond response comment comments think thinks thought explain explanation reason reasons pls
    please mean article articles news report reports source sources ever actually whens wat
    describe described believe claim claims announce announced argue answer mention mentioned
    account words word remarks opinion opinions about regarding concerning
    """.split()
)


# Beside a country these words name nobody in particular.
ANY_OFFICE = frozenset(
    "official officials government authorities authority leaders leader side officialdom people "
    "politicians representatives spokesmen spokespeople".split()
)


class Wanted(StrEnum):
    """What kind of thing would answer."""

    STATEMENT = "statement"
    PERSON = "person"
    NUMBER = "number"
    DAY = "day"
    SIDES = "sides"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question as it was read.

    ``voices`` are the words for those whose statements are asked for, one tuple for each side;
    ``topic`` the other content words; ``names`` those words of both that look like names.
    ``scope`` is what the question itself restricts, ``understood`` says so in words.
    """

    text: str
    voices: tuple[tuple[str, ...], ...]
    topic: tuple[str, ...]
    names: frozenset[str]
    wanted: Wanted
    scope: Scope
    understood: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All content words, those for the voices first, each once."""
        spoken = [word for voice in self.voices for word in voice]
        return tuple(dict.fromkeys([*spoken, *self.topic]))[:MAX_TERMS]


@lru_cache(maxsize=1)
def _stemmer() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The form under which a word is compared: a country for its demonym, else Snowball's stem."""
    bare = re.sub(r"[’']s?$", "", word.casefold())
    bare = re.sub(r"^(?:al|el)-", "", bare)  # al-Kadhimi is Kadhimi in the next article
    country = country_of(bare)
    if country:
        return country.casefold()
    stemmed: str = _stemmer().stemWord(bare.replace(".", ""))
    return stemmed


def words(text: str) -> list[str]:
    """Words of a text in order, as written."""
    return WORD.findall(text)


def content_words(text: str) -> list[str]:
    """Words that say what a text is about, lower case."""
    kept = []
    for word in words(text):
        lower = word.casefold()
        bare = re.sub(r"[’']s?$", "", lower)
        named = word == "May" and not text.startswith("May ")  # month or surname, not the verb
        if named or (bare not in cues.STOPWORDS and (len(bare) > 1 or bare.isdigit())):
            kept.append(bare)
    return kept


def same_word(asked: str, found: str) -> bool:
    """Whether two words are one: by stem or country, or with a typing error in a longer one."""
    if stem(asked) == stem(found):
        return True
    return similar(asked.casefold(), found.casefold())


def similar(one: str, other: str) -> bool:
    """Whether two words differ by no more than a typing error."""
    return min(len(one), len(other)) >= TYPO_LENGTH and fuzz.ratio(one, other) >= SAME_WORD


def read(question: str, outlets: Sequence[str], today: date) -> Asked:
    """
    Read a question against the outlets of the corpus.

    Raises ScopeError when there is no word in it.
    """
    storable = question.encode("utf-8", "replace").decode()  # a lone surrogate becomes "?"
    text = " ".join(storable.replace("\x00", " ").split())[:MAX_CHARACTERS]
    if not WORD.search(text):
        raise ScopeError(
            "the question is empty: ask in words, for instance: what did X say about Y?"
        )
    scope, understood, rest = _scope(text, outlets, today)
    voices = _voices(rest)
    spoken = {word for voice in voices for word in voice}
    topic = tuple(
        dict.fromkeys(
            word
            for word in content_words(rest)
            if word not in spoken and word not in QUESTION_WORDS
        )
    )[:MAX_TERMS]
    wanted = _wanted(text, voices)
    if voices:
        understood.append("words of " + " and ".join(" ".join(v).title() for v in voices))
    names = frozenset(
        word.casefold().removesuffix("'s").removesuffix("’s")
        for n, word in enumerate(words(rest))
        if (n and (word[0].isupper() or re.match(r"(?:al|el)-[A-Z]", word))) or country_of(word)
    )
    return Asked(text, voices, topic, names, wanted, scope, tuple(understood))


def _scope(text: str, outlets: Sequence[str], today: date) -> tuple[Scope, list[str], str]:
    """What the question restricts, in words too, and the question without those words."""
    scope, understood, rest = Scope(), [], text
    outlet = _outlet(text, outlets)
    if outlet is not None:
        scope = replace(scope, outlets=(outlet[0],))
        understood.append(f"only {outlet[0]}")
        rest = _without(rest, outlet[1])
    period = dates.period(rest, today)
    # "USA Today" is no day
    if period is not None and rest[period.span.start : period.span.end] not in ("Today",):
        span, first, last = period
        scope = replace(scope, after=first, before=last)
        since, until = (f"{day}" if day else "" for day in (first, last))
        if since and until:
            understood.append(f"{since} to {until}" if since != until else since)
        else:
            understood.append(f"since {since}" if since else f"until {until}")
        rest = _without(rest, span)
    return scope, understood, rest


def _without(text: str, span: Span) -> str:
    return f"{text[: span.start]} {text[span.end :]}".strip()


def _outlet(text: str, outlets: Sequence[str]) -> tuple[str, Span] | None:
    """``according to Rudaw``, ``in Politico's reporting``, ``in the New York Times``."""
    pattern = re.compile(
        r"\b(?:according to|in|by|from)\s+(?:the\s+)?(?P<name>[\w.&-]+(?:\s+[\w.&-]+){0,3}?)"
        r"(?:['’]s?\s+(?:[\w-]+\s+){0,3}(?:reporting|coverage|report|article|story)|\s*[,?]|\s+(?:after|before)\b|$)",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        best = max(
            ((fuzz.ratio(match["name"].casefold(), o.casefold()), o) for o in outlets),
            default=(0.0, ""),
        )
        if best[0] >= SAME_OUTLET:
            end = match.end("name") if text[match.end() - 1 :][:1] != "," else match.end()
            return best[1], Span(match.start(), max(end, match.end("name")))
    return None


def _voices(text: str) -> tuple[tuple[str, ...], ...]:
    for pattern in VOICES:
        if pattern is not ACCORDING and re.match(r"(?:who|whom|which|whose)\b", text, re.I):
            continue  # the speaker is what is asked for
        match = pattern.search(text)
        if match is None:
            continue
        phrase = re.split(r"\b(?:who|which|that|whose)\b", match["voice"])[0]
        parts = re.split(r"\s+(?:and|or|vs\.?|versus|&)\s+|,", phrase)
        voices = tuple(
            _without_office(kept)
            for kept in (
                tuple(w for w in content_words(part) if w not in QUESTION_WORDS) for part in parts
            )
            if kept
        )
        if voices and all(len(voice) <= VOICE_WORDS for voice in voices):
            return voices
    return ()


def _without_office(voice: tuple[str, ...]) -> tuple[str, ...]:
    """``Iraqi officials`` are whoever speaks for Iraq."""
    named = tuple(word for word in voice if word not in ANY_OFFICE)
    return named if named and all(country_of(word) for word in named) else voice


def _wanted(text: str, voices: Sequence[Sequence[str]]) -> Wanted:
    lower = text.casefold()
    if voices and re.search(r"\b(?:chang|shift|evolv)", lower):
        return Wanted.CHANGE
    if len(voices) > 1 or re.search(r"\b(?:compare|versus|vs|differ\w*|disagree)\b", lower):
        return Wanted.SIDES
    if re.search(r"\bhow (?:many|much|big|fast|large|old|long|high|tall)\b|\btotals?\b", lower):
        return Wanted.NUMBER
    if re.search(
        r"^(?:when|whens|by when|since when)\b|\b(?:what|which) (?:day|date|year|month)\b", lower
    ):
        return Wanted.DAY
    if re.search(r"^(?:who|whos|which|whom)\b", lower) or re.search(
        r"\bwho (?:said|says)\b", lower
    ):
        return Wanted.PERSON
    return Wanted.STATEMENT
