"""Countries, states, capitals and words for places."""

import re
from functools import cache

from rag.lexicon.function_words import without_possessive
from rag.lexicon.loader import mapping, words

# Places and buildings that represent a body → the country that it speaks for.
METONYMS = mapping("places", "metonyms")


# Short names of countries.
SHORT_COUNTRIES = words("places", "short_countries")


# States of the US → their abbreviation without its full stop ("R-Vt.").
STATES = mapping("places", "states")


# Last words of names of places and things, which are no speakers.
PLACE_WORDS = words("places", "place_words")


@cache
def countries() -> dict[str, str]:
    """Lower-case country names, demonyms and metonyms → English country name (from countryinfo)."""
    from countryinfo import all_countries

    found: dict[str, str] = {}
    for country in all_countries():
        name = country.name()
        for word in (country.demonym(), name):
            # some demonyms are written with a slash or bracket; only plain ones serve
            if word and re.fullmatch(r"[^\W\d_][\w .'’-]+", word):
                found.setdefault(word.casefold(), name)
    return {**found, **METONYMS}


def country_of(words: str) -> str | None:
    """The country that a word or phrase names or belongs to: "Iraqi", "Iraq’s", "U.S."."""
    bare = without_possessive(words.casefold()).strip(" .")
    return countries().get(bare)


@cache
def words_for(country: str) -> tuple[str, ...]:
    """The lower-case names and adjectives of a country, by its name: "iraq", "iraqi", "iraqis"."""
    return tuple(word for word, named in countries().items() if named == country)


@cache
def _capitals() -> dict[str, str]:
    """Lower-case name of a capital → its country, where only one country has it."""
    from countryinfo import all_countries

    found: dict[str, set[str]] = {}
    for country in all_countries():
        seats = country.capital() or ()
        for seat in (seats,) if isinstance(seats, str) else seats:
            found.setdefault(seat.casefold(), set()).add(country.name())
    return {seat: min(of) for seat, of in found.items() if seat and len(of) == 1}


def governed_from(place: str) -> str | None:
    """The country whose government a capital represents: "Baghdad", "New Delhi"."""
    return _capitals().get(place.casefold())


def country_named(name: str) -> str | None:
    """The country with this name ("U.S.", "Britain"), not by its people or capital."""
    country = country_of(name)
    plain = name.casefold().strip(".")
    named = country is not None and (plain == country.casefold() or plain in SHORT_COUNTRIES)
    return country if named else None
