"""
The words of a source → a voice: name, role, organisation, and the country or party spoken for.

Read from one noun phrase alone. Where it does not say, nothing is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from rag import cues

TOKEN = re.compile(r"[^\W_](?:[\w’'&./-]*[\w])?\.?|&")
ARTICLES = frozenset("the a an his her their its our some both many several one".split())
PARTICLES = frozenset(
    "al el bin ibn abu abd ben de del della der di da dos du van von la le st ter zu".split()
)
INNER = frozenset("of for and the on in at & de".split())  # inside the name of a body
PREPOSITIONS = frozenset("of for to at from with in on".split())
OFFICES = frozenset(  # "Secretary of State": part of the role, no organisation
    "state staff defense defence treasury commerce education health interior justice labor labour "
    "energy homeland finance foreign transportation agriculture veterans national "
    "parliament".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
ROLE_WORDS_APART = 2  # "National Security Adviser": words of one role stand this near each other


@dataclass(frozen=True, slots=True)
class Voice:
    """
    A source as far as the text tells: all fields may be None.

    ``body`` is True for organisations; ``definite`` for "the official", which may point back, as
    against "an official", which never does.
    """

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: str | None = None
    body: bool = False
    definite: bool = False
    plural: bool = False


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
    return {**found, **cues.METONYMS}


def country_of(words: str) -> str | None:
    """The country that a word or phrase names or belongs to ("Iraqi", "Iraq’s", "U.S.")."""
    bare = re.sub(r"[’']s?$", "", words.casefold()).strip(" .")
    return countries().get(bare)


def bare_name(token: str) -> str:
    """A name's last token for comparison: lower case, without possessive and Arabic article."""
    bare = re.sub(r"[’']s?$", "", token.casefold())
    return re.sub(r"^(?:al|el)[-’' ]", "", bare).strip(".")


def describe(phrase: str) -> Voice:
    """Read one noun phrase, its appositions included."""
    definite = bool(re.match(r"(?:the|this|that)\s", phrase, re.IGNORECASE))
    indefinite = bool(re.match(r"(?:an?|one|some|several|many)\s", phrase, re.IGNORECASE))
    voice = Voice()
    for part in re.split(r",|;|\(|\)|\s[–—-]\s", phrase):
        tokens = TOKEN.findall(part)
        while tokens and tokens[0].casefold() in ARTICLES:
            tokens = tokens[1:]
        if tokens:
            voice = merged(voice, segment(tokens))
    titled = voice.name is None and bool(voice.role) and phrase[:1].isupper() and not indefinite
    return replace(voice, definite=definite or titled)


def merged(first: Voice, second: Voice) -> Voice:
    """The first voice, with what only the second knows."""
    return Voice(
        name=first.name or second.name,
        role=first.role or second.role,
        organisation=first.organisation or second.organisation,
        actor=first.actor or second.actor,
        body=first.body if first.name else second.body,
        plural=first.plural or second.plural,
    )


def singular(word: str) -> str:
    """A role's word in lower case, without the plural s."""
    lower = word.casefold()
    return lower[:-1] if lower.endswith("s") and lower[:-1] in cues.ROLES else lower


def segment(tokens: Sequence[str]) -> Voice:
    """One part of a noun phrase between commas."""
    where = [
        n
        for n, token in enumerate(tokens)
        if singular(token.split("-")[-1]) in cues.ROLES or singular(token) in cues.ROLES
    ]
    first_preposition = next(
        (n for n, token in enumerate(tokens) if token.casefold() in PREPOSITIONS), len(tokens)
    )
    where = [n for n in where if n < first_preposition or tokens[n][0].isupper()][:3]
    if not where:
        return _plain(tokens)
    last = where[0]
    for n in where[1:]:  # "Prime Minister", "police chief": neighbours are one role
        if n - last <= ROLE_WORDS_APART and n < first_preposition:
            last = n
    plural = singular(tokens[last]) != tokens[last].casefold()
    role, rest = list(tokens[: last + 1]), list(tokens[last + 1 :])
    if len(rest) > 1 and rest[0].casefold() == "of" and rest[1].casefold() in OFFICES:
        take = 3 if rest[1].casefold() in ("homeland", "foreign", "national", "veterans") else 2
        role, rest = role + rest[:take], rest[take:]
    actor = _actor(role)
    organisation = name = None
    if rest and rest[0].casefold() in PREPOSITIONS:
        words = [t for n, t in enumerate(rest[1:]) if n or t.casefold() not in ARTICLES]
        body = capitalised(words, INNER)
        if body and rest[0].casefold() != "in":
            owner = country_of(body[0]) if body[0].endswith(("’s", "'s")) else None
            organisation = " ".join(body[1:] if owner and len(body) > 1 else body)
            actor = actor or owner or _actor(body) or _owner(rest, body)
        role_words = " ".join(role)
        return Voice(None, role_words, organisation, actor, plural=plural)
    candidate = capitalised(rest, PARTICLES)
    if candidate and not plural:
        name = _written(candidate)
    return Voice(name, " ".join(role), organisation, actor, plural=plural)


