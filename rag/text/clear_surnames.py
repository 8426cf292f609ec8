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
# Lengths are bounded, so that no text takes longer than its length.
_NAMED = re.compile(
    rf"(?P<before>\b[A-Z][\w’'-]{{0,40}}\.?)[ \t]{{1,3}}(?P<surname>{_WORDS})\b(?! ?\d)"
)
_LINE = re.compile(r"[^\n]+")
_BEFORE = re.compile(r"([\w.’'-]+)([^\w.’'-]*)$")
_AFTER = re.compile(r"(\W{0,3})([\w’'-]{0,40})")
_NEAR: Final = 60  # characters in which the word before is looked for
_PERSONAL = frozenset("i he she it we they you the a an".split())
# Before a month, these make it a time.
_TIMES = PREPOSITIONS | frozenset("last next this since until late early mid every and".split())


def clear_surnames(text: str) -> Mapping[str, str]:
    """
    Surnames of a text that are also function words or months → others of the same length.

    A surname follows a given name or title in a line that is no headline: "Theresa May", but not
    "Hillary Will Win in May". The other names do not occur in the text.
    """
    surnames: dict[str, None] = {}
    for line in _LINE.finditer(text):
        named = [
            match["surname"]
            for match in _NAMED.finditer(text, *line.span())
            if _is_personal(match["before"])
        ]
        if named and not _is_headline(line[0]):
            surnames.update(dict.fromkeys(named))
    if not surnames:
        return MappingProxyType({})
    taken = {word.casefold() for word in WORD_PART.findall(text)}
    found: dict[str, str] = {}
    for surname in surnames:
        if (name := given_names.frequent_surname(len(surname), taken)) is not None:
            found[surname] = name.capitalize()
            taken.add(name)
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


def _is_personal(word: str) -> bool:
    """Whether a word before a surname is a given name, or a title, also with a full stop."""
    bare = word.casefold().rstrip(".")
    given = given_names.is_given(bare) and not word.endswith(".")  # "in Florida. She left"
    return given or bare in people.TITLES_BEFORE_NAMES


def _is_surname(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word is the surname, by the words beside it."""
    near = max(0, match.start() - _NEAR)
    line = text.rfind("\n", near, match.start()) + 1
    before = _BEFORE.search(text[max(near, line) : match.start()])
    after = _AFTER.match(text, match.end())
    assert after is not None  # it may be empty
    adjoins = not after[1].strip(" ")
    if adjoins and after[2][:1].isdigit():
        return False  # "May 5"
    if before is not None and not before[2].strip():
        word = before[1].casefold()
        if _is_personal(word):
            return True
        if match[0].casefold() in MONTH_NAMES and (word in _TIMES or word.isdigit()):
            return False
        if not word.endswith("."):
            return True
    # At the start of a sentence or quotation: "May said", but not "May I", "Will Trump go?"
    return not (adjoins and (after[2].casefold() in _PERSONAL or after[2][:1].isupper()))


def _is_headline(line: str) -> bool:
    """Whether a line is one of capitalised words."""
    words = WORD_PART.findall(line)
    return not any(word[0].islower() and word not in STOPWORDS for word in words)
