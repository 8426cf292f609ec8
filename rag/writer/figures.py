"""
Numbers and dates of a text, normalised so that two texts can be compared.

"5,000" and "five thousand" are one number, "5" and "5 percent" are two; "17 January" lies in
"2019-01-17", and "Thursday" is the weekday of that day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rag.lexicon.evidence_words import (
    NUMBER_UNITS,
    PERIODS,
    RELATIVE_ADJECTIVES,
    RELATIVE_DAYS,
    VAGUE_AMOUNTS,
)
from rag.lexicon.function_words import ORDINALS, SCALES, TENS, UNITS, WEEKDAY_NAMES
from rag.lexicon.loader import alternation
from rag.schema.articles import Span
from rag.text.dates import (
    DAY_FIRST,
    MONTH,
    MONTH_FIRST,
    YEAR,
    find_stated,
    month_number,
    weekday_number,
)
from rag.text.spans import blank

_SCALES = dict(zip(SCALES, (100, 10**3, 10**6, 10**9, 10**12), strict=True)) | {
    "k": 10**3,
    "mn": 10**6,
    "m": 10**6,
    "bn": 10**9,
}
_SMALL = {word: n for n, word in enumerate(UNITS)} | {
    word: 10 * n for n, word in enumerate(TENS, 2)
}
_NUMBER_WORD = rf"(?:{'|'.join([*UNITS, *TENS, *SCALES])})"
_CURRENCY = {"$": "$", "us$": "$", "€": "€", "£": "£", "¥": "¥"}
_ORDINAL = "th"

_ANY_UNIT = alternation(NUMBER_UNITS)
_DIGITS = re.compile(
    rf"""(?<!\w)(?<!\w[.,:/’'-])(?P<currency>us\$|[$€£¥])?\s?
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<th>st|nd|rd|th)?
    (?:[\s-]?(?P<scale>{"|".join(_SCALES)})(?![\w]))?
    (?P<more>(?:[\s-](?:thousand|million|billion|trillion)(?!\w))*)
    (?:[\s-]?(?P<unit>{_ANY_UNIT})(?!\w))?
    (?!\w)(?![.,:/]\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(
    rf"""(?<![\w-])(?P<number>{_NUMBER_WORD}(?:(?:\s+and\s+|[\s-]+){_NUMBER_WORD})*)
    (?:[\s-](?P<unit>{_ANY_UNIT})(?!\w))?(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_ORDINAL_WORD = re.compile(rf"(?<![\w-])({'|'.join(ORDINALS)})s?(?![\w])", re.IGNORECASE)
# Anything else with a digit in it: "F-16", "10:30", "03/04/2019", "1990s", "B-52s".
_CODE = re.compile(r"[^\W_]*\d(?:[\w]|[-./:,’'](?=\w))*|[^\W\d_]+(?:[-./][^\W_]*\d[\w]*)+")
_PLAIN = {"first", "second", "one"}  # "first, he said", "one of them": rarely numbers

# Amounts and times in words, compared as they are written.
_VAGUE = re.compile(
    rf"\b(?:{alternation(VAGUE_AMOUNTS | RELATIVE_DAYS)}"
    rf"|{alternation(RELATIVE_ADJECTIVES)}\s+{alternation(PERIODS)}"
    r"|spring|summer|autumn|winter|(?:day|week|month|year)s?\s+ago)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAY_NAMES)})s?\b", re.IGNORECASE)
_MONTH = rf"(?<![\w])(?-i:(?=[A-Z])){MONTH}"
_PARTIAL = re.compile(
    rf"(?<![\w])(?:{MONTH_FIRST}|{DAY_FIRST})(?![\w:])"
    rf"|{_MONTH},?\s+(?:of\s+)?(?P<y>{YEAR})(?!\w)"
    rf"|{_MONTH}(?![\w])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<=\d)\s?[–—-]\s?(?=\d)")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The parts of a date that words give: "January 2019" has no day, "17 January" no year."""

    year: int | None
    month: int | None
    day: int | None

    def within(self, other: "PartialDate") -> bool:
        """Whether the other date has all parts of this one, with the same values."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(own is None or own == theirs for own, theirs in pairs)


Number = tuple[Decimal, str]  # the value, and "%", "$", "th" or nothing


@dataclass(frozen=True, slots=True)
class Figures:
    """Dates, numbers and weekdays, each with the words that give it, and vague or coded words."""

    days: tuple[tuple[str, PartialDate], ...] = ()
    numbers: tuple[tuple[str, Number], ...] = ()
    weekdays: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()


def read(text: str) -> Figures:
    """The figures of a text. Parts of a date are not numbers."""
    stated = find_stated(text)
    days = [
        (text[span.start : span.end], PartialDate(day.year, day.month, day.day))
        for span, day in stated
    ]
    rest = _RANGE.sub("  ", blank(text, [span for span, _ in stated]))
    spans = []
    for match in _PARTIAL.finditer(rest):
        partial = _partial(match)
        if partial is not None:
            days.append((match[0], partial))
            spans.append(Span(*match.span()))
    rest = blank(rest, spans)
    weekdays = tuple((m[0], weekday_number(m[0])) for m in _WEEKDAY.finditer(rest))
    words = [" ".join(m[0].casefold().split()) for m in _VAGUE.finditer(rest)]
    numbers: list[tuple[str, Number]] = []
    spans = []
    for words_given, number, span in _numbers(rest):
        numbers.append((words_given, number))
        spans.append(span)
    words += [m[0].casefold() for m in _CODE.finditer(blank(rest, spans))]
    return Figures(tuple(days), tuple(numbers), weekdays, tuple(words))


def of_day(day: date) -> Figures:
    """The figures of one calendar day."""
    return Figures(
        days=((str(day), PartialDate(day.year, day.month, day.day)),),
        weekdays=((str(day), day.weekday()),),
    )


def joined(parts: Sequence[Figures]) -> Figures:
    """The figures of several texts."""
    return Figures(
        tuple(day for one in parts for day in one.days),
        tuple(number for one in parts for number in one.numbers),
        tuple(weekday for one in parts for weekday in one.weekdays),
        tuple(word for one in parts for word in one.words),
    )


def lacking(claimed: Figures, evidence: Figures) -> str | None:
    """The first claimed figure, as written, that the evidence lacks; None where it has all."""
    for words, day in claimed.days:
        if not any(day.within(other) for _, other in evidence.days):
            return words
    numbers = {number for _, number in evidence.numbers}
    years = {Decimal(day.year) for _, day in evidence.days if day.year}
    for words, (value, unit) in claimed.numbers:
        plain = words.casefold() in _PLAIN
        if not plain and (value, unit) not in numbers and (unit or value not in years):
            return words
    weekdays = {n for _, n in evidence.weekdays} | set(_weekdays(evidence.days))
    for words, weekday in claimed.weekdays:
        if weekday not in weekdays:
            return words
    return next((word for word in claimed.words if word not in evidence.words), None)


def _weekdays(days: Sequence[tuple[str, PartialDate]]) -> Iterator[int]:
    for _, day in days:
        if day.year and day.month and day.day:
            yield date(day.year, day.month, day.day).weekday()


def _partial(match: re.Match[str]) -> PartialDate | None:
    """The date of a match of ``_PARTIAL``; None where "may" or "march" is a verb."""
    named = match["m1"] or match["m2"]
    if named:
        if not named[0].isupper():
            return None
        return PartialDate(None, month_number(named), int(match["d1"] or match["d2"]))
    word = re.match(r"[^\W\d_]+", match[0])
    if word is None:
        return None
    return PartialDate(int(match["y"]) if match["y"] else None, month_number(word[0]), None)


def _numbers(text: str) -> Iterator[tuple[str, Number, Span]]:
    """Each number with its words and place: digits first, then words, then ordinals."""
    taken = []
    for match in _DIGITS.finditer(text):
        value = Decimal(match["number"].replace(",", ""))
        for scale in [match["scale"], *(match["more"] or "").replace("-", " ").split()]:
            value *= _SCALES[scale.casefold()] if scale else 1
        unit = _ORDINAL if match["th"] else _unit(match["currency"], match["unit"])
        yield match[0].strip(), (value.normalize(), unit), Span(*match.span())
        taken.append(Span(*match.span()))
    rest = blank(text, taken)
    for match in _WORDS.finditer(rest):
        value = Decimal(_number_from_words(match["number"]))
        yield match[0], (value.normalize(), _unit(None, match["unit"])), Span(*match.span())
    for match in _ORDINAL_WORD.finditer(rest):
        value = Decimal(ORDINALS.index(match[1].casefold()) + 1)
        yield match[0], (value.normalize(), _ORDINAL), Span(*match.span())


def _unit(currency: str | None, word: str | None) -> str:
    if currency:
        return _CURRENCY[currency.casefold()]
    return NUMBER_UNITS[" ".join(word.casefold().split())] if word else ""


def _number_from_words(words: str) -> int:
    """The value of number words: "two hundred and five thousand"."""
    total = part = 0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total += (part or 1) * _SCALES[word]
            part = 0
    return total + part
