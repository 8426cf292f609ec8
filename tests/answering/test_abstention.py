"""Abstention: when evidence does not answer, and the reason given."""

from dataclasses import replace
from datetime import date

import pytest
from asking import BASES, assert_sound
from record_tools import make_claim

from rag.answering.abstention import (
    THRESHOLD,
    AnswerThreshold,
    answerability,
    on_topic,
    reason,
    strength,
)
from rag.corpus import Corpus
from rag.export.contract_json import answer_text
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Evidence, EvidenceSet, Hit
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.schema.scope import EVERYTHING, Scope

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl Khafaji Biden Russia".split())
LENIENT, STRICT = replace(THRESHOLD, least=-9.0), replace(THRESHOLD, least=9.0)


def parse(text: str) -> ParsedQuestion:
    return read(text, (), DAY, KNOWN)


def evidence(
    *,
    speaker_match: float = 1.0,
    on_topic: float = 1.0,
    covered: float = 1.0,
    missing: tuple[str, ...] = (),
    speaker: str = "Kari Lund",
) -> Evidence:
    span = Span(0, 10)
    claim = make_claim(
        id="c", article="a.txt", kind=Kind.DIRECT, source=(), cue=(), content=(span,),
        evidence=span, text="x", confidence=0.5, speaker=speaker,
    )  # fmt: skip
    return Evidence(
        hit=Hit(article="a.txt", span=span, score=2.0, claims=(claim,)),
        dense_passage=0.5,
        covered=covered,
        speaker_match=speaker_match,
        side=0,
        missing=missing,
        on_topic=on_topic,
    )


def reason_for(
    text: str,
    *ranked: Evidence,
    scope: Scope = EVERYTHING,
    unknown: tuple[str, ...] = (),
    threshold: AnswerThreshold = LENIENT,
) -> str | None:
    return reason(parse(text), EvidenceSet(ranked, scope, unknown), threshold)


def test_reason_without_evidence_names_the_filters() -> None:
    assert (
        reason_for("storms", scope=Scope(outlets=("Rudaw",)))
        == "Nothing matches these filters (Rudaw)."
    )


def test_no_reason_where_evidence_is_enough() -> None:
    assert reason_for("What did Lund say about storms?", evidence()) is None


@pytest.mark.parametrize(
    ("question", "ranked", "unknown", "threshold", "expected"),
    [
        pytest.param(
            "What did Khafaji say about Russian bases?",
            evidence(),
            ("russian",),
            LENIENT,
            "No article mentions “Russian”.",
            id="unknown name",
        ),
        pytest.param(
            "What did Lund say about chess?",
            evidence(on_topic=0.0, missing=("chess",)),
            (),
            LENIENT,
            "Lund is quoted, but not about “chess”.",
            id="speaker on another topic",
        ),
        pytest.param(
            "What did Lund say about storms and chess?",
            evidence(missing=("chess",)),
            (),
            STRICT,
            "Lund is quoted about “storms”, but not about “chess”.",
            id="part of the topic",
        ),
        pytest.param(
            "What did Lund and Dahl say about chess?",
            evidence(missing=("chess",)),
            (),
            STRICT,
            "Lund and Dahl are quoted, but not about “chess”.",
            id="two speakers",
        ),
        pytest.param(
            "Why did Biden call the storms a lie?",
            evidence(speaker_match=0.0, speaker="Ola Dahl"),
            (),
            STRICT,
            "The articles do not quote Biden on this; the closest words are by Ola Dahl.",
            id="another speaker",
        ),
        pytest.param(
            "Why did the storms start?",
            evidence(missing=("start",)),
            (),
            STRICT,
            "The closest passages do not mention “start”.",
            id="no speaker",
        ),
        pytest.param(
            "Why did the storms start?",
            evidence(),
            (),
            STRICT,
            "The articles come close to this but do not answer it.",
            id="nothing missing",
        ),
    ],
)
def test_reason_says_what_is_missing(
    question: str,
    ranked: Evidence,
    unknown: tuple[str, ...],
    threshold: AnswerThreshold,
    expected: str,
) -> None:
    assert reason_for(question, ranked, unknown=unknown, threshold=threshold) == expected


def test_two_adjacent_unknown_words_count_as_a_name() -> None:
    question = "what did kari lund tell jamie dimon about storms"
    assert reason_for(question, evidence(), unknown=("jamie", "dimon"))
    assert reason_for(question, evidence(), unknown=("jamie", "storms")) is None


def test_evidence_near_the_topic_in_meaning_is_on_topic() -> None:
    question = parse("What did Lund say about chess?")
    far = replace(evidence(missing=("chess",)), dense_topic=0.2)
    assert not on_topic(question, [far])
    assert on_topic(question, [replace(far, dense_topic=0.4)])


def test_speaker_and_topic_count_together_in_one_piece() -> None:
    question = parse("What did Lund say about storms?")
    halves = [evidence(on_topic=0.0), evidence(speaker_match=0.0)]
    assert answerability(question, halves).together == 0.0
    assert answerability(question, [evidence()]).together == 1.0
    assert strength(question, [evidence()]) > strength(question, halves)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Lund say about storms?", 0.0),  # named, and no match
        ("What did the mayor say about storms?", 0.7),  # an article may give the name alone
        ("What did politicians say about storms?", 1.0),  # anyone will do
        ("storms", 1.0),
    ],
)
def test_unmatched_speaker_counts_by_address_form(text: str, expected: float) -> None:
    assert answerability(parse(text), [evidence(speaker_match=0.0)]).together == pytest.approx(
        expected
    )


def test_name_of_matched_speaker_is_not_missing() -> None:
    question = parse("What did Kari Lund say about Dahl?")
    assert answerability(question, [evidence(missing=("kari",))]).names_missing == 0.0
    assert (
        answerability(question, [evidence(missing=("kari",), speaker_match=0.0)]).names_missing
        > 0.0
    )
    assert answerability(question, [evidence(missing=("dahl",))]).names_missing == 1.0


@pytest.mark.parametrize(
    ("text", "scope", "reason"),
    [
        pytest.param(
            "What is the price of copper in Chile?", EVERYTHING, "copper", id="unknown subject"
        ),
        pytest.param(
            "What did Angela Merkel say about troops?", EVERYTHING, "merkel", id="unknown person"
        ),
        pytest.param(BASES, Scope(outlets=("Nobody",)), "Nobody", id="unknown outlet"),
        pytest.param(BASES, Scope(before=date(2010, 1, 1)), "until 2010-01-01", id="empty period"),
        pytest.param(
            "What did Trump say in 1999?", EVERYTHING, "1999-01-01 to 1999-12-31", id="asked period"
        ),
        pytest.param(
            BASES,
            Scope(outlets=("Rudaw",), speakers=("Qais al-Khazali",)),
            "Qais al-Khazali",
            id="scopes that exclude each other",
        ),
    ],
)
def test_declined_answer_names_what_is_missing(
    corpus: Corpus, text: str, scope: Scope, reason: str
) -> None:
    answer = corpus.ask(text, scope)
    assert_sound(corpus, answer)
    assert answer.declined
    assert answer.reason is not None
    assert reason.casefold() in answer.reason.casefold()
    assert answer.reason.endswith(".")
    assert answer_text(answer).startswith(answer.reason)
