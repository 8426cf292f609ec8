"""
Speakers over the corpus: one name for each claim's speaker where the texts say they are one.

Each article names its speakers on its own. Here spellings of one name meet ("Donald J. Trump",
"Qassem al-Araji"), and a surname that stands alone in an article goes to the one person of the
corpus whom it can mean. People who merely share a surname never meet. What comes out depends on
the articles alone, not on their order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations

from rag.calibration.parameters import parameters
from rag.lexicon import given_names
from rag.lexicon.places import country_named, country_of
from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers import names
from rag.speakers import names as naming
from rag.speakers.descriptions import EPITHETS, parse_speaker_phrase
from rag.speakers.person_register import office
from rag.text.tokens import NAME_TOKEN

SAME_WORDS = {"defence": "defense", "organisation": "organization", "centre": "center"}
IDLE_WORDS = frozenset("the of for and affairs".split())  # of a body's name


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonSurnames:
    """``articles`` must name a bearer of a common surname in full for it to be used alone."""

    articles: int


COMMON_SURNAMES = parameters(CommonSurnames, "speakers", "common_surnames")


@dataclass(slots=True)
class NameVariant:
    """One name as some articles give it."""

    name: str
    articles: set[str] = field(default_factory=set)
    claims: int = 0
    actors: set[str] = field(default_factory=set)
    offices: set[frozenset[str]] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    def count(self, claim: ClaimSpeaker, speaker: Speaker) -> None:
        """Add what one claim says of the bearer of the name."""
        self.articles.add(claim.article)
        self.claims += 1
        if speaker.actor:
            self.actors.add(speaker.actor)
        if speaker.organisation:
            self.organisations.add(speaker.organisation)
        if speaker.role:
            self.offices.add(office(speaker.role))
        if gender := _claim_gender(claim.mention or "", speaker):
            self.genders[gender] += 1

    @property
    def gender(self) -> str | None:
        """He or she, where texts or the given name leave little doubt."""
        (most, *others) = (*self.genders.most_common(), (None, 0))
        if most[0] and not any(count for _, count in others):
            return most[0]
        given, certain = names.gender(self.name)
        return given if certain else None


def best(group: Iterable[NameVariant]) -> str:
    """The spelling that most articles use; no name in capitals where another is at hand."""
    return min(
        group, key=lambda s: (s.name.isupper(), -len(s.articles), -s.claims, len(s.name), s.name)
    ).name


@cache
def _mention_gender(mention: str, name: str) -> str | None:
    if mention.casefold() in ("he", "she"):
        return mention.casefold()
    words, last = NAME_TOKEN.findall(mention), name.rsplit(maxsplit=1)[-1]
    before = words[: words.index(last)] if last in words else []
    return names.titled([word for word in before if word.endswith(".") or word.islower()])


def _claim_gender(mention: str, speaker: Speaker) -> str | None:
    """The gender shown by a pronoun or title in the source phrase, or by the role."""
    return _mention_gender(mention, speaker.name or "") or names.titled(
        (speaker.role or "").split()[-1:]
    )


def link_speakers(
    claims: Sequence[ClaimSpeaker], texts: Mapping[str, str]
) -> dict[str, tuple[Speaker, ...]]:
    """
    Link the extracted speakers of all claims over the corpus; returns them by id of claim.

    Only names change: role, organisation and actor stay as extracted. ``texts`` are the articles'
    by id; they name people who make no claim but share a surname with a speaker.
    """
    people: dict[str, NameVariant] = {}  # name → its use in all articles
    alone: dict[tuple[str, str], NameVariant] = {}  # article and bare surname → its use there
    bodies: dict[tuple[str | None, str], NameVariant] = {}
    called_bodies = {
        (claim.article, speaker.name)
        for claim in claims
        if _calls_body(claim.mention or "")
        for speaker in claim.extracted
    }

    def is_body(article: str, name: str) -> bool:
        return _calls_body(name) or (article, name) in called_bodies

    for claim in claims:
        for speaker in claim.extracted:
            if (name := speaker.name) is None:
                continue
            if is_body(claim.article, name):
                variant = bodies.setdefault((speaker.actor, name), NameVariant(name))
            elif naming.is_full(name):
                variant = people.setdefault(name, NameVariant(name))
            else:
                variant = alone.setdefault((claim.article, name), NameVariant(name))
            variant.count(claim, speaker)
    groups = _one_person(people)
    canonical = {name: best(group) for group in groups for name in (s.name for s in group)}
    bearers = _bearers(alone, groups, texts)
    named_bodies = _one_body(bodies)

    def linked_name(article: str, speaker: Speaker) -> str | None:
        if (name := speaker.name) is None:
            return None
        if is_body(article, name):
            shown = named_bodies[speaker.actor, name]
            owner, _, rest = shown.rpartition(" ")
            if rest.islower() and owner:  # "Donald J. Trump campaign"
                owner = canonical.get(owner) or bearers.get((article, owner)) or owner
                return f"{owner} {rest}"
            return shown
        return canonical.get(name) or bearers.get((article, name)) or name

    return {
        claim.claim: tuple(
            replace(speaker, name=linked_name(claim.article, speaker))
            for speaker in claim.extracted
        )
        for claim in claims
    }


@cache
def _calls_body(words: str) -> bool:
    """Whether words name a body: "the Guardian" does, "Guardian" alone may be a man."""
    return parse_speaker_phrase(words).body


# --- people named in full -------------------------------------------------------------------------


def _one_person(people: Mapping[str, NameVariant]) -> list[list[NameVariant]]:
    """Groups of spellings that are one person's."""
    alike: dict[str, list[NameVariant]] = defaultdict(list)
    for name in sorted(people):
        alike[naming.folded(name).words[-1]].append(people[name])
    return [group for some in alike.values() for group in _told_apart(some)]


