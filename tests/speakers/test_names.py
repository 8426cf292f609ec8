"""Personal names: comparison, surnames, gender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.speakers import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald Trump", "Donald J. Trump"),
        ("George W. Bush", "George Walker Bush"),
        ("Hillary Clinton", "Hillary Rodham Clinton"),
        ("Qassem al-Araji", "Qasim Al Araji"),
        ("Qassem al-Araji", "Qassem Al-Araji"),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi"),
        ("Mohammed Hussein", "Muhammad Hussain"),
        ("Martin O'Malley", "Martin O’Malley"),
        ("Felipe Calderón", "Felipe Calderon"),
        ("Ban Ki-moon", "Ban Ki Moon"),
        ("JAKE TAPPER", "Jake Tapper"),
        ("Mike Pence", "Michael R. Pence"),
        ("Bill Clinton", "William Clinton"),
        ("J. D. Vance", "J.D. Vance"),
    ],
)
def test_spellings_of_one_name_may_be_one(one: str, other: str) -> None:
    assert names.may_be_one(one, other)
    assert names.may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Luis Rubio", "Marco Rubio"),
        ("George W. Bush", "George H.W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Gary Johnson", "Garrett Johnson"),
        ("Jeffrey Goldberg", "J.J. Goldberg"),
        ("Clinton", "Hillary Clinton"),
        ("Omar Saleh", "Omar Salim"),
        ("Al Gore", "Gore"),
    ],
)
def test_similar_names_of_two_people_may_not_be_one(one: str, other: str) -> None:
    assert not names.may_be_one(one, other)
    assert not names.may_be_one(other, one)


@pytest.mark.parametrize(
    ("full", "part"),
    [
        ("Qassem al-Araji", "Araji"),
        ("Qassem al-Araji", "Al-Araji"),
        ("Tahsin Khafaji", "Khafaji’s"),
        ("Debbie Wasserman Schultz", "Wasserman Schultz"),
        ("Ruth van der Berg", "van der Berg"),
        ("Ileana Ros-Lehtinen", "Ros-Lehtinen"),
        ("Donald Trump Jr.", "Trump Jr."),
        ("Martin Luther King Jr.", "King"),
    ],
)
def test_surname_is_the_end_of_a_name(full: str, part: str) -> None:
    assert names.ends_in(full, part)


@pytest.mark.parametrize(("full", "part"), [("Ruth Calder", "Ruth"), ("Donald Trump", "Trump Jr.")])
def test_other_parts_are_no_surname(full: str, part: str) -> None:
    assert not names.ends_in(full, part)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Al Gore", True),
        ("Ben Carson", True),
        ("Gore", False),
        ("de Blasio", False),
        ("Le Pen", False),
        ("Ros-Lehtinen", False),
        ("Kim Jong Un", True),
    ],
)
def test_full_name_has_more_than_a_surname(name: str, *, full: bool) -> None:
    assert names.is_full(name) is full


@pytest.mark.parametrize(
    ("name", "gender", "certain"),
    [
        ("Roberta Lange", "she", True),
        ("Brian Fallon", "he", True),
        ("Jean Dupré", "she", False),  # in the census of the US; the text may say otherwise
        ("Kerry Walsh", None, False),
        ("Tahsin Khafaji", None, False),
        ("Clinton", None, False),
    ],
)
def test_given_name_suggests_a_gender(name: str, gender: str | None, *, certain: bool) -> None:
    assert names.gender(name) == (gender, certain)


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("Mrs.", "she"),
        ("Mr", "he"),
        ("Ms.", "she"),
        ("campaign spokeswoman", "she"),
        ("spokesman", "he"),
        ("chairman", None),
        ("chairwoman", "she"),
        ("his eldest daughter", "she"),
        ("Sen.", None),
        ("German", None),
        ("Chapman", None),
    ],
)
def test_titles_and_kinship_imply_a_gender(words: str, gender: str | None) -> None:
    assert names.gender_of_titles(words.split()) == gender


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert names.may_be_one(one, other) == names.may_be_one(other, one)
    assert (
        names.fold_name(one) == names.fold_name(one.upper().lower()) or one != one.upper().lower()
    )
    names.gender(one)
    names.ends_in(one, other)


@pytest.mark.parametrize(
    ("surname", "known", "common"),
    [("Smith", True, True), ("Pence", True, False), ("Air", False, False)],
)
def test_surnames_are_rated_by_frequency(surname: str, *, known: bool, common: bool) -> None:
    assert names.is_known_surname(surname) is known
    assert names.is_common_surname(surname) is common


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mustafa al-Kadhimi", "Mustapha Al-Kadhemi"),
        ("Mustafa al-Kadhimi", "Mustafa Kazimi"),
        ("Qasem Soleimani", "Qassim Suleimani"),
        ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian"),
        ("Fatma Şahin", "Fatma Shahin"),
        ("Laila bin Hashim", "Laila bin Hashem"),
    ],
)
def test_may_be_transliterations_of_one_name(one: str, other: str) -> None:
    assert names.may_be_transliterations(one, other)
    assert names.may_be_transliterations(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mary Clark", "Mary Clerk"),
        ("Alexander Miller", "Alexander Muller"),
        ("Jack Reed", "Jack Reid"),
        ("Peter Johnson", "Peter Jonson"),
        ("Alexander Clark", "Alexander Clerk"),
        ("Omar Reed", "Omar Reid"),
        ("Ahmed Salim", "Ahmed Salam"),
        ("Hamid Karzai", "Kamal Kharrazi"),
        ("Hamid Karzai", "Hamid Kharrazi"),
        ("Mustafa al-Kadhimi", "Ali al-Kadhimi"),
        ("Greta Lundin", "Greta Lundyn"),
        ("Ahmed", "Ahmad"),
    ],
)
def test_other_names_are_no_transliterations(one: str, other: str) -> None:
    assert not names.may_be_transliterations(one, other)
    assert not names.may_be_transliterations(other, one)
