"""Vocabulary for checking prose against its evidence: amounts, orders to models."""

from rag.lexicon.loader import mapping, words

# Sources of evidence that prose lets speak though they are no person: "the report says".
DOCUMENTS = words("evidence_words", "documents")

# "dozens", "today", "last week": amounts and times without a figure.
VAGUE_AMOUNTS = words("evidence_words", "vague_amounts")
RELATIVE_DAYS = words("evidence_words", "relative_days")
RELATIVE_ADJECTIVES = words("evidence_words", "relative_adjectives")
PERIODS = words("evidence_words", "periods")
# Words after a number → the sign of their unit: "per cent" → "%".
NUMBER_UNITS = mapping("evidence_words", "units")

# Words that limit the word beside them: "only", "alleged", "some".
LIMITING = words("evidence_words", "limiting")
# Words that open a condition or an exception: "unless", "without".
CONDITIONS = words("evidence_words", "conditions")

# Parts of orders to a language model: "ignore all previous instructions", "you are an assistant".
OVERRIDE_VERBS = words("evidence_words", "override_verbs")
EARLIER = words("evidence_words", "earlier")
INSTRUCTIONS = words("evidence_words", "instructions")
MODEL_NAMES = words("evidence_words", "model_names")
PROMPT_TAGS = words("evidence_words", "prompt_tags")
