"""
Reading a question: whose words are asked for, about what, when, and what would answer.

By patterns of English questions, never by topics. What is taken from the question as scope is
named in words, so that the reader can see and undo it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from rapidfuzz import fuzz

from rag.errors import ScopeError
from rag.questions import time_ranges
from rag.questions.addressees import (
    CARRIED,
    PRINTS,
    QUESTION_WORDS,
    Called,
    Voices,
    addressed,
    called,
)
from rag.questions.answer_type import ONE_FACT, Wanted, wanted
from rag.questions.terms import WORD, bare, content_words, stem, words
from rag.schema.articles import Scope, Span
from rag.speakers.affiliation import country_of

MAX_CHARACTERS = 2_000  # of a question that is read; what is longer holds a text, not a question
MAX_TERMS = 32  # words of a question that are looked up
SAME_OUTLET = 84  # rapidfuzz ratio of two names of one outlet ("Western Journal", "... Journalism")
MOSTLY = 0.7  # share of words written large from which it tells nothing
_TITLES = frozenset(("Today",))  # "USA Today" is no day
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|pls|plz|so|(?:(?:can|could|would) you\s+)?(?:please\s+)?"
    r"(?:tell|show|give|get|find)\s+(?:me|us)|do you know|look up|search for|find(?: out)?|"
    r"(?:i|we)(?: need|['’]d like| want)(?: to (?:know|see|find))?)\b[\s,:]+)+",
    re.I,
)
_SHORT = re.compile(r"\babt\b|\bre:(?=\s)", re.I)  # for "about"
_LARGE = re.compile(r"(?:(?:al|el)-)?[A-Z][^-]*(?:-[A-Z][^-]*)*\Z")  # not "Kremlin-funded"
_LEFT_OVER = re.compile(
    r"^\W*(?:(?:the|its|'s|’s)\s+)?(?:reporting|coverage|reports?|articles?|story|stories|column|op-ed|editorial|interview)\b\W*|"
    r"(?:\s(?:in|on|of|from|by|during)\b\W*)+$",
    re.IGNORECASE,
)
# "What did Rudaw report about ...?" asks for what stands in Rudaw.
_PRINTED = re.compile(rf"{PRINTS}\s*(?:about|on|of|that)?\Z", re.IGNORECASE)
_REPORTED = "What was reported about"
_THANKS = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thank you|thx)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question as it was read.

    ``voices`` are the words for those whose statements are asked for, one tuple for each side;
    ``called`` tells whether by name, by office, or nobody in particular. ``topic`` are the other
    content words; ``names`` those words of both that look like names. ``scope`` is what the
    question itself restricts, ``understood`` says so in words and ``unscoped`` is the question
    without those words ("" where there are none). ``plain`` is the question without courtesies and
    with its typing errors mended, for the model.
    """

    text: str
    voices: Voices
    topic: tuple[str, ...]
    names: frozenset[str]
    wanted: Wanted
    scope: Scope
    understood: tuple[str, ...] = ()
    called: Called = Called.NAME
    plain: str = ""
    unscoped: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """All content words, those for the voices first, each once."""
        spoken = [word for voice in self.voices for word in voice]
        return tuple(dict.fromkeys([*spoken, *self.topic]))[:MAX_TERMS]


