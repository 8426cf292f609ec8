"""
Makes sentences of a language model by rule, from the passages that an answer cites.

True ones in several forms, and false ones of each kind that a model writes: another speaker,
numbers swapped, a negation more or less. A rule does not know whether what it made is really false.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.corpus import Corpus
from rag.lexicon.evidence_words import LIMITING
from rag.models import spacy_pipeline
from rag.schema.claims import Claim, Kind
from rag.writer.verification import NumberedEvidence

if TYPE_CHECKING:
    from rag.models.spacy_pipeline import Doc, Token

TRUE = ("quoted", "dated quotation", "reported", "according to", "own words to third person",
        "shortened", "two by one speaker", "outlet's own words")  # fmt: skip
"""Kinds that are true; all others are false."""
THIRD = {"i": "he", "me": "him", "my": "his", "mine": "his", "myself": "himself", "we": "they",
         "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves"}  # fmt: skip
UNIVERSAL = frozenset("all both each entire every whole".split())  # dropped, the rest is true
AGREES = {
    "am": "is",
    "'m": "is",
    "’m": "is",
    "have": "has",
    "'ve": "has",
    "’ve": "has",
    "do": "does",
}
SHORTEST, LONGEST = 5, 45  # words
CONDITIONS = ("if", "unless", "until", "when", "once", "without", "except")
MODAL = ("will", "'ll", "’ll", "would")
PLANS = (
    "want",
    "plan",
    "hope",
    "intend",
    "promise",
    "vow",
    "pledge",
    "seek",
    "aim",
    "try",
    "threaten",
)
HEDGES = ("may", "might", "could", "would", "should", "can")
SOFT = (
    "likely",
    "probably",
    "perhaps",
    "possibly",
    "reportedly",
    "allegedly",
    "maybe",
    "apparently",
)
IRREGULAR = dict(
    pair.split("/")
    for pair in "be/was become/became begin/began break/broke bring/brought build/built buy/bought "
    "come/came cut/cut deal/dealt do/did fight/fought find/found get/got give/gave go/went "
    "have/had hold/held keep/kept lead/led leave/left lose/lost make/made meet/met pay/paid "
    "put/put rise/rose run/ran see/saw send/sent set/set speak/spoke spend/spent "
    "stand/stood take/took tell/told think/thought win/won write/wrote".split()
)
NEGATIVE = ("not", "n't", "n’t", "never", "no")


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence made from passages, and its kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a speaker says in a passage: its words as the article prints them."""

    n: int
    speaker: str
    words: str
    kind: Kind
    piece: NumberedEvidence


def sentences(corpus: Corpus, pieces: Mapping[int, NumberedEvidence]) -> Iterator[Made]:
    """All sentences that the rules make of the passages of one answer."""
    chance = random.Random(1)
    sources = [source for piece in pieces.values() for source in said(corpus, piece)]
    for source in sources:
        others = [one for one in sources if not related(one, source)]
        yield from true(source, sources)
        yield from misattributed(source, others)
        yield from misquoted(source)
        doc = spacy_pipeline.parse(bare(source.words))
        for kind, changed in altered(doc):
            yield Made(kind, reported(source.speaker, changed, source.n))
        yield from merged(source, doc, sources)
        yield from other_word(source, doc, others, chance)
    for piece in pieces.values():
        if not piece.statements and not piece.citation.speaker:
            yield from narrative(piece)


def related(one: Source, other: Source) -> bool:
    """Whether a speaker is the other, or the other's employer: "the White House" its spokesman."""
    voices = [statement.voice for statement in other.piece.statements]
    return any(one.speaker.split()[-1] in text for text in (other.speaker, *voices))


def said(corpus: Corpus, piece: NumberedEvidence) -> Iterator[Source]:
    """What named speakers say in a passage, in whole clauses."""
    c = piece.citation
    for claim in corpus.copies():
        if claim.article != c.article or not usable(claim):
            continue
        if c.span.start <= claim.evidence.start and claim.evidence.end <= c.span.end:
            yield Source(c.n, str(claim.speaker), claim.text, claim.kind, piece)


