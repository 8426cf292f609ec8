"""
Subjects and noun phrases in a parsed sentence, as functions over its tokens.

``quoted`` tells for each token of the paragraph which quotation holds it, or None: a subject inside
a quotation never belongs to a verb outside.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = ("who", "which", "that")
CLIMB = 6  # verbs above a verb whose subject it may share; control chains are short

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


def phrase_end(head: "Token") -> int:
    """The last token of a phrase, less a clause or apposition that a comma or dash parts off."""
    last = head.right_edge.i
    for token in head.subtree:
        first = token.left_edge.i
        parted = first > head.i and head.doc[first - 1].is_punct
        if parted and token.dep_ in ("relcl", "appos", "advcl", "acl") and first - 2 >= head.i:
            last = min(last, first - 2)
    return last
