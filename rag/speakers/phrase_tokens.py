"""The words of a phrase: tokens, runs of capitalised words, what may stand inside a name."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from rag.lexicon import function_words, given_names
from rag.lexicon.function_words import CALENDAR, PREPOSITIONS, REFLEXIVE, without_possessive_s
from rag.speakers.affiliation import INNER
from rag.text.tokens import NAME_TOKEN

LISTED_TOKEN = re.compile(
    rf"(?:{NAME_TOKEN.pattern}),?"
)  # with the comma inside the name of a body
ARABIC_NAME = re.compile(r"(?:al|el)-[A-Z]")


def written(name: Sequence[str]) -> str:
    """A person's name without the possessive or full stop that the sentence adds to its end."""
    last = without_possessive_s(name[-1])
    bare = last.rstrip(".")
    if (
        len(bare) > 1
        and "." not in bare
        and bare.casefold() not in function_words.ABBREVIATIONS_AT_ENDS
    ):
        last = bare
    return " ".join([*name[:-1], last])


def capitalised(tokens: Sequence[str], inner: frozenset[str]) -> list[str]:
    """Capitalised words from the start, with lower-case ones of ``inner`` between them."""
    found: list[str] = []
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        small = token.casefold() in inner
        # "de Blasio", "van der Berg" begin with particles, "for Iraq" does not begin a name
        opens = token in given_names.PARTICLES and (
            after[:1].isupper() or after in given_names.PARTICLES
        )
        inside = small and (found or opens)
        if not (token[0].isupper() or inside or ARABIC_NAME.match(token)):
            break
        if token.casefold() in CALENDAR:
            break
        found.append(token)
    while found and found[-1].casefold() in inner and not found[-1][0].isupper():
        found.pop()
    return found


def compound(after: Sequence[str]) -> bool:
    """Whether what follows a name makes it a mere part: "Trump supporters", "Clinton's lawyer"."""
    first = after[0] if after else ""
    return first[:1].islower() and not (
        first in PREPOSITIONS or first in REFLEXIVE or first in ("and", "also") or first in INNER
    )
