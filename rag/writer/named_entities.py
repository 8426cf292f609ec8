"""
Whom and what a sentence of prose names, and whom it says to have spoken.

With the grammar model of the claims, here with its entities: a name at the start of a sentence
("Trump denied it") looks like any other word there ("Officials denied it") but to a grammar.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rag.lexicon import function_words, organisations, people, places, reporting
from rag.lexicon.function_words import CALENDAR, MONTH_NAMES, without_possessive
from rag.lexicon.places import countries
from rag.models import spacy_pipeline
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.text.tokens import WORD

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PROPER = ("NNP", "NNPS")
NAMED = frozenset("PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split())
PEOPLE = frozenset("PERSON NORP GPE".split())  # names that are told without their capital, too
TEXTS = frozenset(  # what speaks in prose about evidence, though nobody does
    "article evidence document letter outlet paper passage quote quotation record report source "
    "statement story text tweet".split()
)
_MONTHS = frozenset(name[:3] for name in MONTH_NAMES)
FREE = frozenset("mr mrs ms mx".split())  # before any name
OPENING = frozenset(":;“\"‘'([—–")  # after these a sentence may begin anew
SHORT = 3  # letters of an acronym that may be a common word in small letters
LONGEST = 4  # words of a country's name ("Democratic Republic of Congo")
# Of the words that stand for a country those that are its name; "Washington" and "the Pentagon"
# are more, and stand for it only where the evidence says so.
ABBREVIATED = frozenset({"u.s", "us", "american", "uk", "britain"})

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceNames:
    """
    The names in a sentence, each as its words in order, and those of them that are said to speak.

    ``speakers`` are the subjects of its outermost verbs of saying and who stands after "according
    to"; pronouns and common nouns are left out.
    """

    names: tuple[Name, ...]
    speakers: tuple[Name, ...]


class KnownNames:
    """The words of some texts, asked whether a name stands in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._plain: set[str] = set()
        self._upper: set[str] = set()  # "US" is not in "let us go"
        self._stems: set[str] = set()
        self._countries: set[str] = set()
        for text in texts:
            words = WORD.findall(text)
            for word in words:
                for part in {word, *re.split(r"[-.&’']", word)} - {""}:
                    self._plain.add(bare(part))
                    self._stems.add(_stem(part))
                    if part.isupper():
                        self._upper.add(bare(part))
            self._plain.update(_acronyms(words))
            self._upper.update(_acronyms(words))
            for at in range(len(words)):
                for length in range(1, LONGEST + 1):
                    self._countries |= _country(words[at : at + length])

    def lacks(self, name: Name) -> str | None:
        """The first word of a name that does not stand in them; None where all do."""
        if self._countries & _country(name) or _initials(name) in self._plain:
            return None
        return next((word for word in name if not self._holds(word)), None)

    def _holds(self, word: str) -> bool:
        if word.isupper() and len(word) <= SHORT:
            found = bare(word) in self._upper
        else:
            found = bare(word) in self._plain or _stem(word) in self._stems
        if found:
            return True
        if self._countries & (_country([word]) | _country([word.removesuffix("s")])):
            return True
        parts = [part for part in re.split(r"[-’'.&]", word) if part]
        return len(parts) > 1 and all(p.islower() or self._holds(p) for p in parts)


def bare(word: str) -> str:
    """A word for comparison: lower case, without accents, possessive and full stop."""
    apart = unicodedata.normalize("NFKD", without_possessive(word).strip("."))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold().replace("ı", "i")


def _stem(word: str) -> str:
    """The stem of a word; what stands for a country, but is no name of it, is itself."""
    plain = bare(word)
    return plain if plain in places.METONYMS and plain not in ABBREVIATED else stem(word)


def load() -> None:
    """Load the grammar, which takes a second or two. Raises MissingModelError."""
    _met()


def read(sentence: str, quoted: Sequence[Span]) -> SentenceNames:
    """
    Names and speakers of one sentence; the names in ``quoted``, its quotations, are left out.

    Raises MissingModelError where the grammar model is not installed.
    """
    # the parser gets the sentence whole: what is quoted is the object of who says it
    load()
    doc = _pipeline()(sentence.encode("utf-8", "replace").decode())
    inside = [any(span.start <= token.idx < span.end for span in quoted) for token in doc]
    proper = {token.i for token in doc if not inside[token.i] and _is_name(token)}
    heads = [head for token in doc if not inside[token.i] for head in _speaking(token)]
    proper |= {head.i for head in heads if not inside[head.i] and _alone(head)}
    speakers = [name for head in heads if (name := _whole(head, proper))]
    return SentenceNames(tuple(_groups(doc, proper)), tuple(dict.fromkeys(speakers)))


