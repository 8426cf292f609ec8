"""Answers: the right words with the right day, or a reason why not; every citation cuts."""

import itertools
import json
import subprocess
import sys
from datetime import date
from random import Random

import pytest
from asking import AVIM, BASES, DINAR, MAYADEEN, RUDAW, SOTT, assert_cuts, without_model

from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.export.contract_json import answer_json, answer_text
from rag.schema.answers import Answer
from rag.schema.claims import Kind
from rag.schema.scope import Scope
from rag.settings import Settings

ALL = Scope()


def assert_sound(corpus: Corpus, answer: Answer) -> None:
    """What holds for every answer."""
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.lead
    for citation in answer.citations:
        assert_cuts(corpus, citation)
    if answer.declined:
        assert answer.reason
        assert not answer.statements
        assert answer.independent_sources == answer.articles == answer.foremost == 0
        return
    assert answer.reason is None
    met = [n for statement in answer.statements for n in statement.citations]
    assert met == [c.n for c in answer.citations]
    assert 1 <= answer.foremost <= len(answer.statements)
    for statement in answer.statements:
        for n in statement.citations:
            assert answer.citations[n - 1].quote in statement.text
            assert f"[{n}]" in statement.text
    assert answer.independent_sources == len({c.dispatch for c in answer.citations})
    carried = {c.article for c in answer.citations}
    carried |= {copy.article for c in answer.citations for copy in c.also_in}
    assert answer.articles == len(carried)


def test_iraq_on_us_bases(corpus: Corpus) -> None:
    """The question of the README."""
    answer = corpus.ask(BASES)
    assert_sound(corpus, answer)
    assert not answer.declined
    of_avim = [c for c in answer.citations if c.article == AVIM]
    rest = [c for c in answer.citations if c.article != AVIM]
    (first,) = [c for c in of_avim if (c.span.start, c.span.end) == (452, 767)]
    assert first.quote.startswith('"Washington does not have any bases in Iraq.')
    assert (first.speaker, first.role) == ("Tahsin Khafaji", "spokesman")
    assert first.organisation == "Iraqi Defense Ministry"
    assert first.said_on == date(2019, 1, 17)
    assert first.published == date(2019, 1, 18)
    assert (first.outlet, first.origin) == ("AVİM", "Sputnik")
    assert first.origin_published == date(2019, 1, 17)
    (copied,) = first.also_in
    assert (copied.article, copied.outlet) == (SOTT, "SOTT.net")
    assert (copied.span.start, copied.span.end) == (324, 639)

    assert {c.article for c in rest} == {RUDAW}
    (second,) = [c for c in rest if "committed to handing back all the bases" in c.quote]
    assert (second.span.start, second.span.end) == (453, 652)
    assert (second.speaker, second.organisation) == ("Tahsin Khafaji", "Joint Operation Command")
    assert second.said_on == second.published == date(2020, 8, 24)
    assert second.also_in == ()

    for part in (answer.statements[: answer.foremost], answer.statements[answer.foremost :]):
        cited = [answer.citations[n - 1] for s in part for n in s.citations]
        days = [c.said_on or c.published for c in cited]
        assert all(a is not None and b is not None and a <= b for a, b in itertools.pairwise(days))
    assert answer.independent_sources == 2
    assert answer.articles == 3


def test_the_text_of_an_answer_names_speaker_day_outlet_origin_and_reprint(corpus: Corpus) -> None:
    answer = corpus.ask(BASES)
    text = answer_text(answer)
    for words in (
        "Tahsin Khafaji",
        "spokesman, Iraqi Defense Ministry",
        "2019-01-17",
        "2020-08-24",
        "AVİM",
        "Sputnik",
        "also carried by SOTT.net",
        "Rudaw",
        "two independent sources",
        "Thursday",
        "[1]",
        "[2]",
    ):
        assert words in text
    assert all(statement.text.count("SOTT.net") <= 1 for statement in answer.statements)


@pytest.mark.parametrize(
    ("text", "article", "words", "speaker"),
    [
        ("When do troops leave, according to Mike Pompeo?", RUDAW, "as soon as we complete", None),
        ("How many US servicemen stood in Iraq?", AVIM, "around 5,000", None),
        (
            "What did Khazali say about the American presence?",
            MAYADEEN, "nothing to do", "Qais al-Khazali",
        ),
        ("Who called the trainers a catastrophic failure?", MAYADEEN, "catastrophic failure", None),
        (
            "what did the Foreign Ministry say about military advisers",
            DINAR, "advisers", "Iraqi Foreign Ministry",
        ),
        (
            "What did Blinken say about the fight against ISIS?",
            MAYADEEN, "fight against ISIS", "Anthony Blinken",
        ),
        ("waht did Khafji say about airstrikes", RUDAW, "airstrikes", "Tahsin Khafaji"),
    ],
)  # fmt: skip
def test_a_question_is_answered_with_the_words_that_answer_it(
    corpus: Corpus, text: str, article: str, words: str, speaker: str | None
) -> None:
    answer = corpus.ask(text)
    assert_sound(corpus, answer)
    assert not answer.declined
    found = [c for c in answer.citations if c.article == article and words in c.quote]
    assert found
    if speaker:
        assert {c.speaker for c in found} == {speaker}


