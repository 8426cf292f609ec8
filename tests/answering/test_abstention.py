"""When evidence is no answer, and the sentence that says why."""

from dataclasses import replace
from datetime import date

import pytest
from record_tools import make_claim

from rag.answering.abstention import THRESHOLD, measures, on_topic, reason, strength
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Evidence, Hit
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.schema.scope import Scope

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl Khafaji Biden Russia".split())
LENIENT, STRICT = replace(THRESHOLD, least=-9.0), replace(THRESHOLD, least=9.0)


def asked(text: str) -> ParsedQuestion:
    return read(text, (), DAY, KNOWN)


def evidence(
    *,
    voice: float = 1.0,
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
    return Evidence(Hit("a.txt", span, 2.0, (claim,)), 0.5, covered, voice, 0, missing, on_topic)


def test_nothing_found_is_declined_in_the_words_of_the_scope() -> None:
    told = reason(asked("storms"), Scope(outlets=("Rudaw",)), (), ())
    assert told is not None
    assert "Rudaw" in told


def test_enough_evidence_is_no_reason_to_decline() -> None:
    assert (
        reason(asked("What did Lund say about storms?"), Scope(), [evidence()], (), LENIENT) is None
    )


def test_a_name_that_no_article_has_is_declined_however_strong_the_rest() -> None:
    told = reason(
        asked("What did Khafaji say about Russian bases?"),
        Scope(), [evidence()], ("russian",), LENIENT,
    )  # fmt: skip
    assert told == "No article here mentions “Russian”, so the corpus does not answer this."


def test_two_unknown_words_in_a_row_are_a_name_written_small() -> None:
    question = asked("what did kari lund tell jamie dimon about storms")
    assert reason(question, Scope(), [evidence()], ("jamie", "dimon"), LENIENT)
    assert reason(question, Scope(), [evidence()], ("jamie", "storms"), LENIENT) is None


def test_what_only_has_the_name_of_the_speaker_is_on_another_topic() -> None:
    told = reason(
        asked("What did Lund say about chess?"), Scope(),
        [evidence(on_topic=0.0, missing=("chess",))], (), LENIENT,
    )  # fmt: skip
    assert told == "Lund is on record, but not on “chess”: nothing here answers this."


def test_what_is_near_the_topic_in_sense_is_about_it_in_other_words() -> None:
    question = asked("What did Lund say about chess?")
    far = replace(evidence(missing=("chess",)), dense_topic=0.2)
    assert not on_topic(question, [far])
    assert on_topic(question, [replace(far, dense_topic=0.4)])


def test_a_speaker_is_told_to_speak_of_some_of_it_but_not_of_the_rest() -> None:
    told = reason(
        asked("What did Lund say about storms and chess?"), Scope(),
        [evidence(missing=("chess",))], (), STRICT,
    )  # fmt: skip
    assert told == "Lund is on record on “storms”, but not on “chess”."


def test_a_mistaken_premise_is_named() -> None:
    told = reason(
        asked("Why did Biden call the storms a lie?"), Scope(),
        [evidence(voice=0.0, speaker="Ola Dahl")], (), STRICT,
    )  # fmt: skip
    assert told == (
        "No statement by Biden on this is on record; the words nearest to it are by Ola Dahl."
    )


def test_by_whom_and_about_what_must_meet_in_one_piece() -> None:
    """Two half-fitting pieces are less than one that fits."""
    question = asked("What did Lund say about storms?")
    halves = [evidence(on_topic=0.0), evidence(voice=0.0)]
    assert measures(question, halves).together == 0.0
    assert measures(question, [evidence()]).together == 1.0
    assert strength(question, [evidence()]) > strength(question, halves)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("What did Lund say about storms?", 0.0),  # named, and not heard
        ("What did the mayor say about storms?", 0.7),  # an article may give the name alone
        ("What did politicians say about storms?", 1.0),  # anyone will do
        ("storms", 1.0),
    ],
)
def test_a_voice_that_is_not_heard_counts_by_how_it_was_called(text: str, together: float) -> None:
    assert measures(asked(text), [evidence(voice=0.0)]).together == pytest.approx(together)


def test_the_name_of_who_is_heard_is_not_missing() -> None:
    question = asked("What did Kari Lund say about Dahl?")
    assert measures(question, [evidence(missing=("kari",))]).names_missing == 0.0
    assert measures(question, [evidence(missing=("kari",), voice=0.0)]).names_missing > 0.0
    assert measures(question, [evidence(missing=("dahl",))]).names_missing == 1.0
