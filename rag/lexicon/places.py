"""Countries, states, capitals and words for places."""

import re
from functools import cache

# Bodies known by a place or building, and the country they speak for.
METONYMS = {
    "white house": "United States",
    "pentagon": "United States",
    "state department": "United States",
    "capitol hill": "United States",
    "washington": "United States",
    "u.s": "United States",
    "us": "United States",
    "american": "United States",
    "kremlin": "Russia",
    "downing street": "United Kingdom",
    "whitehall": "United Kingdom",
    "britain": "United Kingdom",
    "uk": "United Kingdom",
    "elysee": "France",
    "knesset": "Israel",
    "vatican": "Vatican City",
    "holy see": "Vatican City",
}


# Short names of countries.
SHORT_COUNTRIES = frozenset("u.s us u.s.a usa america uk u.k britain".split())


# States of the US with their short forms before full stops ("R-Vt."): places, and in "of Vermont".
STATES = dict(
    pair.replace("_", " ").split("=")
    for pair in """
    Alabama=Ala Alaska= Arizona=Ariz Arkansas=Ark California=Calif Colorado=Colo
    Connecticut=Conn Delaware=Del Florida=Fla Georgia=Ga Hawaii= Idaho= Illinois=Ill Indiana=Ind
    Iowa= Kansas=Kan Kentucky=Ky Louisiana=La Maine= Maryland=Md Massachusetts=Mass
    Michigan=Mich Minnesota=Minn Mississippi=Miss Missouri=Mo Montana=Mont Nebraska=Neb
    Nevada=Nev New_Hampshire=N.H New_Jersey=N.J New_Mexico=N.M New_York=N.Y North_Carolina=N.C
    North_Dakota=N.D Ohio= Oklahoma=Okla Oregon=Ore Pennsylvania=Pa Rhode_Island=R.I
    South_Carolina=S.C South_Dakota=S.D Tennessee=Tenn Texas= Utah= Vermont=Vt Virginia=Va
    Washington=Wash West_Virginia=W.Va Wisconsin=Wis Wyoming=Wyo
    """.split()
)


# Last words of the names of places and things that do not speak and are nobody.
PLACE_WORDS = frozenset(
    """
    academy airport arena avenue boulevard cathedral cemetery college county festival garden gardens
    highway hospital hotel island islands museum ocean plaza river speedway square stadium theater
    theatre valley
    """.split()
)


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
    """The country that a word or phrase names or belongs to ("Iraqi", "Iraq’s", "U.S.")."""
    bare = re.sub(r"[’']s?$", "", words.casefold()).strip(" .")
    return countries().get(bare)


@cache
def _capitals() -> dict[str, str]:
    """Lower-case names of capitals → the country that each is of, where it is of one alone."""
    from countryinfo import all_countries

    found: dict[str, set[str]] = {}
    for country in all_countries():
        seats = country.capital() or ()
        for seat in (seats,) if isinstance(seats, str) else seats:
            found.setdefault(seat.casefold(), set()).add(country.name())
    return {seat: min(of) for seat, of in found.items() if seat and len(of) == 1}


def governed_from(place: str) -> str | None:
    """The country for whose government its capital may stand: "Baghdad", "New Delhi"."""
    return _capitals().get(place.casefold())


def country_named(name: str) -> str | None:
    """The country of which this is a name: "U.S.", "Britain"; not its people or its capital."""
    country = country_of(name)
    plain = name.casefold().strip(".")
    named = country is not None and (plain == country.casefold() or plain in SHORT_COUNTRIES)
    return country if named else None
