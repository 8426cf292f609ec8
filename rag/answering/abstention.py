"""Whether evidence answers a question, and in words why not."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from rag.answering import phrasing
from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Evidence
from rag.schema.scope import Scope


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
    What decides whether the best evidence answers, each in [0, 1].

    Of the first ``READ.deciding`` pieces of evidence the best value counts, for ``together`` of the
    first ``READ.searched``.
    """

    dense_passage: float  # cosine of question and passage
    covered: float  # share of the question's words in the evidence
    together: float  # one piece is by whom is asked for and about what is asked: their product
    names_missing: float  # share of the names that stand nowhere near, but for who is heard


@dataclass(frozen=True, slots=True)
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


def measures(asked: ParsedQuestion, found: Sequence[Evidence]) -> AnswerabilityFeatures:
    """What speaks for and against an answer."""
    best = found[: READ.deciding]
    return AnswerabilityFeatures(
        dense_passage=max(e.dense_passage for e in best),
        covered=max(e.covered for e in best),
        together=max(_heard(asked, e) * _on_topic(asked, e) for e in found[: READ.searched]),
        names_missing=min(_names_missing(asked, e) for e in best),
    )


def _heard(asked: ParsedQuestion, evidence: Evidence) -> float:
    """How far a piece of evidence is by whom the question asks for."""
    if not asked.speakers or asked.address_form is AddressForm.ANYONE:
        return 1.0
    unnamed = READ.unnamed_speaker if asked.address_form is AddressForm.ROLE else 0.0
    return max(evidence.speaker_match, unnamed)


def _on_topic(asked: ParsedQuestion, evidence: Evidence) -> float:
    return evidence.on_topic if asked.topic else 1.0


def _names_missing(asked: ParsedQuestion, evidence: Evidence) -> float:
    """The names of the topic count, and of the speaker where somebody else is heard."""
    heard = evidence.speaker_match >= SPEAKER_MATCH.least
    names = [w for w in asked.terms if w in asked.names and not (heard and w not in asked.topic)]
    return sum(word in evidence.missing for word in names) / len(names) if names else 0.0


def strength(
    asked: ParsedQuestion, found: Sequence[Evidence], threshold: AnswerThreshold = THRESHOLD
) -> float:
    """How far the evidence answers, on the scale of ``AnswerThreshold.least``; no probability."""
    measured = measures(asked, found)
    return float(
        sum(getattr(threshold, f.name) * getattr(measured, f.name) for f in fields(measured))
    )


def reason(
    asked: ParsedQuestion,
    scope: Scope,
    found: Sequence[Evidence],
    unknown: Sequence[str],
    threshold: AnswerThreshold = THRESHOLD,
) -> str | None:
    """Why the evidence does not answer, in a sentence; None where it does."""
    strange = _strange(asked, unknown)
    enough = bool(found) and strength(asked, found, threshold) >= threshold.least
    if enough and not strange and on_topic(asked, found[: READ.deciding]):
        return None
    return phrasing.reason(asked, scope, found, unknown)


def _strange(asked: ParsedQuestion, unknown: Sequence[str]) -> bool:
    """
    Whether the question is about somebody or something that no article has.

    That is no matter of degree: a name in the topic, or two words in a row, as names are that are
    written small ("jamie dimon").
    """
    if any(word in asked.names and word in asked.topic for word in unknown):
        return True
    return any(one in unknown and other in unknown for one, other in pairwise(asked.words))


def dates_meant(asked: ParsedQuestion, dated: ParsedQuestion, found: Sequence[Evidence]) -> bool:
    """
    Whether the dates of a question are of its topic: they stand in the evidence.

    ``dated`` is the same question with its dates read as the days on which something was said.
    """
    dates = set(asked.topic) - set(dated.topic)
    return any(dates.isdisjoint(e.missing) for e in found[: READ.deciding])


def on_topic(asked: ParsedQuestion, best: Sequence[Evidence]) -> bool:
    """
    Whether some of the evidence is about what is asked, not only by whom.

    A name alone makes evidence look well covered: "what did X say about chess" meets all that X
    says. Where no word of the topic stands in or around it, nor one of like meaning, and it is far
    from the topic in sense, it answers another question.
    """
    if not asked.speakers or not asked.topic:
        return True
    return any(
        e.dense_topic >= READ.near_topic or not set(asked.topic) <= set(e.missing) for e in best
    )
