"""
Whom a speaker speaks for: the country or party that a role, a body or its place names.

Where the words do not say, nothing is said.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.lexicon import organisations, people, places
from rag.lexicon.function_words import without_possessive, without_possessive_s
from rag.lexicon.places import country_of

INNER = frozenset("of for and the on in at & de".split())  # inside the name of a body
# "Georgia" beside these is the state of the US
OF_STATES = frozenset("governor senator representative congressman congresswoman".split())

# These lead companies too: "American Bridge President" is no president of a country.
CORPORATE = frozenset("president chief officer executive chairman director".split())
BEFORE_OFFICES = frozenset("vice deputy former acting interim prime national supreme".split())


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A role's word in lower case, in full and without the plural s: "Sens." is "senator"."""
    lower = word.casefold()
    if lower.endswith(".") and word[0].isupper():
        return people.OFFICES_SHORT.get(lower.strip("."), lower)
    return lower[:-1] if lower.endswith("s") and lower[:-1] in people.ROLES else lower


def party_of(words: Sequence[str]) -> str | None:
    """The party or armed movement that a name or role names: "Labour leader", "Hamas"."""
    plain = [without_possessive(word.casefold()).strip(".") for word in words]
    for n in range(len(plain)):
        for size in (3, 2, 1):
            if found := organisations.PARTIES.get(" ".join(plain[n : n + size])):
                return found
    ends = [n for n, word in enumerate(plain) if n and word in organisations.PARTY_WORDS]
    name = words[: ends[-1] + 1] if ends else ()
    named = all(word[:1].isupper() or word.casefold() in INNER for word in name)
    return " ".join(name) if name and named else None


def actor_of(words: Sequence[str]) -> str | None:
    """``Iraqi Defence Ministry``, ``US officials``: a country beside a word of state."""
    if not any(stateful(word) for word in words) and not _leads_state(words):
        party = organisations.PARTY_VOICES & {singular(word) for word in words}
        return country_of(" ".join(words)) or (party_of(words) if party else None)
    found = dict.fromkeys(_countries_in(words))
    return next(iter(found)) if len(found) == 1 else None  # "US and Iraqi officials" speak for two


def stateful(word: str) -> bool:
    """Whether those of this office or body speak for the country named beside it."""
    lower = without_possessive_s(word.casefold())
    return lower in organisations.STATE_WORDS or singular(word) in organisations.STATE_WORDS


def _leads_state(words: Sequence[str]) -> bool:
    """``North Korean leader``, ``Iran's Supreme Leader``: nobody leads a country but its leader."""
    before = [word.casefold() for word in words[:-1] if word.casefold() != "supreme"]
    leads = bool(before) and singular(words[-1]) == "leader"
    return leads and any(country_of(" ".join(before[-n:])) for n in (1, 2))


def _countries_in(words: Sequence[str]) -> Iterator[str]:
    """Countries among the words; "New Jersey" is none, nor "Georgia" before a governor."""
    american = any(singular(word) in OF_STATES for word in words)
    skip = False
    for n, word in enumerate(words):
        pair = " ".join(words[n : n + 2])
        if skip or pair in places.STATES or (american and word in places.STATES):
            skip = not skip and pair in places.STATES
            continue
        country = country_of(pair) or country_of(word) if word[:1].isupper() else None
        if country and not _corporate(words, n + 1 + (country_of(word) is None)):
            yield country


def _corporate(words: Sequence[str], after: int) -> bool:
    """``American Bridge President``: a capitalised word parts the country from such an office."""
    between = words[after] if after < len(words) - 1 else ""
    head = singular(words[-1])
    return (
        head in CORPORATE
        and between[:1].isupper()
        and not (stateful(between) or between.casefold() in BEFORE_OFFICES)
    )
