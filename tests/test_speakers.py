"""Who is meant within one article by a surname, a pronoun or an office."""

import pytest

from rag.speakers import Cast
from rag.voices import Voice

KHAFAJI = "Maj. Gen. Tahsin Khafaji, spokesperson for Iraq’s Joint Operation Command"


def name(cast: Cast, phrase: str) -> str | None:
    return cast.resolve(
        phrase, pronoun=phrase.casefold() in ("he", "she", "it", "they", "who")
    ).name


def test_a_surname_stands_for_the_one_full_name_that_ends_in_it() -> None:
    cast = Cast(["Maj. Gen. Tahsin Khafaji spoke.", "Qassem al-Araji listened."])
    assert name(cast, "Khafaji") == "Tahsin Khafaji"
    assert name(cast, "Araji") == "Qassem al-Araji"
    assert name(cast, "al-Araji") == "Qassem al-Araji"


def test_a_surname_keeps_what_is_known_of_the_man() -> None:
    cast = Cast([])
    cast.resolve(KHAFAJI)
    voice = cast.resolve("Khafaji")
    assert voice == Voice("Tahsin Khafaji", "spokesperson", "Joint Operation Command", "Iraq")


@pytest.mark.parametrize(
    ("phrase", "person"),
    [
        ("Clinton", None),
        ("Mrs. Clinton", "Hillary Clinton"),
        ("Mr. Clinton", "Bill Clinton"),
        ("Clinton herself", "Hillary Clinton"),
        ("Clinton himself", "Bill Clinton"),
        ("Bill", "Bill Clinton"),
    ],
)
def test_people_who_share_a_surname_are_not_merged(phrase: str, person: str | None) -> None:
    cast = Cast(["Hillary Clinton met Bill Clinton."])
    assert name(cast, phrase) == person
    assert name(cast, "Bill Clinton") == "Bill Clinton"
    assert name(cast, "Hillary Clinton") == "Hillary Clinton"


@pytest.mark.parametrize(
    "sentence",
    ["The plan was that of Omar Saleh.", "Omar Saleh's plan failed.", "“Omar Saleh”, he said."],
)
def test_a_name_is_learned_without_the_marks_around_it(sentence: str) -> None:
    assert name(Cast([sentence]), "Saleh") == "Omar Saleh"


def test_a_possessive_does_not_make_two_men_of_one() -> None:
    cast = Cast(["Omar Saleh spoke.", "Omar Saleh's plan failed.", "They met Omar Saleh."])
    assert name(cast, "Saleh") == "Omar Saleh"


def test_he_is_the_person_who_spoke_last() -> None:
    cast = Cast([])
    cast.resolve("Ali Hassan")
    cast.resolve("Omar Saleh")
    assert name(cast, "he") == "Omar Saleh"


@pytest.mark.parametrize("word", ["the ministry", "The ministry", "it", "she"])
def test_a_body_is_met_again_as_the_ministry_it_or_she(word: str) -> None:
    """``she`` stands for a ministry in translated agency texts; no woman spoke before."""
    cast = Cast([])
    cast.resolve("The Iraqi Foreign Ministry")
    assert name(cast, word) == "Iraqi Foreign Ministry"


def test_she_is_the_person_rather_than_the_body() -> None:
    cast = Cast([])
    cast.resolve("Olha Petrenko")
    cast.resolve("The Iraqi Foreign Ministry")
    assert name(cast, "she") == "Olha Petrenko"
    assert name(cast, "it") == "Iraqi Foreign Ministry"


def test_a_pronoun_takes_the_name_before_it_in_the_paragraph() -> None:
    cast = Cast(["Ali Hassan met Omar Saleh."])
    cast.resolve("Ali Hassan")
    assert cast.resolve("he", pronoun=True, antecedent="Omar Saleh").name == "Omar Saleh"


@pytest.mark.parametrize(
    "phrase", ["he", "she", "it", "they", "who", "the ministry", "the official", "the President"]
)
def test_where_nobody_spoke_before_nobody_is_named(phrase: str) -> None:
    assert name(Cast(["Prices rose on Monday."]), phrase) is None


def test_the_president_is_the_only_one_in_the_article() -> None:
    cast = Cast(["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi."])
    voice = cast.resolve("The President")
    assert (voice.name, voice.role, voice.actor) == (
        "Donald Trump",
        "US President",
        "United States",
    )


def test_of_two_presidents_none_is_meant_before_one_spoke() -> None:
    cast = Cast(["President Donald Trump met President Emmanuel Macron."])
    assert name(cast, "the President") is None
    cast.resolve("Donald Trump")
    assert name(cast, "the President") == "Donald Trump"


def test_the_official_is_the_person_who_spoke() -> None:
    cast = Cast([])
    cast.resolve("Tahsin Khafaji")
    assert name(cast, "the official") == "Tahsin Khafaji"


def test_an_official_is_nobody_met_before() -> None:
    cast = Cast([])
    cast.resolve(KHAFAJI)
    assert name(cast, "an official") is None
    assert name(cast, "a spokesperson") is None


def test_the_authors_of_a_joint_statement_speak_together() -> None:
    cast = Cast(["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi in May."])
    voice = cast.resolve("a joint statement from Trump and Kadhimi")
    assert voice.name == "Donald Trump and Mustafa al-Kadhimi"
    assert voice.plural
    assert voice.actor is None  # two countries


def test_a_written_statement_speaks_for_its_author() -> None:
    assert name(Cast([]), "a statement by Kari Lund") == "Kari Lund"


def test_the_campaign_of_a_man_is_not_the_man() -> None:
    cast = Cast(["Donald Trump spoke."])
    cast.resolve("Donald Trump")
    assert name(cast, "Trump's campaign") != "Donald Trump"
    assert name(cast, "Trump’s lawyers") is None


def test_an_unnamed_source_takes_the_name_that_follows() -> None:
    cast = Cast([])
    lead = cast.resolve("a spokesman for the Iraqi Defense Ministry")
    person = cast.resolve("Maj. Gen. Tahsin Khafaji")
    known = cast.identify(lead, person)
    assert known == Voice("Tahsin Khafaji", "spokesman", "Iraqi Defense Ministry", "Iraq")
    assert cast.resolve("Khafaji").role == "spokesman"


@pytest.mark.parametrize(
    ("lead", "following"),
    [
        ("US officials", "Tahsin Khafaji"),
        ("a spokesman for the Iraqi Defense Ministry", "US Secretary of State Mike Pompeo"),
        ("a spokesman for the Iraqi Defense Ministry", "the White House"),
        ("a spokesman for the Iraqi Defense Ministry", "an official"),
    ],
    ids=["several", "another country", "a body", "nobody"],
)
def test_an_unnamed_source_is_not_everybody_who_follows(lead: str, following: str) -> None:
    cast = Cast([])
    assert cast.identify(cast.resolve(lead), cast.resolve(following)) is None


def test_a_party_is_spoken_for_where_no_country_is_named() -> None:
    cast = Cast([])
    voice = cast.resolve("the Secretary-General of Asa'ib Ahl al-Haq, Qais al-Khazali")
    assert cast.completed(voice).actor == "Asa'ib Ahl al-Haq"
