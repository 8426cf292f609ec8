"""Function words, negations, abbreviations, number words and the calendar."""

import re

from rag.lexicon.loader import rows, words

ABBREVIATIONS = words("function_words", "abbreviations")
ABBREVIATIONS_AT_ENDS = words("function_words", "abbreviations_at_ends")
SENTENCE_STARTERS = words("function_words", "sentence_starters")

# Words too common to say what a question or a statement is about.
STOPWORDS = words("function_words", "stopwords")
# Words that name no topic of a statement: stopwords and frequent words of reported speech.
NO_TOPICS = STOPWORDS | words("function_words", "no_topics")
# Capitalised words that open a sentence before a name and are no part of it.
OPENERS = words("function_words", "openers")
# Finite forms that follow a subject and do not end in -s or -ed.
PAST_FORMS = words("function_words", "past_forms")
# Before a name, these make it anything but a subject.
BEFORE_OBJECTS = words("function_words", "before_objects")
# Words that open a subordinate clause at the start of a sentence; its subject is not the main one.
SUBORDINATORS = words("function_words", "subordinators")
# Words that open a clause without which the one before may say something else.
RESTRICTING = SUBORDINATORS | words("function_words", "contrasts")
ARTICLES = words("function_words", "articles")
# Function words of other languages.
FOREIGN = words("function_words", "foreign")
PREPOSITIONS = words("function_words", "prepositions")
REFLEXIVE = words("function_words", "reflexive")

NEGATIONS = words("function_words", "negations")
NEGATIVE_FORMS = words("function_words", "negative_forms")

# Zero to nineteen, the tens from twenty, first to twelfth, and hundred to trillion.
UNITS, TENS, ORDINALS, SCALES = rows("function_words", "number_words")

# Each month and weekday in order: its name, then its short forms, the longest first.
MONTHS = rows("function_words", "months")
WEEKDAYS = rows("function_words", "weekdays")
MONTH_NAMES = tuple(name for name, *_ in MONTHS)
WEEKDAY_NAMES = tuple(name for name, *_ in WEEKDAYS)
CALENDAR = frozenset(MONTH_NAMES + WEEKDAY_NAMES)
SHORT_MONTHS = tuple(form for _, *short in MONTHS for form in short)
# Words whose full stop is no end of a sentence where a number follows: "No. 5", "Jan. 5".
BEFORE_NUMBERS = words("function_words", "before_numbers") | frozenset(SHORT_MONTHS)

_POSSESSIVE = re.compile(r"['’]s?$")
_POSSESSIVES = re.compile(r"['’]s?(?=\s|$)")
_POSSESSIVE_S = re.compile(r"['’]s$")


def is_negation(word: str) -> bool:
    """Whether a lower-case word negates: "not", "never", "didn't", "didn’t"."""
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def without_possessive(phrase: str) -> str:
    """A word or phrase without the possessive ending of its last word: "Iraq’s", "the states'"."""
    return _POSSESSIVE.sub("", phrase)


def without_possessives(phrase: str) -> str:
    """A phrase without the possessive endings of all its words."""
    return _POSSESSIVES.sub("", phrase)


def without_possessive_s(word: str) -> str:
    """A word without a final "'s"; a mere apostrophe stays, because it may close a quotation."""
    return _POSSESSIVE_S.sub("", word)


def is_possessive(word: str) -> bool:
    """Whether a word ends in "'s" or "’s"."""
    return word.endswith(("’s", "'s"))
