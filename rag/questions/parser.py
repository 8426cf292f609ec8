"""
Question text → ParsedQuestion: speakers, topic, scope and answer type.

Read from the form of English questions, never from topics. ``understood`` says in words which scope
was read from the question, so that a reader can see and undo it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from rag.errors import ScopeError
from rag.lexicon.loader import alternation
from rag.lexicon.places import country_of
from rag.lexicon.question_words import (
    COURTESIES,
    ORDER_WORDS,
    QUESTION_WORDS,
    REQUESTS,
    WISHES,
)
from rag.questions import time_ranges
from rag.questions.addressees import (
    AddressForm,
    AskedSpeakers,
    address_form,
    asked_speakers,
    speakers_of_words,
)
from rag.questions.answer_type import (
    ONE_FACT,
    AnswerType,
    TimeOrder,
    expected_answer,
    time_order,
)
from rag.questions.outlets import ASKS_FOR_OUTLETS, PUBLISHING, outlet_of
from rag.questions.parsed import MAX_TERMS, ParsedQuestion, as_written, with_wording
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.schema.scope import Scope
from rag.text.english import capitalised
from rag.text.tokens import WORD, bare, content_words, words

MAX_CHARACTERS = 2_000  # of a question that are read
MOSTLY = 0.7  # share of capitalised words from which capitals do not mark names
_OUTLET_NAME_ENDS = frozenset(("Today",))  # "USA Today" is no day
_COURTESY = re.compile(
    rf"^(?:(?:(?:(?:can|could|would) you\s+)?(?:please\s+)?{alternation(REQUESTS)}|"
    rf"{alternation(WISHES)}(?: to (?:know|see|find))?|{alternation(COURTESIES)})\b[\s,:]+)+",
    re.I,
)
_THANKS = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thank you|thx)\s*$", re.I)
_SHORT_ABOUT = re.compile(r"\babt\b|\bre:(?=\s)", re.I)
_CAPITALISED = re.compile(r"(?:(?:al|el)-)?[A-Z][^-]*(?:-[A-Z][^-]*)*\Z")  # not "Kremlin-funded"
_LEFT_OF_SCOPE = re.compile(
    r"^\W*(?:(?:the|its|'s|’s)\s+)?(?:reporting|coverage|reports?|articles?|story|stories|column|"
    r"op-ed|editorial|interview)\b\W*|"
    r"(?:\s(?:in|on|of|from|by|during)\b\W*)+$",
    re.IGNORECASE,
)
# "What did Rudaw report about ...?" asks for the content of Rudaw's articles.
_PUBLISHED = re.compile(rf"{PUBLISHING}\s*(?:about|on|of|that)?\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:(?<=[a-z]{4}\.)|(?<=[?!]))\s+(?=[A-Z])")  # not after "Prof."
_REPORTED = "What was reported about"


def read(
    question: str,
    outlets: Sequence[str],
    today: date,
    names: Collection[str] = frozenset(),
    *,
    dated: bool = True,
) -> ParsedQuestion:
    """
    Parse a question, given the corpus's outlets and the stems of its speakers' ``names``.

    A date restricts when something was said. It is part of the topic where a fact is asked for
    ("How many were hurt in 2014?"), and always unless ``dated``; words as "this week" count from
    ``today`` and always restrict. Raises ScopeError if the question has no word.
    """
    storable = question.encode("utf-8", "replace").decode()  # a lone surrogate becomes "?"
    text = " ".join(storable.replace("\x00", " ").split())[:MAX_CHARACTERS]
    if not WORD.search(text):
        raise ScopeError("Type a question, for example: What did X say about Y?")
    whole = query = _without_courtesies(text)
    for_outlets = ASKS_FOR_OUTLETS.match(query)
    if for_outlets and WORD.search(query, for_outlets.end()):
        query = query[for_outlets.end() :].strip()  # the statement is what is looked up
    scope, understood, rest = _scope(query, outlets, today, dated=dated)
    speakers = asked_speakers(_asking(rest), names)
    if dated and not speakers and expected_answer(_asking(whole), speakers, names) in ONE_FACT:
        scope, understood, rest = _scope(query, outlets, today, dated=False)
        speakers = asked_speakers(_asking(rest), names)
    form = address_form(speakers, query, names)
    sides = speakers if form is not AddressForm.ANYONE else speakers[:1]
    kind = expected_answer(_asking(whole), sides, names)
    if kind is AnswerType.YES_OR_NO and rest.startswith(_REPORTED):
        kind = AnswerType.STATEMENT
    if kind is AnswerType.SIDES and len(speakers) == 1 and scope.after and scope.before:
        kind = AnswerType.CHANGE  # "what differs in what X said in 2019 and in 2024"
    asks_for_words = bool(speakers_of_words(_asking(rest), names))
    if asks_for_words:
        understood.append(_speakers_in_words(speakers, form, query))
    order = time_order(_asking(whole))
    return with_wording(
        ParsedQuestion(
            text=text,
            query=query,
            speakers=speakers,
            address_form=form,
            asks_for_words=asks_for_words,
            topic=_topic(rest, speakers, order),
            names=_names(rest, names),
            answer_type=kind,
            scope=scope,
            order=order,
            understood=tuple(understood),
            unscoped=_as_question(rest) if rest != query else "",
        )
    )


def _asking(text: str) -> str:
    """
    The sentence that asks, where others only lead up to it; else the text.

    "The quay was closed on Monday. Who closed it" asks with its last sentence.
    """
    sentences = _SENTENCE_END.split(text)
    asking = [sentence for sentence in sentences[:-1] if sentence.endswith("?")] + sentences[-1:]
    return asking[0] if len(asking) == 1 else text


def _topic(rest: str, speakers: AskedSpeakers, order: TimeOrder | None) -> tuple[str, ...]:
    """The content words that neither name a speaker nor belong to the form of the question."""
    formal = {word for speaker in speakers for word in speaker} | QUESTION_WORDS
    formal |= ORDER_WORDS if order else frozenset()
    content = (word for word in content_words(rest) if word not in formal)
    return tuple(dict.fromkeys(content))[:MAX_TERMS]


def _names(text: str, known: Collection[str]) -> frozenset[str]:
    """
    The words that look like names: capitalised, or of a country.

    In a question without capitals, or in capitals throughout, those of known speakers.
    """
    tokens = words(text)
    capitalised = {n for n, word in enumerate(tokens) if n and _CAPITALISED.match(word)}
    marks_names = 0 < len(capitalised) < MOSTLY * len(tokens)  # not in "WHAT DID IRAQ SAY?"
    return frozenset(
        bare(word)
        for n, word in enumerate(tokens)
        if (n in capitalised if marks_names else stem(word) in known) or country_of(word)
    )


def _speakers_in_words(speakers: AskedSpeakers, form: AddressForm, query: str) -> str:
    if form is AddressForm.ANYONE:
        return "statements by " + " and ".join(" ".join(speaker) for speaker in speakers)
    return "statements by " + " and ".join(as_written(query, speaker) for speaker in speakers)


def _without_courtesies(text: str) -> str:
    """A question without "please tell me" and the like, unless no word would remain."""
    rest = _SHORT_ABOUT.sub("about", _THANKS.sub("", _COURTESY.sub("", text.rstrip(" ?!."))))
    return rest if WORD.search(rest) else text


def _scope(
    text: str, outlets: Sequence[str], today: date, *, dated: bool
) -> tuple[Scope, list[str], str]:
    """The scope that the question states, the same in words, and the question without it."""
    scope, understood, rest = Scope(), [], text
    outlet = outlet_of(text, outlets)
    if outlet is not None:
        name, span = outlet
        scope = replace(scope, outlets=(name,))
        understood.append(f"only {name}")
        rest = _without(rest, span)
        if span.start == 0 and _PUBLISHED.search(text, 0, span.end):
            rest = f"{_REPORTED} {rest}"
    period = time_ranges.period(rest, today, dated=dated)
    if period is not None and rest[period.span.start : period.span.end] not in _OUTLET_NAME_ENDS:
        span, first, last = period
        scope = replace(scope, after=first, before=last)
        since, until = (f"{day}" if day else "" for day in (first, last))
        if since and until:
            understood.append(f"{since} to {until}" if since != until else since)
        else:
            understood.append(f"since {since}" if since else f"until {until}")
        rest = _without(rest, span)
    return scope, understood, rest


def _as_question(rest: str) -> str:
    """The rest of a question, without its scope, as a question; "" if no word is left."""
    left = " ".join(_LEFT_OF_SCOPE.sub("", rest).split()).strip(" ,;:")
    return f"{capitalised(left)}?" if WORD.search(left) else ""


def _without(text: str, span: Span) -> str:
    return f"{text[: span.start]} {text[span.end :]}".strip()