def usable(claim: Claim) -> bool:
    """Whether a claim is one clause of one named speaker."""
    return (
        claim.kind in (Kind.DIRECT, Kind.INDIRECT)
        and bool(claim.speaker)
        and len(claim.speakers) == 1
        and len(claim.content) == 1
        and not claim.negated
        and not claim.chain
        and claim.content == claim.shown
        and SHORTEST <= len(claim.text.split()) <= LONGEST
        and not re.search(r"[\"“”\n]|\.\s+[A-Z]", claim.text.strip('"“”'))
        and not claim.text.rstrip("\"”' ").endswith("?")
    )


def bare(words: str) -> str:
    """Words without the marks around them."""
    return " ".join(words.strip("\"“”‘' ,.;:").removeprefix("that ").split())


def lowered(words: str) -> str:
    """Words as a clause after "that"."""
    first, *_ = words.split(maxsplit=1)
    small = first.casefold()
    keep = first == "I" or first.isupper() or small not in _common()
    return words if keep else small + words[len(first) :]


def _common() -> frozenset[str]:
    return frozenset("a all and as at but for he if in it my no on our she so some that the their "
                     "there these they this those to we what when with you".split())  # fmt: skip


def reported(speaker: str, words: str, n: int) -> str:
    """Indirect speech."""
    return f"{speaker} said that {lowered(words)} [{n}]."


def third_person(doc: "Doc") -> str:
    """Direct words as reported ones: "I am" becomes "he is"."""
    parts = []
    for token in doc:
        word = token.text
        subject = any(c.lower_ == "i" for c in token.children if c.dep_ in ("nsubj", "nsubjpass"))
        above = token.head
        helped = token.dep_ in ("aux", "auxpass") and any(
            c.lower_ == "i" for c in above.children if c.dep_ in ("nsubj", "nsubjpass")
        )
        if token.lower_ in THIRD:
            word = THIRD[token.lower_]
        elif (subject or helped) and token.lower_ in AGREES:
            word = AGREES[token.lower_]
            word = f" {word}" if token.text[0] in "'’" else word
        elif subject and token.tag_ == "VBP":
            word = token.text + "s"
        parts.append(word + token.whitespace_)
    return "".join(parts)


def true(source: Source, sources: Sequence[Source]) -> Iterator[Made]:
    """True sentences."""
    n, who, words = source.n, source.speaker, bare(source.words)
    day = source.piece.citation.said_on
    own = source.kind is Kind.DIRECT
    doc = spacy_pipeline.parse(words)
    plain = not any(token.lower_ in THIRD for token in doc)
    if own:
        yield Made("quoted", f"{who} said: “{words}” [{n}].")
        yield Made("quoted", f"“{words},” {who} said [{n}].")
        if day and source.piece.citation.speaker == who:
            yield Made("dated quotation", f"On {day:%-d %B %Y}, {who} said that “{words}” [{n}].")
        yield Made("own words to third person", reported(who, third_person(doc), n))
    if not own or plain:
        yield Made("reported", reported(who, words, n))
        yield Made("according to", f"According to {who}, {lowered(words)} [{n}].")
        cut = shortened(doc)
        if cut:
            yield Made("shortened", reported(who, cut, n))
        for other in sources:
            if other.n > n and other.speaker == who and other.kind is Kind.INDIRECT:
                second = lowered(bare(other.words))
                text = f"{who} said that {lowered(words)} and that {second} [{n}][{other.n}]."
                yield Made("two by one speaker", text)


def shortened(doc: "Doc") -> str | None:
    """The first of two joined clauses, or a sentence without what follows its last comma."""
    root = next(doc.sents).root
    for child in root.children:
        if child.dep_ == "conj" and any(c.dep_ == "nsubj" for c in child.children):
            start = child.left_edge.i
            joining = [c.i for c in root.children if c.dep_ in ("cc", "punct") and c.i < start]
            words = doc[: min([at for at in joining if at > root.i], default=start)].text
            if any(c.lower_ in ("or", "but") for c in root.children if c.dep_ == "cc"):
                return None
            return words.strip(" ,")
    for token in doc:
        if (
            token.dep_ in ("relcl", "appos")
            and token.left_edge.i > 1
            and doc[token.left_edge.i - 1].text == ","
        ):
            return cut_out(doc, token)
    return None


