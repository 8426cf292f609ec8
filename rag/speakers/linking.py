"""
Speakers over the corpus: one name for each claim's speaker where the texts say they are one.

Each article names its speakers on its own. Here spellings of one name meet ("Donald J. Trump",
"Qassem al-Araji"), and a surname that stands alone in an article goes to the one person of the
corpus whom it can mean. People who merely share a surname never meet. What comes out depends on
the articles alone, not on their order.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from rag.schema.articles import Who
from rag.speakers import names as naming
from rag.speakers.affiliation import country_named, country_of
from rag.speakers.descriptions import EPITHETS, describe
from rag.speakers.phrase_tokens import TOKEN
from rag.speakers.spellings import Spelling, best
from rag.storage.database import Saying

KNOWN_WELL = 3  # articles that name a bearer of a common surname in full, for it to stand alone
SAME_WORDS = {"defence": "defense", "organisation": "organization", "centre": "center"}
IDLE_WORDS = frozenset("the of for and affairs".split())  # of a body's name


def united(sayings: Sequence[Saying], texts: Mapping[str, str]) -> dict[str, Who]:
    """
    Who is known to speak in each claim, by its id.

    Role, organisation and actor stay as they are heard in each claim. ``texts`` of the articles
    tell of people who never speak but share a surname with one who does.
    """
    people: dict[str, Spelling] = {}  # name → its use in all articles
    alone: dict[tuple[str, str], Spelling] = {}  # article and bare surname → its use there
    bodies: dict[tuple[str | None, str], Spelling] = {}
    called_bodies = {(s.article, s.heard.name) for s in sayings if _calls_body(s.mention or "")}

    def is_body(saying: Saying, name: str) -> bool:
        return _calls_body(name) or (saying.article, name) in called_bodies

    for saying in sayings:
        for name in several(saying.heard.name):
            if is_body(saying, name):
                key = (saying.heard.actor, name)
                bodies.setdefault(key, Spelling(name)).hear(saying)
            elif naming.is_full(name):
                people.setdefault(name, Spelling(name)).hear(saying)
            else:
                alone.setdefault((saying.article, name), Spelling(name)).hear(saying)
    groups = _one_person(people)
    canonical = {name: best(group) for group in groups for name in (s.name for s in group)}
    bearers = _bearers(alone, groups, texts)
    named_bodies = _one_body(bodies)

    def known(saying: Saying, name: str) -> str:
        if is_body(saying, name):
            shown = named_bodies[saying.heard.actor, name]
            owner, _, rest = shown.rpartition(" ")
            if rest.islower() and owner:  # "Donald J. Trump campaign"
                owner = canonical.get(owner) or bearers.get((saying.article, owner)) or owner
                return f"{owner} {rest}"
            return shown
        return canonical.get(name) or bearers.get((saying.article, name)) or name

    result = {}
    for saying in sayings:
        names = [known(saying, name) for name in several(saying.heard.name)]
        shown = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
        result[saying.claim] = replace(saying.heard, name=shown or None)
    return result


@cache
def several(name: str | None) -> tuple[str, ...]:
    """The people of a joint speaker, else the name alone; none where there is no name."""
    if name is None:
        return ()
    parts = re.split(r", | and ", name)
    joint = len(parts) > 1 and all(naming.is_full(part) for part in parts)
    return tuple(parts) if joint and not describe(parts[0]).body else (name,)


@cache
def _calls_body(words: str) -> bool:
    """Whether words name a body: "the Guardian" does, "Guardian" alone may be a man."""
    return describe(words).body


# --- people named in full -------------------------------------------------------------------------


def _one_person(people: Mapping[str, Spelling]) -> list[list[Spelling]]:
    """Groups of spellings that are one person's."""
    alike: dict[str, list[Spelling]] = defaultdict(list)
    for name in sorted(people):
        alike[naming.folded(name).words[-1]].append(people[name])
    return [group for some in alike.values() for group in _told_apart(some)]


def _told_apart(some: Sequence[Spelling]) -> list[list[Spelling]]:
    """
    People who share a surname, each with their spellings.

    "George Bush" may be either of two; such a name, which agrees with names that do not agree with
    each other, stays by itself.
    """
    agree = {(a.name, b.name): _may_be_one(a, b) for a, b in combinations(some, 2)}

    def one(a: Spelling, b: Spelling) -> bool:
        return a is b or agree.get((a.name, b.name), False) or agree.get((b.name, a.name), False)

    torn = [
        s
        for s in some
        if any(one(s, a) and one(s, b) and not one(a, b) for a, b in combinations(some, 2))
    ]
    groups: list[list[Spelling]] = []
    for spelling in some:
        home = (
            None
            if spelling in torn
            else next((g for g in groups if g[0] not in torn and one(g[0], spelling)), None)
        )
        if home is None:
            groups.append([spelling])
        else:
            home.append(spelling)
    return groups


