"""
Subjects and noun phrases in a parsed sentence, as functions over its tokens.

``quoted`` tells for each token of the paragraph which quotation holds it, or None: a subject inside
a quotation never belongs to a verb outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.calibration.parameters import parameters
from rag.lexicon import organisations, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = ("who", "which", "that")
NOUNS = ("NOUN", "PROPN", "PRON")
NOMINAL = (*NOUNS, "DET", "ADJ", "NUM")
HOPING = ("hopes", "hoped", "hoping")
CONTRASTS = ("while", "whereas", "although", "though")
# Beside a name, where or when it was said; "from" may tell who somebody is.
WHERE = ("in", "at", "on", "during", "after", "before", "near", "outside")

PERSONAL_PRONOUNS = reporting.SOURCE_PRONOUNS - {"it", "its"}

Quoted = Sequence[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDistances:
    """How many tokens apart the parts of an attribution may be."""

    verbs_above: int
    naming_to_quotation: int
    call_to_quotation: int
    verb_before_citing: int
    citing_after_cue: int
    quotation_to_cue: int
    title_words: int
    title_word_letters: int


DISTANCES = parameters(TokenDistances, "attribution", "token_distances")


def lemma_of(token: "Token") -> str:
    """The lemma in lower case; the parser takes "hoping" for a form of "hop"."""
    return "hope" if token.lower_ in HOPING else str(token.lemma_).lower()


def own_subject(verb: "Token", quoted: Quoted) -> "Token | None":
    """The subject that hangs on the verb itself."""
    return next((t for t in verb.children if t.dep_ in SUBJECTS and quoted[t.i] is None), None)


def source_of(verb: "Token", quoted: Quoted) -> "Token | None":
    """The head of a verb's source: its subject, an antecedent, or what it shares from above."""
    if verb.head.lower_ == "as" and verb.head.dep_ == "prep":  # "quoted X as saying"
        quoting = verb.head.head
        named = [t for t in quoting.children if t.dep_ in ("dobj", "nsubjpass")]
        if named:
            return named[0]
    current = verb
    for _ in range(DISTANCES.verbs_above):
        subject = own_subject(current, quoted)
        if subject is not None:
            if subject.lower_ in RELATIVES and current.dep_ == "relcl":
                return _author(current.head, quoted)
            if subject.dep_ == "nsubjpass":
                agents = [c for c in current.children if c.dep_ == "agent"]
                return next((t for agent in agents for t in agent.children), None)
            return subject
        if current.dep_ in ("relcl", "acl"):
            return _author(current.head, quoted)
        if current.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "dep", "pcomp", "prep"):
            return None
        current = current.head
    return None


def _author(noun: "Token", quoted: Quoted) -> "Token":
    """``issued a statement saying``: who issued it; other nouns speak for themselves."""
    verb = noun.head
    if lemma_of(noun) in reporting.TEXTS and noun.dep_ == "dobj" and verb.pos_ == "VERB":
        subject = own_subject(verb, quoted)
        if subject is not None and subject.dep_ == "nsubj" and subject.lower_ not in RELATIVES:
            return subject
    return noun


def source_beside(verb: "Token", quoted: Quoted, tokens: Sequence["Token"]) -> "Token | None":
    """
    The source of a quotation's cue by its place, where the parser was lost among the marks.

    ``"...," added a Democrat``: the phrase after the cue; ``"...?" Smith continued``: the one
    before; else the subject before it in the sentence.
    """
    outside = [t for t in tokens if quoted[t.i] is None]
    after = [t for t in outside if t.i > verb.i and t.pos_ not in ("ADV", "PART")]
    said = any(t.i < verb.i and (quoted[t.i] is not None or t.text == ",") for t in tokens)
    if said and after and after[0].i <= verb.i + 2 and after[0].pos_ in NOMINAL:
        head = _head_of(after[0], verb, quoted)
        if head.pos_ in NOUNS:
            return head
    before = [t for t in outside if t.i < verb.i and t.pos_ not in ("ADV", "AUX", "PART")]
    if before and before[-1].pos_ in NOUNS:
        return _head_of(before[-1], verb, quoted)
    return next((t for t in reversed(before) if t.dep_ in SUBJECTS and t.pos_ in NOUNS), None)


def _head_of(token: "Token", verb: "Token", quoted: Quoted) -> "Token":
    """The head of the noun phrase of ``token``, on the same side of ``verb`` and of the marks."""
    while token.dep_ in ("det", "compound", "amod", "poss", "nummod", "appos", "case", "nmod"):
        across = (token.head.i < verb.i) != (token.i < verb.i)
        if across or token.head.i == token.i or quoted[token.head.i] is not None:
            break
        token = token.head
    return token


def noun_phrase(head: "Token") -> tuple[int, int]:
    """
    First and last token of the phrase of ``head``, less relative clauses and what follows.

    Of a person the place or time beside the name is left out: "said Merkel in Berlin".
    """
    first, last = head.left_edge.i, head.right_edge.i
    person = head.tag_ == "NNP" and head.ent_type_ in ("PERSON", "")
    person = person and head.lower_ not in organisations.BODY_WORDS
    for child in head.subtree:
        if child.i <= head.i or child.dep_ in ("amod", "compound", "appos"):
            continue
        beside = person and child.head == head and child.dep_ == "prep" and child.lower_ in WHERE
        if beside or child.dep_ in ("relcl", "acl", "advcl"):
            last = min(last, child.left_edge.i - 1)
        elif child.tag_ in ("VBD", "VBN", "VBP", "VBZ"):
            last = min(last, child.i - 1)
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    last = max(last, head.i)
    words = {doc[i].text for i in range(first, last + 1)}
    while "(" in words and ")" not in words and last + 1 < len(doc) and doc[last + 1].is_punct:
        last += 1  # "(Tex.)": a bracket that is opened is closed
        words.add(doc[last].text)
    return first, last


def phrase_end(head: "Token") -> int:
    """The last token of a phrase, less a clause or apposition that a comma or dash parts off."""
    last = head.right_edge.i
    for token in head.subtree:
        first = token.left_edge.i
        parted = first > head.i and head.doc[first - 1].is_punct
        if token.dep_ == "advcl" and first > head.i and head.doc[first].lower_ in CONTRASTS:
            last = min(last, first - 1)
        aside = token.dep_ in ("relcl", "appos", "advcl", "acl")
        if parted and aside and first - 2 >= head.i and not any(t.is_quote for t in token.subtree):
            last = min(last, first - 2)
    return last


def finite(verb: "Token") -> bool:
    """Whether a verb states something: it is finite, has a finite auxiliary, or is ", urging"."""
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    if any(t.dep_ == "aux" and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return finite(verb.head)
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ","


def speaks(source: "Token") -> bool:
    """
    Whether a source can hold a position: people, bodies, texts and things do, "it" does not.

    Of claims whose source is a thing ("the plan calls for X") as many meet a mark of PolNeAR's
    train articles as of those of people: see bench/claims.py.
    """
    return source.pos_ != "PRON" or source.lower_ in PERSONAL_PRONOUNS