def test_two_sides_both_speak(corpus: Corpus) -> None:
    answer = corpus.ask("What did Trump and Khazali say about US forces?")
    assert_sound(corpus, answer)
    speakers = {c.speaker for c in answer.citations}
    assert {"Donald Trump", "Qais al-Khazali"} <= speakers


def test_a_change_is_shown_by_two_years(corpus: Corpus) -> None:
    answer = corpus.ask("How did Khafaji's statements on the coalition change?")
    assert_sound(corpus, answer)
    years = [c.said_on.year for c in answer.citations if c.said_on]
    assert years == sorted(set(years))
    assert len(years) == 2


@pytest.mark.parametrize(
    ("text", "scope", "reason"),
    [
        pytest.param("What is the price of copper in Chile?", ALL, "copper", id="unknown subject"),
        pytest.param(
            "What did Angela Merkel say about troops?", ALL, "merkel", id="unknown person"
        ),
        pytest.param(BASES, Scope(outlets=("Nobody",)), "Nobody", id="unknown outlet"),
        pytest.param(BASES, Scope(before=date(2010, 1, 1)), "until 2010-01-01", id="empty period"),
        pytest.param(
            "What did Trump say in 1999?", ALL, "1999-01-01 to 1999-12-31", id="asked period"
        ),
        pytest.param(
            BASES,
            Scope(outlets=("Rudaw",), speakers=("Qais al-Khazali",)),
            "Qais al-Khazali",
            id="scopes that exclude each other",
        ),
    ],
)
def test_it_declines_with_a_reason(corpus: Corpus, text: str, scope: Scope, reason: str) -> None:
    answer = corpus.ask(text, scope)
    assert_sound(corpus, answer)
    assert answer.declined
    assert answer.reason is not None
    assert reason.casefold() in answer.reason.casefold()
    assert answer.reason.endswith(".")
    assert answer_text(answer).startswith(answer.reason)


def test_a_declined_answer_shows_the_nearest_passages_for_reading_only(corpus: Corpus) -> None:
    answer = corpus.ask("What did Angela Merkel say about troops?")
    assert answer.declined
    assert 1 <= len(answer.citations) <= 3
    assert "for reading only" in answer_text(answer)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(outlets=("Rudaw",)),
        Scope(outlets=("SOTT.net",)),
        Scope(articles=(DINAR,)),
        Scope(after=date(2020, 1, 1), before=date(2020, 12, 31)),
        Scope(speakers=("Tahsin Khafaji",)),
        Scope(kinds=(Kind.DIRECT,)),
    ],
    ids=range(6),
)
def test_an_answer_stays_in_its_scope(corpus: Corpus, scope: Scope) -> None:
    answer = corpus.ask("What is said about the coalition in Iraq?", scope)
    assert_sound(corpus, answer)
    assert answer.scope == scope
    assert answer.citations
    for citation in answer.citations:
        assert not scope.outlets or citation.outlet in scope.outlets
        assert not scope.articles or citation.article in scope.articles
        assert not scope.speakers or citation.speaker in scope.speakers
        day = citation.said_on or citation.published
        assert day is not None
        assert (scope.after or day) <= day <= (scope.before or day)


def test_the_scope_of_the_question_narrows_and_is_told(corpus: Corpus) -> None:
    answer = corpus.ask("According to Rudaw, what did Khafaji say about Daesh in August 2020?")
    assert answer.scope == Scope(
        outlets=("Rudaw",), after=date(2020, 8, 1), before=date(2020, 8, 31)
    )
    assert "only Rudaw" in answer.understood
    assert {c.article for c in answer.citations} == {RUDAW}
    assert answer.unscoped == "What did Khafaji say about Daesh?"
    wider = corpus.ask(answer.unscoped)
    assert wider.scope.empty
    assert wider.unscoped is None


def test_a_scope_set_by_hand_is_in_force_where_the_question_contradicts_it(corpus: Corpus) -> None:
    scope = Scope(after=date(2024, 1, 1))
    answer = corpus.ask("What did the ministry say in 2019?", scope)
    assert answer.scope.after == date(2024, 1, 1)
    assert {c.article for c in answer.citations} == {DINAR}


