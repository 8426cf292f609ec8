"""
Ranked evidence → evidence that was read: the probability that it answers, and the words that do.

The reader sees the best candidates only. Its score and the retrieval score are joined by a logistic
regression that bench/answer_model.py fits.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.answer_type import ONE_FACT, AnswerType, asks_twice
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of, stem
from rag.readers.reader import Reader, Reading
from rag.readers.reader_input import SentenceInContext
from rag.retrieval.answer_spans import give_amount, quoted
from rag.retrieval.features import SPEAKER_MATCH
from rag.retrieval.passages import reader_passage
from rag.schema.answers import Evidence
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.storage.corpus_tables import CorpusTables
from rag.text.english import listed
from rag.text.spans import cut
from rag.text.tokens import content_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerModel:
    """A logistic regression: the log-odds that a sentence answers, as a sum of these."""

    reader: float  # times the reader's score
    retrieval: float  # times the retrieval score less that of the best candidate
    nearness: float  # times the retrieval score of the best candidate
    constant: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDepth:
    """How many of the ranked candidates are read, and how their scores count."""

    read: int  # best candidates
    within: float  # and no further below the best one's retrieval score
    by_speaker: int  # of each speaker asked for, even further down
    voices: int  # different voices of those asked for that are heard even further down
    other_kind: float  # highest score where the words found are not of the kind asked for


MODEL = parameters(AnswerModel, "retrieval", "answer_model")
DEPTH = parameters(ReadingDepth, "retrieval", "reading_depth")


def read(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    reader: Reader,
    tables: CorpusTables,
) -> tuple[Evidence, ...]:
    """The best candidates with their readings, the most probable answer first."""
    candidates = _candidates(question, _telling(question, ranked, tables))
    passages = [
        reader_passage(tables, tables.parts_of(e.hit.article).at[e.hit.span]) for e in candidates
    ]
    read_ones = []
    readings = _readings(question, candidates, passages, reader)
    for evidence, passage, reading in zip(candidates, passages, readings, strict=True):
        start = evidence.hit.span.start
        words = reading.words
        found = Span(start + words.start, start + words.end) if words else None
        fits = _of_asked_kind(question, passage.sentence, words) and not _day_of_speaking(
            question, evidence, found, tables
        )
        seen = replace(
            evidence,
            reader_score=reading.score if fits else min(reading.score, DEPTH.other_kind),
            answer_words=found,
        )
        likely = probability(seen, candidates[0])
        why = (("answers", round(likely, 3)), *evidence.hit.why)
        read_ones.append(replace(seen, probability=likely, hit=replace(evidence.hit, why=why)))
    read_ones.sort(key=lambda e: (-e.probability, e.hit.article, e.hit.span))
    return tuple(_by_asked(question, read_ones))


def _readings(
    question: ParsedQuestion,
    candidates: Sequence[Evidence],
    passages: Sequence[SentenceInContext],
    reader: Reader,
) -> list[Reading]:
    """
    One reading for each candidate.

    No single statement compares, so the words of one side are read as the answer of this side too,
    and the better reading counts.
    """
    asked = _asked(question)
    readings = reader.read(asked, passages)
    if question.answer_type is not AnswerType.SIDES or len(question.speakers) < 2:
        return readings
    for side, name in enumerate(question.speaker_names):
        alone = _of_one_side(asked, question.speaker_names, name)
        places = [
            n
            for n, evidence in enumerate(candidates)
            if evidence.side == side and evidence.speaker_match >= SPEAKER_MATCH.least
        ]
        if places and alone != asked:
            again = reader.read(alone, [passages[n] for n in places])
            for n, reading in zip(places, again, strict=True):
                readings[n] = max(readings[n], reading, key=lambda r: r.score)
    return readings


def _asked(question: ParsedQuestion) -> str:
    """
    What the reader is asked.

    The scope is kept by the search: "in May 2020" and "according to X" are no part of an answer. No
    single statement tells a change, or that it is the latest, so each is read as a statement on the
    topic.
    """
    ordered = question.order and question.speakers
    if question.topic and (ordered or question.answer_type is AnswerType.CHANGE):
        speakers = listed(question.speaker_names)
        return f"What does {speakers} say about {' '.join(question.topic)}?"
    return question.unscoped or question.query


def _of_one_side(asked: str, names: Sequence[str], name: str) -> str:
    """
    A question to several speakers, put to one of them; as it is where the names stand apart.

    "What do Lund and Roe say of the quay?" becomes "What do Lund say of the quay?".
    """
    together = r"\W+(?:\w+\W+){0,2}".join(map(re.escape, names))
    return re.sub(rf"\b{together}(?!\w)", lambda _: name, asked, count=1, flags=re.IGNORECASE)


def _candidates(question: ParsedQuestion, ranked: Sequence[Evidence]) -> list[Evidence]:
    """
    The pieces that are read; each voice of those asked for is heard, though another is louder.

    "Who is X?" asks for all offices of X over time, and a change for its first and last statement,
    however far down they are.
    """
    if question.answer_type in (AnswerType.DESCRIPTION, AnswerType.CHANGE):
        return list(ranked[: 2 * DEPTH.read])
    heard: Counter[int] = Counter()
    voices: set[tuple[int, str | None]] = set()
    chosen = []
    for place, evidence in enumerate(ranked):
        near = evidence.hit.score >= ranked[0].hit.score - DEPTH.within
        asked = evidence.speaker_match >= SPEAKER_MATCH.least
        named = {(evidence.side, claim.speaker) for claim in evidence.hit.claims if asked}
        silent = asked and heard[evidence.side] < DEPTH.by_speaker
        new = not named <= voices and len(voices) < DEPTH.voices
        if (place < DEPTH.read and near) or silent or new:
            chosen.append(evidence)
            heard[evidence.side] += asked
            voices |= named
    return chosen


def _telling(
    question: ParsedQuestion, ranked: Sequence[Evidence], tables: CorpusTables
) -> Sequence[Evidence]:
    """
    The evidence that says more than the question itself does.

    A sentence of the question's own words answers yes or no, but not who, what or how many. What an
    article itself asks, as a quiz does, answers nothing.
    """
    yes_or_no = question.answer_type is AnswerType.YES_OR_NO
    known = frozenset() if yes_or_no else forms_of(question.query)

    def adds(evidence: Evidence) -> bool:
        span = evidence.hit.span
        sentence = tables.articles[evidence.hit.article].text[span.start : span.end]
        asks = sentence.rstrip().endswith("?") and not evidence.hit.claims and not quoted(sentence)
        return not asks and any(stem(word) not in known for word in content_words(sentence))

    return [evidence for evidence in ranked if adds(evidence)]


def _of_asked_kind(question: ParsedQuestion, sentence: str, words: Span | None) -> bool:
    """Whether the words found give an amount, where only an amount is asked for."""
    if question.answer_type is not AnswerType.NUMBER or asks_twice(question.query):
        return True
    return give_amount(sentence[words.start : words.end] if words else sentence)


def _day_of_speaking(
    question: ParsedQuestion, evidence: Evidence, found: Span | None, tables: CorpusTables
) -> bool:
    """
    Whether a day is asked for, and the one found is when a speaker spoke: "on Sunday, Lund said".

    It is outside of what is said, and the question is not about the saying itself.
    """
    said = [claim for claim in evidence.hit.claims if claim.kind is not Kind.ATTITUDE]
    if question.answer_type is not AnswerType.DAY or found is None or not said:
        return False
    content = (span for claim in said for span in claim.content)
    if any(span.start < found.end and found.start < span.end for span in content):
        return False
    text = tables.articles[evidence.hit.article].text
    cues = forms_of(*(cut(text, claim.cue) for claim in said if claim.cue))
    return bool(cues) and cues.isdisjoint(forms_of(question.query))


def _by_asked(question: ParsedQuestion, evidence: list[Evidence]) -> list[Evidence]:
    """Without words of known others, where the words of a named person are asked for and found."""
    asked = [e.speaker_match >= SPEAKER_MATCH.least for e in evidence]
    if not asks_for_words_of(question) or not any(asked):
        return evidence
    pairs = zip(evidence, asked, strict=True)
    return [e for e, by_asked in pairs if by_asked or not _by_known_others(e)]


def asks_for_words_of(question: ParsedQuestion) -> bool:
    """
    Whether only the named speakers can answer.

    Anyone may state a fact (who, when, how many), why a person did something, or whether.
    """
    named = question.asks_for_words and question.address_form is AddressForm.NAME
    return named and question.answer_type not in (*ONE_FACT, AnswerType.YES_OR_NO)


def _by_known_others(evidence: Evidence) -> bool:
    """Whether it quotes, and none of its speakers is one asked for or unknown."""
    claims = evidence.hit.claims
    matched = evidence.speaker_match >= SPEAKER_MATCH.least
    return bool(claims) and not matched and all(claim.speaker for claim in claims)


def measures(evidence: Evidence, first: Evidence) -> tuple[float, float, float]:
    """The inputs of ``AnswerModel`` in its order, less the constant; ``first`` is ranked best."""
    return evidence.reader_score, evidence.hit.score - first.hit.score, first.hit.score


def probability(evidence: Evidence, first: Evidence, model: AnswerModel = MODEL) -> float:
    """The probability that a piece of evidence answers."""
    weights = (model.reader, model.retrieval, model.nearness)
    values = measures(evidence, first)
    odds = model.constant + sum(w * v for w, v in zip(weights, values, strict=True))
    return 1.0 / (1.0 + math.exp(-odds))
