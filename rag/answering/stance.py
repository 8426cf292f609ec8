"""
Who affirms and who denies what a yes-or-no question asks, by the words of a claim alone.

To say so of somebody is itself a claim about them: where the words leave it open, nothing is said.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answering.phrasing import AFFIRMS, DENIES
from rag.calibration.parameters import parameters
from rag.lexicon import answer_words, function_words
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import stem
from rag.schema.answers import Evidence
from rag.schema.articles import Article
from rag.text.tokens import bare, words

_HELPING = frozenset("did does do will would has have had can could should".split())
_RESERVATIONS = frozenset(stem(word) for word in answer_words.RESERVATIONS)
_NOMINAL = ("ment", "ments", "tion", "tions", "ing", "al", "als", "er", "ers")
_THERE = frozenset("exist exists existing there present true".split())
_DENIAL_VERBS = frozenset(stem(verb) for verb in answer_words.DENIAL_VERBS)


@dataclass(frozen=True, slots=True)
class StanceParameters:
    """Distances, in words, within which words belong together."""

    least_words: int  # words of a question without which there is nothing to affirm or deny
    double_negation: int  # from a negation to one that takes it back
    between: int  # within a phrase, or between a negation and it: "no US bases"
    denied_within: int  # from "denied" to what is denied


STANCE = parameters(StanceParameters, "answering", "stance")


def stance(
    asked: ParsedQuestion, evidence: Evidence, articles: Mapping[str, Article]
) -> str | None:
    """
    On which side of a yes-or-no question those stand whose words a piece of evidence gives.

    Only what a named speaker says counts, and only where all of it is on one side.
    """
    phrases, verb = _phrases(asked), _verb(asked)
    if sum(map(len, phrases)) < STANCE.least_words:
        return None
    if negated(asked.plain.rstrip("?"), phrases):
        return None  # "Did X not say ...?": yes and no have no plain meaning
    text = articles[evidence.hit.article].text
    sides = {
        negated(" ".join(text[span.start : span.end] for span in claim.content), phrases, verb)
        for claim in evidence.hit.claims
        if claim.speaker
    } - {None}
    return None if len(sides) != 1 else DENIES if sides.pop() else AFFIRMS


def _phrases(asked: ParsedQuestion) -> list[list[str]]:
    """The topic of a question, words that follow one another in it as one phrase."""
    phrases: list[list[str]] = []
    previous = False
    for word in words(asked.plain):
        among = bare(word) in asked.topic
        if among and previous:
            phrases[-1].append(bare(word))
        elif among:
            phrases.append([bare(word)])
        previous = among
    return phrases


def _verb(asked: ParsedQuestion) -> str | None:
    """The verb of a question that begins with a helping one: the first word that is no name."""
    found = [bare(word) for word in words(asked.plain)]
    plain = (word for word in found[1:] if word in asked.topic and word not in asked.names)
    return next(plain, None) if found and found[0] in _HELPING else None


def negated(text: str, phrases: Sequence[Sequence[str]], verb: str | None = None) -> bool | None:
    """
    Whether a text negates what the phrases say: what stands at one of them tells.

    "No foreign bases", "does not have a single base", "bases do not exist", "denied that there are
    bases". False where it says the same: all of their words in their order, with nothing that
    speaks against it ("if", "may", "reluctant to"), and the ``verb`` as one ("endorsed", not "the
    endorsement" or "to endorse"). Else None: to say who affirms or denies something is itself a
    claim about them.
    """
    found = words(text)
    places = [_places(found, phrase) for phrase in phrases]
    if (
        not phrases
        or not all(places)
        or "?" in text
        or answer_words.HEDGES & {w.casefold() for w in found}
    ):
        return None
    negations = [n for n, word in enumerate(found) if _is_negation(word)]
    if not negations:
        return False if _says(found, phrases, verb) else None
    if any(0 < later - first <= STANCE.double_negation for first, later in pairwise(negations)):
        return None  # "did not deny"
    wanted = {stem(word) for phrase in phrases for word in phrase}
    told = any(_negates(found, no, at, wanted) for no in negations for at in places[0])
    return True if told else None


def _places(found: Sequence[str], phrase: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words of a phrase stand in order, at most ``STANCE.between`` others within it."""
    stems = [stem(word) for word in found]
    wanted = [stem(word) for word in phrase]
    places = []
    for start in (n for n, one in enumerate(stems) if one == wanted[0]):
        at = start
        for word in wanted[1:]:
            near = stems[at + 1 : at + 2 + STANCE.between]
            if word not in near:
                break
            at += 1 + near.index(word)
        else:
            places.append((start, at))
    return places


def _says(found: Sequence[str], phrases: Sequence[Sequence[str]], verb: str | None) -> bool:
    """Whether the words of the phrases follow one another and nothing is against it."""
    lower = [word.casefold() for word in found]
    if any(stem(word) in _RESERVATIONS for word in lower):
        return False
    if not _places(found, [word for phrase in phrases for word in phrase]):
        return False
    return verb is None or any(
        stem(word) == stem(verb)
        and not word.endswith(_NOMINAL)
        and (not n or lower[n - 1] not in answer_words.BEFORE_NOUNS)
        for n, word in enumerate(lower)
    )


def _negates(found: Sequence[str], no: int, at: tuple[int, int], wanted: Collection[str]) -> bool:
    """Whether the negation at one word is of the phrase at a place; ``wanted`` are all stems."""
    start, end = at
    if stem(found[no]) in _DENIAL_VERBS:
        return 0 < start - no <= STANCE.denied_within
    between = [word.casefold() for word in found[no + 1 : start]]
    if no < start:
        plain = [word for word in between if word not in answer_words.EXISTENCE]
        direct = found[no].casefold() in ("no", "without")
        return len(plain) <= (STANCE.between if direct else 0)
    after = found[no + 1 : no + 2]
    there = any(word.casefold() in _THERE or stem(word) in wanted for word in after)
    return there and start < no <= end + STANCE.between + 1


def _is_negation(word: str) -> bool:
    lower = word.casefold()
    denies = lower in answer_words.FALSEHOOD or stem(word) in _DENIAL_VERBS
    return denies or function_words.is_negation(lower)
