"""Which people a sentence names, with which titles, and how prominently."""

import pytest

from rag.speakers.mentions import WEIGHTS, mentions


def names(sentence: str) -> list[str]:
    return [named.written for named in mentions(sentence, 0, 0) if not named.voice.body]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Despite Kari Lund, nobody came.", ["Kari Lund"]),
        ("Asked about it, Lund smiled.", ["Lund"]),
        ("He met Governor Mike Pence. He left.", ["Mike Pence"]),
        ("Will Sanders resign?", ["Sanders"]),
        ("Will Estrada resigned.", ["Will Estrada"]),
        ("US Secretary of State Anthony Blinken flew home.", ["Anthony Blinken"]),
        ("They called John “Tig” Tiegen.", ["John Tiegen"]),
        ("On Monday Omar al-Saleh met Eva van der Berg.", ["Omar al-Saleh", "Eva van der Berg"]),
    ],
)
def test_names_are_told_from_the_words_around_them(sentence: str, found: list[str]) -> None:
    assert names(sentence) == found


def test_titles_offices_and_states_are_kept_apart_from_the_name() -> None:
    (named,) = [
        m
        for m in mentions("Then Sen. Bernie Sanders (I-Vt.), the author of the bill, left.", 10, 3)
        if m.full
    ]
    assert (named.written, named.titles, named.at, named.sentence) == (
        "Bernie Sanders",
        ("Sen.",),
        20,
        3,
    )
    assert named.voice.role == "Sen."
    assert named.told.role == "author of the bill"[:6]
    assert named.states == {"Vermont"}


@pytest.mark.parametrize(
    ("sentence", "weight"),
    [
        ("Lund left early.", WEIGHTS.subject),
        ("Lund, the mayor, left early.", WEIGHTS.subject),
        ("The talks with Lund went well.", WEIGHTS.other),
        ("They told Lund so.", WEIGHTS.other),
        ("The plan was Lund's idea.", WEIGHTS.possessor),
        ("All Lund supporters left.", WEIGHTS.possessor),
    ],
)
def test_a_subject_is_more_prominent_than_others(sentence: str, weight: float) -> None:
    (named,) = mentions(sentence, 0, 0)
    assert named.weight == weight


def test_of_a_subordinate_clause_the_subject_is_the_lesser_one() -> None:
    first, second = mentions("When Kari Lund spoke, Olaf Brandt left.", 0, 0)
    assert first.weight < second.weight == WEIGHTS.subject


def test_a_headline_names_nobody_whose_name_it_does_not_show() -> None:
    assert names("Harbour Reopens After Winter Storm In Bergen") == []
    assert "Bernie Sanders" in " ".join(names("Bernie Sanders Wins Primary In Oklahoma"))


def test_white_space_where_an_office_would_stand_tells_nothing() -> None:
    """Found by bench/fuzz.py: nothing but blanks between two marks after a surname."""
    assert "Graham" in names("On Monday Graham,  \u2003 (again) spoke to Ana Graham.")