def cut_out(doc: "Doc", head: "Token") -> str:
    """A sentence without one of its parts and the commas around it."""
    left, right = head.left_edge.i, head.right_edge.i
    if left > 0 and doc[left - 1].text == ",":
        left -= 1
        if right + 1 < len(doc) and doc[right + 1].text == ",":
            right += 1
    elif right + 1 < len(doc) and doc[right + 1].text == ",":
        right += 1
    return f"{doc[:left].text} {doc[right + 1 :].text}".strip(" ,")


def narrative(piece: NumberedEvidence) -> Iterator[Made]:
    """The sentences of a passage without a quotation."""
    doc = spacy_pipeline.parse(piece.citation.quote)
    for sentence in doc.sents:
        if SHORTEST <= len(sentence) <= LONGEST and not re.search('["“”?]', sentence.text):
            words = sentence.text.strip(" .")
            yield Made("outlet's own words", f"{words} [{piece.citation.n}].")
            for kind, changed in altered(spacy_pipeline.parse(words)):
                yield Made(kind, f"{changed} [{piece.citation.n}].")


# --- false ones -----------------------------------------------------------------------------------


def misattributed(source: Source, others: Sequence[Source]) -> Iterator[Made]:
    """Words with another speaker, with none, or with another day."""
    words = bare(source.words)
    c = source.piece.citation
    for other in others[:2]:
        if other.n != source.n:
            text = reported(other.speaker, words, source.n)
            yield Made("another speaker", text)
            yield Made("another speaker, both cited", text.replace(" [", f" [{other.n}][", 1))
        else:
            yield Made("another speaker of the passage", reported(other.speaker, words, source.n))
        if source.kind is Kind.DIRECT:
            text = f"“{words},” {other.speaker} said [{source.n}][{other.n}]."
            yield Made("another speaker of a quotation", text)
        day, own = other.piece.citation.said_on, c.said_on
        if day and own and day != own:
            text = f"On {day:%-d %B %Y}, {reported(source.speaker, words, source.n)}"
            yield Made("day of another", text.replace(" [", f" [{other.n}][", 1))
    yield Made("opinion as fact", f"{words[0].upper()}{words[1:]} [{source.n}].")
    if c.said_on and c.speaker == source.speaker:
        days = {c.said_on + timedelta(n) for n in (-7, -1, 1)}
        days |= {day for day in (c.published, c.origin_published) if day}
        for day in sorted(days - {c.said_on}):
            yield Made(
                "wrong day", f"On {day:%-d %B %Y}, {reported(source.speaker, words, source.n)}"
            )
            weekday = f"{source.speaker} said on {day:%A} that {lowered(words)} [{source.n}]."
            if day.weekday() != c.said_on.weekday():
                yield Made("wrong day", weekday)


def misquoted(source: Source) -> Iterator[Made]:
    """A paraphrase as a quotation, and a quotation cut so that it says something else."""
    words = bare(source.words)
    if source.kind is Kind.INDIRECT:
        yield Made("paraphrase quoted", f"{source.speaker} said: “{words}” [{source.n}].")
        yield Made("paraphrase quoted", f"“{words},” {source.speaker} said [{source.n}].")
        half = " ".join(words.split()[-4:])
        yield Made("paraphrase quoted", f"{source.speaker} spoke of “{half}” [{source.n}].")
        return
    parts = words.split()
    for at, word in enumerate(parts):
        after = parts[at + 1 :]
        if (word.casefold().strip(",") in NEGATIVE or word.endswith(("n't", "n’t"))) and len(
            after
        ) > 3:
            text = " ".join(after)
            yield Made("quotation cut after not", f"{source.speaker} said: “{text}” [{source.n}].")
        joined = parts[at - 1].strip(",") in ("and", "because", "but")
        if word.casefold() in ("if", "unless", "until") and at > 3 and not joined:
            text = " ".join(parts[:at]).strip(",")
            yield Made(
                "quotation cut at condition", f"{source.speaker} said: “{text}” [{source.n}]."
            )


