"""Given names, nicknames and name particles."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal

from rag.lexicon import function_words
from rag.lexicon.loader import mapping, rows, words

# Lower-case words that begin or join a surname.
PARTICLES = words("given_names", "particles")


GIVEN_PARTICLES = words("given_names", "given_particles")


# Short forms that begin differently from the full name.
NICKNAMES = rows("given_names", "nicknames")


# Particles of names that are transliterated, thus written in several ways.
TRANSLITERATED_PARTICLES = words("given_names", "transliterated_particles")


# Consonants of transliterated names → the class under which they are compared.
CONSONANT_CLASSES = mapping("given_names", "consonant_classes")


# Spellings of one transliterated name, a line each.
TRANSLITERATIONS = rows("given_names", "transliterations")


Gender = Literal["he", "she"]


_NO_GIVEN = function_words.STOPWORDS - {"will"}


@cache
def transliterations() -> dict[str, str]:
    """Each spelling of a transliterated name → the first spelling of its line."""
    return {word: line[0] for line in TRANSLITERATIONS for word in line}


@cache
def irregular() -> frozenset[frozenset[str]]:
    """Pairs of a name and a short form that the nicknames package lacks."""
    return frozenset(frozenset(pair) for pair in NICKNAMES)


@cache
def nicknames_of() -> dict[str, frozenset[str]]:
    """Short forms by given name, lower case."""
    from nicknames import NickNamer

    return {name: frozenset(short) for name, short in NickNamer().nickname_lookup.items()}


@cache
def given_name_shares() -> dict[str, tuple[float, float]]:
    """Given names → the per cent of men and of women who bear them (US census of 1990)."""
    import names

    share: dict[str, list[float]] = {}
    for n, which in enumerate(("first:male", "first:female")):
        for line in Path(names.FILES[which]).read_text("ascii").splitlines():
            name, per_cent, *_ = line.split()
            share.setdefault(name.lower(), [0.0, 0.0])[n] += float(per_cent)
    return {name: (men, women) for name, (men, women) in share.items()}


def is_given(word: str) -> bool:
    """Whether the census lists a word as a given name; stopwords such as "In" do not count."""
    return word.casefold() in given_name_shares() and word.casefold() not in _NO_GIVEN


@cache
def _surnames() -> dict[str, float]:
    """Surnames → the per cent of people who bear them (US census of 1990)."""
    import names

    lines = Path(names.FILES["last"]).read_text("ascii").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines}


def surname_share(surname: str) -> float:
    """The per cent of people who bear a surname, 0.0 where the census does not list it."""
    return _surnames().get(surname.casefold(), 0.0)


def frequent_surname(length: int, taken: Collection[str]) -> str | None:
    """The most frequent surname of this many letters that is no given name and not ``taken``."""
    fitting = (name for name in _surnames() if len(name) == length and name not in taken)
    return next((name for name in fitting if name not in given_name_shares()), None)
