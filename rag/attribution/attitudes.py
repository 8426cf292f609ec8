"""
Positions reported without a clause: "endorsed X", "her opposition to X", "was critical of X".

``position_at`` reads one token of a parsed sentence as the cue of a position. The content comes
from the grammar: the object and its complements, the phrase after a preposition, the infinitive,
or the clause after a noun.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rag.attribution.dependencies import (
    DISTANCES,
    SUBJECTS,
    Quoted,
    agent,
    can_hold_position,
    is_authors,
    is_finite,
    lemma_of,
    own_subject,
    phrase_end,
    source_of,
)
from rag.lexicon import attitude_words, reporting
from rag.lexicon.function_words import CALENDAR

if TYPE_CHECKING:
    from spacy.tokens import Token

# Complements that may follow an object ("accused him of X", "called X a Y").
COMPLEMENTS = ("prep", "xcomp", "oprd", "acomp", "ccomp", "dative", "advcl")
VERBS = (
    attitude_words.OBJECT
    | attitude_words.INFINITIVE
    | attitude_words.OBJECT_INFINITIVE
    | attitude_words.WITH_AS
)
VERBS |= {verb for verb, _ in attitude_words.PREPOSITION}
NOUNS = {noun for noun, _ in attitude_words.NOUN}
ADJECTIVES = {adjective for adjective, _ in attitude_words.ADJECTIVE}


class Position(NamedTuple):
    """First and last token of the content, and the head of the source."""

    first: int
    last: int
    source: "Token"


def position_at(cue: "Token", quoted: Quoted) -> Position | None:
    """
    The position that the verb, noun or adjective ``cue`` expresses, else None.

    What the outlet asks, it does not say: ``What is her view of the plan?``
    """
    lemma = lemma_of(cue)
    if cue.pos_ == "VERB" and is_authors(cue, quoted):
        return None
    if quoted[cue.i] is None and cue.sent[-1].text == "?":
        return None
    if cue.pos_ in ("VERB", "AUX"):
        near = cue.doc[max(0, cue.i - DISTANCES.verb_before_citing) : cue.i]
        if cue.lower_ == "citing" and any(lemma_of(t) in reporting.SPEECH for t in near):
            return None  # names the original source of a report
        content = verb_content(cue) if lemma in VERBS else None
        content = content or _quoted_name(cue, quoted)
        source = source_of(cue, quoted) if content else None
        if content and lemma in attitude_words.NAMING and _is_named(cue):
            source = agent(cue)
    elif cue.pos_ == "NOUN" and (statement := _copular_content(cue)) is not None:
        content, source = statement, _holder(cue, quoted)
    elif cue.pos_ == "NOUN" and lemma in NOUNS:
        content = _complement(cue, lemma, attitude_words.NOUN)
        source = _holder(cue, quoted)
    elif cue.lower_ in ADJECTIVES and cue.head.pos_ in ("AUX", "VERB"):
        content = _complement(cue, cue.lower_, attitude_words.ADJECTIVE)
        source = own_subject(cue, quoted) or source_of(cue.head, quoted)
    else:
        return None
    if content is None or source is None or source.i == cue.i or not can_hold_position(source):
        return None
    if content[0] <= source.i <= content[1]:
        return None
    return Position(*content, source)


def verb_content(verb: "Token") -> tuple[int, int] | None:
    """First and last token of the content of a verb of position, else None."""
    lemma = lemma_of(verb)
    right = [t for t in verb.children if t.i > verb.i]
    for child in right:
        if child.dep_ in ("prep", "prt") and (lemma, child.lower_) in attitude_words.PREPOSITION:
            inside = [t for t in child.children if t.i > child.i]
            if inside and not any(t.dep_ == "dobj" and t.i < child.i for t in right):
                return inside[0].left_edge.i, _complement_end(right, phrase_end(inside[0]))
    infinitives = [t for t in right if t.dep_ == "xcomp" and _has_to(t)]
    objects = [t for t in right if t.dep_ in ("dobj", "ccomp")]
    if lemma in attitude_words.INFINITIVE and infinitives and not objects:
        return infinitives[0].left_edge.i, infinitives[0].right_edge.i
    passive = next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
    if (
        passive is not None
        and lemma in attitude_words.OBJECT
        and any(t.dep_ == "agent" for t in verb.children)
    ):
        return passive.left_edge.i, phrase_end(passive)
    if lemma in attitude_words.NAMING and not any(t.dep_ == "dobj" for t in right):
        for child in right:
            inside = [t for t in child.children if t.i > child.i]
            if child.dep_ in ("oprd", "attr"):
                return child.left_edge.i, _complement_end(right, phrase_end(child))
            if child.dep_ == "prep" and child.lower_ == "as" and inside:
                return inside[0].left_edge.i, phrase_end(child)
    if not objects or _introduces_speech(objects[0]):
        return None
    first = objects[0].left_edge.i
    if first <= verb.i:
        return None
    last = _complement_end(right, phrase_end(objects[0]))
    if lemma in attitude_words.OBJECT_INFINITIVE:
        nested = objects[0] if objects[0].dep_ == "ccomp" else None
        to = nested is not None and _has_to(nested)
        if to or any(t.i <= last for t in infinitives):
            return first, last
    if lemma in attitude_words.WITH_AS:
        has_as = any(t.dep_ == "prep" and t.lower_ == "as" and t.i <= last for t in right)
        return (first, last) if has_as else None
    if lemma not in attitude_words.OBJECT or (objects[0].pos_ == "PRON" and last == first):
        return None
    if lemma in attitude_words.EVENTS and not _names_position(objects[0]):
        return None
    return first, last


def _is_named(verb: "Token") -> bool:
    """Whether a verb of naming names its subject: "a deal sometimes CALLED the pact"."""
    before = next((t for t in reversed(verb.doc[: verb.i]) if t.pos_ != "ADV"), None)
    apart = before is not None and before.text == ","
    if verb.dep_ == "ROOT" or verb.tag_ not in ("VBD", "VBN") or not (apart or verb.dep_ == "acl"):
        return False
    if any(t.i == verb.i - 1 and t.dep_ in SUBJECTS for t in verb.children):
        return False
    if any(t.dep_ in ("dobj", "ccomp", "dative") for t in verb.children):
        return False
    names = [t for t in verb.children if t.dep_ in ("oprd", "attr") and t.i > verb.i]
    return bool(names) and not any(t.dep_ in SUBJECTS for t in names[0].subtree)


def _names_position(noun: "Token") -> bool:
    """Whether an object is a position, a clause, or has quoted words: "offered SUPPORT"."""
    named = lemma_of(noun) in NOUNS | reporting.SAYINGS or noun.dep_ == "ccomp"
    return named or any(token.is_quote for token in noun.subtree)


def _quoted_name(verb: "Token", quoted: Quoted) -> tuple[int, int] | None:
    """A name in quotation marks: ``went after him as a "con artist"``."""
    doc, first = verb.doc[: verb.sent.end], verb.i + 1
    while first < len(doc) and doc[first].dep_ in ("prt", "prep", "advmod"):
        first += 1
    at = first
    while at < len(doc) and at <= verb.i + DISTANCES.naming_to_quotation and quoted[at] is None:
        at += 1
    if at >= len(doc) or quoted[at] is None:
        return None
    between = doc[first:at]
    if any(t.pos_ in ("VERB", "AUX") or t.text in ",;:" for t in between) or not is_finite(verb):
        return None
    last = at
    while last + 1 < len(doc) and quoted[last + 1] == quoted[at]:
        last += 1
    before = [t.lower_ for t in between[-3:]]
    has_noun = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in between)
    naming = lemma_of(verb) in attitude_words.NAMING
    if not has_noun or not (
        "as" in before or (naming and len(between) <= DISTANCES.call_to_quotation)
    ):
        return None
    return first, last


def _copular_content(noun: "Token") -> tuple[int, int] | None:
    """The content of a noun of saying: ``Clinton's answer was that X``."""
    verb = noun.head
    owned = any(t.dep_ == "poss" for t in noun.children)
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or not owned:
        return None
    if lemma_of(noun) not in reporting.SAYINGS:
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("ccomp", "attr"):
            return child.left_edge.i, child.right_edge.i
    return None


