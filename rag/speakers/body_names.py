"""
Names of bodies that hold "and" or commas: "Food and Drug Administration".

The same shape also joins several speakers ("Clinton and Trump", "the Department of Justice, FBI
and CIA"). A name is taken as one body only where it has a head that such names have, and none of
the items joined is itself the name of a person, country or body.
"""

import re
from collections.abc import Iterator, Sequence

from rag.lexicon import function_words, given_names, organisations, people, places
from rag.lexicon.function_words import PREPOSITIONS, is_possessive
from rag.speakers import names
from rag.speakers.affiliation import INSIDE_BODY_NAMES
from rag.speakers.phrase_tokens import capitalised_run, join_name
from rag.text.tokens import NAME_TOKEN

# The quantifiers are possessive and bounded: a page of names in capitals takes linear time.
_ITEM = r"[A-Z][\w.’'-]*+(?:\s(?:[A-Z][\w.’'-]*+|(?:of|for|on)\b)){0,8}+"
_ENUMERATION = re.compile(rf"\b(?!The\s){_ITEM}(?:,\s{_ITEM}){{1,8}}+,?\s(?:and|&)\s{_ITEM}")
_SEPARATOR = re.compile(r",?\s(?:and|&)\s|,\s")
_OF = re.compile(r"\s(?:of|for|on)\s")
_PART_END = re.compile(r",|;|\(|\)|\s[–—-]\s")


def joined_items(name: str) -> tuple[str, ...]:
    """The words that "and" and commas join, without the head: ("Food", "Drug")."""
    first, *others = _SEPARATOR.split(name)
    if not others:
        return ()
    head = _OF.split(first, maxsplit=1)
    if len(head) > 1 and _is_head(head[0].split()[-1]):
        return (head[1], *others)
    return (first, *others[:-1], others[-1].rpartition(" ")[0])


def is_joined_body(words: Sequence[str]) -> bool:
    """Whether capitalised words with "and" or commas name one body by their last word."""
    items = joined_items(" ".join(words))
    return bool(items) and _is_head(words[-1]) and not any(map(_names_speaker, items))


def phrase_parts(phrase: str) -> Iterator[str]:
    """The parts of a phrase between commas, dashes and brackets; names of bodies stay whole."""
    bodies = tuple(_enumerated_bodies(phrase))
    start = 0
    for mark in _PART_END.finditer(phrase):
        if not any(at <= mark.start() < end for at, end in bodies):
            yield phrase[start : mark.start()]
            start = mark.end()
    yield phrase[start:]


def _enumerated_bodies(phrase: str) -> Iterator[tuple[int, int]]:
    """Places of names with commas: "Bureau of Alcohol, Tobacco and Firearms"."""
    for match in _ENUMERATION.finditer(phrase):
        first, *others = _SEPARATOR.split(match[0])
        head = _OF.split(first, maxsplit=1)
        opens = len(head) > 1 and _is_head(head[0].split()[-1])
        # before a committee's subjects a parliament may be named: "Senate Health, Labor and ..."
        subject = first.split()[-1] if _is_body_word(first.split()[0]) else first
        closes = _is_head(others[-1].split()[-1]) and " " not in subject
        items = [head[1], *others] if opens else [subject, *others[:-1], *others[-1].split()[:-1]]
        if (opens or closes) and not any(map(_names_speaker, items)):
            yield match.span()


def has_body_word(name: Sequence[str]) -> bool:
    """Whether a name contains a word for a body: "Iraqi Foreign Ministry"."""
    words = {token.casefold().strip("’'s") for token in name} | {t.casefold() for t in name}
    return bool(words & organisations.BODY_WORDS)


def name_after_kind(tokens: Sequence[str]) -> Sequence[str]:
    """The name of a body after what it is: "the Swiss bank UBS"; empty for other phrases."""
    lower = [n for n, token in enumerate(tokens) if not token[0].isupper()]
    if not lower or tokens[lower[-1]].casefold() not in organisations.BODY_WORDS:
        return ()
    kind, name = tokens[: lower[-1] + 1], tokens[lower[-1] + 1 :]
    idle = {token.casefold() for token in kind} & (PREPOSITIONS | function_words.STOPWORDS)
    person = len(name) > 1 and given_names.is_given(name[0]) and not has_body_word(name)
    return () if idle or person or any(map(is_possessive, kind)) else name


def names_group(word: str) -> bool:
    """Whether a word names a group of people: "Americans", "Democrats"."""
    single = word.casefold().removesuffix("s")
    return word.endswith("s") and (places.country_of(single) is not None or single in people.PEOPLE)


def name_after_article(phrase: str, name: str) -> str:
    """A name of a body with what follows its "of": "the Harbour Academy of Arts"."""
    run = capitalised_run(NAME_TOKEN.findall(phrase)[1:], INSIDE_BODY_NAMES)
    return join_name(run) if " ".join(run).startswith(f"{name} of ") else name


def _is_head(word: str) -> bool:
    return word.casefold() in organisations.JOINED_HEADS


def _is_body_word(word: str) -> bool:
    return word.casefold() in organisations.BODY_WORDS


def _names_speaker(item: str) -> bool:
    """Whether an item is the name of a person, a country or a body of its own."""
    words = item.split()
    return (
        (words[-1:] != [] and _is_body_word(words[-1]))
        or item.casefold() in organisations.NAMED_BODIES
        or item in places.STATES
        or places.country_of(item) is not None
        or any(w.isupper() or given_names.is_given(w) or names.is_common_surname(w) for w in words)
    )
