"""
Who affirms and who denies the subject of a yes-or-no question, by the words of a claim.

Attributing a stance is itself a claim, so ambiguous wording gives None.
"""

from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.questions.negation import negated
from rag.questions.parsed import ParsedQuestion
from rag.schema.answers import Evidence, Side


@dataclass(frozen=True, slots=True)
class StanceParameters:
    """When a question has enough words to be affirmed or denied."""

    least_words: int  # of its topic


STANCE = parameters(StanceParameters, "answering", "stance")


def stance(question: ParsedQuestion, evidence: Evidence) -> Side | None:
    """
    The side of a yes-or-no question that the named speakers of a piece of evidence take.

    None if their words leave it open, if they disagree, or if the question itself is negated
    ("Did X not say ...?"), since yes and no are then ambiguous.
    """
    if sum(map(len, question.topic_phrases)) < STANCE.least_words or question.negated:
        return None
    sides = {
        negated(claim.text, question.topic_phrases, question.verb)
        for claim in evidence.hit.claims
        if claim.speaker
    } - {None}
    return None if len(sides) != 1 else Side.DENIES if sides.pop() else Side.AFFIRMS
