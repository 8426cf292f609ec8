"""Vocabulary of what surrounds an article on its page: buttons, captions, date lines, policies."""

from rag.lexicon.loader import words

# Social networks and messengers, as share buttons name them, and other words of such buttons.
NETWORKS = words("page_words", "networks")
SHARE_WORDS = words("page_words", "share_words")

# Words for a picture, what may come before them in a credit, and who sells pictures.
PHOTO_WORDS = words("page_words", "photo_words")
PHOTO_SOURCES = words("page_words", "photo_sources")
PHOTO_AGENCIES = words("page_words", "photo_agencies")

# Words around the date of an article.
DATE_LABELS = words("page_words", "date_labels")
TIME_ZONES = words("page_words", "time_zones")

# Beginnings of words that a policy for comments contains, and words that address its reader.
POLICY_TOPICS = words("page_words", "policy_topics")
POLICY_ADDRESS = words("page_words", "policy_address")

# Languages of editions: "Arabic service" names no outlet.
LANGUAGES = words("page_words", "languages")
