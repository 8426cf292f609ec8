"""
What a sentence says, as words in grammatical relations.

A sentence of prose and a sentence of evidence are read alike, so that one can be compared with the
other word by word (``entailment``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.lexicon import reporting
from rag.lexicon.evidence_words import LIMITING
from rag.models import spacy_pipeline
from rag.schema.articles import Span
from rag.text.sentences import sentences
from rag.writer.named_entities import FREE
from rag.writer.word_senses import (
    SUBJECTS,
    TENSES,
    adjuncts,
    all_senses,
    has_content,
    is_word,
    key,
    modifiers,
    senses,
)

if TYPE_CHECKING:
    from rag.models.spacy_pipeline import Doc, Token

_MARKS = re.compile("[\"“”„‟«»‹›‘‚‛`´＂「」『』〝〞]|(?<!\\w)['’]|['’](?!\\w)")
# A dash or bracket beside a word would become part of it.
_JOINED = re.compile(r"[—–()\[\]]+|--+")
ROLES = {
    **dict.fromkeys(("nsubj", "csubj", "agent"), "subject"),
    **dict.fromkeys(("nsubjpass", "csubjpass", "dobj", "dative"), "object"),
    **dict.fromkeys(("attr", "acomp", "oprd"), "predicate"),
    **dict.fromkeys(
        ("poss", "compound", "amod", "nmod"), "of"
    ),  # "wheat prices", "prices of wheat"
}
_CLAUSES = frozenset("ccomp xcomp acl relcl advcl csubj pcomp".split())
JOINED = ("conj", "advcl", "parataxis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """
    A word with content and its relations in its sentence.

    ``links`` are its roles and the places of the words that govern it, -1 for the outermost.
    ``senses`` are what turns or limits it: negation, modality, tense, conditions, amounts.
    ``modifiers`` are the places of the words that restrict it.
    """

    at: int
    text: str
    key: str
    links: tuple[tuple[str, int], ...]
    senses: frozenset[str]
    modifiers: tuple[int, ...]
    name: bool
    verb: bool

    @property
    def head(self) -> int:
        """The place of the word that governs it, -1 for the outermost."""
        return self.links[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    A reporting verb, the places of the words that belong to it, and its speakers.

    ``speakers`` are the nouns that name them, ``others`` the words beside these that say something.
    ``text`` is all of it but what is said.
    """

    at: int
    lemma: str
    places: frozenset[int]
    speakers: tuple[str, ...]
    others: tuple[str, ...]
    text: str
    plain: bool  # nothing beside the speakers is said: no clause of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSentence:
    """A sentence with its reporting verbs taken apart from what is said."""

    doc: "Doc"
    words: dict[int, Word]
    reports: tuple[Report, ...]
    roots: tuple[int, ...]
    tokens: tuple[str, ...]

    def run(self, words: Sequence[Word]) -> list[int]:
        """The places from the first to the last of some words, without marks and reports."""
        outside = {place for report in self.reports for place in report.places}
        first, last = min(word.at for word in words), max(word.at for word in words)
        return [
            token.i
            for token in self.doc[first : last + 1]
            if is_word(token) and token.i not in outside
        ]


def parsed(text: str) -> tuple[ParsedSentence, ...]:
    """The sentences of a text, those inside its quotations too. Raises MissingModelError."""
    bare = plain(text)
    if not bare:
        return ()
    return tuple(_sentence(bare[s.start : s.end]) for s in sentences(bare, Span(0, len(bare))))


def plain(text: str) -> str:
    """A text without quotation marks, in one line."""
    bare = _JOINED.sub(" - ", _MARKS.sub(" ", text))
    return " ".join(bare.replace("’", "'").split())


@lru_cache(maxsize=512)
def _sentence(text: str) -> ParsedSentence:
    doc = spacy_pipeline.parse(text.encode("utf-8", "replace").decode())
    reports = tuple(_reports(doc))
    outside = frozenset(place for report in reports for place in report.places)
    question = "?" in text
    words = {
        token.i: _word(token, outside, question=question)
        for token in doc
        if has_content(token) and token.i not in outside
    }
    return ParsedSentence(
        doc=doc,
        words=words,
        reports=reports,
        roots=tuple(at for at, word in words.items() if word.head < 0),
        tokens=tuple(key(token) for token in doc),
    )