def read(
    question: str,
    outlets: Sequence[str],
    today: date,
    names: Collection[str] = frozenset(),
    *,
    dated: bool = True,
) -> Asked:
    """
    Read a question against the outlets of the corpus and the stems of its speakers' ``names``.

    A date says when something was said; where a fact is asked for ("How many were hurt in 2014?"),
    or unless ``dated``, it is part of the topic. Raises ScopeError when there is no word in it.
    """
    storable = question.encode("utf-8", "replace").decode()  # a lone surrogate becomes "?"
    text = " ".join(storable.replace("\x00", " ").split())[:MAX_CHARACTERS]
    if not WORD.search(text):
        raise ScopeError(
            "the question is empty: ask in words, for instance: what did X say about Y?"
        )
    asks = plain = _courteous(text)
    carried = CARRIED.match(plain)
    if carried and WORD.search(plain, carried.end()):
        plain = plain[carried.end() :].strip()  # what is looked up is the statement
    scope, understood, rest = _scope(plain, outlets, today, dated=dated)
    voices = addressed(rest, names)
    if dated and not voices and wanted(asks, voices, names) in ONE_FACT:
        scope, understood, rest = _scope(plain, outlets, today, dated=False)
        voices = addressed(rest, names)
    spoken = {word for voice in voices for word in voice}
    topic = tuple(
        dict.fromkeys(
            word
            for word in content_words(rest)
            if word not in spoken and word not in QUESTION_WORDS
        )
    )[:MAX_TERMS]
    kind = called(voices, plain, names)
    what = wanted(asks, voices if kind is not Called.ANYONE else voices[:1], names)
    if what is Wanted.YES_OR_NO and rest.startswith(_REPORTED):
        what = Wanted.STATEMENT
    if what is Wanted.SIDES and len(voices) == 1 and scope.after and scope.before:
        what = Wanted.CHANGE  # "what differs in what X said in 2019 and in 2024"
    if voices:
        told = (" ".join(v) if kind is Called.ANYONE else as_written(plain, v) for v in voices)
        understood.append("words of " + " and ".join(told))
    return Asked(
        text,
        voices,
        topic,
        _names(rest, names),
        what,
        scope,
        tuple(understood),
        kind,
        plain,
        _alone(rest) if rest != plain else "",
    )


def as_written(text: str, voice: Sequence[str]) -> str:
    """A name as the question writes it; written small, it is written large."""
    forms = {bare(word): word[: len(bare(word))] for word in reversed(words(text))}
    name = " ".join(forms.get(word, word) for word in voice)
    return name.title() if name.islower() else name


def mended(asked: Asked, corrections: Mapping[str, str]) -> Asked:
    """The question with words replaced, each by what was meant, which the reader is told."""
    if not corrections:
        return asked

    def right(word: str) -> str:
        return corrections.get(word, word)

    plain = WORD.sub(lambda m: corrections.get(bare(m.group()), m.group()), asked.plain)
    told = tuple(f"“{wrong}” read as “{word}”" for wrong, word in corrections.items())
    return replace(
        asked,
        voices=tuple(tuple(right(word) for word in voice) for voice in asked.voices),
        topic=tuple(dict.fromkeys(right(word) for word in asked.topic)),
        names=frozenset(right(word) for word in asked.names),
        understood=asked.understood + told,
        plain=plain,
    )


def _names(text: str, known: Collection[str]) -> frozenset[str]:
    """The words that look like names: written large where that tells, known, or of a country."""
    found = words(text)
    large = {n for n, word in enumerate(found) if n and _LARGE.match(word)}
    tells = len(large) < MOSTLY * len(found)  # "WHAT DID IRAQ SAY?", "What Did Iraq Say?"
    return frozenset(
        bare(word)
        for n, word in enumerate(found)
        if (tells and n in large) or stem(word) in known or country_of(word)
    )


def _courteous(text: str) -> str:
    """A question without what is said for politeness, as long as a word is left."""
    rest = _SHORT.sub("about", _THANKS.sub("", _POLITE.sub("", text.rstrip(" ?!."))))
    return rest if WORD.search(rest) else text


def _scope(
    text: str, outlets: Sequence[str], today: date, *, dated: bool
) -> tuple[Scope, list[str], str]:
    """What the question restricts, in words too, and the question without those words."""
    scope, understood, rest = Scope(), [], text
    outlet = _outlet(text, outlets)
    if outlet is not None:
        scope = replace(scope, outlets=(outlet[0],))
        understood.append(f"only {outlet[0]}")
        rest = _without(rest, outlet[1])
        if outlet[1].start == 0 and _PRINTED.search(text, 0, outlet[1].end):
            rest = f"{_REPORTED} {rest}"
    period = time_ranges.period(rest, today) if dated else None
    if period is not None and rest[period.span.start : period.span.end] not in _TITLES:
        span, first, last = period
        scope = replace(scope, after=first, before=last)
        since, until = (f"{day}" if day else "" for day in (first, last))
        if since and until:
            understood.append(f"{since} to {until}" if since != until else since)
        else:
            understood.append(f"since {since}" if since else f"until {until}")
        rest = _without(rest, span)
    return scope, understood, rest


