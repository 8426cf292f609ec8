"""For which country or party an office or body speaks."""

import pytest

from rag.lexicon.places import country_named
from rag.speakers.affiliation import actor_of, party_of


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Iraqi Foreign Ministry", "Iraq"),
        ("North Korean leader", "North Korea"),
        ("Iran's Supreme Leader", "Iran"),
        ("Iraqi opposition leader", None),
        ("US officials", "United States"),
        ("US and Iraqi officials", None),
        ("New Jersey governor", None),
        ("Georgia governor", None),
        ("Georgian president", "Georgia"),
        ("American Bridge President", None),
        ("Labour leader", "Labour Party"),
        ("Republican National Committee Chairman", "Republican Party"),
        ("Republican strategist", None),
        ("chief economist", None),
    ],
)
def test_a_role_names_whom_it_speaks_for(words: str, actor: str | None) -> None:
    assert actor_of(words.split()) == actor


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Hamas", "Hamas"),
        ("Asa'ib Ahl al-Haq", "Asa'ib Ahl al-Haq"),
        ("Iraqi Communist Party", "Iraqi Communist Party"),
        ("Swiss People’s Party", "Swiss People’s Party"),
        ("Deutsche Bank", None),
        ("Party", None),
        ("birthday party", None),
        ("", None),
    ],
)
def test_a_party_is_told_from_other_bodies(name: str, party: str | None) -> None:
    assert party_of(name.split()) == party


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "United States"),
        ("Britain", "United Kingdom"),
        ("Iraq", "Iraq"),
        ("Washington", None),
        ("Kremlin", None),
        ("Iraqi", None),
    ],
)
def test_a_country_has_several_names_but_its_capital_is_none(
    name: str, country: str | None
) -> None:
    assert country_named(name) == country
