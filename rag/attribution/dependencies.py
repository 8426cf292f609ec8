"""
Subjects, sources and noun phrases in the dependency tree of a sentence.

``quoted`` gives, for each token of the paragraph, the index of the quotation that contains it, or
None. A subject inside a quotation never belongs to a verb outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.calibration.parameters import parameters
from rag.lexicon import attitude_words, organisations, people, reporting
from rag.lexicon.function_words import WEEKDAY_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = ("who", "which", "that")
NOUNS = ("NOUN", "PROPN", "PRON")
NOMINAL = (*NOUNS, "DET", "ADJ", "NUM")
HOPING = ("hopes", "hoped", "hoping")
CONTRASTS = ("while", "whereas", "although", "though")
# After a name, these give place or time of the statement; "from" may identify the person.
PLACE_AND_TIME = ("in", "at", "on", "during", "after", "before", "near", "outside")

# Adjectives with an infinitive that say something of their subject: "it is EAGER to announce".
PERSONAL_ADJECTIVES = reporting.DENIALS | {
    word for word, after in attitude_words.ADJECTIVE if after == "TO"
}
PERSONAL_PRONOUNS = reporting.SOURCE_PRONOUNS - {"it", "its"}

Quoted = Sequence[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDistances:
    """Longest distances between the parts of an attribution, in tokens; see the TOML file."""

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
    """The lemma in lower case; corrects the parser, which lemmatises "hoping" as "hop"."""
    return "hope" if token.lower_ in HOPING else str(token.lemma_).lower()


def is_mark(token: "Token") -> bool:
    """Whether a token is a punctuation mark, and no "%" and no hyphen within a word."""
    if not token.is_punct or token.pos_ != "PUNCT":
        return False
    return (
        token.text != "-" or token.i == 0 or bool(token.whitespace_ or token.nbor(-1).whitespace_)
    )


def own_subject(verb: "Token", quoted: Quoted) -> "Token | None":
    """The subject attached to the verb itself, outside quotations; the nearest before it."""
    subjects = [
        t for t in verb.children if t.dep_ in SUBJECTS and quoted[t.i] is None and _can_speak(t)
    ]
    before = [t for t in subjects if t.i < verb.i]
    return before[-1] if before else next(iter(subjects), None)


def _can_speak(token: "Token") -> bool:
    """Whether a token is a word and no weekday, as in ``said Wednesday``."""
    return any(map(str.isalnum, token.text)) and token.lower_ not in WEEKDAY_NAMES


def source_of(verb: "Token", quoted: Quoted) -> "Token | None":
    """The head of a verb's source: its own subject, its antecedent, or one of a verb above."""
    if verb.head.lower_ == "as" and verb.head.dep_ == "prep":  # "quoted X as saying"
        quoting = verb.head.head
        named = [t for t in quoting.children if t.dep_ in ("dobj", "nsubjpass")]
        if named:
            return named[0]
    current = verb
    for _ in range(DISTANCES.verbs_above):
        subject = own_subject(current, quoted)
        if subject is not None:
            if subject.dep_ == "nsubjpass" and not _may_be_active(current):
                return agent(current)
            if subject.lower_ in RELATIVES and current.dep_ == "relcl":
                return _author(current.head, quoted)
            return subject
        if current.dep_ == "acl" and any(t.lower_ == "to" for t in current.children):
            return _holder_of_aim(current.head, quoted)
        if _is_passive(current):
            return agent(current)
        if current.dep_ in ("relcl", "acl"):
            return _author(current.head, quoted)
        asked = _asked(current) if current.dep_ == "xcomp" else None
        if asked is not None:
            return asked if lemma_of(current.head) in reporting.CAUSING else None
        if current.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "dep", "pcomp", "prep"):
            return None
        current = current.head
    return None


def _is_made_to(verb: "Token", subject: "Token") -> bool:
    """Whether the subject is only to be made to do it: "a scheme to have PENCE reject votes"."""
    before = subject.left_edge.i - 1
    if before < 0 or verb.tag_ not in ("VB", "VBP") or subject.i > verb.i:
        return False
    helped = any(t.dep_ == "aux" for t in verb.children)
    return not helped and lemma_of(verb.doc[before]) in reporting.MAKING


def is_authors(cue: "Token", quoted: Quoted) -> bool:
    """
    Whether nobody says what a cue says: "it is hard to DENY that", "ASK yourself", "you KNOW".

    "It" has no referent there, imperatives and "you" address the reader, and who is made to say
    something has not said it.
    """
    subject = own_subject(cue, quoted)
    if subject is not None:
        you = subject.lower_ == "you" and lemma_of(cue) not in reporting.SPEECH
        return you or _is_made_to(cue, subject)
    if cue.tag_ != "VB":
        return False
    if any(t.dep_ == "aux" and t.lower_ == "to" for t in cue.children):
        verb = cue.head if cue.head.pos_ in ("VERB", "AUX") else cue.head.head
        above = own_subject(verb, quoted)
        predicate = any(
            t.dep_ in ("acomp", "attr") and t.lower_ not in PERSONAL_ADJECTIVES
            for t in verb.children
        )
        impersonal = above is not None and above.lower_ in ("it", "that", "this")
        return cue.dep_ == "xcomp" and verb.lemma_ == "be" and predicate and impersonal
    alone = not any(t.dep_ in ("aux", "auxpass") and t.lower_ != "do" for t in cue.children)
    opens = all(quoted[t.i] is None and t.i >= cue.i for t in cue.subtree if t.pos_ in NOUNS)
    return cue.dep_ == "ROOT" and alone and opens


def _may_be_active(verb: "Token") -> bool:
    """Whether the auxiliary of a passive may be "has" after all: "who's called for a ban"."""
    return any(t.dep_ == "auxpass" and t.lower_ == "'s" for t in verb.children)