def _complement(
    head: "Token", word: str, pairs: frozenset[tuple[str, str]]
) -> tuple[int, int] | None:
    """The content that follows a noun or adjective with its preposition, "that" or "to"."""
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep_ == "prep" and (word, child.lower_) in pairs:
            inside = [t for t in child.children if t.i > child.i]
            if inside and inside[0].lower_ not in CALENDAR:  # "a statement on Friday"
                return inside[0].left_edge.i, phrase_end(inside[0])
        if child.dep_ in ("acl", "relcl", "ccomp", "xcomp"):
            that = any(t.lower_ == "that" and t.dep_ == "mark" for t in child.children)
            if (that and (word, "that") in pairs) or (_has_to(child) and (word, "TO") in pairs):
                return child.left_edge.i, child.right_edge.i
    return None


def _holder(noun: "Token", quoted: Quoted) -> "Token | None":
    """
    The source of a noun: "Clinton's", "by Clinton", or the subject of its verb.

    The subject holds what it does something "in" or "with": "left IN protest", but "took offence AT
    suggestions".
    """
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    if noun.dep_ == "dobj":
        return source_of(noun.head, quoted)
    within = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "with")
    if within and noun.head.head.pos_ in ("VERB", "AUX"):
        return source_of(noun.head.head, quoted)
    return None


def _introduces_speech(noun: "Token") -> bool:
    """Whether the content follows a text: ``issued a statement saying X``."""
    return lemma_of(noun) in reporting.TEXTS and any(
        t.dep_ in ("acl", "relcl") and lemma_of(t) in reporting.SPEECH for t in noun.children
    )


def _complement_end(right: Sequence["Token"], last: int) -> int:
    """The last token of the complements; what follows a comma is the outlet's."""
    for child in right:
        plain = child.dep_ != "advcl" or _has_to(child)
        start = child.left_edge.i
        while (
            start > last + 1 and (start_of := child.doc[start - 1]).is_quote and start_of.i > last
        ):
            start -= 1
        if child.dep_ in COMPLEMENTS and plain and start == last + 1:
            last = max(last, phrase_end(child))
    return last


def _has_to(verb: "Token") -> bool:
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)
