"""Names that may be spellings of one are proposed, never merged."""

import pytest

from rag.speakers.similar_names import may_be_same, similar, spelling_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mustafa al-Kadhimi", "Mustapha Al-Kazemi"),
        ("Mustafa al-Kadhimi", "Kazimi"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Viktor Yanukovych", "Victor Yanukovich"),
        ("Nikol Pashinyan", "Pashinian"),
    ],
)
def test_transliterations_of_one_name_may_be_the_same(one: str, other: str) -> None:
    assert may_be_same(one, other)
    assert may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahmed Salim", "Ahmed Salam"),
        ("Jamal Khashoggi", "Jamil Khashoggi"),
        ("Hamid Karzai", "Hamid Kharrazi"),
        ("Mary Clark", "Mary Clerk"),
        ("Harry Reid", "Harry Reed"),
        ("Mustafa al-Kadhimi", "Ahmed al-Kazimi"),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi"),
        ("Anna Lund", "Lund"),
        ("Anna Petrov", "Peter Petroff"),
        ("", "Lund"),
    ],
)
def test_other_names_are_not_proposed(one: str, other: str) -> None:
    assert not may_be_same(one, other)
    assert not may_be_same(other, one)


def test_similar_gives_both_sides_of_each_pair_and_no_other_name() -> None:
    found = similar(["Mustafa al-Kadhimi", "Mustapha Al-Kazemi", "Anna Lund", "Anna Lund"])
    assert found == {
        "Mustafa al-Kadhimi": ("Mustapha Al-Kazemi",),
        "Mustapha Al-Kazemi": ("Mustafa al-Kadhimi",),
    }


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Prime Minister Kazimi, the premier", "Kazimi"),
        ("Kazimi's spokesman", "Kazimi"),
        ("al-Kadhimi", None),
        ("he", None),
        ("the kazimi", None),
    ],
)
def test_spelling_in_finds_the_surname_as_the_article_writes_it(
    mention: str, expected: str | None
) -> None:
    assert spelling_in(mention, "Mustafa al-Kadhimi") == expected
