"""Whether evidence answers a question, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from rag.answering import phrasing
from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Evidence, EvidenceSet


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReadParameters:
    """How much of the evidence is read to decide whether it answers, and how."""

    deciding: int  # best pieces whose features count
    searched: int  # best pieces among which one may be by the speaker and on the topic asked for
    near_topic: float  # cosine from which evidence is on the topic without a word of it
    unnamed_speaker: float  # speaker match of any source where the speaker is asked for by office


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """
    Features of the evidence that decide whether it answers, each in [0, 1].

    The best value among the first ``READ.deciding`` pieces of evidence, for ``together`` among the
    first ``READ.searched``.
    """

    dense_passage: float  # cosine of question and passage
    covered: float  # share of the question's words in the evidence
    together: float  # product of speaker match and topic coverage of one piece
    names_missing: float  # share of the question's names that the evidence lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerThreshold:
    """
    When evidence counts as an answer: the weighted sum of the features reaches ``least``.

    Fitted by bench/calibrate.py on questions that were marked by hand and on questions made from
    hand-marked attributions; docs/declining.csv is its curve on questions left out of the fit.
    """

    dense_passage: float
    covered: float
    together: float
    names_missing: float
    least: float


THRESHOLD = parameters(AnswerThreshold, "answering", "answer_threshold")
READ = parameters(EvidenceReadParameters, "answering", "evidence_read")


def answerability(question: ParsedQuestion, ranked: Sequence[Evidence]) -> AnswerabilityFeatures:
    """The features of the best evidence; ``ranked`` is not empty, best first."""
    best = ranked[: READ.deciding]
    return AnswerabilityFeatures(
        dense_passage=max(e.dense_passage for e in best),
        covered=max(e.covered for e in best),
        together=max(
            _by_speaker(question, e) * _about_topic(question, e) for e in ranked[: READ.searched]
        ),
        names_missing=min(_names_missing(question, e) for e in best),
    )


def _by_speaker(question: ParsedQuestion, evidence: Evidence) -> float:
    """How well a piece of evidence is by a speaker that the question asks for."""
    if not question.speakers or question.address_form is AddressForm.ANYONE:
        return 1.0
    unnamed = READ.unnamed_speaker if question.address_form is AddressForm.ROLE else 0.0
    return max(evidence.speaker_match, unnamed)


def _about_topic(question: ParsedQuestion, evidence: Evidence) -> float:
    return evidence.on_topic if question.topic else 1.0


def _names_missing(question: ParsedQuestion, evidence: Evidence) -> float:
    """The share of names missing: those of the topic, and of the speaker unless it is matched."""
    matched = evidence.speaker_match >= SPEAKER_MATCH.least
    names = [
        word
        for word in question.terms
        if word in question.names and not (matched and word not in question.topic)
    ]
    return sum(word in evidence.missing for word in names) / len(names) if names else 0.0


def strength(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    threshold: AnswerThreshold = THRESHOLD,
) -> float:
    """How well the evidence answers, on the scale of ``AnswerThreshold.least``; no probability."""
    values = answerability(question, ranked)
    return float(sum(getattr(threshold, f.name) * getattr(values, f.name) for f in fields(values)))


def reason(
    question: ParsedQuestion, evidence: EvidenceSet, threshold: AnswerThreshold = THRESHOLD
) -> str | None:
    """Why the evidence does not answer, in a sentence; None if it does."""
    ranked = evidence.ranked
    enough = bool(ranked) and strength(question, ranked, threshold) >= threshold.least
    unknown = _is_about_unknown(question, evidence.unknown)
    if enough and not unknown and on_topic(question, ranked[: READ.deciding]):
        return None
    return phrasing.reason(question, evidence)


def _is_about_unknown(question: ParsedQuestion, unknown: Sequence[str]) -> bool:
    """
    Whether the question is about a person or thing that no article mentions.

    A name in the topic is enough, or two unknown words in a row, as in a name in small letters
    ("jamie dimon").
    """
    if any(word in question.names and word in question.topic for word in unknown):
        return True
    return any(first in unknown and second in unknown for first, second in pairwise(question.words))


def dates_are_topic(
    undated: ParsedQuestion, dated: ParsedQuestion, ranked: Sequence[Evidence]
) -> bool:
    """
    Whether the dates of a question belong to its topic, because the evidence mentions them.

    ``dated`` is the question with its dates read as scope, ``undated`` with them in the topic.
    """
    dates = set(undated.topic) - set(dated.topic)
    return any(dates.isdisjoint(e.missing) for e in ranked[: READ.deciding])


def on_topic(question: ParsedQuestion, best: Sequence[Evidence]) -> bool:
    """
    Whether some evidence is about the topic, and not only by the speaker.

    A speaker's name alone gives high coverage: "what did X say about chess" matches all that X
    says. Evidence without a word of the topic or a synonym, and far from it in meaning, answers
    another question.
    """
    if not question.speakers or not question.topic:
        return True
    topic = set(question.topic)
    return any(e.dense_topic >= READ.near_topic or not topic <= set(e.missing) for e in best)
