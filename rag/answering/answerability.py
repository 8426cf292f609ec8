"""The probability that the evidence answers a question at all."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.answer_type import ONE_FACT
from rag.questions.parsed import ParsedQuestion
from rag.schema.answers import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerabilityModel:
    """
    A logistic regression: the log-odds that the evidence answers, as a sum of these.

    The reader judges one sentence by itself. What that leaves out of the question, and how near the
    search came, show whether it is about something else: "Graham on Benghazi" where Graham speaks
    of Carson. Fitted by bench/answer_model.py.
    """

    reader: float  # times the highest score of the reader
    missing: float  # times the words of the question that neither that piece nor its context has
    names_never_met: float  # times the names among them that no other probable piece has either
    numbers_never_met: float  # times the numbers among them ("the 96th awards"), likewise
    nearness: float  # times the highest retrieval score
    covered: float  # times the largest share of the question's words, by rarity, in one piece
    topic: float  # times the content words of the question that are no speaker's
    particular: float  # where a person or body is asked for by name
    one_fact: float  # where a name, number or day is asked for
    constant: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingEvidence:
    """How many pieces of evidence count."""

    read: int  # most probable pieces, one of which has the reader's highest score
    met: int  # most probable pieces, one of which has to have a name or number of the question


MODEL = parameters(AnswerabilityModel, "answering", "answerability")
DECIDING = parameters(DecidingEvidence, "answering", "deciding_evidence")


def measures(question: ParsedQuestion, ranked: Sequence[Evidence]) -> tuple[float, ...]:
    """The inputs of ``AnswerabilityModel`` in its order, less the constant; ``ranked`` has one."""
    pieces = ranked[: DECIDING.read]
    best = max(pieces, key=lambda e: e.reader_score)
    lacking = set(best.missing).intersection(*(e.missing for e in pieces[: DECIDING.met]))
    names = question.names.difference(*question.speakers)
    numbers = [word for word in lacking if any(map(str.isdigit, word))]
    named = bool(question.speakers) and question.address_form is AddressForm.NAME
    return (
        best.reader_score,
        len(set(best.missing)),
        len(names & lacking),
        len(numbers),
        max(e.hit.score for e in pieces),
        max(e.covered for e in pieces),
        len(question.topic),
        named,
        question.answer_type in ONE_FACT,
    )


def answerability(
    question: ParsedQuestion, ranked: Sequence[Evidence], model: AnswerabilityModel = MODEL
) -> float:
    """The probability that the evidence answers; 0 without evidence."""
    if not ranked:
        return 0.0
    *weights, constant = astuple(model)
    odds = constant + sum(w * v for w, v in zip(weights, measures(question, ranked), strict=True))
    return 1.0 / (1.0 + math.exp(-odds))
