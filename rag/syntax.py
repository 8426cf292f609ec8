"""
Subjects and noun phrases in a parsed sentence, as functions over its tokens.

``quoted`` tells for each token of the paragraph which quotation holds it, or None: a subject inside
a quotation never belongs to a verb outside.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = ("who", "which", "that")
CLIMB = 6  # verbs above a verb whose subject it may share; control chains are short

ATTITUDES = cues.ATTITUDE_OBJECT | cues.ATTITUDE_TO
ATTITUDES |= {verb for verb, _ in cues.ATTITUDE_PREPOSITION}

Quoted = Sequence[int | None]


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
    for _ in range(CLIMB):
        subject = own_subject(current, quoted)
        if subject is not None:
            if subject.lower_ in RELATIVES and current.dep_ == "relcl":
                return current.head
            if subject.dep_ == "nsubjpass":
                agents = [c for c in current.children if c.dep_ == "agent"]
                return next((t for agent in agents for t in agent.children), None)
            return subject
        if current.dep_ in ("relcl", "acl"):
            return current.head
        if current.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "dep", "pcomp", "prep"):
            return None
        current = current.head
    return None


def noun_phrase(head: "Token") -> tuple[int, int]:
    """First and last token of the phrase of ``head``, less relative clauses and what follows."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.subtree:
        if child.i <= head.i or child.dep_ in ("amod", "compound", "appos"):
            continue
        if child.dep_ in ("relcl", "acl", "advcl"):
            last = min(last, child.left_edge.i - 1)
        elif child.tag_ in ("VBD", "VBN", "VBP", "VBZ"):
            last = min(last, child.i - 1)
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, max(last, head.i)


def attitude(verb: "Token") -> tuple[int, int] | None:
    """First and last token of what a verb of position is about, or None where it is none."""
    if not finite(verb):
        return None
    lemma = verb.lemma_.lower()
    right = [t for t in verb.children if t.i > verb.i]
    for child in right:
        pair = (lemma, child.lower_)
        if child.dep_ in ("prep", "prt") and pair in cues.ATTITUDE_PREPOSITION:
            inside = [t for t in child.children if t.i > child.i]
            if inside:
                return inside[0].left_edge.i, _extended(right, _end(inside[0]))
            return None
    infinitives = [t for t in right if t.dep_ == "xcomp" and _has_to(t)]
    if lemma in cues.ATTITUDE_TO and infinitives:
        return infinitives[0].left_edge.i, infinitives[0].right_edge.i
    objects = [t for t in right if t.dep_ in ("dobj", "ccomp")]
    if lemma not in cues.ATTITUDE_OBJECT or not objects or objects[0].pos_ == "PRON":
        return None
    return objects[0].left_edge.i, _extended(right, _end(objects[0]))


def _extended(right: Sequence["Token"], last: int) -> int:
    """The end of what belongs to a position; what a comma parts from it is the outlet's."""
    for child in right:
        belongs = child.dep_ in ("prep", "xcomp", "oprd", "acomp", "ccomp", "dative", "advcl")
        plain = child.dep_ != "advcl" or _has_to(child)
        if belongs and plain and child.left_edge.i == last + 1:
            last = child.right_edge.i
    return last


def _end(noun: "Token") -> int:
    """The last token of a noun phrase, less a relative clause that a comma or dash parts off."""
    for child in noun.children:
        first = child.left_edge.i
        if child.dep_ in ("relcl", "appos") and first > noun.i and noun.doc[first - 1].is_punct:
            return first - 2
    return noun.right_edge.i


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
    """Whether a noun can hold a position: a name, a person, people, a body; no film, no reason."""
    if source.pos_ == "PROPN":
        return True
    if source.pos_ == "PRON":
        return source.lower_ in ("he", "she", "they", "we", "i")
    return source.lemma_.lower() in cues.ROLES | cues.BODY_WORDS | cues.PEOPLE


def _has_to(verb: "Token") -> bool:
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)
