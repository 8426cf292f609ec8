"""
The names in a sentence of prose, and which of them the sentence gives as speakers.

Uses the grammar model with its entities: only a parser distinguishes the name that opens "Trump
denied it" from the common noun that opens "Officials denied it".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.lexicon import function_words, organisations, people, places, reporting
from rag.lexicon.evidence_words import DOCUMENTS
from rag.lexicon.function_words import CALENDAR, MONTH_NAMES, without_possessive
from rag.lexicon.places import countries
from rag.models import spacy_pipeline
from rag.questions.terms import stem
from rag.schema.articles import Span
from rag.text.tokens import WORD

if TYPE_CHECKING:
    from rag.models.spacy_pipeline import Doc, Token

PROPER = ("NNP", "NNPS")
NAMED = frozenset("PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split())
PEOPLE = frozenset("PERSON NORP GPE".split())  # entities that count as names in small letters too
_MONTHS = frozenset(name[:3] for name in MONTH_NAMES)
FREE = frozenset("mr mrs ms mx".split())  # before any name
OPENING = frozenset(":;“\"‘'([—–")  # characters after which a sentence may begin
SHORT = 3  # letters of an acronym that may be a common word in small letters
LONGEST = 4  # words of a country's name ("Democratic Republic of Congo")
# Short forms of a country's own name. Metonyms ("Washington", "the Pentagon") are not in this set:
# they match the country only where the evidence uses them.
ABBREVIATED = frozenset({"u.s", "us", "american", "uk", "britain"})

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceNames:
    """
    The names in a sentence, each as its words in order, and those given as speakers.

    ``speakers`` are the subjects of the outermost reporting verbs and the objects of "according
    to". Pronouns and common nouns are left out.
    """

    names: tuple[Name, ...]
    speakers: tuple[Name, ...]


class KnownNames:
    """The words of the evidence, to look names up in."""

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
        """The first word of a name that the evidence lacks; None where it has them all."""
        if self._countries & _country(name) or _initials(name) in self._plain:
            return None
        return next((word for word in name if not self._has(word)), None)

    def _has(self, word: str) -> bool:
        """Whether the evidence has a word, or each part of a compound word."""
        if word.isupper() and len(word) <= SHORT:
            found = bare(word) in self._upper
        else:
            found = bare(word) in self._plain or _stem(word) in self._stems
        if found:
            return True
        if self._countries & (_country([word]) | _country([word.removesuffix("s")])):
            return True
        parts = [part for part in re.split(r"[-’'.&]", word) if part]
        return len(parts) > 1 and all(p.islower() or self._has(p) for p in parts)


def bare(word: str) -> str:
    """A word for comparison: lower case, without accents, possessive and full stop."""
    apart = unicodedata.normalize("NFKD", without_possessive(word).strip("."))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold().replace("ı", "i")


def _stem(word: str) -> str:
    """The stem of a word; a metonym of a country is not stemmed."""
    plain = bare(word)
    return plain if plain in places.METONYMS and plain not in ABBREVIATED else stem(word)


def load() -> None:
    """Load the grammar, which takes a second or two. Raises MissingModelError."""
    spacy_pipeline.known_words()


def read(sentence: str, quoted: Sequence[Span]) -> SentenceNames:
    """
    Names and speakers of one sentence; names within its quotations, ``quoted``, are left out.

    Raises MissingModelError where the grammar model is not installed.
    """
    # The parser gets the whole sentence: a quotation is the object of its reporting verb.
    doc = spacy_pipeline.parse(sentence.encode("utf-8", "replace").decode())
    inside = [any(span.start <= token.idx < span.end for span in quoted) for token in doc]
    proper = {token.i for token in doc if not inside[token.i] and _is_name(token)}
    heads = [head for token in doc if not inside[token.i] for head in _speaking(token)]
    proper |= {head.i for head in heads if not inside[head.i] and _alone(head)}
    speakers = [name for head in heads if (name := _whole(head, proper))]
    return SentenceNames(tuple(_groups(doc, proper)), tuple(dict.fromkeys(speakers)))


def _is_name(token: "Token") -> bool:
    """Whether a word is part of a name, so that the evidence must have it."""
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
        or lower not in spacy_pipeline.known_words()  # an unknown word is a name
    )


def _alone(head: "Token") -> bool:
    """Whether a speaker is a single noun that names no kind of speaker: a name in small letters."""
    if head.text != head.lower_ or head.tag_ not in ("NN", "NNS") or head.n_lefts:
        return False
    kinds = people.ROLES | people.PEOPLE | organisations.BODY_WORDS | DOCUMENTS
    return not {head.lower_, head.lemma_, head.lower_.removesuffix("s")} & kinds


def _speaking(token: "Token") -> "list[Token]":
    """The heads of the noun phrases that a reporting word gives as speakers."""
    if token.lower_ == reporting.ACCORDING[0]:
        found = [t for to in token.children for t in to.children if t.dep_ == "pobj"]
    elif token.pos_ == "VERB" and token.lemma_ in reporting.SPEECH:
        if any(
            above.lemma_ in reporting.SPEECH for above in token.ancestors if above.pos_ == "VERB"
        ):
            return []  # reported within another report
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
    """Names from the words in ``proper``; neighbouring words form one name."""
    group: list[int] = []
    for at in sorted(proper):
        if group and at != group[-1] + 1:
            yield tuple(doc[n].text for n in group)
            group = []
        group.append(at)
    if group:
        yield tuple(doc[n].text for n in group)


def _country(words: Sequence[str]) -> set[str]:
    """The country with this name or demonym, as a set of one or none."""
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
    """Acronyms of two to four neighbouring capitalised words ("un")."""
    for at in range(len(words)):
        for length in range(2, LONGEST + 1):
            some = words[at : at + length]
            if len(some) == length and all(word[0].isupper() for word in some):
                yield _initials(some)