def altered(doc: "Doc") -> Iterator[tuple[str, str]]:
    """A sentence with one thing in it changed, kind by kind."""
    for token in doc:
        yield from (
            (kind, text)
            for kind, text in _altered(doc, token)
            if text.casefold().split() != doc.text.casefold().split() and len(text.split()) > 2
        )
    yield from numbers_swapped(doc)


def _altered(doc: "Doc", token: "Token") -> Iterator[tuple[str, str]]:
    lower = token.lower_
    yield from negated(doc, token)
    yield from unhedged(doc, token)
    yield from done(doc, token)
    if lower in CONDITIONS:
        clause = token if token.dep_ == "prep" else token.head
        if clause.dep_ in ("advcl", "prep"):
            yield "condition dropped", cut_out(doc, clause)
    if lower in LIMITING - UNIVERSAL and token.dep_ in ("advmod", "amod", "det", "quantmod"):
        yield "limit dropped", without(doc, token)
    if token.dep_ in ("relcl", "acl") and doc[token.left_edge.i - 1].text != ",":
        yield "restriction dropped", cut_out(doc, token)
    if token.dep_ == "nsubj":
        yield from swapped(doc, token)


def negated(doc: "Doc", token: "Token") -> Iterator[tuple[str, str]]:
    """A negation more, or one less."""
    lower = token.lower_
    if lower in NEGATIVE and token.dep_ in ("neg", "det", "advmod"):
        yield "negation dropped", without(doc, token, "any" if lower == "no" else "")
    helper = token.dep_ in ("aux", "auxpass")
    verb = token.head if helper else token
    if (
        (helper or token.lemma_ == "be")
        and token.tag_ in ("MD", "VBZ", "VBP", "VBD")
        and not any(c.dep_ == "neg" for c in (*verb.children, *token.children))
    ):
        yield "negation added", replaced(doc, {token.i: f"{token.text} not"})


def unhedged(doc: "Doc", token: "Token") -> Iterator[tuple[str, str]]:
    """What may be or is believed as what is."""
    if token.lower_ in HEDGES and token.dep_ == "aux":
        yield "hedge dropped", replaced(doc, {token.i: "will"})
    if token.lower_ in SOFT:
        yield "hedge dropped", without(doc, token)
    if token.lemma_ in ("think", "believe", "hope", "suspect") and token.dep_ == "ROOT":
        for clause in (c for c in token.children if c.dep_ == "ccomp"):
            text = doc[clause.left_edge.i : clause.right_edge.i + 1].text
            yield "hedge dropped", text.removeprefix("that ")


