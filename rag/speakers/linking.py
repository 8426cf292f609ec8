"""
Entity linking over the corpus: one name for each speaker of several articles.

Spellings of one name are linked ("Donald J. Trump" and "Donald Trump"; transliterations as
``spelling_groups`` says), and a surname that an article uses alone is linked to the only person of
the corpus that it can refer to. People who merely share a surname are never linked. The order of
the articles does not change the result.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from rag.calibration.parameters import parameters
from rag.lexicon import given_names
from rag.lexicon.places import country_named, country_of
from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers import names
from rag.speakers.descriptions import EPITHETS, parse_speaker_phrase
from rag.speakers.name_variants import NameVariant, canonical_name
from rag.speakers.spelling_groups import merge_transliterations
from rag.text.tokens import NAME_TOKEN

SAME_WORDS = {"defence": "defense", "organisation": "organization", "centre": "center"}
# Words of a body's name that do not distinguish it from others.
IDLE_WORDS = frozenset("the of for and affairs".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonSurnames:
    """``articles`` must name a person in full before a common surname alone is linked."""

    articles: int


COMMON_SURNAMES = parameters(CommonSurnames, "speakers", "common_surnames")


def link_speakers(
    claims: Sequence[ClaimSpeaker], texts: Mapping[str, str]
) -> dict[str, tuple[Speaker, ...]]:
    """
    Link the extracted speakers of all claims over the corpus; returns them by id of claim.

    Only names change: role, organisation and actor stay as extracted. ``texts`` are the articles'
    by id; they name people who make no claim but share a surname with a speaker.
    """
    people: dict[str, NameVariant] = {}  # by full name
    alone: dict[tuple[str, str], NameVariant] = {}  # by article and surname
    bodies: dict[tuple[str | None, str], NameVariant] = {}
    in_bodies = {
        (claim.article, speaker.name)
        for claim in claims
        if _is_body_phrase(claim.mention or "")
        for speaker in claim.extracted
    }

    def is_body(article: str, name: str) -> bool:
        return _is_body_phrase(name) or (article, name) in in_bodies

    for claim in claims:
        for speaker in claim.extracted:
            if (name := speaker.name) is None:
                continue
            if is_body(claim.article, name):
                variant = bodies.setdefault((speaker.actor, name), NameVariant(name=name))
            elif names.is_full(name):
                variant = people.setdefault(name, NameVariant(name=name))
            else:
                variant = alone.setdefault((claim.article, name), NameVariant(name=name))
            variant.count(claim, speaker)
    groups = merge_transliterations(_group_people(people), texts)
    canonical = {
        name: canonical_name(group) for group in groups for name in (s.name for s in group)
    }
    bearers = _bearers(alone, groups, texts)
    named_bodies = _link_bodies(bodies)

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
def _is_body_phrase(words: str) -> bool:
    """Whether words name a body: "the Guardian" does, "Guardian" alone may be a person."""
    return parse_speaker_phrase(words).body


# --- people named in full -------------------------------------------------------------------------


def _group_people(people: Mapping[str, NameVariant]) -> list[list[NameVariant]]:
    """Groups of spellings, each of one person."""
    by_surname: dict[str, list[NameVariant]] = defaultdict(list)
    for name in sorted(people):
        by_surname[names.fold_name(name).words[-1]].append(people[name])
    return [group for variants in by_surname.values() for group in _group_variants(variants)]


def _group_variants(variants: Sequence[NameVariant]) -> list[list[NameVariant]]:
    """
    Group spellings with one surname by person.

    A name that agrees with two names that do not agree with each other stays by itself: "George
    Bush" may be either of two.
    """
    agree = {(a.name, b.name): _may_be_one(a, b) for a, b in combinations(variants, 2)}

    def agrees(a: NameVariant, b: NameVariant) -> bool:
        return a is b or agree.get((a.name, b.name), False) or agree.get((b.name, a.name), False)

    ambiguous = [
        v
        for v in variants
        if any(
            agrees(v, a) and agrees(v, b) and not agrees(a, b) for a, b in combinations(variants, 2)
        )
    ]
    groups: list[list[NameVariant]] = []
    for variant in variants:
        certain = [] if variant in ambiguous else [g for g in groups if g[0] not in ambiguous]
        group = next((g for g in certain if agrees(g[0], variant)), None)
        if group is None:
            groups.append([variant])
        else:
            group.append(variant)
    return groups


def _may_be_one(one: NameVariant, other: NameVariant) -> bool:
    if names.fold_name(one.name) == names.fold_name(other.name):
        return True
    lax = any(  # one office_words with "Jr." and without is one person's
        mine and its and (mine <= its or its <= mine)
        for mine in one.offices
        for its in other.offices
    )
    if not names.may_be_one(one.name, other.name, lax=lax):
        return False
    apart = one.articles & other.articles  # an article that has both keeps them apart
    opposed = one.actors and other.actors and not one.actors & other.actors
    genders = {one.gender, other.gender} - {None}
    return not apart and not opposed and len(genders) < 2


# --- bare surnames -------------------------------------------------------------------------------


def _bearers(
    alone: Mapping[tuple[str, str], NameVariant],
    groups: Sequence[Sequence[NameVariant]],
    texts: Mapping[str, str],
) -> dict[tuple[str, str], str]:
    """The only person that a bare surname can refer to, by article and surname."""
    by_surname: dict[str, list[Sequence[NameVariant]]] = defaultdict(list)
    wanted = {name for _, name in alone if names.fold_name(name).words[-1:]}
    surnames = {names.fold_name(name).words[-1] for name in wanted}
    bearing = [g for g in groups if not surnames.isdisjoint(_surnames_of(g))]
    for group in _people_only(bearing, texts):
        for surname in _surnames_of(group):
            by_surname[surname].append(group)
    others = _full_names(
        {n for n in wanted if len(by_surname.get(names.fold_name(n).words[-1], ())) == 1}, texts
    )
    bearers = {}
    for (article, name), here in alone.items():
        words = names.fold_name(name).words
        if not words or name.casefold() in EPITHETS or country_of(name):
            continue
        fit = [
            group
            for group in by_surname.get(words[-1], ())
            if any(names.ends_in(s.name, name) for s in group) and _agrees(here, group)
        ]
        alike = [group for group in fit if _shares(here, group)]
        (choice,) = alike if len(alike) == 1 else (fit if len(fit) == 1 else (None,))
        if choice is None:
            continue
        strangers = [
            other
            for other in others.get(name, ())
            if not any(names.may_be_one(other, s.name) for s in choice)
        ]
        known = len(set().union(*(s.articles for s in choice))) >= COMMON_SURNAMES.articles
        if alike or (not strangers and (known or not names.is_common_surname(words[-1]))):
            bearers[article, name] = canonical_name(choice)
    return bearers


def _surnames_of(group: Iterable[NameVariant]) -> frozenset[str]:
    """The folded surnames of one person; several where spellings differ."""
    return frozenset(names.fold_name(s.name).words[-1] for s in group)


def _people_only(
    groups: Iterable[Sequence[NameVariant]], texts: Mapping[str, str]
) -> Iterator[Sequence[NameVariant]]:
    """The groups that are people's names; "Grand Central" and "British Columbia" are not."""
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
    """Whether gender and country do not contradict each other."""
    actors = set().union(*(s.actors for s in group))
    genders = {s.gender for s in group} - {None}
    gender = next(iter(here.genders), None) if len(here.genders) == 1 else None
    return not (here.actors and actors and not here.actors & actors) and not (
        gender and genders and gender not in genders
    )


