"""
Spans of a text that give a quantity, a day, a name, a description or a reason.

Found by form alone and marked in the evidence, so that the reader can judge them.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from rag.lexicon import answer_words, evidence_words, function_words, people
from rag.lexicon.function_words import MONTH_NAMES, TENS, UNITS, is_negation
from rag.lexicon.loader import alternation
from rag.lexicon.places import country_of
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.text.dates import MONTH, WEEKDAY, YEAR
from rag.text.tokens import WORD, bare, words

_UNIT = (
    r"(?:percent|per\s+cent|million|billion|trillion|thousand|hundred|dozen|percentage\s+points?)"
)
_SPELLED = (
    rf"(?:{alternation((*UNITS[2:], *answer_words.QUANTITIES))}|"
    rf"{alternation(TENS)}(?:[-\s]{alternation(UNITS[1:10])})?)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:[$€£]\s?)?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?%|[-\s]?{_UNIT}\b)?(?!\w)"
    rf"|\b{_SPELLED}(?:\s+{_UNIT})?\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(rf"{YEAR}\Z")
_DAY = re.compile(
    rf"\b(?:(?:end|middle|start|beginning)\s+of\s+)?(?:(?:the|this|next|last)\s+)?{MONTH}(?!\w)"
    rf"(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?(?:,?\s+{YEAR})?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?!\w)(?:,?\s+{YEAR})?"
    rf"|\b(?:(?:spring|summer|autumn|fall|winter|early|late|mid)[-\s]+(?:of\s+)?)?{YEAR}s?(?!\w)"
    rf"|\b(?:(?:next|last|this|on)\s+)?{WEEKDAY}(?!\w)"
    r"|\b(?:(?:at|by|before|until)\s+)?the\s+end\s+of\s+(?:the|this|next)\s+(?:week|month|year)"
    r"|\b(?:next|last|this)\s+(?:week|month|year|spring|summer|fall|autumn|winter)\b"
    r"|\b(?:tomorrow|yesterday)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"may\Z", re.IGNORECASE)  # the verb or Mrs May, where no day stands with it
_IN_MAY = re.compile(r"\b(?:in|of|by|until|since|last|next|this|late|early)\s+\Z", re.IGNORECASE)
_PART = r"(?:[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]\.(?:[A-Z]\.)*|(?:Mc|O['’])[A-Z]\w+)"
_NAME = re.compile(
    rf"\b{_PART}(?:\s+(?:(?:al|el|bin|de|van|von|der|la|du|le)[-\s]+)?{_PART}){{1,5}}"
)
_OFFICE_OF = re.compile(
    r"\b(?:[Ss]ecretary|[Mm]inister|[Hh]ead|[Cc]hief) of \Z"
)  # "of State Jo Roe"
_REASON = re.compile(
    rf"\b(?:{alternation(answer_words.REASON_MARKERS)}|blam\w+|"
    r"(?:we|they|i|he|she|you)\s+(?:need|want|have\s+to|can(?:no|['’])t))\b",
    re.IGNORECASE,
)
_TITLE = (
    r"(?:(?:Sen|Rep|Gov|Gen|Dr|Prof|Lt)\.|"
    + alternation(case for office in answer_words.OFFICES for case in (office, office.title()))
    + ")"
)


def numbers(text: str) -> tuple[Span, ...]:
    """Quantities in a text: figures with their unit, and numbers in words; no years, no dates."""
    taken = days(text)
    spans = []
    for match in _NUMBER.finditer(text):
        span = Span(*match.span())
        in_date = any(day.start <= span.start < day.end for day in taken)
        if not in_date and not _BARE_YEAR.match(match.group()):
            spans.append(span)
    return tuple(spans)


def give_amount(phrase: str) -> bool:
    """Whether words give an amount: in figures or in words, be it "one", "none" or "half"."""
    found = {word.casefold() for word in words(phrase)}
    return (
        any(character.isdigit() for character in phrase)
        or bool(numbers(phrase))
        or not found.isdisjoint((*UNITS[:2], *evidence_words.VAGUE_AMOUNTS))
        or any(is_negation(word) for word in found)
    )


@lru_cache(maxsize=4_096)
def days(text: str) -> tuple[Span, ...]:
    """Days, months, years and other calendar times in a text."""
    spans = []
    for match in _DAY.finditer(text):
        whole = match.group()
        if _MAY.match(whole) and not _IN_MAY.search(text, 0, match.start()):
            continue
        in_full = whole.split()[-1].rstrip(".").casefold() in MONTH_NAMES
        end = match.end() - (whole.endswith(".") and in_full)  # that full stop ends a sentence
        spans.append(Span(match.start(), end))
    return tuple(spans)


def is_year(day: str) -> bool:
    """Whether a calendar time is only a year."""
    return bool(_BARE_YEAR.match(day))


def names(text: str, known: Collection[str] = ()) -> tuple[Span, ...]:
    """Names of two words or more, of which not all words are among the stems ``known``."""
    spans = []
    for match in _NAME.finditer(text):
        run: list[re.Match[str]] = []
        for part in [*WORD.finditer(text, match.start(), match.end()), None]:
            if part is not None and part.group().casefold() not in answer_words.NO_PERSON:
                run.append(part)
                continue
            while run and (
                run[0].group().casefold() in function_words.SENTENCE_STARTERS
                or _OFFICE_OF.search(text, 0, run[0].start())
            ):
                run = run[1:]
            whole = text[run[0].start() : run[-1].end()] if run else ""
            office = all(word.group().casefold() in people.ROLES for word in run)
            is_name = len(run) > 1 and not country_of(whole) and not office
            if is_name and any(stem(word.group()) not in known for word in run):
                last = run[-1]
                spans.append(Span(run[0].start(), last.start() + len(bare(last.group()))))
            run = []
    return tuple(spans)


def reasons(text: str) -> tuple[Span, ...]:
    """Words that lead to a reason."""
    return tuple(Span(*match.span()) for match in _REASON.finditer(text))


def quoted(text: str) -> bool:
    """Whether a text has quotation marks."""
    return any(mark in text for mark in ('"', "“", "''", "«"))


def descriptions(text: str, name: Collection[str]) -> tuple[Span, ...]:
    """
    Descriptions of a person next to the last word of the ``name``.

    "Tom Clarke, a nursing home owner", "she is a lawyer", "Gov. Mary Fallin".
    """
    last = re.escape(list(name)[-1]) if name else ""
    if not last:
        return ()
    pattern = re.compile(
        rf"\b{last}\b(?:\s*\([^)]{{1,30}}\))?,\s+(?P<beside>(?:an?|the|one|former|then|chief|head|[a-z]+"
        rf"(?:[-\s][a-z]+)?\s+(?:of|at|for|to))\b[^.;]{{3,120}}?)(?=,|[.;]|$)"
        rf"|\b{last}\s+(?:is|was|became)\s+(?P<verb>(?:an?|the|one)\b[^,.;]{{3,120}})"
        rf"|(?P<title>\b(?:(?:[A-Z][a-z]+|[a-z]+)\s+){{0,3}}{_TITLE})(?=\s+(?:[A-Z][\w.’'-]*\s+){{0,3}}{last}\b)",
        re.IGNORECASE if last.islower() else 0,
    )
    spans = tuple(Span(*match.span(match.lastgroup or 0)) for match in pattern.finditer(text))
    informative = tuple(span for span in spans if not _is_rank(text[span.start : span.end]))
    return informative or spans


def _is_rank(words: str) -> bool:
    """Whether words are only an abbreviated title: "Gen." says little about a person."""
    return words.casefold().rstrip(".") in people.TITLES_BEFORE_NAMES
