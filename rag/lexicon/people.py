"""Offices, ranks, titles and other words for people."""

from rag.lexicon.loader import groups, heads, mapping, words

# Titles before a name that are not part of it, in lower case without full stops. Their full stop
# never ends a sentence.
TITLES_BEFORE_NAMES = words("people", "titles_before_names")


RANKS = words("people", "ranks")


# Heads of noun phrases that name an office or a person's part in the story.
ROLES = words("people", "roles")


# Nouns for people without an office.
PEOPLE = words("people", "people")


# Roles that are no office: the words after their "of" are no organisation.
UNOFFICIAL = words("people", "unofficial")


# Abbreviated offices before a name; they are part of the role, unlike titles and ranks.
OFFICES_SHORT = mapping("people", "offices_short")


# Offices with several names.
ONE_OFFICE = heads("people", "one_office")


# Abbreviated office or rank → the word that is compared.
SHORT = {**OFFICES_SHORT, **mapping("people", "short")}


# Word → offices that it covers: "boss" covers "president".
COVERS = {word: frozenset(covered) for word, covered in groups("people", "covers").items()}


def covers_office(asked: str, office: str) -> bool:
    """Whether the word of a question covers an office: "boss" covers "president"."""
    word = office.casefold()
    return word in COVERS.get(asked, ()) or word.removesuffix("s") in COVERS.get(asked, ())


# Words that imply a gender.
GENDERED = {name: frozenset(some) for name, some in groups("people", "gendered").items()}


# With "man" these imply a man; "chairman" is used of women too.
TRADES_OF_MEN = words("people", "trades_of_men")


# Nouns that refer back to a person: "the businessman". An office with one holder ("the president")
# is not among them, because it refers to its holder.
EPITHETS = words("people", "epithets")

# Before an office and part of it: "former deputy chief".
OFFICE_MODIFIERS = words("people", "office_modifiers")

# After an office and "of", part of the office and no organisation: "Secretary of State".
OFFICE_FIELDS = words("people", "office_fields")
