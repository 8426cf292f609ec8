"""Relevance features: coverage, answer type, speaker match, verbatim."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from record_tools import make_claim

from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import forms_of
from rag.retrieval.features import (
    SPEAKER_MATCH,
    answer_type_match,
    coverage,
    source_text,
    speaker_match,
    verbatim,
)
from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind


def parse(text: str) -> ParsedQuestion:
    return read(text, (), date(2026, 1, 1))


def claim(**fields: Any) -> Claim:
    given_fields: dict[str, Any] = {
        "id": "c",
        "article": "a.txt",
        "kind": Kind.DIRECT,
        "source": (),
        "cue": (),
        "content": (Span(0, 10),),
        "evidence": Span(0, 10),
        "text": "x" * 10,
        "confidence": 0.5,
        "speaker": "Kari Lund",
        "said_on": date(2020, 8, 20),
        **fields,
    }
    return make_claim(**given_fields)


def test_verbatim_needs_a_long_run_of_words() -> None:
    said = "one two three four five six seven"
    assert verbatim(parse(said), "He said: one two three four five six seven.") == 1.0
    assert verbatim(parse(said), "seven six five four three two one") == 0.0
    assert verbatim(parse("one two three"), "one two three") == 0.0  # a phrase is no quotation


def test_coverage_is_the_share_of_words_by_rarity() -> None:
    rarity = {"base": 3.0, "iraq": 1.0}
    assert coverage(["base", "iraq"], forms_of("Bases in Syria"), rarity) == (0.75, ("iraq",))
    assert coverage(["base", "iraq"], forms_of("Iraqi bases"), rarity) == (1.0, ())
    assert coverage(["base", "iraq"], forms_of(), rarity) == (0.0, ("base", "iraq"))
    assert coverage([], forms_of("x"), {}) == (0.0, ())


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many soldiers stood there?", "around 5,000 soldiers", 1.0),
        ("How many soldiers stood there?", "two soldiers", 1.0),
        ("How many soldiers stood there?", "many soldiers, in 2014", 0.0),
        ("How many soldiers stood there?", "soldiers of 12 countries", 0.5),
        ("When did it end?", "the 2014 campaign", 0.5),
        ("When did it end?", "it ended in March", 1.0),
        ("When did it end?", "it ended", 0.0),
        ("Why did it end?", "because of the cost", 1.0),
        ("Why did it end?", "it ended", 0.0),
        ("Who ended it?", "Kari Lund ended it", 0.5),
        ("Who is Kari Lund?", "Kari Lund, a harbour master, was there", 1.0),
        ("Who is Kari Lund?", "Kari Lund was there", 0.0),
        ("What did Lund say about it?", "5 in March", 0.0),
    ],
)
def test_answer_type_match_of_a_sentence(question: str, text: str, expected: float) -> None:
    assert answer_type_match(parse(question), text, ()) == expected


def test_person_matches_a_claim_with_a_mention() -> None:
    question = parse("Who closed the harbour?")
    assert answer_type_match(question, "", [claim(mention="Lund")]) == 0.5
    assert answer_type_match(question, "", [claim(mention=None)]) == 0.0
    assert answer_type_match(question, "Kari Lund did.", [claim(mention="Kari Lund")]) == 1.0


@pytest.mark.parametrize(
    ("text", "make", "expected"),
    [
        ("What did Kari Lund say about it?", claim, (1.0, 0)),
        ("What did Kari Berg say about it?", claim, (0.0, -1)),
        ("What did Ola Lund say about it?", claim, (0.0, -1)),
        ("What did Kari Lund say about it?", lambda: claim(speaker="Lund"), (0.5, 0)),
        ("What did Aung Kari Lund say about it?", claim, (2 / 3, 0)),
        ("What did the harbour boss say?", lambda: claim(role="harbour director"), (1.0, 0)),
        ("What did the senator say?", lambda: claim(role="Sen."), (1.0, 0)),
        ("What did the senator say?", lambda: claim(role="mayor"), (0.0, -1)),
        ("What did Berg and Lund say about it?", claim, (1.0, 1)),
        ("What did Berg say about it?", claim, (0.0, -1)),
        ("What did Iraq say about it?", lambda: claim(actor="Iraq", speaker=None), (1.0, 0)),
        (
            "What did the Foreign Ministry say?",
            lambda: claim(speaker=None, organisation="Defence Ministry"),
            (0.0, -1),
        ),
        (
            "What did the Foreign Ministry say?",
            lambda: claim(speaker=None, organisation="Norwegian Foreign Ministry"),
            (1.0, 0),
        ),
        (
            "What did the harbour minister say?",
            lambda: claim(speaker=None, organisation="Ministry"),
            (0.0, -1),
        ),
        ("What did Baghdad say?", lambda: claim(actor="Iraq", speaker=None), (1.0, 0)),
        ("What did New Delhi say?", lambda: claim(actor="India", speaker=None), (1.0, 0)),
        ("What did Tehran say?", lambda: claim(actor="Iraq", speaker=None), (0.0, -1)),
        (
            "What did the former Florida governor say?",
            lambda: claim(speaker="Jo Roe", role="former Virginia governor"),
            (0.0, -1),
        ),
        ("What did Kyiv residents say?", lambda: claim(actor="Ukraine"), (0.0, -1)),
        ("storms", claim, (0.0, -1)),
    ],
)
def test_speaker_match_and_side(
    text: str, make: Callable[[], Claim], expected: tuple[float, int]
) -> None:
    match, side = speaker_match(parse(text), [make()])
    assert match == pytest.approx(expected[0])
    assert side == expected[1]


def test_partial_name_is_completed_by_the_article() -> None:
    question = parse("What did Kari Berg say about it?")
    assert speaker_match(question, [claim(speaker="Berg")], forms_of("Kari"))[0] == pytest.approx(
        0.9
    )
    assert speaker_match(question, [claim(speaker="Ola Dahl")], forms_of("Kari Berg"))[0] == 0.0
    assert (
        speaker_match(question, [claim()], forms_of("Berg"))[0] == 0.0
    )  # Kari Lund: a given name in common


def test_friend_of_the_speaker_asked_for_is_not_the_speaker() -> None:
    question = parse("What did Ola Dahl say?")
    friend = claim(speaker="Kari Lund", mention="Kari Lund, a close friend of Ola Dahl")
    assert speaker_match(question, [friend])[0] == 0.0
    assert speaker_match(question, [claim(speaker="Ola Dahl", mention="Dahl of Bergen")])[0] == 1.0


def test_office_before_a_surname_is_no_given_name() -> None:
    around = forms_of("board member Ola Dahl mayor")
    asked = parse("What did board member Dahl say?")
    assert speaker_match(asked, [claim(speaker="Ola Dahl")], around)[0] > SPEAKER_MATCH.least
    mayor = parse("What did Mayor Kari Dahl say?")
    assert speaker_match(mayor, [claim(speaker="Ola Dahl")], around)[0] == 0.0


def test_source_text_joins_all_fields() -> None:
    words = source_text(claim(mention="she", role="mayor", organisation="City", actor="Norway"))
    assert words == "Kari Lund she mayor City Norway"


def test_author_says_what_quotes_nobody() -> None:
    question = parse("What does Ola Dahl think of walls?")
    assert speaker_match(question, [], author="Ola A. Dahl") == (1.0, 0)
    assert speaker_match(question, [], author="Ida Dahl") == (0.0, -1)
    assert speaker_match(question, [claim(speaker="Kari Berg")], author="Ola Dahl")[0] == 0.0
    assert speaker_match(parse("What did Iraq say about walls?"), [], author="Iraq Desk")[0] == 0.0
