"""Tokens of a noun phrase and runs of capitalised words in it."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from rag.lexicon import function_words, given_names
from rag.lexicon.function_words import CALENDAR, PREPOSITIONS, REFLEXIVE, without_possessive_s
from rag.speakers.affiliation import INSIDE_BODY_NAMES
from rag.text.tokens import NAME_TOKEN

LISTED_TOKEN = re.compile(
    rf"(?:{NAME_TOKEN.pattern}),?"
)  # with the comma inside the name of a body
PARTICIPLE = re.compile(r"\w-(?:[a-z]+ed|born|made|run)$")  # "Trump-backed" is no name
ARABIC_NAME = re.compile(r"(?:al|el)-[A-Z]")


def join_name(tokens: Sequence[str]) -> str:
    """A person's name, less the possessive or full stop that the sentence adds at its end."""
    last = without_possessive_s(tokens[-1])
    bare = last.rstrip(".")
    if (
        len(bare) > 1
        and "." not in bare
        and bare.casefold() not in function_words.ABBREVIATIONS_AT_ENDS
    ):
        last = bare
    return " ".join([*tokens[:-1], last])


def capitalised_run(tokens: Sequence[str], inner: frozenset[str]) -> list[str]:
    """Capitalised words from the start, with lower-case words of ``inner`` between them."""
    run: list[str] = []
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        small = token.casefold() in inner
        # "de Blasio", "van der Berg" begin with particles, "for Iraq" does not begin a name
        opens = token in given_names.PARTICLES and (
            after[:1].isupper() or after in given_names.PARTICLES
        )
        inside = small and (run or opens)
        if not (token[0].isupper() or inside or ARABIC_NAME.match(token)):
            break
        if token.casefold() in CALENDAR:
            break
        run.append(token)
    while run and run[-1].casefold() in inner and not run[-1][0].isupper():
        run.pop()
    return run


def continues_compound(after: Sequence[str]) -> bool:
    """Whether the words after a name make it a modifier: "Trump supporters"."""
    first = after[0] if after else ""
    return first[:1].islower() and not (
        first in PREPOSITIONS
        or first in REFLEXIVE
        or first in ("and", "also")
        or first in INSIDE_BODY_NAMES
    )
