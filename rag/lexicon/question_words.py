"""Vocabulary of questions: their verbs and nouns, what outlets do, forms of politeness."""

from rag.lexicon.loader import words

# Verb forms before the subject: "DID Lund say", "HOW'S Lund".
AUXILIARIES = words("question_words", "auxiliaries")


# Verbs after the speaker: "What did Lund SAY about the quay?"
SPEECH_VERBS = words("question_words", "speech_verbs")


# Nouns for something said: "Lund's POSITION on the quay".
SPEECH_NOUNS = words("question_words", "speech_nouns")


# Verbs of a question for the day of a statement: "When did Lund WARN that ...?"
STATEMENT_VERBS = words("question_words", "statement_verbs")


# Nouns for outlets and what they publish.
MEDIA = words("question_words", "media")


# What outlets do with a statement that another made.
PUBLISHING_VERBS = words("question_words", "publishing_verbs")


# Words that belong to the form of a question, never to its topic.
QUESTION_WORDS = words("question_words", "question_words")


# Beside a country these words name no particular speaker: "Iraqi officials" are Iraq.
ANY_OFFICE = words("question_words", "any_office")


# Nouns of a question for a number: "What SHARE of voters ...?"
QUANTITY_NOUNS = words("question_words", "quantity_nouns")


# After "how" in a question for a number.
QUANTITY_ADJECTIVES = words("question_words", "quantity_adjectives")


# Openings that ask for nothing.
COURTESIES = words("question_words", "courtesies")


# "tell me", "i need", "i'd like": requests that open a question and ask for nothing.
REQUESTS = words("question_words", "requests")
WISHES = words("question_words", "wishes")


# What makes a question one for a number, a day, a reason, or yes or no.
NUMBER_PHRASES = words("question_words", "number_phrases")
DAY_OPENINGS = words("question_words", "day_openings")
DAY_PHRASES = words("question_words", "day_phrases")
REASON_NOUNS = words("question_words", "reason_nouns")
YES_NO_OPENINGS = words("question_words", "yes_no_openings")


# Between the speaker and the verb: "What did Lund FIRST say about the quay?"
ADVERBS = words("question_words", "adverbs")


# Words of a question for the latest or the first statement.
ORDER_WORDS = words("question_words", "order_words")
