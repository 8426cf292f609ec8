"""Words of a text."""

import re
from collections import Counter
from collections.abc import Sequence

from rag.lexicon import function_words

PLAIN_WORD = re.compile(r"\w+(?:['’]\w+)*")


DENIALS = frozenset(
    ("no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "without", "cannot")
)


def normalised(text: str) -> list[str]:
    """The words of a text for comparison: case, punctuation and kind of apostrophe do not count."""
    return [word.replace("’", "'") for word in PLAIN_WORD.findall(text.casefold())]


def says(words: Sequence[str]) -> Counter[str]:
    """The numbers and denials among normalised words: what makes a like sentence say otherwise."""
    return Counter(
        "not" if word.endswith("n't") or word in DENIALS else word
        for word in words
        if word in DENIALS or word.endswith("n't") or any(c.isdigit() for c in word)
    )


WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Words of a text in order, as written."""
    return WORD.findall(text)


def bare(word: str) -> str:
    """A word in lower case without its possessive ending."""
    return re.sub(r"'s?$", "", word.casefold().replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Words that say what a text is about, lower case."""
    kept = []
    for word in words(text):
        plain = bare(word)
        named = word == "May" and not text.startswith("May ")  # month or surname, not the verb
        if named or (plain not in function_words.STOPWORDS and (len(plain) > 1 or plain.isdigit())):
            kept.append(plain)
    return kept
