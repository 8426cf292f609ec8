"""Tokens of a noun phrase and runs of capitalised words."""

import pytest

from rag.lexicon import given_names
from rag.speakers.affiliation import INSIDE_BODY_NAMES
from rag.speakers.phrase_tokens import (
    LISTED_TOKEN,
    capitalised_run,
    continues_compound,
    join_name,
)


@pytest.mark.parametrize(
    ("tokens", "name"),
    [
        (["Omar", "Saleh’s"], "Omar Saleh"),
        (["Omar", "Saleh."], "Omar Saleh"),
        (["Martin", "Luther", "King", "Jr."], "Martin Luther King Jr."),
        (["J.D."], "J.D."),
    ],
)
def test_join_name_drops_marks_of_the_sentence(tokens: list[str], name: str) -> None:
    assert join_name(tokens) == name


@pytest.mark.parametrize(
    ("phrase", "inner", "run"),
    [
        ("Bill de Blasio said", given_names.PARTICLES, "Bill de Blasio"),
        ("van der Berg left", given_names.PARTICLES, "van der Berg"),
        ("Ministry of Defence and", INSIDE_BODY_NAMES, "Ministry of Defence"),
        ("Omar Saleh Monday", given_names.PARTICLES, "Omar Saleh"),
        ("for Iraq", INSIDE_BODY_NAMES, ""),
    ],
)
def test_capitalised_run_keeps_inner_words(phrase: str, inner: frozenset[str], run: str) -> None:
    assert " ".join(capitalised_run(phrase.split(), inner)) == run


@pytest.mark.parametrize(
    ("after", "compound"),
    [
        ("supporters", True),
        ("and Ryan", False),
        ("of Oslo", False),
        ("himself", False),
        ("", False),
    ],
)
def test_continues_compound_only_before_a_noun(after: str, *, compound: bool) -> None:
    assert continues_compound(after.split()) is compound


def test_listed_tokens_keep_commas() -> None:
    assert LISTED_TOKEN.findall("Alcohol, Tobacco and Firearms") == [
        "Alcohol,",
        "Tobacco",
        "and",
        "Firearms",
    ]
