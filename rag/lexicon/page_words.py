"""Vocabulary of what surrounds an article on its page: buttons, captions, date lines, policies."""

from rag.lexicon.loader import heads, mapping, rows, words

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

# Elements of HTML and NITF that begin no line of their own, and those that are not seen.
INLINE_ELEMENTS = words("page_words", "inline_elements")
UNSEEN_ELEMENTS = words("page_words", "unseen_elements")

# Parts of short lines around a newsletter ("view in browser").
NEWSLETTER_FURNITURE = words("page_words", "newsletter_furniture")

# Fact of an article → fields that hold it in JSON, in small letters without "_"; the first counts.
JSON_FIELDS = {name: tuple(fields) for name, *fields in rows("page_words", "json_fields")}

# Newswire exports: labels and Factiva's codes → role, sections, word counts, languages → code.
WIRE_LABELS = heads("page_words", "wire_labels")
WIRE_CODES = heads("page_words", "wire_codes")
WIRE_SECTIONS = words("page_words", "wire_sections")
WIRE_COUNTS = words("page_words", "wire_counts")
WIRE_LANGUAGES = mapping("page_words", "wire_languages")

# Words in the properties of documents that name a program or an account, no author.
NO_AUTHORS = words("page_words", "no_authors")

# HTML: elements that begin no line of their own; elements whose text no reader sees.
INLINE_TAGS = words("page_words", "inline_tags")
UNSEEN_TAGS = words("page_words", "unseen_tags")

# Corrections: their labels, what they call the article, and beginnings of words for its faults.
CORRECTION_LABELS = words("page_words", "correction_labels")
ARTICLE_NOUNS = words("page_words", "article_nouns")
ERROR_WORDS = words("page_words", "error_words")

# HTML: names of meta tags that give the dates of publication and of the last change.
PUBLISHED_METAS = words("page_words", "published_metas")
UPDATED_METAS = words("page_words", "updated_metas")
