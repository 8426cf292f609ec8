"""The country or party that an office or body speaks for."""

import pytest

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
def test_role_gives_its_country_or_party(words: str, actor: str | None) -> None:
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
def test_party_of_finds_only_parties(name: str, party: str | None) -> None:
    assert party_of(name.split()) == party