def _is_name(token: "Token") -> bool:
    """Whether a word is one that must stand in the evidence as it is."""
    word = token.text
    lower = word.casefold().strip(".")
    if not any(c.isalpha() for c in word) or any(c.isdigit() for c in word):
        return False  # numbers, and codes as "F-16", are figures
    if lower in FREE or lower in CALENDAR or (lower[:3] in _MONTHS and token.ent_type_ == "DATE"):
        return False
    if any(c.isalpha() and not c.islower() and not c.isupper() for c in word):
        return True  # a script without capitals
    if not any(c.isupper() for c in word):
        return token.ent_type_ in PEOPLE and not token.is_stop and token.tag_.startswith("NN")
    if len(lower) > 1 and word.isupper():
        return True
    if lower in function_words.STOPWORDS:
        return False
    before = token.doc[token.i - 1].text if token.i else ":"
    if any(c.isupper() for c in word[1:]) or before[-1] not in OPENING:
        return True
    return (
        token.tag_ in PROPER
        or token.ent_type_ in NAMED
        or lower not in _met()  # a word that the model was not made with is a name
    )


def _alone(head: "Token") -> bool:
    """Whether who speaks is one bare noun that is no kind of speaker: a name in small letters."""
    if head.text != head.lower_ or head.tag_ not in ("NN", "NNS") or head.n_lefts:
        return False
    kinds = people.ROLES | people.PEOPLE | organisations.BODY_WORDS | TEXTS
    return not {head.lower_, head.lemma_, head.lower_.removesuffix("s")} & kinds


def _speaking(token: "Token") -> "list[Token]":
    """The heads of the noun phrases that a word makes speakers of."""
    if token.lower_ == reporting.ACCORDING[0]:
        found = [t for to in token.children for t in to.children if t.dep_ == "pobj"]
    elif token.pos_ == "VERB" and token.lemma_ in reporting.SPEECH:
        if any(
            above.lemma_ in reporting.SPEECH for above in token.ancestors if above.pos_ == "VERB"
        ):
            return []  # what somebody says that somebody said
        found = [child for child in token.children if child.dep_ == "nsubj"]
    else:
        return []
    beside = [t for head in found for t in head.children if t.dep_ in ("conj", "appos")]
    return [*found, *beside]


def _whole(head: "Token", proper: set[int]) -> Name:
    """The name whose last word is ``head``; empty where that is no name."""
    if head.i not in proper:
        return ()
    first = head.i
    while first - 1 in proper:
        first -= 1
    return tuple(token.text for token in head.doc[first : head.i + 1])


def _groups(doc: "Doc", proper: set[int]) -> Iterator[Name]:
    """Names that stand side by side are one."""
    group: list[int] = []
    for at in sorted(proper):
        if group and at != group[-1] + 1:
            yield tuple(doc[n].text for n in group)
            group = []
        group.append(at)
    if group:
        yield tuple(doc[n].text for n in group)


def _country(words: Sequence[str]) -> set[str]:
    """The country whose name or demonym some words are, as a set of one or none."""
    if not words or not words[0][:1].isupper():
        return set()
    phrase = without_possessive(" ".join(words).casefold()).strip(" .")
    if phrase in places.METONYMS and phrase not in ABBREVIATED:
        return set()
    country = countries().get(phrase)
    return {country} if country else set()


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    """What the initials of two to four capitalised words side by side make ("UN")."""
    for at in range(len(words)):
        for length in range(2, LONGEST + 1):
            some = words[at : at + length]
            if len(some) == length and all(word[0].isupper() for word in some):
                yield _initials(some)


@cache
def _pipeline() -> "Language":
    return spacy_pipeline.pipeline()


@cache
def _met() -> frozenset[str]:
    """The words that the model was made with; asked for before it reads, which adds to them."""
    return frozenset(_pipeline().vocab.strings)
