"""
Speakers whose names may be transliterations of one name, for a person to decide.

The key alone relates them (``rag.text.transliteration``), so nothing is merged: Mustafa al-Kadhimi
and Mustafa al-Kazimi may be two men.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from rag.speakers import names
from rag.text.transliteration import may_be_spellings


def may_be_same(one: str, other: str) -> bool:
    """
    Whether two different names may be spellings of one.

    The surnames share a key or are equal, and so do the given names where both have one. Surnames
    that are frequent in English count only beside a name that is likely to be a transliteration.
    """
    a, b = names.fold_name(one), names.fold_name(other)
    if not a.words or not b.words or a.suffix != b.suffix or a == b:
        return False
    if _keys(one).isdisjoint(_keys(other)):
        return False
    if a.words[-1] != b.words[-1] and not any(map(names.is_transliterated, (one, other))):
        if any(names.is_known_surname(words[-1]) for words in (a.words, b.words)):
            return False
    elif a.words[-1] == b.words[-1] and min(len(a.words), len(b.words)) == 1:
        return False  # a bare surname is no spelling
    genders = {names.gender(name)[0] for name in (one, other) if all(names.gender(name))}
    if len(genders) > 1:
        return False
    if min(len(a.words), len(b.words)) == 1 or a.words[0] == b.words[0]:
        return True
    return may_be_spellings(a.words[0], b.words[0]) or may_be_spellings(
        one.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    )


def similar(speakers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By name, the other names that may be the same speaker's, sorted; only names with any."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(speakers)):
        for key in _keys(name):
            by_key[key].append(name)
    found: dict[str, set[str]] = defaultdict(set)
    for alike in by_key.values():
        for one, other in combinations(alike, 2):
            if other not in found[one] and may_be_same(one, other):
                found[one].add(other)
                found[other].add(one)
    return {name: tuple(sorted(others)) for name, others in found.items() if others}


def spelling_in(mention: str, speaker: str) -> str | None:
    """The surname of a speaker as a mention writes it, where that is another transliteration."""
    own = names.fold_name(speaker).words
    for word in mention.split():
        plain = word.strip(",.;:'’\"“”()").removesuffix("'s").removesuffix("’s")
        folded = names.fold_name(plain).words
        if not folded or not plain[:1].isupper() or folded[-1] in own:
            continue
        if not names.surname_keys(plain).isdisjoint(names.surname_keys(speaker)):
            return plain
    return None


def _keys(name: str) -> frozenset[str]:
    """Keys of the surname, and of all words after the given name as one."""
    words = names.fold_name(name).words
    joined = names.surname_keys("".join(words[1:])) if len(words) > 2 else frozenset()
    return names.surname_keys(name) | joined
