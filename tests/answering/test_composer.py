"""Composed answers: statements with sources and dates, or a decline; citations cut exactly."""

import itertools
import json
from datetime import date
from random import Random

import pytest
from asking import AVIM, BASES, DINAR, RUDAW, SOTT, assert_sound, without_model

from rag.answering import abstention, phrasing
from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.export.contract_json import answer_json, answer_text
from rag.schema.scope import Scope
from rag.settings import Settings

ALL = Scope()


def test_compose_answers_the_question_of_the_readme(corpus: Corpus) -> None:
    answer = corpus.ask(BASES)
    assert_sound(corpus, answer)
    assert not answer.declined
    from_avim = [c for c in answer.citations if c.article == AVIM]
    rest = [c for c in answer.citations if c.article != AVIM]
    (first,) = [c for c in from_avim if (c.span.start, c.span.end) == (452, 767)]
    assert first.quote.startswith('"Washington does not have any bases in Iraq.')
    assert (first.speaker, first.role) == ("Tahsin Khafaji", "spokesman")
    assert first.organisation == "Iraqi Defense Ministry"
    assert first.said_on == date(2019, 1, 17)
    assert first.published == date(2019, 1, 18)
    assert (first.outlet, first.origin) == ("AVİM", "Sputnik")
    assert first.origin_published == date(2019, 1, 17)
    (reprint,) = first.also_in
    assert (reprint.article, reprint.outlet) == (SOTT, "SOTT.net")
    assert (reprint.span.start, reprint.span.end) == (324, 639)

    assert {c.article for c in rest} >= {RUDAW, DINAR}, "all who speak for Iraq are heard"
    second = next(c for c in rest if c.article == RUDAW)
    assert (second.speaker, second.organisation) == ("Tahsin Khafaji", "Joint Operation Command")
    assert second.said_on == second.published == date(2020, 8, 24)
    assert second.also_in == ()
    latest = next(c for c in rest if c.article == DINAR)
    assert (latest.speaker, latest.published) == ("Iraqi Foreign Ministry", date(2024, 8, 15))
    assert "no US forces in Iraq except for the military advisers" in latest.quote

    for part in (answer.statements[: answer.foremost], answer.statements[answer.foremost :]):
        cited = [answer.citations[n - 1] for s in part for n in s.citations]
        days = [c.said_on or c.published for c in cited]
        assert all(a is not None and b is not None and a <= b for a, b in itertools.pairwise(days))
    assert answer.independent_sources >= 3
    assert answer.articles == answer.independent_sources + 1, "a reprint is no source of its own"


def test_answer_that_may_be_none_says_so_and_puts_no_value_forward(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = corpus.ask("How many US troops are in Iraq?")
    assert not sure.lead.startswith(phrasing.UNSURE)
    assert sure.values
    monkeypatch.setattr(abstention, "unsure", lambda *_: True)
    answer = corpus.ask("How many US troops are in Iraq?")
    assert answer.lead == f"{phrasing.UNSURE} {sure.lead}"
    assert answer.values == ()
    assert answer.citations == sure.citations


def test_declined_answer_cites_nearest_passages_for_reading_only(corpus: Corpus) -> None:
    answer = corpus.ask("What did Angela Merkel say about troops?")
    assert answer.declined
    assert 1 <= len(answer.citations) <= 3
    assert "for reading only" in answer_text(answer)


def fuzzed(number: int) -> list[str]:
    """Questions made of words that mean something here, words that do not, and noise."""
    random = Random(20_240_815)
    words = (
        "what did say about according to Rudaw Khafaji Trump Kadhimi Iraq US bases troops "
        "coalition in 2020 before after since August Monday who when how many compare and vs "
        "change position copper chess Merkel the of ministry she not NEAR OR AND * \" ' ( ) : ^ - "
        "\x00 \ud800 \u202e 伊拉克 … 31 30 Feb 9999 0 -1 % \\ ; -- DROP é İ ß 🦉 \n \t , . ! ?"
    ).split(" ")
    questions = [
        " ".join(random.choices(words, k=random.randint(0, 14))) for _ in range(number - 20)
    ]
    noise = ["".join(chr(random.randrange(0x2FFF)) for _ in range(40)) for _ in range(20)]
    return questions + noise


def test_answer_to_any_question_is_sound(seed_index: Settings) -> None:
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
