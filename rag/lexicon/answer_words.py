"""Vocabulary of answers: quantities, offices, reasons, and words that deny or leave open."""

from rag.lexicon.function_words import WEEKDAY_NAMES
from rag.lexicon.loader import words

# Quantities in words, beside the numbers of function_words.
QUANTITIES = words("answer_words", "quantities")


# Words that lead to a reason or an aim.
REASON_MARKERS = words("answer_words", "reason_markers")


# Offices before a name that identify a person.
OFFICES = words("answer_words", "offices")


# Capitalised words that open a sentence or belong to no person's name.
NO_PERSON = words("answer_words", "no_person") | frozenset(WEEKDAY_NAMES)


# Words that leave open whether something is so.
HEDGES = words("answer_words", "hedges")


# Between "not" and a thing that does not exist: "does not HAVE A SINGLE base".
EXISTENCE = words("answer_words", "existence")


# Words that speak against the clause in which they appear.
RESERVATIONS = words("answer_words", "reservations")


# After these a word is a noun or an infinitive, not a finite verb.
BEFORE_NOUNS = words("answer_words", "before_nouns")


# Adjectives that deny, beside the negations.
FALSEHOOD = words("answer_words", "falsehood")


# Verbs by which one speaks at all: "declined to COMMENT" reports that nothing was said.
SPEAKING = words("answer_words", "speaking")


DENIAL_VERBS = words("answer_words", "denial_verbs")
