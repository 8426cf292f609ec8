"""Given names, short forms and transliterations."""

import pytest

from rag.lexicon import given_names


@pytest.mark.parametrize(
    ("word", "given"), [("Mike", True), ("hillary", True), ("In", False), ("Tahsin", False)]
)
def test_is_given_follows_the_census_without_stopwords(word: str, *, given: bool) -> None:
    assert given_names.is_given(word) is given


def test_spellings_have_one_first_form() -> None:
    assert given_names.transliterations()["qasim"] == "qassem"
    assert given_names.transliterations()["qassem"] == "qassem"


def test_short_forms_include_irregular_ones() -> None:
    assert frozenset({"bill", "william"}) in given_names.irregular()
    assert "mike" in given_names.nicknames_of()["michael"]


@pytest.mark.parametrize(("surname", "listed"), [("Smith", True), ("Khafaji", False)])
def test_surname_share_is_zero_where_the_census_lists_no_name(
    surname: str, *, listed: bool
) -> None:
    assert (given_names.surname_share(surname) > 0.0) is listed