def done(doc: "Doc", token: "Token") -> Iterator[tuple[str, str]]:
    """A plan as what was done or is being done."""
    verb = token.head
    negative = any(c.dep_ == "neg" for c in verb.children)
    if token.lower_ in MODAL and token.dep_ == "aux" and verb.tag_ == "VB" and not negative:
        yield "plan reported as done", replaced(doc, {token.i: "", verb.i: past(verb)})
        yield "plan reported as done", replaced(doc, {token.i: "is", verb.i: going(verb)})
    if token.lemma_ in PLANS:
        for aim in (c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB"):
            gone = dict.fromkeys(range(token.i, aim.i), "")
            yield "plan reported as done", replaced(doc, {**gone, aim.i: past(aim)})


def swapped(doc: "Doc", subject: "Token") -> Iterator[tuple[str, str]]:
    """Subject and object, or subject and the noun of a preposition, in each other's place."""
    verb = subject.head
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    objects += [
        o for c in verb.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"
    ]
    nouns = ("NOUN", "PROPN")
    for other in objects:
        if (
            subject.pos_ in nouns
            and other.pos_ in nouns
            and subject.right_edge.i < other.left_edge.i
        ):
            first = doc[subject.left_edge.i : subject.right_edge.i + 1].text
            second = doc[other.left_edge.i : other.right_edge.i + 1].text
            before = doc[: subject.left_edge.i].text
            between = doc[subject.right_edge.i + 1 : other.left_edge.i].text
            after = doc[other.right_edge.i + 1 :].text
            if other.dep_ != "attr":
                yield (
                    "subject and object swapped",
                    " ".join(part for part in (before, second, between, first, after) if part),
                )


def numbers_swapped(doc: "Doc") -> Iterator[tuple[str, str]]:
    """Two numbers in each other's place, or one raised."""
    numbers = [t for t in doc if t.pos_ == "NUM" and t.text[0].isdigit()]
    for first, second in pairwise(numbers):
        if first.text != second.text:
            yield "numbers swapped", replaced(doc, {first.i: second.text, second.i: first.text})
    for number in numbers:
        if number.text[-1].isdigit():
            other = number.text[:-1] + str((int(number.text[-1]) + 1) % 10)
            yield "number changed", replaced(doc, {number.i: other})


def merged(source: Source, doc: "Doc", sources: Sequence[Source]) -> Iterator[Made]:
    """The subject of one passage with what another says of something else."""
    subject = main_subject(doc)
    if subject is None:
        return
    mine = doc[subject.left_edge.i : subject.right_edge.i + 1].text
    for other in sources:
        if other.words == source.words:
            continue
        theirs = spacy_pipeline.parse(bare(other.words))
        there = main_subject(theirs)
        if there is None or there.lower_ == subject.lower_:
            continue
        text = f"{theirs[: there.left_edge.i].text} {mine} {theirs[there.right_edge.i + 1 :].text}"
        marks = f"[{source.n}][{other.n}]" if other.n != source.n else f"[{source.n}]"
        words = lowered(" ".join(text.split()))
        yield Made("two passages merged", f"{source.speaker} said that {words} {marks}.")
        if not related(other, source):
            yield Made("two passages merged", f"{other.speaker} said that {words} {marks}.")
        both = f"{lowered(bare(source.words))} and that {lowered(bare(other.words))} {marks}."
        if not related(source, other):
            yield Made("two speakers merged", f"{source.speaker} said that {both}")
        return


def main_subject(doc: "Doc") -> "Token | None":
    """The noun that is the subject of a sentence."""
    root = next(doc.sents).root
    found = (c for c in root.children if c.dep_ in ("nsubj", "nsubjpass"))
    return next((c for c in found if c.pos_ in ("NOUN", "PROPN")), None)


def other_word(
    source: Source, doc: "Doc", others: Sequence[Source], chance: random.Random
) -> Iterator[Made]:
    """One word replaced by a word of the same kind out of the same or another cited passage."""
    for other in [*others[:1], source]:
        pool = [
            t for t in spacy_pipeline.parse(bare(other.words)) if t.pos_ in ("NOUN", "VERB", "ADJ")
        ]
        places = [t for t in doc if t.pos_ in ("NOUN", "VERB", "ADJ")]
        pairs = [(a, b) for a in places for b in pool if a.tag_ == b.tag_ and a.lemma_ != b.lemma_]
        if pairs:
            place, word = chance.choice(pairs)
            text = reported(source.speaker, replaced(doc, {place.i: word.text}), source.n)
            if other.n != source.n:
                text = text.replace(" [", f" [{other.n}][", 1)
            yield Made("another word", text)


# --- words ----------------------------------------------------------------------------------------


def without(doc: "Doc", token: "Token", instead: str = "") -> str:
    """A sentence without a word; "do not go" becomes "do go"."""
    whole = {"ca": "can", "wo": "will"}
    before = {t.i: whole[t.lower_] for t in doc[: token.i][-1:] if t.lower_ in whole}
    return replaced(doc, {token.i: instead, **before})


def replaced(doc: "Doc", instead: Mapping[int, str]) -> str:
    """A sentence with other words at some places."""
    parts = []
    for token in doc:
        word = instead.get(token.i, token.text)
        joined = token.text[0] in "'’" and token.i in instead and word[:1].isalpha()
        parts.append(
            (" " if joined else "")
            + word
            + (token.whitespace_ or (" " if token.i in instead else ""))
        )
    return re.sub(r"\s+([,.;])", r"\1", " ".join("".join(parts).split()))


def past(verb: "Token") -> str:
    """The past form of a verb."""
    lemma = verb.lemma_
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + ("d" if lemma.endswith("e") else "ed")


def going(verb: "Token") -> str:
    """The present participle of a verb."""
    lemma = verb.lemma_
    return (lemma[:-1] if lemma.endswith("e") and lemma != "be" else lemma) + "ing"