def _plain(tokens: Sequence[str]) -> Voice:
    """No role in it: a person's name with or without rank, or a body."""
    rest = list(tokens)
    while rest and rest[0].casefold().strip(".") in cues.TITLES_BEFORE_NAMES | cues.RANKS:
        rest = rest[1:]
    ranked = len(rest) < len(tokens)
    name = capitalised(rest, INNER | PARTICLES)
    if not name:
        return Voice(plural=bool(tokens) and tokens[-1].casefold().endswith("s"))
    words = {token.casefold().strip("’'s") for token in name} | {t.casefold() for t in name}
    letters = len(name) == 1 and name[0].isupper() and len(name[0]) > 1  # UN, NATO, IMF
    known = bool(words & cues.BODY_WORDS) or country_of(" ".join(name)) is not None
    is_body = not ranked and (known or letters)
    if is_body:
        if len(name) < len(rest) and rest[len(name)].casefold() in cues.BODY_WORDS:
            name = [*name, rest[len(name)]]
        tail = rest[len(name) :]
        if tail and (
            tail[0].casefold() in ("of", "for") or (country_of(name[-1]) and len(name) > 1)
        ):
            name = [*name, *tail]
        return Voice(" ".join(name), actor=_actor(name), body=True)
    person = capitalised(rest, PARTICLES) or name
    if len(person) < len(rest) and person[-1].endswith(("’s", "'s")):
        owned = rest[len(person)]  # "Clinton's campaign" speaks, not Clinton
        if owned.casefold() in cues.BODY_WORDS:
            return Voice(" ".join([*person, owned]), body=True)
        return Voice(plural=owned.casefold().endswith("s"))
    return Voice(_written(person))


def _written(name: Sequence[str]) -> str:
    """A person's name without the possessive or full stop that the sentence adds to its end."""
    last = re.sub(r"[’']s$", "", name[-1])
    bare = last.rstrip(".")
    if len(bare) > 1 and "." not in bare and bare.casefold() not in cues.ABBREVIATIONS_AT_ENDS:
        last = bare
    return " ".join([*name[:-1], last])


def capitalised(tokens: Sequence[str], inner: frozenset[str]) -> list[str]:
    """Capitalised words from the start, with lower-case ones of ``inner`` between them."""
    found: list[str] = []
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        small = token.casefold() in inner
        # "de Blasio" begins with a particle, "for Iraq" does not begin a name
        opens = token in PARTICLES and after[:1].isupper()
        inside = small and (found or opens)
        if not (token[0].isupper() or inside or re.match(r"(?:al|el)-[A-Z]", token)):
            break
        if token.casefold() in CALENDAR:
            break
        found.append(token)
    while found and found[-1].casefold() in inner and not found[-1][0].isupper():
        found.pop()
    return found


def _actor(words: Sequence[str]) -> str | None:
    """``Iraqi Defence Ministry``, ``US officials``: a country beside a word of state."""
    if not any(_stateful(word) for word in words):
        return country_of(" ".join(words))
    named = [country_of(" ".join(words[n : n + 2])) or country_of(w) for n, w in enumerate(words)]
    found = dict.fromkeys(country for country in named if country)
    return next(iter(found)) if len(found) == 1 else None  # "US and Iraqi officials" speak for two


def _stateful(word: str) -> bool:
    lower = re.sub(r"[’']s$", "", word.casefold())
    return lower in cues.STATE_WORDS or singular(lower) in cues.STATE_WORDS


def _owner(rest: Sequence[str], body: Sequence[str]) -> str | None:
    return country_of(" ".join(body)) if rest[0].casefold() in ("of", "for", "to") else None
