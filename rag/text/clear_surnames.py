"""
Surnames that are also function words or months, made clear: "May said", "Will wrote".

A tagger takes them for verbs and dates. What reads a text reads another surname of the same length
in their place, so that all offsets hold, and its findings get the real one back.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rag.lexicon import given_names, people
from rag.lexicon.function_words import MONTH_NAMES, PREPOSITIONS, STOPWORDS
from rag.text.tokens import WORD_PART

_SHORTEST: Final = 3
_UNCLEAR = frozenset(
    word for word in {*STOPWORDS, *MONTH_NAMES} if len(word) >= _SHORTEST and word.isalpha()
)
_WORDS = "|".join(sorted(word.capitalize() for word in _UNCLEAR))
_NAMED = re.compile(rf"(?P<before>\b[A-Z][\w’'-]*)\.?[ \t]+(?P<surname>{_WORDS})\b(?! ?\d)")
_PERSONAL = frozenset("i he she it we they you the a an".split())
# Before a month, these make it a time.
_TIMES = PREPOSITIONS | frozenset("last next this since until late early mid every and".split())


def clear_surnames(text: str) -> Mapping[str, str]:
    """
    Surnames of a text that are also function words or months → others of the same length.

    A surname follows a given name or title in a line that is no headline: "Theresa May", but not
    "Hillary Will Win in May". The other names do not occur in the text.
    """
    found: dict[str, str] = {}
    for match in _NAMED.finditer(text):
        surname, before = match["surname"], match["before"].casefold()
        named = given_names.is_given(before) or before in people.TITLES_BEFORE_NAMES
        if surname not in found and named and not _in_headline(text, match.start()):
            taken = {word.casefold() for word in WORD_PART.findall(text)} | {
                name.casefold() for name in found.values()
            }
            if (name := given_names.frequent_surname(len(surname), taken)) is not None:
                found[surname] = name.capitalize()
    return MappingProxyType(found)


def with_clear_surnames(text: str, surnames: Mapping[str, str]) -> str:
    """A text with the names of ``clear_surnames`` where its surnames are; of the same length."""
    if not surnames:
        return text
    pattern = re.compile(rf"\b(?:{'|'.join(surnames)})\b")

    def clear(match: re.Match[str]) -> str:
        return surnames[match[0]] if _is_surname(text, match) else match[0]

    return pattern.sub(clear, text)


def restored(words: str, surnames: Mapping[str, str]) -> str:
    """Words from a text with clear surnames, with the real ones."""
    for surname, name in surnames.items():
        words = re.sub(rf"\b{name}\b", surname, words)
    return words


def _is_surname(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word is the surname, by the words beside it."""
    line = text.rfind("\n", 0, match.start()) + 1
    before = re.search(r"([\w.’'-]+)([^\w.’'-]*)$", text[line : match.start()])
    after = re.match(r"([^\w]*)([\w’'-]+)?", text[match.end() :])
    following = (after and after[2]) or ""
    adjoins = bool(after) and not (after and after[1].strip(" "))
    if adjoins and following[:1].isdigit():
        return False  # "May 5"
    joined = before is not None and not before[2].strip() and not before[1].endswith(".")
    word = before[1].casefold() if before else ""
    title = word.rstrip(".")
    if (
        before
        and not before[2].strip(" ")
        and (given_names.is_given(before[1]) or title in people.TITLES_BEFORE_NAMES)
    ):
        return True
    if match[0].casefold() in MONTH_NAMES and joined and (word in _TIMES or word.isdigit()):
        return False
    if joined:
        return True
    # At the start of a sentence or quotation: "May said", but not "May I", "Will Trump go?"
    return not (adjoins and (following.casefold() in _PERSONAL or following[:1].isupper()))


def _in_headline(text: str, at: int) -> bool:
    """Whether the line is one of capitalised words."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = WORD_PART.findall(text[start : len(text) if end < 0 else end])
    return not any(word[0].islower() and word not in STOPWORDS for word in line)
