"""
Personal names: folding for comparison, short forms, gender, and whether two may be one person's.

A folded name is its words without case, accents, apostrophes and the Arabic article. So "Qassem
al-Araji" and "Qasim Al Araji" are equal.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rag.calibration.parameters import parameters
from rag.lexicon import given_names, people
from rag.lexicon.function_words import without_possessives
from rag.lexicon.given_names import (
    Gender,
    given_name_shares,
    irregular,
    nicknames_of,
    surname_share,
    transliterations,
)
from rag.text.letters import fold_letters
from rag.text.transliteration import transliteration_keys

SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
# "al-", and the forms that its l takes before some letters; without a hyphen only "al" and "el".
ARABIC_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an|az)-(?=\w)")
APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´ʿʾ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusThresholds:
    """
    How counts of the US census of 1990 are read; shares are per cent of the people.

    A given name suggests a gender where it is ``likely_ratio`` times as frequent for one as for the
    other. From ``certain_ratio`` on, only the text can say otherwise. ``smoothing`` is added to
    both shares. A surname with at least ``known_surname`` shows a person; one with
    ``common_surname`` hardly shows which person. A short form with ``independent_name`` is a name
    of its own ("Gary").
    """

    likely_ratio: float
    certain_ratio: float
    smoothing: float
    known_surname: float
    common_surname: float
    independent_name: float


CENSUS = parameters(CensusThresholds, "speakers", "census")


class FoldedName(NamedTuple):
    """The words of a name for comparison, and a suffix such as "jr"."""

    words: tuple[str, ...]
    suffix: str = ""


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> FoldedName:
    """The words of a name for comparison; each initial of "J.D." is a word."""
    plain = without_possessives(name)
    plain = fold_letters(plain.translate(APOSTROPHES))
    words: list[str] = []
    for token in plain.replace(",", " ").split():
        part = ARABIC_ARTICLE.sub("", token)
        if re.fullmatch(r"(?:[a-z]\.){2,}[a-z]?\.?|[a-z]\.", part):
            words += re.findall(r"[a-z]", part)
        else:
            words += [word for word in re.split(r"[-./]", part) if word]
    suffix = ""
    if len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    # "Fahmi al Araji" is "Fahmi Araji", but Al Gore keeps his name
    words = [w for n, w in enumerate(words) if not (n and w in ("al", "el") and words[n + 1 :])]
    return FoldedName(tuple(transliterations().get(word, word) for word in words), suffix)


def may_be_one(one: str, other: str, *, lax: bool = False) -> bool:
    """
    Whether two full names may be one person's.

    Given names agree when they are equal or one is short for the other. Middle names agree when one
    name has none, or they or their initials are equal in order. A name with "Jr." is another
    person's, unless ``lax``.
    """
    a, b = fold_name(one), fold_name(other)
    if a == b or (lax and a.words == b.words):
        return True
    if (a.suffix != b.suffix and not lax) or min(len(a.words), len(b.words)) < 2:
        return False
    if a.words[-1] != b.words[-1]:
        return False
    return _given_names_agree(a.words[0], b.words[0]) and _middle_names_agree(
        a.words[1:-1], b.words[1:-1]
    )


def may_be_transliterations(one: str, other: str) -> bool:
    """
    Whether two full names are alike enough to be transliterations of one.

    The given names are equal, or one line of the table of transliterations; the surnames share a
    key. This alone makes nobody one person: Salem may be Salim or Salam. The key counts only where
    one of the names is likely to be a transliteration, and for no surname frequent in English.
    """
    a, b = fold_name(one), fold_name(other)
    if a.suffix != b.suffix or min(len(a.words), len(b.words)) < 2 or a.words[0] != b.words[0]:
        return False
    if not (is_transliterated(one) or is_transliterated(other)):
        return False
    if any(is_known_surname(words[-1]) for words in (a.words, b.words)):
        return False
    if not surname_keys("".join(a.words[1:])).isdisjoint(surname_keys("".join(b.words[1:]))):
        return True  # "Amir-Abdollahian" is "Amirabdollahian"
    return not surname_keys(one).isdisjoint(surname_keys(other)) and _middle_names_agree(
        a.words[1:-1], b.words[1:-1]
    )


@lru_cache(maxsize=20_000)
def surname_keys(name: str) -> frozenset[str]:
    """The transliteration keys of the last word of a name, as it is written and folded."""
    folded, written = fold_name(name), name.casefold().split()
    if not folded.words:
        return frozenset()
    keys = transliteration_keys(folded.words[-1])
    if folded.suffix:
        return keys
    return keys | transliteration_keys(ARABIC_ARTICLE.sub("", without_possessives(written[-1])))


@lru_cache(maxsize=20_000)
def is_transliterated(name: str) -> bool:
    """
    Whether a name is likely to be written in several ways in English.

    Its given name is in the table of transliterations, a particle such as "al-" or "bin" is in it,
    or a letter that English does not have.
    """
    words = fold_name(name).words
    if not words:
        return False
    if words[0] in transliterations() or not name.translate(APOSTROPHES).isascii():
        return True
    written = name.casefold().split()
    return any(ARABIC_ARTICLE.match(word) for word in written) or any(
        word in given_names.TRANSLITERATED_PARTICLES for word in written[1:]
    )


def _middle_names_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return True
    return len(one) == len(other) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=True)
    )


def _given_names_agree(one: str, other: str) -> bool:
    """Whether given names are equal or short for each other; "Gary" is a name of its own."""
    if one == other or {one, other} in irregular():
        return True
    return one[:2] == other[:2] and any(
        short in nicknames_of().get(long, frozenset())
        and sum(given_name_shares().get(short, ())) < CENSUS.independent_name
        for long, short in ((one, other), (other, one))
    )


def ends_in(full: str, part: str) -> bool:
    """Whether ``part`` is the end of a name ("al-Araji", "Wasserman Schultz"), or all of it."""
    whole, end = fold_name(full), fold_name(part)
    if end.suffix and end.suffix != whole.suffix:
        return False
    return bool(end.words) and whole.words[-len(end.words) :] == end.words


def begins_with(full: str, part: str) -> bool:
    """Whether ``part`` is the first word of a full name ("Hillary"; "Kim" of Kim Jong Un)."""
    whole, start = fold_name(full).words, fold_name(part).words
    return len(start) == 1 and len(whole) > 1 and whole[0] == start[0]


@lru_cache(maxsize=20_000)
def is_full(name: str) -> bool:
    """Whether a name has a given name, or an initial, and a surname."""
    words = name.split()
    while words and words[0].casefold() in given_names.PARTICLES:
        if words[0] in given_names.GIVEN_PARTICLES:
            break
        words = words[1:]
    return len(words) > 1 and len(fold_name(name).words) > 1


@lru_cache(maxsize=20_000)
def gender(name: str) -> tuple[Gender | None, bool]:
    """The gender that a full name suggests, and whether only the text can contradict it."""
    words = fold_name(name).words
    men, women = given_name_shares().get(words[0], (0.0, 0.0)) if len(words) > 1 else (0.0, 0.0)
    ratio = (men + CENSUS.smoothing) / (women + CENSUS.smoothing)
    if max(ratio, 1 / ratio) < CENSUS.likely_ratio:
        return None, False
    return ("he" if ratio > 1 else "she"), max(ratio, 1 / ratio) >= CENSUS.certain_ratio


def is_known_surname(word: str) -> bool:
    """Whether a surname is frequent enough to show a person; "Air" and "Garden" are not."""
    return surname_share(word) >= CENSUS.known_surname


def is_common_surname(word: str) -> bool:
    """Whether a surname is so frequent that it hardly identifies a person."""
    return surname_share(word) >= CENSUS.common_surname


def gender_of_titles(words: Sequence[str]) -> Gender | None:
    """The gender that titles, offices and kinship imply: "Mrs.", "spokeswoman", "his son"."""
    for word in words:
        lower = word.casefold().strip(".")
        if lower in people.GENDERED["she"] or lower.endswith("woman"):
            return "she"
        if lower in people.GENDERED["he"] or lower.removesuffix("man") in people.TRADES_OF_MEN:
            return "he"
    return None


def is_initials(word: str) -> bool:
    """Whether a word is initials ("J.", "H.W."), whose full stop ends no sentence."""
    return bool(re.fullmatch(r"(?:[A-Z]\.){1,3}", word))