def _word(token: "Token", outside: frozenset[int], *, question: bool) -> Word:
    verb = token.pos_ in ("VERB", "AUX")
    links = [_governor(token, outside)]
    if token.dep_ in ("nsubj", "nsubjpass"):
        links += _shared(token)
    return Word(
        at=token.i,
        text=token.text,
        key=key(token),
        links=tuple(links),
        senses=all_senses(token) | ({"question"} if question else set()),
        modifiers=tuple(adjuncts(token) if verb else modifiers(token)),
        name=token.pos_ == "PROPN",
        verb=verb,
    )


def _shared(subject: "Token") -> Iterator[tuple[str, int]]:
    """The links of a subject to the verbs that are joined to its own and have none."""
    for verb in subject.head.conjuncts:
        if verb.i > subject.head.i and not any(c.dep_ in SUBJECTS for c in verb.children):
            passive = any(c.dep_ == "auxpass" for c in verb.children)
            yield "object" if passive else "subject", verb.i


def _governor(token: "Token", outside: frozenset[int]) -> tuple[str, int]:
    """The role of a word and the place of the word with content that it depends on."""
    if token.dep_ == "conj" and token.head.i not in outside:
        return _governor(token.head, outside)
    role = ROLES.get(token.dep_, token.dep_)
    if token.dep_ in _CLAUSES:
        role = "clause"
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.i in outside:
            return "outermost", -1
        if at.dep_ == "agent":
            role = "subject"
        elif at.dep_ == "prep" and role in ("pobj", "clause"):
            role = at.lower_
        if has_content(at):
            return role, at.i
    return "outermost", -1


# --- reporting verbs ----------------------------------------------------------------------------


def _reports(doc: "Doc") -> Iterator[Report]:
    speakers: list[Token] = []
    for token in doc:
        if token.lower_ == reporting.ACCORDING[0]:
            yield _report(token, [t for to in token.children for t in to.children])
        elif _reports_words(token):
            own = [c for c in token.children if c.dep_ == "nsubj"]
            speakers = own or (speakers if token.dep_ in ("conj", "advcl") else [])
            yield _report(token, speakers)


def _reports_words(token: "Token") -> bool:
    """Whether a verb reports, and is not itself reported, denied or wanted."""
    if token.pos_ != "VERB" or token.lemma_ not in reporting.SPEECH:
        return False
    if any(sense not in TENSES and sense not in LIMITING for sense in senses(token)):
        return False
    if not any(_is_said(c, token) for c in token.children) and token.dep_ != "parataxis":
        return False
    above = token
    while above.dep_ in JOINED and above.head.i != above.i:
        if any(c.dep_ in ("mark", "cc") and c.lower_ != "and" for c in above.children):
            return False
        above = above.head
    return above.dep_ == "ROOT"


def _says_more(token: "Token") -> bool:
    title = token.lower_.strip(".") in FREE or token.dep_ == "prt"
    return has_content(token) and not title


def _beside(token: "Token", verb: "Token") -> bool:
    return token.lower_ != reporting.ACCORDING[0] and not (
        token.head == verb and "aux" in token.dep_
    )


def _is_said(child: "Token", verb: "Token") -> bool:
    """Whether a clause at a reporting verb is what it reports, and not how or why it does."""
    if child.dep_ == "ccomp":
        return True
    clause = child.dep_ in JOINED and any(c.dep_ in (*SUBJECTS, "expl") for c in child.children)
    return (
        clause
        and child.lemma_ not in reporting.SPEECH
        and (child.i < verb.i or child.dep_ == "conj")
    )


def _report(token: "Token", speakers: "list[Token]") -> Report:
    """A report with all that hangs on its verb but what is said."""
    places = {t.i for t in token.subtree}
    for child in token.children:
        if (
            _is_said(child, token)
            or child.lower_ == reporting.ACCORDING[0]
            or (child.dep_ in JOINED and child.lemma_ in reporting.SPEECH)
        ):
            places -= {t.i for t in child.subtree}
    heads = [*speakers, *(t for one in speakers for t in one.conjuncts)]
    beside = [token.doc[at] for at in sorted(places) if at != token.i]
    return Report(
        at=token.i,
        lemma=token.lemma_,
        places=frozenset(places),
        speakers=tuple(head.text for head in heads),
        others=tuple(t.text for t in beside if _says_more(t) and t not in heads),
        text="".join(t.text_with_ws for t in beside),
        plain=not any(t.pos_ in ("VERB", "AUX") and _beside(t, token) for t in beside),
    )