def agent(verb: "Token") -> "Token | None":
    """Who does what a passive verb says: "endorsed by MERKEL"."""
    agents = [child for child in verb.children if child.dep_ == "agent"]
    return next((t for agent in agents for t in agent.children), None)


def _is_passive(verb: "Token") -> bool:
    """Whether a verb after a noun says what is done to it: "a man NAMED X", "BACKED by Y"."""
    speaks = any(child.dep_ == "ccomp" for child in verb.children)
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not speaks


def _asked(infinitive: "Token") -> "Token | None":
    """Whoever is to do what an infinitive says: "pressed DONORS to back her"."""
    verb = infinitive.head
    for token in verb.children:
        if token.dep_ in ("dobj", "dative") and verb.i < token.i < infinitive.i:
            somebody = lemma_of(token) in people.ROLES | people.PEOPLE
            if somebody or token.pos_ in ("PROPN", "PRON"):
                return token
    return None


def _holder_of_aim(noun: "Token", quoted: Quoted) -> "Token | None":
    """Who has an aim: the subject of "made an EFFORT to block"; "the SENATOR to endorse X"."""
    if noun.pos_ in ("PROPN", "PRON") or noun.lemma_.lower() in people.ROLES | people.PEOPLE:
        return noun
    verb = noun.head
    subject = own_subject(verb, quoted) if noun.dep_ == "dobj" else None
    return subject if subject is not None and subject.lower_ not in RELATIVES else None


def _author(noun: "Token", quoted: Quoted) -> "Token":
    """The subject of "issued a statement saying"; other nouns are sources themselves."""
    verb = noun.head
    if lemma_of(noun) in reporting.TEXTS and noun.dep_ == "dobj" and verb.pos_ == "VERB":
        subject = own_subject(verb, quoted)
        if subject is not None and subject.dep_ == "nsubj" and subject.lower_ not in RELATIVES:
            return subject
    return noun


def source_beside(verb: "Token", quoted: Quoted, tokens: Sequence["Token"]) -> "Token | None":
    """
    The source of a quotation's cue by word order, where quotation marks mislead the parser.

    It is the phrase after the cue (``"...," added a Democrat``), else the phrase before it
    (``"...?" Smith continued``), else the last subject before it.
    """
    outside = [t for t in tokens if quoted[t.i] is None and t.lower_ not in WEEKDAY_NAMES]
    after = [t for t in outside if t.i > verb.i and t.pos_ not in ("ADV", "PART")]
    has_content = any(t.i < verb.i and (quoted[t.i] is not None or t.text == ",") for t in tokens)
    if has_content and after and after[0].i <= verb.i + 2 and after[0].pos_ in NOMINAL:
        head = _head_of(after[0], verb, quoted)
        if head.pos_ in NOUNS:
            return head
    before = [t for t in outside if t.i < verb.i and t.pos_ not in ("ADV", "AUX", "PART")]
    if before and before[-1].pos_ in NOUNS:
        return _head_of(before[-1], verb, quoted)
    return next((t for t in reversed(before) if t.dep_ in SUBJECTS and t.pos_ in NOUNS), None)


def _head_of(token: "Token", verb: "Token", quoted: Quoted) -> "Token":
    """The head of the noun phrase of ``token``, on its side of ``verb`` and of quotations."""
    while token.dep_ in ("det", "compound", "amod", "poss", "nummod", "appos", "case", "nmod"):
        across = (token.head.i < verb.i) != (token.i < verb.i)
        if across or token.head.i == token.i or quoted[token.head.i] is not None:
            break
        token = token.head
    return token


def noun_phrase(head: "Token") -> tuple[int, int]:
    """
    First and last token of the phrase of ``head``, up to its first relative clause.

    A place or time after a person's name is left out: "said Merkel in Berlin".
    """
    first, last = head.left_edge.i, head.right_edge.i
    person = head.tag_ == "NNP" and head.ent_type_ in ("PERSON", "")
    person = person and head.lower_ not in organisations.BODY_WORDS
    for child in head.subtree:
        if child.i <= head.i or child.dep_ in ("amod", "compound", "appos"):
            continue
        beside = (
            person
            and child.head == head
            and child.dep_ == "prep"
            and child.lower_ in PLACE_AND_TIME
        )
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
        last += 1  # close the bracket of "(Tex.)"
        words.add(doc[last].text)
    return first, last


def phrase_end(head: "Token") -> int:
    """The last token of a phrase, less clauses and appositions after a comma or dash."""
    last = head.right_edge.i
    for token in head.subtree:
        first = token.left_edge.i
        separated = first > head.i and is_mark(head.doc[first - 1])
        if token.dep_ == "advcl" and first > head.i and head.doc[first].lower_ in CONTRASTS:
            last = min(last, first - 1)
        aside = token.dep_ in ("relcl", "appos", "advcl", "acl")
        if (
            separated
            and aside
            and first - 2 >= head.i
            and not any(t.is_quote for t in token.subtree)
        ):
            last = min(last, first - 2)
    return last


def is_finite(verb: "Token") -> bool:
    """Whether a verb is finite, has a finite auxiliary, or is a participle as in ", urging"."""
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    if any(t.dep_ == "aux" and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return is_finite(verb.head)
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ","


def can_hold_position(source: "Token") -> bool:
    """
    Whether a source can hold a position: any noun or personal pronoun, but not "it".

    Claims whose source is a thing ("the plan calls for X") match hand-marked attributions of
    PolNeAR train as often as those of people; see bench/claims.py.
    """
    return source.pos_ != "PRON" or source.lower_ in PERSONAL_PRONOUNS
