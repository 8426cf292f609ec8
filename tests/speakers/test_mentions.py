"""Mentions in a sentence: name, titles, states, prominence."""

import pytest

from rag.speakers.mentions import WEIGHTS, mentions


def names(sentence: str) -> list[str]:
    return [mention.written for mention in mentions(sentence, 0, 0) if not mention.description.body]


@pytest.mark.parametrize(
    ("sentence", "expected"),
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
def test_mentions_leave_out_the_words_around_a_name(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


def test_mention_separates_name_titles_offices_and_states() -> None:
    (mention,) = [
        m
        for m in mentions("Then Sen. Bernie Sanders (I-Vt.), the author of the bill, left.", 10, 3)
        if m.full
    ]
    assert (mention.written, mention.titles, mention.at, mention.sentence) == (
        "Bernie Sanders",
        ("Sen.",),
        20,
        3,
    )
    assert mention.description.role == "Sen."
    assert mention.apposition.role == "author of the bill"[:6]
    assert mention.states == {"Vermont"}


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
def test_weight_depends_on_the_place_in_the_sentence(sentence: str, weight: float) -> None:
    (mention,) = mentions(sentence, 0, 0)
    assert mention.weight == weight


def test_subject_of_a_subordinate_clause_weighs_less() -> None:
    first, second = mentions("When Kari Lund spoke, Olaf Brandt left.", 0, 0)
    assert first.weight < second.weight == WEIGHTS.subject


def test_headlines_mention_only_names_with_a_given_name() -> None:
    assert names("Harbour Reopens After Winter Storm In Bergen") == []
    assert "Bernie Sanders" in " ".join(names("Bernie Sanders Wins Primary In Oklahoma"))


def test_blanks_instead_of_an_apposition_are_ignored() -> None:
    """Found by bench/fuzz.py: nothing but blanks between two marks after a surname."""
    assert "Graham" in names("On Monday Graham,  \u2003 (again) spoke to Ana Graham.")


def test_long_apposition_is_not_cut_in_a_word() -> None:
    body = "Center for Public Health of the Northern Harbour School of Medicine and Communications"
    mention, *_ = mentions(f"Kari Lund, a scholar at the {body}, left.", 0, 0)
    assert mention.apposition.organisation == body


@pytest.mark.parametrize(
    "text",
    ["The Harbour Board of Works met.", "The Food and Drug Administration met."],
    ids=["of", "and"],
)
def test_part_of_the_name_of_a_body_is_no_mention(text: str) -> None:
    assert not {"Harbour Board", "Drug Administration"} & {m.written for m in mentions(text, 0, 0)}


def test_participle_with_a_name_is_no_name() -> None:
    found = [m.written for m in mentions("The Lund-backed Berg left.", 0, 0)]
    assert found == ["Berg"]