@pytest.mark.parametrize(
    "text",
    ["\ud800 bases", 'a\x00b NEAR("x', "x" * 100_000, "\u202eالعراق", "bases " * 500, "🦉?a"],
    ids=range(6),
)
def test_the_model_reads_hostile_questions_too(corpus: Corpus, text: str) -> None:
    assert_sound(corpus, corpus.ask(text))


@pytest.mark.parametrize("text", ["", " \n", "?!", "\x00"])
def test_an_empty_question_is_wrong_usage(corpus: Corpus, text: str) -> None:
    with pytest.raises(ScopeError):
        corpus.ask(text)


def test_the_time_is_measured_on_the_given_clock(corpus: Corpus) -> None:
    ticks = iter([10.0, 12.5])
    assert corpus.ask(BASES, clock=lambda: next(ticks)).seconds == 2.5


def test_the_id_of_a_question_is_that_of_its_answer(corpus: Corpus) -> None:
    assert corpus.ask(BASES, id="q-7").id == "q-7"
    assert corpus.ask(BASES).id is None


SAME = (BASES, "What did Trump say about US troops?", "What is the price of copper in Chile?")


def test_an_answer_is_the_same_in_every_run_and_process(
    seed_index: Settings, corpus: Corpus
) -> None:
    def stable(text: str) -> dict[str, object]:
        shape = answer_json(corpus.ask(text))
        del shape["seconds"]
        return shape

    program = (
        "import json, sys\n"
        "from rag.corpus import Corpus\n"
        "from rag.export.contract_json import answer_json\n"
        "from rag.settings import Settings\n"
        "from pathlib import Path\n"
        "articles, index, *questions = sys.argv[1:]\n"
        "corpus = Corpus.open(Settings(articles=Path(articles), index=Path(index)))\n"
        "for question in questions:\n"
        "    shape = answer_json(corpus.ask(question))\n"
        "    del shape['seconds']\n"
        "    print(json.dumps(shape))\n"
    )
    paths = [str(seed_index.articles), str(seed_index.index)]
    run = subprocess.run(
        [sys.executable, "-c", program, *paths, *SAME], capture_output=True, text=True, check=True
    )
    elsewhere = [json.loads(line) for line in run.stdout.splitlines()]
    here = [stable(text) for text in SAME]
    assert here == [stable(text) for text in SAME]
    assert elsewhere == json.loads(json.dumps(here))


def fuzzed(number: int) -> list[str]:
    """Questions made of words that mean something here, words that do not, and noise."""
    random = Random(20_240_815)
    words = (
        "what did say about according to Rudaw Khafaji Trump Kadhimi Iraq US bases troops "
        "coalition in 2020 before after since August Monday who when how many compare and vs "
        "change position copper chess Merkel the of ministry she not NEAR OR AND * \" ' ( ) : ^ - "
        "\x00 \ud800 \u202e 伊拉克 … 31 30 Feb 9999 0 -1 % \\ ; -- DROP é İ ß 🦉 \n \t , . ! ?"
    ).split(" ")
    found = [" ".join(random.choices(words, k=random.randint(0, 14))) for _ in range(number - 20)]
    noise = ["".join(chr(random.randrange(0x2FFF)) for _ in range(40)) for _ in range(20)]
    return found + noise


def test_who_somebody_is_are_the_offices_they_had_when_they_spoke(corpus: Corpus) -> None:
    answer = corpus.ask("who is Khafaji?", ALL)
    assert_sound(corpus, answer)
    assert answer.lead.startswith(
        "Tahsin Khafaji: spokesman, Iraqi Defense Ministry (2019-01-17); "
        "spokesperson, Joint Operation Command (2020-08-24)."
    )
    assert {c.organisation for c in answer.citations} == {
        "Iraqi Defense Ministry",
        "Joint Operation Command",
    }


def test_whatever_is_asked_no_citation_lies(seed_index: Settings) -> None:
    """An answer, a decline or wrong usage: nothing else, and every citation cuts."""
    corpus = without_model(seed_index)
    scopes = [ALL, ALL, Scope(outlets=("Rudaw",)), Scope(before=date(2019, 12, 31))]
    outcomes = set()
    for number, text in enumerate(fuzzed(300)):
        try:
            answer = corpus.ask(text, scopes[number % len(scopes)])
        except ScopeError:
            outcomes.add("refused")
            continue
        assert_sound(corpus, answer)
        json.dumps(answer_json(answer)).encode()
        outcomes.add("declined" if answer.declined else "answered")
    assert outcomes == {"refused", "declined", "answered"}
