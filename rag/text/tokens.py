"""Words of a text: the patterns that cut it into tokens, and forms in which words are compared."""

import re
from collections import Counter
from collections.abc import Sequence

from rag.lexicon import function_words
from rag.text.plain_view import seen

# Letters and digits, joined by inner apostrophes, full stops, ampersands and hyphens.
WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
# Joined by apostrophes alone: "don't" is one word, "cease-fire" two.
PLAIN_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Joined by apostrophes and hyphens: "U.S." is two words.
HYPHENATED_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Not joined at all: "don't" is two.
WORD_PART = re.compile(r"\w+")
# Words of names and offices: a final full stop and "&" belong to them.
NAME_TOKEN = re.compile(r"[^\W_](?:[\w’'&./-]*[\w])?\.?|&")
# Words, times and amounts of a statement whose wordings are compared over time.
WORDING_TOKEN = re.compile(r"\w+(?:['’.,:-]\w+)*|[%$€£]")
# Words and marks of two prints of one text: what an editor changes between them.
PRINT_TOKEN = re.compile(
    r"(?P<ellipsis>…|\.(?:\s?\.){2,})|(?P<percent>%)|\?|[$€£¥]?\d+(?:[.,:]\d+)*"
    r"|[^\W\d_][^\W_]*(?:['’][^\W_]+)*"
)
# Letters of any script, or one mark.
LETTERS_OR_MARK = re.compile(r"[^\W\d_]+|[^\w\s]")


def words(text: str) -> list[str]:
    """Words of a text in order, as its reader sees them."""
    return WORD.findall(seen(text))


def normalised_words(text: str) -> list[str]:
    """Words of a text for comparison: case, punctuation and kind of apostrophe do not count."""
    return [word.replace("’", "'") for word in PLAIN_WORD.findall(seen(text).casefold())]


def numbers_and_negations(normalised: Sequence[str]) -> Counter[str]:
    """
    Count the numbers and negations among normalised words; every negation counts as "not".

    Where these differ, two otherwise similar sentences do not mean the same.
    """
    return Counter(
        "not" if function_words.is_negation(word) else word
        for word in normalised
        if function_words.is_negation(word) or any(c.isdigit() for c in word)
    )


def negations(text: str) -> int:
    """How many words of a text negate: "not", "never", "didn't"."""
    return sum(map(function_words.is_negation, normalised_words(text)))


def bare(word: str) -> str:
    """A word in lower case without its possessive ending."""
    return function_words.without_possessive(word.casefold().replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Words that say what a text is about, lower case."""
    content = []
    for word in words(text):
        plain = bare(word)
        named = word == "May" and not text.startswith("May ")  # month or surname, not the verb
        if named or (plain not in function_words.STOPWORDS and (len(plain) > 1 or plain.isdigit())):
            content.append(plain)
    return content
