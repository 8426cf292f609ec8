"""
The vocabulary of positions reported without a clause ("endorsed X", "her opposition to X").

Data only. The classes are those of VerbNet: judgement (33), want and long (32), characterise (29),
advise (37.9), tell and say (37), see (30), promise and commit (13), and the nouns and adjectives
that go with them. Verbs and nouns are lemmas, adjectives and prepositions forms.
"""

from rag.lexicon.loader import groups, words


def _pairs(name: str) -> frozenset[tuple[str, str]]:
    """Each word of a group with the group's name: ("support", "for")."""
    found = groups("attitudes", name)
    return frozenset((word, companion) for companion, some in found.items() for word in some)


# With an object and what belongs to it.
OBJECT = words("attitudes", "object")
# Of those, the ones that say how something is seen, and need the "as" to be a position.
WITH_AS = words("attitudes", "with_as")
# Of those, the ones that give a name: "what she called a rant", "whom he described as a friend".
NAMING = words("attitudes", "naming")
# With "to" and an infinitive.
INFINITIVE = words("attitudes", "infinitive")
# With an object that is to do something ("wants them to leave").
OBJECT_INFINITIVE = words("attitudes", "object_infinitive")
PREPOSITION = _pairs("preposition")
NOUN = _pairs("noun")
ADJECTIVE = _pairs("adjective")
