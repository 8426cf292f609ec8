"""Countries by name, demonym and seat."""

import pytest

from rag.lexicon.places import country_named, country_of, governed_from


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Iraq", "Iraq"),
        ("Iraqi", "Iraq"),
        ("Iraq’s", "Iraq"),
        ("iraqi", "Iraq"),
        ("U.S.", "United States"),
        ("American", "United States"),
        ("White House", "United States"),
        ("British", "United Kingdom"),
        ("Kremlin", "Russia"),
        ("Turkish", "Turkey"),
        ("French", "France"),
        ("Atlantis", None),
        ("bases", None),
        ("the", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_name_demonym_and_seat(words: str, country: str | None) -> None:
    assert country_of(words) == country


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
def test_a_capital_is_not_a_name_of_its_country(name: str, country: str | None) -> None:
    assert country_named(name) == country


@pytest.mark.parametrize(
    ("place", "country"), [("Baghdad", "Iraq"), ("New Delhi", "India"), ("Bergen", None)]
)
def test_a_capital_gives_its_country(place: str, country: str | None) -> None:
    assert governed_from(place) == country
