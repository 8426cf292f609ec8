"""
Keys under which transliterations of one name are equal: Kadhimi, Kazimi and Kadhemi.

A key is the classes of a word's consonants with the class of the vowels between them. Spellings
that are ambiguous have several keys; two words may be one name where they share one:

- k, q, g and gh are one consonant, as are j, dj and zh, or v and w. kh is not k, and sh not s.
- dh is z or d. w after a vowel is v or u. An initial "ye" may be "e". Doubled letters count once.
- A letter with an accent is also read without it: Šević is Shevich, Sevich and Sevic.
- o and u are one vowel. e is a or i. "ei" is "ai" or i, and "au" may be u.

The first vowel alone leaves Salim and Salam, or Hasan and Hasani, under one key, so all vowels
count. Not covered: Wade-Giles, French ch for sh, Egyptian g for j, vowels left out (Sleiman).
A key says nothing of the person: what merges or finds people asks for more than a key.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from rag.lexicon.given_names import CONSONANT_CLASSES
from rag.lexicon.loader import alternation
from rag.text.letters import fold_letters

SHORTEST_KEY = 2  # consonants; "Ali" and "Eli" have one

_SOUND = re.compile(rf"(?P<vowels>[aeiouy]+)|{alternation(CONSONANT_CLASSES)}|[a-z]")
_ACCENTED = str.maketrans({"ş": "1", "š": "1", "ç": "2", "č": "2", "ć": "2", "ž": "3"})
_AMBIGUOUS = re.compile(r"(dh|(?<=[aeiouy])w|^ye|[123])")
_READINGS = {
    "dh": ("z", "d"), "w": ("v", "u"), "ye": ("je", "e"),
    "1": ("sh", "s"), "2": ("ch", "c"), "3": ("zh", "z"),
}  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1+")
_MOST_READINGS = 64  # of one word; longer ones are no names


@lru_cache(maxsize=20_000)
def transliteration_keys(word: str) -> frozenset[str]:
    """The keys of a word; none where it is too short or has other than Latin letters."""
    letters = re.sub(r"[^\w]|_", "", unicodedata.normalize("NFC", word).casefold())
    if any(c.isdigit() for c in letters):
        return frozenset()
    plain = _DOUBLED.sub(r"\1", fold_letters(letters.translate(_ACCENTED)))
    if not re.fullmatch(r"[a-z123]+", plain):
        return frozenset()
    parts = (_READINGS.get(part, (part,)) for part in _AMBIGUOUS.split(plain))
    readings = islice(product(*parts), _MOST_READINGS)
    return frozenset(key for reading in readings for key in _keys_of_reading("".join(reading)))


def _keys_of_reading(reading: str) -> Iterator[str]:
    """The keys of a word whose ambiguous letters are read in one way."""
    reading = re.sub(r"^[iy](?=[aeou])", "j", reading)  # Ianukovych, Yusuf
    reading = re.sub(r"(?<=[aeiouy])h$", "", reading)  # Abdullah
    reading = re.sub(r"(?<=[eo])f$", "v", reading)  # Romanoff
    reading = re.sub(r"c(?=[eiy])", "s", reading)
    sounds = [
        _vowel_classes(match[0])
        if match["vowels"]
        else (CONSONANT_CLASSES.get(match[0], match[0]),)
        for match in _SOUND.finditer(reading)
    ]
    consonants = sum(not match["vowels"] for match in _SOUND.finditer(reading))
    if consonants >= SHORTEST_KEY:
        yield from map("".join, islice(product(*sounds), _MOST_READINGS))


def _vowel_classes(letters: str) -> tuple[str, ...]:
    """The classes of adjacent vowels: "ei" and "ai" share one, as do "ou", "oo" and "u"."""
    plain = re.sub(r"o[ou]", "u", letters.replace("y", "i").replace("ee", "i"))
    if re.match(r"[ae]+i", plain):
        return ("E", "I") if plain[0] == "e" else ("E",)
    if re.match(r"[ae]+[ou]", plain):
        return ("O", "U")
    return {"a": ("A",), "e": ("A", "I"), "i": ("I",)}.get(plain[0], ("U",))


def may_be_spellings(one: str, other: str) -> bool:
    """Whether two words may be transliterations of one name."""
    return not transliteration_keys(one).isdisjoint(transliteration_keys(other))
