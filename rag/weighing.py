"""What speaks for a sentence as evidence: its measures, each in [0, 1], and their weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.question import Asked, Wanted, same_word, similar, stem, words
from rag.schema import Claim, Hit

SAME_VOICE = 0.5  # share of the asked speaker's words that a claim's source must hold
LONG_WORD = 6  # letters from which a typing error still leaves a word recognisable


@dataclass(frozen=True, slots=True)
class Weights:
    """
    What each measure of a candidate adds to its score; every measure lies in [0, 1].

    Fitted by bench/calibrate.py on questions over PolNeAR's dev articles.
    """

    dense: float = 0.54  # cosine of question and sentence
    dense_passage: float = 0.55  # the same for the passage around it
    covered: float = 0.57  # share of the question's words in the sentence or its speaker, by rarity
    covered_near: float = 0.52  # the same with passage, neighbours and title added
    article: float = 0.43  # the same share in the whole article, title included
    voice: float = 0.56  # a claim in it is by whom the question asks for
    kind: float = 0.48  # it holds the kind of thing asked for: a number, a day, a named speaker
    claim: float = 0.35  # it holds a claim, where words of somebody are asked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit with the measures that decide whether it answers."""

    hit: Hit
    dense_passage: float
    covered: float
    voice: float
    side: int
    missing: tuple[str, ...]  # words of the question that neither it nor its surroundings hold


def voice_text(claim: Claim) -> str:
    """All that is known of the source of a claim, as one text."""
    fields = (claim.speaker, claim.mention, claim.role, claim.organisation, claim.actor)
    return " ".join(field for field in fields if field)


def heard(asked: Asked, claims: Sequence[Claim]) -> tuple[float, int]:
    """How well a claim's source is one that the question asks for, and which side it is."""
    best = (0.0, -1)
    for side, wanted in enumerate(asked.voices):
        for claim in claims:
            found = words(voice_text(claim))
            hits = sum(any(same_word(word, other) for other in found) for word in wanted)
            best = max(best, (hits / len(wanted), side), key=lambda pair: pair[0])
    return best


def forms_of(*texts: str) -> frozenset[str]:
    """The stems of all words of the texts."""
    return frozenset(stem(word) for text in texts for word in words(text))


def coverage(
    terms: Sequence[str],
    forms: frozenset[str],
    rarity: Mapping[str, float],
    misspelt: frozenset[str] = frozenset(),
) -> tuple[float, tuple[str, ...]]:
    """
    Share of the terms that are among the forms, by rarity, and those that are not.

    ``misspelt`` terms may also meet a form that differs by a typing error.
    """
    total = sum(rarity[term] for term in terms)
    missing = tuple(term for term in terms if not met(term, forms, misspelt=term in misspelt))
    lost = sum(rarity[term] for term in missing)
    return (1.0 - lost / total if total else 0.0), missing


def met(term: str, forms: frozenset[str], *, misspelt: bool = False) -> bool:
    """Whether a word is among the stems: itself, its hyphenated parts, or with a typing error."""
    if stem(term) in forms:
        return True
    parts = [part for part in words(term.replace("-", " ")) if len(part) > 1]
    if len(parts) > 1 and all(stem(part) in forms for part in parts):
        return True
    return (
        misspelt
        and len(term) >= LONG_WORD
        and any(similar(stem(term), form) for form in forms if form[:1] == term[:1])
    )


def holds(wanted: Wanted, text: str, claims: Sequence[Claim]) -> float:
    """1.0 where the kind of thing asked for stands in the sentence."""
    if wanted is Wanted.NUMBER:
        return float(any(ch.isdigit() for ch in text))
    if wanted is Wanted.DAY:
        months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
        dated = any(ch.isdigit() for ch in text) or any(w[:3] in months for w in words(text))
        return float(dated)
    if wanted is Wanted.PERSON:
        return float(any(claim.mention for claim in claims))
    return 0.0
