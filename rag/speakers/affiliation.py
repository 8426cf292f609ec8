"""
The country or party that a speaker represents, by the words of a role or of a body's name.

Functions return None where the words leave it open.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.lexicon import organisations, people, places
from rag.lexicon.function_words import without_possessive, without_possessive_s
from rag.lexicon.places import country_of

INSIDE_BODY_NAMES = frozenset("of for and the on in at & de".split())
# "Georgia" beside these is the state of the US
STATE_OFFICES = frozenset("governor senator representative congressman congresswoman".split())

# These lead companies too: "American Bridge President" is no president of a country.
COMPANY_OFFICES = frozenset("president chief officer executive chairman director".split())
BEFORE_OFFICES = frozenset("vice deputy former acting interim prime national supreme".split())


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A word of a role in lower case, unabbreviated and singular: "Sens." gives "senator"."""
    lower = word.casefold()
    if lower.endswith(".") and word[0].isupper():
        return people.OFFICES_SHORT.get(lower.strip("."), lower)
    return lower[:-1] if lower.endswith("s") and lower[:-1] in people.ROLES else lower


def party_of(words: Sequence[str]) -> str | None:
    """The party or armed movement that a name or role mentions: "Labour leader", "Hamas"."""
    plain = [without_possessive(word.casefold()).strip(".") for word in words]
    for start in range(len(plain)):
        for size in (3, 2, 1):
            if party := organisations.PARTIES.get(" ".join(plain[start : start + size])):
                return party
    ends = [n for n, word in enumerate(plain) if n and word in organisations.PARTY_WORDS]
    name = words[: ends[-1] + 1] if ends else ()
    is_name = all(word[:1].isupper() or word.casefold() in INSIDE_BODY_NAMES for word in name)
    return " ".join(name) if name and is_name else None


def actor_of(words: Sequence[str]) -> str | None:
    """The country or party that "Iraqi Defence Ministry" or "US officials" speak for."""
    if not any(is_state_word(word) for word in words) and not _leads_country(words):
        party = organisations.PARTY_VOICES & {singular(word) for word in words}
        return country_of(" ".join(words)) or (party_of(words) if party else None)
    countries = dict.fromkeys(_countries_in(words))
    # "US and Iraqi officials" speak for two
    return next(iter(countries)) if len(countries) == 1 else None


def is_state_word(word: str) -> bool:
    """Whether holders of this office, or members of this body, speak for the country beside it."""
    lower = without_possessive_s(word.casefold())
    return lower in organisations.STATE_WORDS or singular(word) in organisations.STATE_WORDS


def _leads_country(words: Sequence[str]) -> bool:
    """Whether the words end in the leader of a country: "North Korean leader"."""
    before = [word.casefold() for word in words[:-1] if word.casefold() != "supreme"]
    leads = bool(before) and singular(words[-1]) == "leader"
    return leads and any(country_of(" ".join(before[-n:])) for n in (1, 2))


def _countries_in(words: Sequence[str]) -> Iterator[str]:
    """Countries among the words; "New Jersey" is none, nor "Georgia" before a governor."""
    american = any(singular(word) in STATE_OFFICES for word in words)
    skip = False
    for n, word in enumerate(words):
        pair = " ".join(words[n : n + 2])
        if skip or pair in places.STATES or (american and word in places.STATES):
            skip = not skip and pair in places.STATES
            continue
        country = country_of(pair) or country_of(word) if word[:1].isupper() else None
        if country and not _is_company_office(words, n + 1 + (country_of(word) is None)):
            yield country


def _is_company_office(words: Sequence[str], after: int) -> bool:
    """Whether a name comes between country and office: "American Bridge President"."""
    between = words[after] if after < len(words) - 1 else ""
    head = singular(words[-1])
    return (
        head in COMPANY_OFFICES
        and between[:1].isupper()
        and not (is_state_word(between) or between.casefold() in BEFORE_OFFICES)
    )
