"""Abstention: when evidence does not answer, and the reason given."""

from dataclasses import replace
from datetime import date

import pytest
from asking import BASES, assert_sound
from record_tools import make_claim

from rag.answering.abstention import THRESHOLD, reason, unsure
from rag.answering.answerability import DECIDING, answerability
from rag.corpus import Corpus
from rag.export.contract_json import answer_text
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Evidence, EvidenceSet, Hit
from rag.schema.articles import Article, Span
from rag.schema.claims import Kind
from rag.schema.scope import EVERYTHING, Scope

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl Khafaji Biden Russia".split())


def parse(text: str) -> ParsedQuestion:
    return read(text, (), DAY, KNOWN)


def evidence(
    *,
    reader_score: float = 5.0,
    probability: float = 0.7,
    speaker_match: float = 1.0,
    speaker: str = "Kari Lund",
) -> Evidence:
    span = Span(0, 10)
    claim = make_claim(
        id="c", article="a.txt", kind=Kind.DIRECT, source=(), cue=(), content=(span,),
        evidence=span, text="x", confidence=0.5, speaker=speaker,
    )  # fmt: skip
    return Evidence(
        hit=Hit(article="a.txt", span=span, score=2.0, claims=(claim,)),
        covered=0.8,
        speaker_match=speaker_match,
        side=0,
        missing=(),
        reader_score=reader_score,
        probability=probability,
    )


def reason_for(
    text: str,
    *ranked: Evidence,
    scope: Scope = EVERYTHING,
    unknown: tuple[str, ...] = (),
    absent: tuple[str, ...] | None = None,
) -> str | None:
    absent = unknown if absent is None else absent
    return reason(parse(text), EvidenceSet(ranked, scope, unknown, absent), {})


def test_reason_without_evidence_names_the_filters() -> None:
    assert (
        reason_for("storms", scope=Scope(outlets=("Rudaw",)))
        == "Nothing matches these filters (Rudaw)."
    )


def test_answers_from_the_least_probability_on() -> None:
    question = parse("What did Lund say about storms?")
    found = EvidenceSet((evidence(reader_score=0.0),), EVERYTHING)
    likely = answerability(question, found.ranked)
    at, above = (replace(THRESHOLD, answerability=likely + more) for more in (0.0, 0.001))
    assert reason(question, found, {}, at) is None
    assert reason(question, found, {}, above) is not None


def test_an_answer_is_unsure_up_to_a_probability() -> None:
    question = parse("What did Lund say about storms?")
    ranked = (evidence(reader_score=0.0),)
    likely = answerability(question, ranked)
    at, above = (replace(THRESHOLD, sure=likely + more) for more in (0.0, 0.001))
    assert not unsure(question, ranked, at)
    assert unsure(question, ranked, above)
    assert THRESHOLD.answerability < THRESHOLD.sure < 1


def test_one_good_piece_answers_unless_it_is_far_down() -> None:
    question = "What did Lund say about storms?"
    low = evidence(reader_score=-9.0)
    assert reason_for(question, low) is not None
    assert reason_for(question, low, evidence()) is None
    assert reason_for(question, *[low] * DECIDING.read, evidence()) is not None


@pytest.mark.parametrize(
    ("question", "ranked", "unknown", "expected"),
    [
        pytest.param(
            "What did Khafaji say about Russian bases?",
            evidence(),
            ("russian",),
            "No article mentions “Russian”.",
            id="unknown name",
        ),
        pytest.param(
            "What did Lund say about chess?",
            evidence(reader_score=-9.0),
            (),
            "Lund is quoted, but no sentence found there answers this.",
            id="speaker on another topic",
        ),
        pytest.param(
            "What did Lund and Dahl say about chess?",
            evidence(reader_score=-9.0),
            (),
            "Lund and Dahl are quoted, but no sentence found there answers this.",
            id="two speakers",
        ),
        pytest.param(
            "Why did Biden call the storms a lie?",
            evidence(reader_score=-9.0, speaker_match=0.0, speaker="Ola Dahl"),
            (),
            "No passage near this question quotes Biden; the closest words are by Ola Dahl.",
            id="another speaker",
        ),
        pytest.param(
            "Why did Lund delete the letter?",
            evidence(reader_score=-9.0),
            (),
            "The articles come close to this, but no sentence found there answers it.",
            id="about a speaker, not for her words",
        ),
        pytest.param(
            "What did politicians say about the quay in Bergen?",
            evidence(reader_score=-9.0, speaker_match=0.0, speaker="Ola Dahl"),
            (),
            "The articles come close to this, but no sentence found there answers it.",
            id="anyone",
        ),
        pytest.param(
            "Why did the storms start?",
            evidence(reader_score=-9.0),
            (),
            "The articles come close to this, but no sentence found there answers it.",
            id="no speaker",
        ),
    ],
)
def test_reason_says_what_is_on_record(
    question: str, ranked: Evidence, unknown: tuple[str, ...], expected: str
) -> None:
    assert reason_for(question, ranked, unknown=unknown) == expected


