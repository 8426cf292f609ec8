"""
Vocabulary of positions reported without a clause ("endorsed X", "her opposition to X").

The classes are those of VerbNet: judgement (33), "want" and "long" (32), characterise (29), advise
(37.9), "tell" and "say" (37), see (30), promise and commit (13), with related nouns and adjectives.
Verbs and nouns are lemmas, adjectives and prepositions are forms.
"""

from rag.lexicon.loader import groups, words


def _pairs(name: str) -> frozenset[tuple[str, str]]:
    """Each word of a group with the group's name: ("support", "for")."""
    found = groups("attitudes", name)
    return frozenset((word, companion) for companion, some in found.items() for word in some)


# Verbs with an object and its complements.
OBJECT = words("attitudes", "object")
# Those that report an event, unless the object names a position or words: "offered support".
EVENTS = words("attitudes", "events")
# Verbs that express a position only with "as": "saw the plan as a mistake".
WITH_AS = words("attitudes", "with_as")
# Verbs that give a name: "what she called a rant", "described him as a friend".
NAMING = words("attitudes", "naming")
# Verbs with "to" and an infinitive.
INFINITIVE = words("attitudes", "infinitive")
# Verbs with an object and an infinitive: "wants them to leave".
OBJECT_INFINITIVE = words("attitudes", "object_infinitive")
PREPOSITION = _pairs("preposition")
NOUN = _pairs("noun")
ADJECTIVE = _pairs("adjective")