def _may_be_one(one: Spelling, other: Spelling) -> bool:
    if naming.folded(one.name) == naming.folded(other.name):
        return True
    lax = any(  # a vice president is one with "Jr." and without
        mine and its and (mine <= its or its <= mine)
        for mine in one.offices
        for its in other.offices
    )
    if not naming.may_be_one(one.name, other.name, lax=lax):
        return False
    apart = one.articles & other.articles  # the article itself keeps the two apart
    opposed = one.actors and other.actors and not one.actors & other.actors
    genders = {one.gender, other.gender} - {None}
    return not apart and not opposed and len(genders) < 2  # noqa: PLR2004  - he and she


# --- surnames that stand alone --------------------------------------------------------------------


def _bearers(
    alone: Mapping[tuple[str, str], Spelling],
    groups: Sequence[Sequence[Spelling]],
    texts: Mapping[str, str],
) -> dict[tuple[str, str], str]:
    """The one person of the corpus whom a surname can mean, by article and surname."""
    by_surname: dict[str, list[Sequence[Spelling]]] = defaultdict(list)
    wanted = {name for _, name in alone if naming.folded(name).words[-1:]}
    surnames = {naming.folded(name).words[-1] for name in wanted}
    bearing = [g for g in groups if naming.folded(g[0].name).words[-1] in surnames]
    for group in _personal(bearing, texts):
        by_surname[naming.folded(group[0].name).words[-1]].append(group)
    others = _others(
        {n for n in wanted if len(by_surname.get(naming.folded(n).words[-1], ())) == 1}, texts
    )
    found = {}
    for (article, name), here in alone.items():
        words = naming.folded(name).words
        if not words or name.casefold() in EPITHETS or country_of(name):
            continue
        fit = [
            group
            for group in by_surname.get(words[-1], ())
            if any(naming.ends_in(s.name, name) for s in group) and _agrees(here, group)
        ]
        alike = [group for group in fit if _shares(here, group)]
        (choice,) = alike if len(alike) == 1 else (fit if len(fit) == 1 else (None,))
        if choice is None:
            continue
        strangers = [
            other
            for other in others.get(name, ())
            if not any(naming.may_be_one(other, s.name) for s in choice)
        ]
        known = len(set().union(*(s.articles for s in choice))) >= KNOWN_WELL
        if alike or (not strangers and (known or not naming.is_common(words[-1]))):
            found[article, name] = best(choice)
    return found


def _personal(
    groups: Iterable[Sequence[Spelling]], texts: Mapping[str, str]
) -> Iterator[Sequence[Spelling]]:
    """The names that are a person's: "Grand Central" and "British Columbia" are none."""
    doubtful: dict[str, list[Sequence[Spelling]]] = defaultdict(list)
    for group in groups:
        first = group[0].name.split(maxsplit=1)[0]
        if any(s.offices or s.genders for s in group) or naming.is_given(first):
            yield group
        elif country_of(first) is None:
            doubtful[first.lower()].append(group)
    if doubtful:
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(doubtful)))})\b")
        small = {word for text in texts.values() for word in pattern.findall(text)}
        for first, some in doubtful.items():
            if first not in small:
                yield from some


def _agrees(here: Spelling, group: Sequence[Spelling]) -> bool:
    """Whether neither gender nor country speaks against it."""
    actors = set().union(*(s.actors for s in group))
    genders = {s.gender for s in group} - {None}
    told = next(iter(here.genders), None) if len(here.genders) == 1 else None
    return not (here.actors and actors and not here.actors & actors) and not (
        told and genders and told not in genders
    )


def _shares(here: Spelling, group: Sequence[Spelling]) -> bool:
    """Whether something beyond the name says that they are one: country, body or office."""
    return any(
        here.actors & s.actors
        or here.organisations & s.organisations
        or any(mine and mine & its for mine in here.offices for its in s.offices)
        for s in group
    )


def _others(names: Collection[str], texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Full names that end in a surname, of people who are named anywhere in the articles."""
    if not names:
        return {}
    listed = "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"\b([A-Z][a-z’'-]+) (?:[A-Z]\.? )?({listed})\b")
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts.values():
        for match in pattern.finditer(text):
            if naming.is_given(match[1]):
                found[match[2]].add(f"{match[1]} {match[2]}")
    return found


# --- bodies ---------------------------------------------------------------------------------------


def _one_body(
    bodies: Mapping[tuple[str | None, str], Spelling],
) -> dict[tuple[str | None, str], str]:
    """One name for each body, by the country or party it speaks for and its name in an article."""
    alike: dict[tuple[str | None, frozenset[str]], list[Spelling]] = defaultdict(list)
    for (actor, name), spelling in bodies.items():
        alike[actor, _core(name, actor)].append(spelling)
    shown = {key: best(some) for key, some in alike.items()}
    names = {}
    for actor, name in bodies:
        country = country_named(name)
        names[actor, name] = country or shown[actor, _core(name, actor)]
    return names


@cache
def _core(name: str, actor: str | None) -> frozenset[str]:
    """What is left of a body's name without its country: "Iraqi" says no more than the actor."""
    words = [w for w in TOKEN.findall(name) if actor is None or country_of(w) != actor]
    folded = naming.folded(" ".join(words)).words
    return frozenset(SAME_WORDS.get(w, w) for w in folded if w not in IDLE_WORDS) or frozenset(
        [name]
    )
