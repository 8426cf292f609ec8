"""
Merges the groups of spellings that are transliterations of one speaker's name.

"Mustafa al-Kadhimi" and "Mustapha al-Kazimi" are one speaker where the given names are one, the
surnames share a transliteration key, nothing contradicts, and they share an office, a country,
party or body. Nothing is merged on the key alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.calibration.parameters import parameters
from rag.speakers import names
from rag.speakers.name_variants import NameVariant

Group = list[NameVariant]

_OTHER_OFFICE = frozenset("vice deputy assistant associate".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TransliteratedNames:
    """An office shows that two spellings are one speaker's from ``office_words`` words on."""

    office_words: int


PARAMETERS = parameters(TransliteratedNames, "speakers", "transliterated_names")


def merge_transliterations(groups: Sequence[Group], texts: Mapping[str, str]) -> list[Group]:
    """
    The groups, those merged that are one speaker's; ``texts`` are the articles' by id.

    A group that may be one with two others that are not one with each other stays by itself.
    """
    compatible = {
        (one, other)
        for one, other in _similar(groups)
        if not _contradict(groups[one], groups[other], texts)
    }
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in compatible:
        neighbours[one].add(other)
        neighbours[other].add(one)
    clear = {
        n
        for n, near in neighbours.items()
        if all(pair in compatible for pair in combinations(sorted(near), 2))
    }
    first = list(range(len(groups)))  # the group into which each one is merged
    for one, other in sorted(compatible):
        if one in clear and other in clear and _share(groups[one], groups[other]):
            kept, gone = sorted((first[one], first[other]))
            first = [kept if at == gone else at for at in first]
    merged: dict[int, Group] = {}
    for n, group in enumerate(groups):
        merged.setdefault(first[n], []).extend(group)
    return list(merged.values())


def _similar(groups: Sequence[Group]) -> set[tuple[int, int]]:
    """Pairs of groups, by index, whose names may be transliterations of one."""
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, group in enumerate(groups):
        folded = {(v.name, names.fold_name(v.name).words) for v in group}
        keys = {
            (words[0], key)
            for name, words in folded
            for surname in (name, "".join(words[1:]))
            for key in names.surname_keys(surname)
        }
        for key in keys:
            by_key[key].append(n)
    return {
        pair
        for same in by_key.values()
        for pair in combinations(same, 2)
        if any(
            names.may_be_transliterations(a.name, b.name)
            for a in groups[pair[0]]
            for b in groups[pair[1]]
        )
    }


def _contradict(one: Group, other: Group, texts: Mapping[str, str]) -> bool:
    """Whether country or party, office, gender, or an article with both shows two people."""
    actors, others = _actors(one), _actors(other)
    if actors and others and not actors & others:
        return True
    if len({variant.gender for variant in (*one, *other)} - {None}) > 1:
        return True
    offices, further = _offices(one), _offices(other)
    if offices and further and not any(_one_office(a, b) for a in offices for b in further):
        return True
    return _in_one_article(one, other, texts) or _in_one_article(other, one, texts)


def _in_one_article(one: Group, other: Group, texts: Mapping[str, str]) -> bool:
    """Whether both speak in one article, or a paragraph of an article of one has both names."""
    spoken = set().union(*(variant.articles for variant in one))
    if any(spoken & variant.articles for variant in other):
        return True
    return any(
        further.name in paragraph and any(variant.name in paragraph for variant in one)
        for further in other
        for article in spoken
        if further.name in (text := texts.get(article, ""))
        for paragraph in text.splitlines()
    )


def _share(one: Group, other: Group) -> bool:
    """Whether the two share a country or party, a body, or an office that few hold."""
    bodies = {body.casefold() for variant in one for body in variant.organisations}
    further = {body.casefold() for variant in other for body in variant.organisations}
    return bool(_actors(one) & _actors(other) or bodies & further) or any(
        _one_office(a, b) and min(len(a), len(b)) >= PARAMETERS.office_words
        for a in _offices(one)
        for b in _offices(other)
    )


def _actors(group: Group) -> set[str]:
    return set().union(*(variant.actors for variant in group))


def _offices(group: Group) -> set[frozenset[str]]:
    return {office for variant in group for office in variant.offices if office}


def _one_office(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two offices may be one: "prime minister" and "former prime minister"."""
    return (one <= other or other <= one) and not (one ^ other) & _OTHER_OFFICE
