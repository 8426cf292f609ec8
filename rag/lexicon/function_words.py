"""Function words, abbreviations and the calendar."""

from rag.lexicon.loader import words

ABBREVIATIONS = words("function_words", "abbreviations")


ABBREVIATIONS_AT_ENDS = words("function_words", "abbreviations_at_ends")


MONTHS_AND_NUMBERS = words("function_words", "months_and_numbers")


SENTENCE_STARTERS = words("function_words", "sentence_starters")


# Words too common to say what a question or a statement is about.
STOPWORDS = words("function_words", "stopwords")


# Capitalised words that open a sentence before a name and are no part of it.
OPENERS = words("function_words", "openers")


# Finite forms that follow a subject and do not end in -s or -ed.
PAST_FORMS = words("function_words", "past_forms")


# Before a name, these make it anything but a subject.
BEFORE_OBJECTS = words("function_words", "before_objects")


# Words that open a subordinate clause at the start of a sentence; its subject is not the main one.
SUBORDINATORS = words("function_words", "subordinators")


ARTICLES = words("function_words", "articles")


PREPOSITIONS = words("function_words", "prepositions")


CALENDAR = words("function_words", "calendar")


REFLEXIVE = words("function_words", "reflexive")
