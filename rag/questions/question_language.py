"""Whether a question is in English, the only language in which questions are understood."""

import unicodedata

from rag.lexicon.function_words import FOREIGN, STOPWORDS
from rag.text.tokens import WORD

FEW = 2  # foreign function words; one may be in a title or a name ("Los Angeles", "die")


def is_english(question: str) -> bool:
    """False where most letters are of another script, or the small words of another language."""
    letters = [character for character in question if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if 2 * latin < len(letters):
        return False
    words = [word.casefold() for word in WORD.findall(question)]
    foreign = sum(word in FOREIGN for word in words)
    return foreign < FEW or foreign <= sum(word in STOPWORDS - FOREIGN for word in words)
