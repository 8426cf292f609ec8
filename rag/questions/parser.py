"""
Reading a question: whose words are asked for, about what, when, and what would answer.

By patterns of English questions, never by topics. What is taken from the question as scope is
named in words, so that the reader can see and undo it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from rag.errors import ScopeError
from rag.lexicon import question_words
from rag.lexicon.loader import alternation
from rag.lexicon.places import country_of
from rag.lexicon.question_words import QUESTION_WORDS
from rag.questions import time_ranges
from rag.questions.addressees import (
    CARRIED,
    PRINTS,
    AddressForm,
    addressed,
    called,
)
from rag.questions.answer_type import ONE_FACT, AnswerType, wanted
from rag.questions.outlets import outlet_of
from rag.questions.parsed import MAX_TERMS, ParsedQuestion, as_written
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.schema.scope import Scope
from rag.text.tokens import WORD, bare, content_words, words

MAX_CHARACTERS = 2_000  # of a question that is read; what is longer holds a text, not a question
MOSTLY = 0.7  # share of words written large from which it tells nothing
_TITLES = frozenset(("Today",))  # "USA Today" is no day
_POLITE = re.compile(
    r"^(?:(?:(?:(?:can|could|would) you\s+)?(?:please\s+)?"
    r"(?:tell|show|give|get|find)\s+(?:me|us)|"
    r"(?:i|we)(?: need|['’]d like| want)(?: to (?:know|see|find))?|"
    rf"{alternation(question_words.COURTESIES)})\b[\s,:]+)+",
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


def read(
    question: str,
    outlets: Sequence[str],
    today: date,
    names: Collection[str] = frozenset(),
    *,
    dated: bool = True,
) -> ParsedQuestion:
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
    what = wanted(asks, voices if kind is not AddressForm.ANYONE else voices[:1], names)
    if what is AnswerType.YES_OR_NO and rest.startswith(_REPORTED):
        what = AnswerType.STATEMENT
    if what is AnswerType.SIDES and len(voices) == 1 and scope.after and scope.before:
        what = AnswerType.CHANGE  # "what differs in what X said in 2019 and in 2024"
    if voices:
        told = (" ".join(v) if kind is AddressForm.ANYONE else as_written(plain, v) for v in voices)
        understood.append("words of " + " and ".join(told))
    return ParsedQuestion(
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
    outlet = outlet_of(text, outlets)
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
