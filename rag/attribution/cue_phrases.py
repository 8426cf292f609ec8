"""
Cue phrases: the words around a cue that turn or limit what is reported.

"Did not recommend charges" and "recommend charges" are opposites, and "may say", "if she says" and
"refused to say" report nothing that was said. A cue phrase covers the cue and these words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from rag.attribution.dependencies import DISTANCES, SUBJECTS, Quoted, lemma_of, own_subject
from rag.lexicon import reporting
from rag.lexicon.function_words import is_negation

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUXILIARIES = ("aux", "auxpass")
_PARTICIPLES = ("VBN", "VBG")
_NOT_ONLY = ("only", "just", "merely", "simply")


@dataclass(frozen=True, slots=True, kw_only=True)
class CuePhrase:
    """
    First and last token of a cue and of the words that turn or limit it.

    ``negated``: they say that it is not so, or was not said ("did not say", "denied", "refused to
    say", "no one said"). ``limited``: it may not have been said, or is not said by the cue alone
    ("may say", "if she says", "wants to say"). ``plain``: the cue only says that it was said.
    """

    first: int
    last: int
    negated: bool
    limited: bool
    plain: bool


def cue_phrase(cue: "Token", quoted: Quoted) -> CuePhrase:
    """The phrase of a cue; climbs from "say" to "refused" and from "deny" to "did not confirm"."""
    words, negated, limited = [cue], False, False
    for word, step in _reach(cue, quoted):
        turning = [t for t in _near(word, cue) if _turns(t) and quoted[t.i] == quoted[cue.i]]
        denies = step is not _Step.SHARED and _denies(word)
        turned = denies or any(_is_negative(t) for t in turning)
        if step is _Step.LOOSE and not turned:
            continue
        negated = negated or turned
        limited = limited or bool(turning) or step is _Step.EMBEDDED
        words += [word] if step is not _Step.SHARED else []
        words += [_outermost(t) for t in turning]
        if turning:
            words += [t for t in word.children if t.dep_ in _AUXILIARIES and t.i < word.i]
    return CuePhrase(
        first=min(t.i for t in words),
        last=max(t.i for t in words),
        negated=negated,
        limited=limited,
        plain=cue.pos_ in ("ADP", "SCONJ") or lemma_of(cue) in reporting.PLAIN,
    )


class _Step(Enum):
    """How a word is reached from a cue."""

    SELF = auto()
    SHARED = auto()  # "did not CONFIRM or deny": the auxiliaries of a coordinated verb
    EMBEDDED = auto()  # "REFUSED to say", "EXPRESSED support": always part of the phrase
    LOOSE = auto()  # "no WAY of knowing", "DENIED that he said": only where it negates


_EMBEDDED = ("xcomp", "acomp")
_LOOSE = ("ccomp", "acl", "pcomp", "prep", "pobj", "attr", "dobj")


def _reach(cue: "Token", quoted: Quoted) -> "Iterator[tuple[Token, _Step]]":
    """The cue and the words above it whose negation or modality may reach it."""
    word, step = cue, _Step.SELF
    for _ in range(DISTANCES.verbs_above):
        yield word, step
        head = word.head
        own = [t for t in word.children if t.dep_ in _AUXILIARIES]
        noun = word.pos_ == "NOUN" and word.dep_ in ("dobj", "attr")
        if head.i == word.i or quoted[head.i] != quoted[cue.i]:
            return
        if word.dep_ == "conj":
            participle = word.tag_ in _PARTICIPLES and head.tag_ == word.tag_
            alone = own_subject(word, quoted) is None and not own
            if not alone or not (word.tag_ == "VB" or participle):
                return
            next_step = _Step.SHARED
        elif word.dep_ in _EMBEDDED or noun:
            next_step = _Step.EMBEDDED
        elif word.i > head.i and (word.dep_ in _LOOSE or _is_complement(word)):
            next_step = _Step.LOOSE
        else:
            return
        step = _Step.LOOSE if step is _Step.LOOSE else next_step
        word = head


def _is_complement(verb: "Token") -> bool:
    """Whether a clause opens with "to" or "that", which the parser may take for an adverbial."""
    return any(t.lower_ in ("to", "that") and t.dep_ in ("aux", "mark") for t in verb.children)


def _denies(word: "Token") -> bool:
    return lemma_of(word) in reporting.DENIALS or is_negation(word.lower_)  # "nothing to stop"


def _near(head: "Token", cue: "Token") -> "list[Token]":
    """The words below a head before the cue and, of adverbs, after it: "said FALSELY that"."""
    return [t for t in head.children if t.i < cue.i or t.lower_ in reporting.QUALIFIERS]


def _turns(token: "Token") -> bool:
    """
    Whether a word below a verb, noun or adjective negates, limits or makes it a condition.

    So does the "to" of a headline: "Mayor TO announce a ban".
    """
    return (
        _is_negative(token)
        or (token.dep_ in _AUXILIARIES and token.tag_ == "MD")
        or (token.dep_ == "aux" and token.tag_ == "TO" and token.head.dep_ == "ROOT")
        or (token.dep_ in ("mark", "advmod") and token.lower_ in reporting.CONDITIONS)
        or (token.dep_ == "advmod" and token.lower_ in reporting.QUALIFIERS)
    )


def _is_negative(token: "Token") -> bool:
    if token.dep_ in SUBJECTS:
        below = [t.lower_ for t in token.children if t.i < token.i]
        return is_negation(token.lower_) or any(is_negation(word) for word in below)
    if token.i + 1 < len(token.doc) and token.nbor().lower_ in _NOT_ONLY:
        return False
    negates = is_negation(token.lower_) and token.dep_ in ("advmod", "det", "preconj", "cc")
    return token.dep_ == "neg" or negates or token.lower_ in reporting.SELDOM


def _outermost(token: "Token") -> "Token":
    """The first word of a subject ("NO official"), else the token itself."""
    return token.doc[token.left_edge.i] if token.dep_ in SUBJECTS else token
