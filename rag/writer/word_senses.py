"""What turns, limits or restricts a word of a parsed sentence, and the form to compare it in."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from rag.lexicon import function_words, reporting
from rag.lexicon.evidence_words import CONDITIONS, LIMITING
from rag.questions.terms import stem
from rag.writer import figures

if TYPE_CHECKING:
    from rag.models.spacy_pipeline import Token

# Short or rare form of an auxiliary → the form that counts.
MODALS = {
    "'d": "would", "ca": "can", "'ll": "will", "sha": "will", "shall": "will", "wo": "will",
}  # fmt: skip
# Sense of a verb → what it may become in reported speech: "he will" → "he said he would".
SHIFTED = {"will": "would", "can": "could", "may": "might", "present": "past"}
TENSES = frozenset(("past", "present", "going on"))
FUNCTION = frozenset("DET ADP CCONJ SCONJ PART PUNCT SPACE SYM X".split())
LIMITERS = frozenset("advmod amod cc det neg nmod npadvmod nummod preconj predet quantmod".split())
RESTRICTING = ("amod", "compound", "nmod", "nummod", "poss")
SUBJECTS = ("nsubj", "nsubjpass")
ARGUMENTS = frozenset("nsubj nsubjpass dobj dative attr acomp pobj conj ROOT ccomp".split())
NEGATIVE = function_words.NEGATIONS | reporting.SELDOM | {"n't", "n’t"}
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
PERSONAL = frozenset("he him his himself she her hers herself".split())
THIRD_PERSON = PERSONAL | frozenset("they them their themselves it its".split())


def is_word(token: "Token") -> bool:
    """Whether a token is a word, a number or a sign that is read aloud."""
    return token.text in "%$€£" or any(c.isalnum() for c in token.text)


def has_content(token: "Token") -> bool:
    """Whether a word says something by itself: no article, preposition, auxiliary or mark."""
    if not is_word(token):
        return False
    if token.dep_ == "prt":
        return True
    if token.dep_ in ("aux", "auxpass", "expl", "mark", "neg", "det", "predet"):
        return False
    limits = token.lower_ in LIMITING or token.lower_ in NEGATIVE
    if limits and (token.dep_ in ARGUMENTS or token.dep_ in LIMITERS):
        return token.dep_ in ARGUMENTS
    if token.tag_ in ("WDT", "WP", "WRB"):
        return False
    return token.pos_ not in FUNCTION


def key(token: "Token") -> str:
    """The form in which a word is compared with another."""
    lower = token.lower_.replace("’", "'")
    if token.pos_ == "PRON" or lower in FIRST_PERSON or lower in THIRD_PERSON:
        return lower
    numbers = figures.read(token.text).numbers
    if len(numbers) == 1:
        return " ".join(map(str, numbers[0][1])).strip()
    if token.pos_ == "AUX" and token.lemma_ == "be":
        return "be"
    form = stem(token.lemma_ if token.pos_ in ("VERB", "AUX", "NOUN") else token.text)
    return f"{form}." if form in FIRST_PERSON | THIRD_PERSON else form  # "mining" is no pronoun


def senses(token: "Token") -> Iterator[str]:
    """What turns or limits a word."""
    verbal = token.pos_ in ("VERB", "AUX")
    own = list(token.children)
    if verbal and token.dep_ == "conj" and not any(c.dep_ in (*SUBJECTS, "aux") for c in own):
        own += [c for c in token.head.children if c.dep_ in ("aux", "neg")]
    own += _beside_helpers(token)
    for child in own:
        yield from _sense(token, child)
    if token.dep_ == "conj" and any(c.lower_ in ("or", "nor") for c in token.head.children):
        yield "or"
    if any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in token.children):
        yield "or"
    if verbal:
        yield from _tense(token, own)


def all_senses(token: "Token") -> frozenset[str]:
    """The senses of a word; two negations are not one."""
    found = list(senses(token))
    return frozenset(found) | ({"not twice"} if found.count("not") > 1 else frozenset())


def _beside_helpers(token: "Token") -> list["Token"]:
    """The words at the auxiliaries of a verb, or at the preposition of a noun: "even with him"."""
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if token.dep_ == "pobj":
        helpers.append(token.head)
    return [t for helper in helpers for t in helper.children if t.dep_ in ("neg", "advmod")]


def turns(token: "Token", run: Collection[int]) -> bool:
    """Whether words outside of ``run`` turn, limit or restrict a word in it."""
    children = list(token.children)
    children += _beside_helpers(token)
    beside = [child for child in children if child.i not in run]
    verbal = token.pos_ in ("VERB", "AUX")
    return (
        any(True for child in beside for _ in _sense(token, child))
        or (verbal and any(c.dep_ in ("aux", "auxpass") for c in beside))
        or (token.dep_ == "conj" and "or" in set(senses(token)) and token.head.i not in run)
        or (not (verbal or token.pos_ == "PROPN") and any(at not in run for at in modifiers(token)))
    )


def tense(token: "Token") -> frozenset[str]:
    """The tense of a verb with its auxiliaries."""
    return frozenset(_tense(token, list(token.children)))


def _sense(token: "Token", child: "Token") -> Iterator[str]:
    lower = child.lower_.replace("’", "'")
    if child.dep_ == "neg" or lower in NEGATIVE:
        yield "not"
    elif child.tag_ == "MD":
        yield MODALS.get(lower, lower)
    elif lower in LIMITING and child.dep_ in LIMITERS:
        limits = (t.lower_ for t in child.subtree if t.dep_ in ("advmod", "quantmod") or t == child)
        yield " ".join(limits)
    elif child.dep_ in ("advmod", "quantmod") and token.pos_ == "NUM":
        yield lower
    elif child.dep_ in ("advcl", "prep", "mark", "advmod") and _opens_condition(child):
        yield f"if {' '.join(sorted(key(t) for t in child.subtree if has_content(t)))}"
    elif child.dep_ == "mark" and lower != "that":
        yield lower
    elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and any(
        t.lower_ in NEGATIVE for t in (child, *child.children) if t.dep_ in ("det", child.dep_)
    ):
        yield "not"


def _opens_condition(child: "Token") -> bool:
    opening = ("prep", "mark", "advmod")
    openers = [child] if child.dep_ in opening else [t for t in child.children if t.dep_ in opening]
    return any(t.lower_ in CONDITIONS for t in openers) or (
        child.dep_ == "advcl" and any(t.tag_ == "WRB" for t in openers)
    )


def _tense(token: "Token", children: list["Token"]) -> Iterator[str]:
    helpers = [c for c in children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("MD", "TO") for c in helpers):
        yield from ("to" for c in helpers if c.tag_ == "TO")
    else:
        finite = next((t for t in (*helpers, token) if t.tag_ in ("VBD", "VBZ", "VBP")), token)
        perfect = any(c.lemma_ == "have" for c in helpers)
        if finite.tag_ == "VBD" or perfect:
            yield "past"
        elif finite.tag_ in ("VBZ", "VBP"):
            yield "present"
    if token.tag_ == "VBG":
        yield "going on"


def modifiers(token: "Token") -> Iterator[int]:
    """The places of the words that restrict a noun."""
    for child in token.children:
        after_comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text == ","
        if child.dep_ == "prep":
            objects = (t for t in child.children if t.dep_ in ("pobj", "pcomp"))
            yield from (t.i for t in objects if has_content(t))
        elif has_content(child) and (
            child.dep_ in RESTRICTING or (child.dep_ in ("relcl", "acl") and not after_comma)
        ):
            yield child.i


def adjuncts(verb: "Token") -> Iterator[int]:
    """The places of the words that say when, where and how."""
    for child in verb.children:
        if child.dep_ in ("prep", "agent"):
            yield from (t.i for t in child.children if t.dep_ == "pobj" and has_content(t))
        elif child.dep_ in ("advmod", "npadvmod", "advcl") and has_content(child):
            yield child.i
