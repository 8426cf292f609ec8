"""Parsing a question: speakers, topic, scope and answer type."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import growth

from rag.errors import ScopeError
from rag.questions import parser
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import MAX_TERMS, ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.scope import Scope

OUTLETS = ("AVİM", "Al Mayadeen English", "Dinar Evaluation", "New York Times", "Rudaw", "SOTT.net")
TODAY = date(2026, 1, 1)
ALL = Scope()


def parse(text: str) -> ParsedQuestion:
    return read(text, OUTLETS, TODAY)


@pytest.mark.parametrize(
    ("text", "speakers", "topic"),
    [
        pytest.param("What did Kadhimi say about Turkey?", [["kadhimi"]], ["turkey"], id="did say"),
        pytest.param("what has Blinken said about ISIS", [["blinken"]], ["isis"], id="has said"),
        pytest.param(
            "What did the Iraqi Foreign Ministry say about advisers?",
            [["iraqi", "foreign", "ministry"]], ["advisers"], id="a body",
        ),
        pytest.param(
            "What is Iraq’s position on foreign forces?",
            [["iraq"]], ["foreign", "forces"], id="’s",
        ),
        pytest.param(
            "According to Khazali, is the presence wanted?",
            [["khazali"]], ["presence", "wanted"], id="according to",
        ),
        pytest.param("Trump on troops", [["trump"]], ["troops"], id="headline"),
        pytest.param(
            "What did Pompeo and Trump say about leaving?",
            [["pompeo"], ["trump"]], ["leaving"], id="two speakers",
        ),
        pytest.param("Why does Iraq want advisers?", [["iraq"]], ["want", "advisers"], id="why"),
        pytest.param(
            "How many soldiers stood in Iraq?",
            [], ["soldiers", "stood", "iraq"], id="no speaker",
        ),
        pytest.param("foreign bases", [], ["foreign", "bases"], id="two words"),
    ],
)  # fmt: skip
def test_read_separates_speakers_from_topic(
    text: str, speakers: list[list[str]], topic: list[str]
) -> None:
    question = parse(text)
    assert [list(speaker) for speaker in question.speakers] == speakers
    assert list(question.topic) == topic
    assert question.scope == ALL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Trump say about troops?", AnswerType.STATEMENT),
        ("Who called the forces a failure?", AnswerType.PERSON),
        ("Which minister met Blinken?", AnswerType.PERSON),
        ("How many soldiers stood in Iraq?", AnswerType.NUMBER),
        ("how much did it cost", AnswerType.NUMBER),
        ("When did the coalition leave Taji?", AnswerType.DAY),
        ("On what date was Taji handed over?", AnswerType.DAY),
        ("Compare Iraq and the US on withdrawal", AnswerType.SIDES),
        ("Trump vs Khazali on troops", AnswerType.SIDES),
        ("What did Trump and Kadhimi say about ISIS?", AnswerType.SIDES),
        ("Has Iraq's position on bases changed?", AnswerType.CHANGE),
        ("How did Khafaji's statements shift?", AnswerType.CHANGE),
    ],
)
def test_read_sets_the_answer_type(text: str, expected: AnswerType) -> None:
    assert parse(text).answer_type is expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("According to Rudaw, what did Khafaji say?", Scope(outlets=("Rudaw",))),
        ("What did Pompeo say in Rudaw's reporting?", Scope(outlets=("Rudaw",))),
        ("according to the new york times, how many soldiers?", Scope(outlets=("New York Times",))),
        ("What did Trump say since 2020?", Scope(after=date(2020, 1, 1))),
        ("What did Trump say before 2020?", Scope(before=date(2019, 12, 31))),
        ("What did Trump say after 2020?", Scope(after=date(2021, 1, 1))),
        ("What did Trump say in 2020?", Scope(after=date(2020, 1, 1), before=date(2020, 12, 31))),
        (
            "What did Khazali say in July 2021?",
            Scope(after=date(2021, 7, 1), before=date(2021, 7, 31)),
        ),
        (
            "What did al-Araji announce on 24 July 2021?",
            Scope(after=date(2021, 7, 24), before=date(2021, 7, 24)),
        ),
        (
            "Did Iraq's view of bases change between 2019 and 2021?",
            Scope(after=date(2019, 1, 1), before=date(2021, 12, 31)),
        ),
        (
            "According to Rudaw, what did Trump say in August 2020?",
            Scope(outlets=("Rudaw",), after=date(2020, 8, 1), before=date(2020, 8, 31)),
        ),
        ("What did Rudaw report about bases?", Scope(outlets=("Rudaw",))),
        ("What did the Times report on bases?", Scope(outlets=("New York Times",))),
        ("has rudaw published anything on bases", Scope(outlets=("Rudaw",))),
        (
            "What differs in what Iraq said in 2019 and in 2024?",
            Scope(after=date(2019, 1, 1), before=date(2024, 12, 31)),
        ),
        ("What did Khafaji report about Rudaw's men?", ALL),
        ("According to Khafaji, are there bases?", ALL),
        ("What did Iraq say about bases?", ALL),
    ],
)
def test_read_takes_scope_from_the_question_and_describes_it(text: str, scope: Scope) -> None:
    question = parse(text)
    assert question.scope == scope
    understood = " ".join(question.understood)
    for outlet in scope.outlets:
        assert f"only {outlet}" in understood
        assert outlet.casefold() not in question.terms
    for day in (scope.after, scope.before):
        assert day is None or str(day) in understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Rudaw, what did Trump say of it?", "What did Trump say of it?"),
        ("In Rudaw's reporting, what did he say on a stand-in?", "What did he say on a stand-in?"),
        ("How did Rudaw cover the handover?", "What was reported about the handover?"),
        ("What did Khafaji say in August 2020?", "What did Khafaji say?"),
        ("What did Khafaji say?", ""),
    ],
    ids=range(5),
)
def test_unscoped_is_the_question_without_its_scope(text: str, expected: str) -> None:
    assert parse(text).unscoped == expected


@pytest.mark.parametrize(
    "text",
    [
        "Can you tell me what Khafaji said about bases?",
        "find me what Khafaji said about bases",
        "I need quotes from Khafaji about bases",
        "Khafaji re: bases",
        "what does khafaji think abt bases",
        "what was said by Khafaji about bases",
        "anything from Khafaji on bases",
        "Is there any statement from Khafaji on bases?",
        "why's Khafaji against bases",
        "How come Khafaji wont talk of bases",
    ],
)
def test_read_accepts_other_forms_of_a_question(text: str) -> None:
    question = read(text, OUTLETS, TODAY, frozenset([stem("Khafaji")]))
    assert question.speakers == (("khafaji",),)
    assert "bases" in question.topic
    assert len(question.topic) <= 2


def test_terms_leave_out_words_of_the_scope() -> None:
    assert parse("What did Khazali say in July 2021?").terms == ("khazali",)


def test_names_are_capitalised_words_and_countries() -> None:
    names = parse("what did iraq tell Blinken about the forces").names
    assert {"iraq", "blinken"} <= names
    assert "forces" not in names


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?", "... !?", "\x00", "\u202e", "—“”", "_"])
def test_read_refuses_a_question_without_a_word(text: str) -> None:
    with pytest.raises(ScopeError, match="Type a question"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "what did " + "Khafaji " * 20_000 + "say?",
        "what did Iraq say about " + "bases and " * 10_000,
        "'s " * 30_000 + "x",
        "did " * 30_000,
        "according to " * 10_000,
        "1 " * 50_000,
        "x\x00y " * 1_000,
        'NEAR("a" "b", 2) AND NOT (c OR d*) ^e {f g}: h',
        '" OR 1=1; DROP TABLE articles; --',
        "\ud800 bases \udfff",
        "\u202eما الذي قاله العراق",
        "伊拉克 说 了 什么",
    ],
    ids=lambda text: f"{len(text)} of {text[:12]!r}",
)
def test_hostile_questions_are_read_in_linear_time(text: str) -> None:
    question = parse(text)
    assert growth(parse, text[: max(20, len(text) // 10)], text) < 30
    assert len(question.terms) <= MAX_TERMS
    assert len(question.text) <= parser.MAX_CHARACTERS
    assert "\x00" not in question.text


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(), max_size=120)
    | st.lists(
        st.sampled_from(
            "what did Iraq say about according to Rudaw in 2020 before after since July 31 Feb 30 "
            "'s and vs compare who when \" ( ) * ? , .".split()
        ),
        max_size=15,
    ).map(" ".join)
)
def test_read_accepts_or_refuses_any_text(text: str) -> None:
    try:
        question = parse(text)
    except ScopeError:
        return
    assert all(all(speaker) for speaker in question.speakers)
    assert all(question.terms)
    assert len(set(question.terms)) == len(question.terms)
    assert parse(text) == question


def test_last_sentence_asks_where_others_lead_up_to_it() -> None:
    question = parse("Lund's critic lost her seat on Monday. Who is the critic?")
    assert question.speakers == ()
    assert question.answer_type is AnswerType.PERSON
    both = parse("What did Lund say? What did Dahl answer?")
    assert both.speakers == (("lund",),)
    assert parse("What did Prof. Lund say?").speakers


def test_words_that_count_from_today_restrict_a_question_for_a_fact_too() -> None:
    assert parse("Who resigned in 2019?").scope.empty
    assert parse("Who resigned this week?").scope.after is not None