def _told_apart(some: Sequence[NameVariant]) -> list[list[NameVariant]]:
    """
    People who share a surname, each with their spellings.

    "George Bush" may be either of two; such a name, which agrees with names that do not agree with
    each other, stays by itself.
    """
    agree = {(a.name, b.name): _may_be_one(a, b) for a, b in combinations(some, 2)}

    def one(a: NameVariant, b: NameVariant) -> bool:
        return a is b or agree.get((a.name, b.name), False) or agree.get((b.name, a.name), False)

    torn = [
        s
        for s in some
        if any(one(s, a) and one(s, b) and not one(a, b) for a, b in combinations(some, 2))
    ]
    groups: list[list[NameVariant]] = []
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


def _may_be_one(one: NameVariant, other: NameVariant) -> bool:
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
    return not apart and not opposed and len(genders) < 2


# --- surnames that stand alone --------------------------------------------------------------------


def _bearers(
    alone: Mapping[tuple[str, str], NameVariant],
    groups: Sequence[Sequence[NameVariant]],
    texts: Mapping[str, str],
) -> dict[tuple[str, str], str]:
    """The one person of the corpus whom a surname can mean, by article and surname."""
    by_surname: dict[str, list[Sequence[NameVariant]]] = defaultdict(list)
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
        known = len(set().union(*(s.articles for s in choice))) >= COMMON_SURNAMES.articles
        if alike or (not strangers and (known or not names.is_common_surname(words[-1]))):
            found[article, name] = best(choice)
    return found


def _personal(
    groups: Iterable[Sequence[NameVariant]], texts: Mapping[str, str]
) -> Iterator[Sequence[NameVariant]]:
    """The names that are a person's: "Grand Central" and "British Columbia" are none."""
    doubtful: dict[str, list[Sequence[NameVariant]]] = defaultdict(list)
    for group in groups:
        first = group[0].name.split(maxsplit=1)[0]
        if any(s.offices or s.genders for s in group) or given_names.is_given(first):
            yield group
        elif country_of(first) is None:
            doubtful[first.lower()].append(group)
    if doubtful:
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(doubtful)))})\b")
        small = {word for text in texts.values() for word in pattern.findall(text)}
        for first, some in doubtful.items():
            if first not in small:
                yield from some


def _agrees(here: NameVariant, group: Sequence[NameVariant]) -> bool:
    """Whether neither gender nor country speaks against it."""
    actors = set().union(*(s.actors for s in group))
    genders = {s.gender for s in group} - {None}
    told = next(iter(here.genders), None) if len(here.genders) == 1 else None
    return not (here.actors and actors and not here.actors & actors) and not (
        told and genders and told not in genders
    )


def _shares(here: NameVariant, group: Sequence[NameVariant]) -> bool:
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
            if given_names.is_given(match[1]):
                found[match[2]].add(f"{match[1]} {match[2]}")
    return found


# --- bodies ---------------------------------------------------------------------------------------


def _one_body(
    bodies: Mapping[tuple[str | None, str], NameVariant],
) -> dict[tuple[str | None, str], str]:
    """One name for each body, by the country or party it speaks for and its name in an article."""
    alike: dict[tuple[str | None, frozenset[str]], list[NameVariant]] = defaultdict(list)
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
    words = [w for w in NAME_TOKEN.findall(name) if actor is None or country_of(w) != actor]
    folded = naming.folded(" ".join(words)).words
    return frozenset(SAME_WORDS.get(w, w) for w in folded if w not in IDLE_WORDS) or frozenset(
        [name]
    )