def _shares(here: NameVariant, group: Sequence[NameVariant]) -> bool:
    """Whether country, body or office_words also agrees with the group."""
    return any(
        here.actors & s.actors
        or here.organisations & s.organisations
        or any(mine and mine & its for mine in here.offices for its in s.offices)
        for s in group
    )


def _full_names(surnames: Collection[str], texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Surname → full names with it anywhere in the articles."""
    if not surnames:
        return {}
    listed = "|".join(sorted(map(re.escape, surnames), key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"\b([A-Z][a-z’'-]+) (?:[A-Z]\.? )?({listed})\b")
    full: dict[str, set[str]] = defaultdict(set)
    for text in texts.values():
        for match in pattern.finditer(text):
            if given_names.is_given(match[1]):
                full[match[2]].add(f"{match[1]} {match[2]}")
    return full


# --- bodies ---------------------------------------------------------------------------------------


def _link_bodies(
    bodies: Mapping[tuple[str | None, str], NameVariant],
) -> dict[tuple[str | None, str], str]:
    """One name for each body, by its country or party and its name in an article."""
    groups: dict[tuple[str | None, frozenset[str]], list[NameVariant]] = defaultdict(list)
    for (actor, name), variant in bodies.items():
        groups[actor, _core_words(name, actor)].append(variant)
    shown = {key: canonical_name(group) for key, group in groups.items()}
    linked = {}
    for actor, name in bodies:
        country = country_named(name)
        linked[actor, name] = country or shown[actor, _core_words(name, actor)]
    return linked


@cache
def _core_words(name: str, actor: str | None) -> frozenset[str]:
    """The distinguishing words of a body's name, without the country that it speaks for."""
    words = [w for w in NAME_TOKEN.findall(name) if actor is None or country_of(w) != actor]
    fold_name = names.fold_name(" ".join(words)).words
    return frozenset(SAME_WORDS.get(w, w) for w in fold_name if w not in IDLE_WORDS) or frozenset(
        [name]
    )
