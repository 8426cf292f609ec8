"""Offices, ranks, titles and other words for people."""

from rag.lexicon.loader import groups, heads, mapping, words

# Before a name and no part of it; written without full stops, lower case. An abbreviated one
# never ends a sentence.
TITLES_BEFORE_NAMES = words("people", "titles_before_names")


RANKS = words("people", "ranks")


# Heads of noun phrases that name an office or a person's part in the story.
ROLES = words("people", "roles")


# Nouns for people without an office.
PEOPLE = words("people", "people")


# Roles of which nothing is an office: what follows their "of" is no organisation.
UNOFFICIAL = words("people", "unofficial")


# Abbreviated offices before a name: part of the role, unlike titles and ranks.
OFFICES_SHORT = mapping("people", "offices_short")


# Offices by several names.
ONE_OFFICE = heads("people", "one_office")


# How an office, or a rank, is cut short before a name → the word that is compared.
SHORT = {**OFFICES_SHORT, **mapping("people", "short")}


# Who asks for the "boss" is answered by a "president": a word → those it covers.
COVERS = {word: frozenset(covered) for word, covered in groups("people", "covers").items()}


def covers(asked: str, found: str) -> bool:
    """Whether an office as asked for may be the one found: the "boss" is the "president"."""
    word = found.casefold()
    return word in COVERS.get(asked, ()) or word.removesuffix("s") in COVERS.get(asked, ())


# Words that tell whether a person is "he" or "she".
GENDERED = {name: frozenset(some) for name, some in groups("people", "gendered").items()}


# Before "man", a trade of men; "chairman" is said of women too.
TRADES_OF_MEN = words("people", "trades_of_men")


# Nouns for a person met before: "the businessman" is whom the text speaks of, not a new one. An
# office of which there is one at a time ("the president") is no such noun: it names its holder.
EPITHETS = words("people", "epithets")

# Before an office and part of it: "former deputy chief".
OFFICE_MODIFIERS = words("people", "office_modifiers")

# After an office and "of", part of the office and no organisation: "Secretary of State".
OFFICE_FIELDS = words("people", "office_fields")