def test_sentence_far_from_the_question_is_no_answer_whatever_the_reader_says() -> None:
    question = "Who won the football world cup?"
    assert reason_for(question, evidence(probability=THRESHOLD.probability)) is None
    assert reason_for(question, evidence(probability=THRESHOLD.probability - 0.01)) is not None


@pytest.mark.parametrize(
    "text", ["who won the football world cup?", "how do I bake bread?", "price of eggs in Ohio"]
)
def test_question_about_something_else_is_declined(corpus: Corpus, text: str) -> None:
    assert corpus.ask(text).declined


def test_known_speaker_who_says_all_words_asked_for_is_an_answer() -> None:
    low = evidence(reader_score=-9.0)

    def told(question: str, words: str, speaker: str | None = "Ola Dahl") -> str | None:
        said = make_claim("1", content=(Span(0, len(words)),), text=words, speaker=speaker)
        return reason_for(question, replace(low, hit=replace(low.hit, claims=(said,))))

    question = "Who called the quay a complete disgrace?"
    assert told(question, "the quay is a complete disgrace") is None
    assert told(question, "the quay is a complete disgrace", None) is not None
    assert told(question, "the quay is not a complete disgrace") is not None
    assert told(question, "the quay is a complete success") is not None
    assert told("Who called it a disgrace?", "it is a disgrace") is not None, "too few words"


def test_missing_word_that_is_no_name_is_not_given_as_the_reason() -> None:
    told = reason_for("Why did the storms drift?", evidence(reader_score=-9.0), unknown=("drift",))
    assert told == "The articles come close to this, but no sentence found there answers it."


def test_words_of_a_person_who_is_not_quoted_are_not_answered_by_others() -> None:
    other = evidence(speaker_match=0.0, speaker="Ola Dahl", reader_score=8.0)
    told = reason_for("What did Kari Lund say about storms?", other)
    assert (
        told == "No passage near this question quotes Kari Lund; the closest words are by Ola Dahl."
    )
    assert reason_for("How many storms did Kari Lund see?", other) is None, (
        "anyone may state a fact"
    )
    assert reason_for("Why did Kari Lund resign?", other) is None, "nor are her words asked for"


def test_name_that_no_article_has_may_be_another_name_of_what_is_surely_answered() -> None:
    question = "Did Lund plan Stormcare?"
    sure, likely = (evidence(probability=p) for p in (THRESHOLD.certain, THRESHOLD.certain - 0.01))
    assert reason_for(question, sure, unknown=("stormcare",)) is None
    assert reason_for(question, likely, unknown=("stormcare",)) is not None


def test_word_outside_the_stories_is_not_called_absent() -> None:
    question = "What did Khafaji say about Russian bases?"
    told = reason_for(question, evidence(), unknown=("russian",), absent=())
    assert told == "The news text of the articles does not mention “Russian”."


def test_two_adjacent_unknown_words_count_as_a_name() -> None:
    question = "what did kari lund tell jamie dimon about storms"
    assert reason_for(question, evidence(), unknown=("jamie", "dimon"))
    assert reason_for(question, evidence(), unknown=("jamie", "storms")) is None


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


def test_reason_without_evidence_says_where_the_corpus_ends() -> None:
    article = Article(
        id="a.txt", text="A.", fingerprint="f", published=date(2020, 1, 1), dispatch="d"
    )
    found = EvidenceSet((), Scope(after=date(2021, 1, 1)), (), ())
    reason_given = reason(parse("Who resigned this week?"), found, {"a.txt": article})
    assert reason_given is not None
    assert reason_given.endswith("the newest article is of 2020-01-01.")


def test_two_unknown_words_are_a_name_only_where_nothing_is_capitalised() -> None:
    near = evidence()
    unknown = ("jamie", "dimon")
    assert reason_for("what did jamie dimon say about storms", near, unknown=unknown)
    drifting = ("drifting", "leftward")
    assert reason_for("Is Lund drifting leftward on storms?", near, unknown=drifting) is None


def test_reason_where_the_search_found_nothing_near() -> None:
    far = evidence(probability=THRESHOLD.probability / 2)
    question = "Who won the world cup?"
    assert reason_for(question, far) == "No sentence found in the articles answers this question."
    named = reason_for(question, far, unknown=("cup",))
    assert named == "No article mentions “cup”."
    speaker = reason_for("What did Lund say about the quay?", far, unknown=("quay",))
    assert speaker == "Lund is quoted, but no sentence found there answers this."
