"""Whether evidence answers a question, and if not, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.answering import phrasing
from rag.answering.answerability import DECIDING, answerability
from rag.calibration.parameters import parameters
from rag.lexicon.question_words import SPEECH_VERBS
from rag.questions.answer_type import AnswerType
from rag.questions.negation import negated
from rag.questions.parsed import ParsedQuestion
from rag.questions.question_language import is_english
from rag.questions.terms import forms_of, stem
from rag.retrieval.evidence_reading import asks_for_words_of
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Evidence, EvidenceSet
from rag.schema.articles import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerThreshold:
    """
    When evidence counts as an answer.

    ``answerability`` is chosen from the curve of bench/answer_model.py, docs/declining.csv.
    """

    answerability: float  # least probability that the evidence answers at all
    sure: float  # the same, below which an answer says that it may be none
    probability: float  # of the best piece, below which the search has found nothing near
    certain: float  # of the best piece, from which it may call by another name what no article has
    said: int  # words of a "who said" question that a speaker does not say by chance
    dated: int  # best pieces, of which one that has the dates of a question makes them its topic


THRESHOLD = parameters(AnswerThreshold, "answering", "answer_threshold")


def reason(
    question: ParsedQuestion,
    evidence: EvidenceSet,
    articles: Mapping[str, Article],
    threshold: AnswerThreshold = THRESHOLD,
) -> str | None:
    """Why the evidence does not answer, in a sentence; None if it does."""
    if not is_english(question.text):
        return phrasing.NOT_ENGLISH
    ranked = evidence.ranked
    near = bool(ranked) and ranked[0].probability >= threshold.probability
    enough = near and (
        answerability(question, ranked) >= threshold.answerability
        or any(_says_all(question, e, threshold.said) for e in ranked[: DECIDING.read])
    )
    certain = near and ranked[0].probability >= threshold.certain
    unknown = not certain and _is_about_unknown(question, evidence.unknown)
    if enough and not unknown and not _unheard(question, ranked):
        return None
    if ranked and not near and not question.speakers:
        return phrasing.nothing_near(question, evidence)
    if not unknown:  # other words that no article has need not be why
        evidence = replace(evidence, unknown=(), absent=())
    return phrasing.reason(question, evidence, articles)


def unsure(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    threshold: AnswerThreshold = THRESHOLD,
) -> bool:
    """Whether evidence that is shown as an answer may well be none."""
    said = any(_says_all(question, e, threshold.said) for e in ranked[: DECIDING.read])
    return not said and answerability(question, ranked) < threshold.sure


def _says_all(question: ParsedQuestion, evidence: Evidence, least: int) -> bool:
    """
    Whether a known speaker says all the words of a "who said" question, ``least`` or more.

    A claim that negates what the question affirms, or the reverse, is no answer.
    """
    said = [word for word in question.topic if word not in SPEECH_VERBS]
    if question.answer_type is not AnswerType.PERSON or len(said) < least:
        return False
    return any(
        claim.speaker
        and {stem(word) for word in said} <= forms_of(claim.text)
        and any(negated(claim.text, [(word,)]) for word in said) == question.negated
        for claim in evidence.hit.claims
    )


def _is_about_unknown(question: ParsedQuestion, unknown: Sequence[str]) -> bool:
    """
    Whether the question is about a person or thing that no article mentions.

    A name is enough, or in a question without capitals two unknown words in a row ("jamie dimon").
    """
    if any(word in question.names for word in unknown):
        return True
    if any(not word.islower() for word in question.written[1:]):
        return False
    return any(first in unknown and second in unknown for first, second in pairwise(question.words))


def _unheard(question: ParsedQuestion, ranked: Sequence[Evidence]) -> bool:
    """Whether the words of a named person are asked for, and none of the evidence has any."""
    heard = any(e.speaker_match >= SPEAKER_MATCH.least for e in ranked)
    return asks_for_words_of(question) and not heard


def dates_are_topic(
    undated: ParsedQuestion, dated: ParsedQuestion, ranked: Sequence[Evidence]
) -> bool:
    """
    Whether the dates of a question belong to its topic, because the evidence mentions them.

    ``dated`` is the question with its dates read as scope, ``undated`` with them in the topic.
    """
    dates = set(undated.topic) - set(dated.topic)
    return any(dates.isdisjoint(e.missing) for e in ranked[: THRESHOLD.dated])
