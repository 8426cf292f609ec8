"""Whether a text affirms or negates some phrases, by its words alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.calibration.parameters import parameters
from rag.lexicon import answer_words
from rag.lexicon.function_words import is_negation
from rag.questions.terms import stem
from rag.text.tokens import words

_RESERVATIONS = frozenset(stem(word) for word in answer_words.RESERVATIONS)
_DENIAL_VERBS = frozenset(stem(verb) for verb in answer_words.DENIAL_VERBS)
_NOUN_ENDINGS = ("ment", "ments", "tion", "tions", "ing", "al", "als", "er", "ers")
_AFTER_NOT = frozenset(("exist", "exists", "existing", "there", "present", "true"))


@dataclass(frozen=True, slots=True)
class NegationParameters:
    """Distances, in words, within which words belong together."""

    double_negation: int  # from a negation to one that cancels it
    between: int  # words within a phrase, or between a negation and it: "no US bases"
    denied_within: int  # from "denied" to the phrase that is denied


NEGATION = parameters(NegationParameters, "questions", "negation")


def negated(text: str, phrases: Sequence[Sequence[str]], verb: str | None = None) -> bool | None:
    """
    Whether a text negates the phrases; None if its words leave that open.

    True: "no foreign bases", "does not have a single base", "bases do not exist", "denied that
    there are bases". False: all words of the phrases in their order, without a reservation ("if",
    "may", "reluctant to"), and with ``verb`` as a verb ("endorsed", not "the endorsement" or "to
    endorse").
    """
    tokens = words(text)
    places = [_places(tokens, phrase) for phrase in phrases]
    undecided = "?" in text or answer_words.HEDGES & {word.casefold() for word in tokens}
    if not phrases or not all(places) or undecided:
        return None
    negations = [n for n, word in enumerate(tokens) if _negates_or_denies(word)]
    if not negations:
        return False if _affirms(tokens, phrases, verb) else None
    if any(0 < later - first <= NEGATION.double_negation for first, later in pairwise(negations)):
        return None  # "did not deny"
    wanted = {stem(word) for phrase in phrases for word in phrase}
    return any(_applies(tokens, no, at, wanted) for no in negations for at in places[0]) or None


def _places(tokens: Sequence[str], phrase: Sequence[str]) -> list[tuple[int, int]]:
    """First and last word of each place with the phrase's words in order and close together."""
    stems = [stem(word) for word in tokens]
    wanted = [stem(word) for word in phrase]
    places = []
    for start in (n for n, form in enumerate(stems) if form == wanted[0]):
        at = start
        for word in wanted[1:]:
            near = stems[at + 1 : at + 2 + NEGATION.between]
            if word not in near:
                break
            at += 1 + near.index(word)
        else:
            places.append((start, at))
    return places


def _affirms(tokens: Sequence[str], phrases: Sequence[Sequence[str]], verb: str | None) -> bool:
    """Whether the phrases' words follow one another, with the verb and without a reservation."""
    lower = [word.casefold() for word in tokens]
    if any(stem(word) in _RESERVATIONS for word in lower):
        return False
    if not _places(tokens, [word for phrase in phrases for word in phrase]):
        return False
    return verb is None or any(
        stem(word) == stem(verb)
        and not word.endswith(_NOUN_ENDINGS)
        and (not n or lower[n - 1] not in answer_words.BEFORE_NOUNS)
        for n, word in enumerate(lower)
    )


def _applies(tokens: Sequence[str], no: int, at: tuple[int, int], wanted: Collection[str]) -> bool:
    """
    Whether the negation at word ``no`` applies to the phrase at ``at``.

    ``wanted`` are the stems of all phrases.
    """
    start, end = at
    if stem(tokens[no]) in _DENIAL_VERBS:
        return 0 < start - no <= NEGATION.denied_within
    if no < start:
        between = [word.casefold() for word in tokens[no + 1 : start]]
        plain = [word for word in between if word not in answer_words.EXISTENCE]
        direct = tokens[no].casefold() in ("no", "without")
        return len(plain) <= (NEGATION.between if direct else 0)
    after = tokens[no + 1 : no + 2]
    exists = any(word.casefold() in _AFTER_NOT or stem(word) in wanted for word in after)
    return exists and start < no <= end + NEGATION.between + 1


def _negates_or_denies(word: str) -> bool:
    lower = word.casefold()
    denies = lower in answer_words.FALSEHOOD or stem(word) in _DENIAL_VERBS
    return denies or is_negation(lower)