def _alone(rest: str) -> str:
    """What is left of a question without its scope, as a question of its own."""
    left = " ".join(_LEFT_OVER.sub("", rest).split()).strip(" ,;:")
    return f"{left[:1].upper()}{left[1:]}?" if WORD.search(left) else ""


def _without(text: str, span: Span) -> str:
    return f"{text[: span.start]} {text[span.end :]}".strip()


def abbreviates(short: str, name: str) -> bool:
    """Whether each word of a name gives its beginning to a short form: HuffPost, NYT, WaPo."""
    parts = [part for part in words(name.casefold()) if part not in ("the", "of")]
    letters = short.casefold()
    if len(parts) < 2 or len(letters) < 3 or not letters.isalpha():  # noqa: PLR2004  (else chance decides)
        return False

    def rest(at: int, part: int) -> bool:
        if part == len(parts):
            return at == len(letters)
        word = parts[part]
        fits = next(
            (n for n, pair in enumerate(zip(word, letters[at:])) if pair[0] != pair[1]),  # noqa: B905  (the shorter decides)
            min(len(word), len(letters) - at),
        )
        return any(rest(at + n, part + 1) for n in range(fits, 0, -1))

    return rest(0, 0)


def _outlet(text: str, outlets: Sequence[str]) -> tuple[str, Span] | None:
    """``according to Rudaw``, ``in Politico's reporting``, ``writing in to the New York Times``."""
    pattern = re.compile(
        r"\b(?:according to|in|by|from)\s+(?:(?:the|his|her|their|its)\s+)?"
        r"(?P<name>[\w.&-]+(?:\s+[\w.&-]+){0,3}?)"
        r"(?:['’]s?\s+(?:[\w-]+\s+){0,3}(?:reporting|coverage|report|article|story)|"
        r"\s+(?:column|op-ed|editorial|interview)\b|\s*[,?]|\s+(?:after|before)\b|$)",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        best = max(
            ((fuzz.ratio(match["name"].casefold(), o.casefold()), o) for o in outlets),
            default=(0.0, ""),
        )
        if best[0] < SAME_OUTLET:
            short = [outlet for outlet in outlets if abbreviates(match["name"], outlet)]
            best = (SAME_OUTLET, short[0]) if len(short) == 1 else best
        if best[0] >= SAME_OUTLET:
            end = match.end("name") if text[match.end() - 1 :][:1] != "," else match.end()
            return best[1], Span(match.start(), max(end, match.end("name")))
    plain = _folded(text)
    for outlet in filter(str.strip, outlets):  # its whole name within a sentence
        name = rf"(?:the\s+)?{re.escape(_folded(outlet).removeprefix('the '))}\b"
        named = re.search(rf"\b(?:according to|writing (?:in )?to|in|by|from)\s+{name}", plain)
        if named and not re.match(r"['’]s?\b", text[named.end() :]):
            return outlet, Span(*named.span())
        last = _folded(outlet).split()[-1]
        if sum(_folded(other).split()[-1:] == [last] for other in outlets) == 1:
            name = rf"(?:{name}|the\s+{re.escape(last)}\b)"  # "the Times", where there is one
        printed = re.match(
            rf"(?:[\w’']+\s+)?(?:did|does|has|have|do)\s+{name}\s+{PRINTS}\b(?:\s+(?:about|on|of|that)\b)?",
            plain,
        )
        if printed:
            return outlet, Span(*printed.span())
    return None


def _folded(text: str) -> str:
    """A text of the same length without accents, in lower case: outlets are typed without."""
    return "".join(normalize("NFKD", char)[0].lower()[:1] for char in text)
