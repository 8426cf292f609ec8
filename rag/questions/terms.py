"""Words and the forms under which they are compared: stems, countries, typing errors."""

import re
from functools import lru_cache

import Stemmer
from rapidfuzz import fuzz

from rag.lexicon.people import SHORT
from rag.lexicon.places import country_of
from rag.text.letters import fold_letters
from rag.text.tokens import words

SAME_WORD = 85  # rapidfuzz ratio from which two words of five letters or more are one with a typo
TYPO_LENGTH = 5  # letters from which a typing error leaves a word recognisable
LONG_WORD = 6  # the same where many words are compared, so that chance would find one


@lru_cache(maxsize=1)
def _stemmer() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """
    The form under which a word is compared: a country for its demonym, else Snowball's stem.

    Accents do not count: "Yildiz" is "Yıldız".
    """
    bare = re.sub(r"'s?$", "", word.casefold().replace("’", "'"))
    bare = re.sub(r"^(?:al|el)-", "", bare)  # al-Kadhimi is Kadhimi in the next article
    country = country_of(bare)
    if country:
        return country.casefold()
    plain = fold_letters(bare).replace(".", "")
    stemmed: str = _stemmer().stemWord(SHORT.get(plain, plain))
    return stemmed


@lru_cache(maxsize=1)
def _porter() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("porter")


@lru_cache(maxsize=100_000)
def porter(word: str) -> str:
    """The stem by Porter's rules, as the full-text index keeps it."""
    stemmed: str = _porter().stemWord(word)
    return stemmed


def forms_of(*texts: str) -> frozenset[str]:
    """The stems of all words of the texts."""
    return frozenset(stem(word) for text in texts for word in words(text))


def same_word(word: str, other: str) -> bool:
    """Whether two words are one: by stem or country, or with a typing error in a longer one."""
    if stem(word) == stem(other):
        return True
    return similar(word.casefold(), other.casefold())


def similar(word: str, other: str) -> bool:
    """Whether two words differ by no more than a typing error."""
    return min(len(word), len(other)) >= TYPO_LENGTH and fuzz.ratio(word, other) >= SAME_WORD


@lru_cache(maxsize=10_000)
def places_of(term: str) -> tuple[str, ...]:
    """Stems of the places whose people a word may name: "Iowans" are of Iowa, "Texans" of Texas."""
    singular = term.removesuffix("s")
    if not singular.endswith("an") or len(singular) <= TYPO_LENGTH - 1:
        return ()
    return tuple(
        dict.fromkeys(stem(singular[:-1] + more) for more in ("", "s"))
        | {stem(singular[:-2]): None}
    )


@lru_cache(maxsize=10_000)
def _stems_of_parts(term: str) -> tuple[str, ...]:
    """The stems of the parts of a hyphenated word; none for a word of one part."""
    parts = [stem(part) for part in words(term.replace("-", " ")) if len(part) > 1]
    return tuple(parts) if len(parts) > 1 else ()


def matches_term(term: str, forms: frozenset[str], *, misspelt: bool = False) -> bool:
    """Whether a word is among the stems: itself, its hyphenated parts, or with a typing error."""
    if stem(term) in forms:
        return True
    if (parts := _stems_of_parts(term)) and forms.issuperset(parts):
        return True
    if not forms.isdisjoint(places_of(term)):
        return True
    return (
        misspelt
        and len(term) >= LONG_WORD
        and any(similar(stem(term), form) for form in forms if form[:1] == term[:1])
    )
