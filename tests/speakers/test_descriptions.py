"""The words of a source read as name, role, organisation and the country spoken for."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.lexicon.places import country_of
from rag.speakers.descriptions import SpeakerDescription, bare_name, parse_speaker_phrase


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Maj. Gen. Tahsin Khafaji", SpeakerDescription("Tahsin Khafaji")),
        ("Mr Smith", SpeakerDescription("Smith")),
        ("Dr. Ruth van der Berg", SpeakerDescription("Ruth van der Berg")),
        ("Rep. Adam Kinzinger (R-Ill.)", SpeakerDescription("Adam Kinzinger", "Rep.")),
        ("Ban Ki-moon", SpeakerDescription("Ban Ki-moon")),
        ("a mayor, in Bergen", SpeakerDescription(None, "mayor")),
        (
            "باسم العوادي, a mayor, in Bergen",
            SpeakerDescription(None, "mayor"),
        ),  # a script that is not read
        ("Kari Lund, the mayor, on Monday", SpeakerDescription("Kari Lund", "mayor")),
        ("Martin Luther King Jr.", SpeakerDescription("Martin Luther King Jr.")),
        (
            "a spokesman for the Iraqi Defense Ministry",
            SpeakerDescription(None, "spokesman", "Iraqi Defense Ministry", "Iraq"),
        ),
        (
            "Maj. Gen. Tahsin Khafaji, spokesperson for Iraq’s Joint Operation Command",
            SpeakerDescription("Tahsin Khafaji", "spokesperson", "Joint Operation Command", "Iraq"),
        ),
        (
            "Iraqi Prime Minister Haider Abadi",
            SpeakerDescription("Haider Abadi", "Iraqi Prime Minister", None, "Iraq"),
        ),
        (
            "US Secretary of State Mike Pompeo",
            SpeakerDescription("Mike Pompeo", "US Secretary of State", None, "United States"),
        ),
        (
            "Iraqi National Security Adviser, Qassem al-Araji",
            SpeakerDescription("Qassem al-Araji", "Iraqi National Security Adviser", None, "Iraq"),
        ),
        (
            "the Secretary-General of Asa'ib Ahl al-Haq, Qais al-Khazali",
            SpeakerDescription(
                "Qais al-Khazali", "Secretary-General", "Asa'ib Ahl al-Haq", definite=True
            ),
        ),
        (
            "John Smith, a professor at Harvard University",
            SpeakerDescription("John Smith", "professor", "Harvard University"),
        ),
        (
            "Jane Doe, chief economist of Deutsche Bank",
            SpeakerDescription("Jane Doe", "chief economist", "Deutsche Bank"),
        ),
        (
            "French President Emmanuel Macron",
            SpeakerDescription("Emmanuel Macron", "French President", None, "France"),
        ),
        (
            "Kremlin spokesman Dmitry Peskov",
            SpeakerDescription("Dmitry Peskov", "Kremlin spokesman", None, "Russia"),
        ),
        (
            "Saudi Arabia's foreign minister, Adel al-Jubeir",
            SpeakerDescription(
                "Adel al-Jubeir", "Saudi Arabia's foreign minister", None, "Saudi Arabia"
            ),
        ),
        ("President Obama", SpeakerDescription("Obama", "President")),
        (
            "The Iraqi Foreign Ministry",
            SpeakerDescription(
                "Iraqi Foreign Ministry", None, None, "Iraq", body=True, definite=True
            ),
        ),
        (
            "the White House",
            SpeakerDescription(
                "White House", None, None, "United States", body=True, definite=True
            ),
        ),
        ("Washington", SpeakerDescription("Washington", None, None, "United States", body=True)),
        (
            "the Wall Street Journal",
            SpeakerDescription("Wall Street Journal", body=True, definite=True),
        ),
        (
            "two US officials",
            SpeakerDescription(None, "two US officials", None, "United States", plural=True),
        ),
        ("businessman Donald Trump", SpeakerDescription("Donald Trump", "businessman")),
        ("Democrat Hillary Clinton", SpeakerDescription("Hillary Clinton", "Democrat")),
        ("the late Antonin Scalia", SpeakerDescription("Antonin Scalia", definite=True)),
        ("a newly elected Bush", SpeakerDescription("Bush")),
        ('John "Jack" Merrow', SpeakerDescription("John Merrow")),
        ("van der Berg", SpeakerDescription("van der Berg")),
        ("King", SpeakerDescription("King")),
        ("Clinton herself", SpeakerDescription("Clinton")),
        ("NBC’s Ali Vitali", SpeakerDescription("Ali Vitali", None, "NBC")),
        ("Pennsylvania's Patrick J. Toomey", SpeakerDescription("Patrick J. Toomey")),
        ("the paper's Robert Costa", SpeakerDescription("Robert Costa", definite=True)),
        (
            "Paul Krugman of the New York Times",
            SpeakerDescription("Paul Krugman", None, "New York Times"),
        ),
        ("Attorney General Eric Holder", SpeakerDescription("Eric Holder", "Attorney General")),
        ("spokesman Lt. Col. Steve Warren", SpeakerDescription("Steve Warren", "spokesman")),
        ("California Gov. Jerry Brown", SpeakerDescription("Jerry Brown", "California Gov.")),
        (
            "Ku Klux Klan Grand Wizard David Duke",
            SpeakerDescription("David Duke", "Ku Klux Klan Grand Wizard"),
        ),
        (
            "North Korean leader Kim Jong Un",
            SpeakerDescription("Kim Jong Un", "North Korean leader", None, "North Korea"),
        ),
        ("President Assad of Syria", SpeakerDescription("Assad", "President", None, "Syria")),
        (
            "RNC Chairman Reince Priebus",
            SpeakerDescription("Reince Priebus", "RNC Chairman", None, "Republican Party"),
        ),
        ("the Guardian", SpeakerDescription("Guardian", body=True, definite=True)),
        (
            "the Harbour Workers Union",
            SpeakerDescription("Harbour Workers Union", body=True, definite=True),
        ),
        (
            "a spokesman for the Feingold campaign",
            SpeakerDescription(None, "spokesman", "Feingold campaign"),
        ),
        ("the founder of a Facebook group", SpeakerDescription(None, "founder", definite=True)),
        ("the Florida Republican", SpeakerDescription(None, "Florida Republican", definite=True)),
        (
            "Mr. Coffman, who represents a district in the suburbs",
            SpeakerDescription("Coffman"),
        ),
        (
            "a senior Iraqi military official",
            SpeakerDescription(None, "senior Iraqi military official", None, "Iraq"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_phrase_says_who_speaks(phrase: str, expected: SpeakerDescription) -> None:
    assert parse_speaker_phrase(phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "one Trump campaign source",
        "a letter to Attorney General Loretta Lynch",
        "Clinton and Sanders",
        "Mr. Effron, then at UBS, and Mr. Pruzan",
        "Democrats",
        "Gay Republicans",
        "every American",
        "a Nevada Democrat",
        "Proponents of the new bill",
        "FBI agents",
    ],
)
def test_what_holds_a_name_need_not_be_its_bearer(phrase: str) -> None:
    assert parse_speaker_phrase(phrase).name is None


@pytest.mark.parametrize(
    ("phrase", "definite"),
    [
        ("the official", True),
        ("the ministry", True),
        ("The President", True),
        ("an official", False),
        ("a source", False),
    ],
)
def test_only_a_definite_phrase_may_point_back(phrase: str, *, definite: bool) -> None:
    voice = parse_speaker_phrase(phrase)
    assert voice.name is None
    assert voice.definite is definite


@pytest.mark.parametrize(
    "phrase", ["", " ", "who", "it", "123", "media", "a source", "Monday", "the talks", ",;()", "—"]
)
def test_where_a_phrase_names_nobody_nobody_is_named(phrase: str) -> None:
    voice = parse_speaker_phrase(phrase)
    assert voice.name is None
    assert voice.role is None
    assert voice.organisation is None
    assert voice.actor is None


def test_officials_of_two_countries_speak_for_neither_alone() -> None:
    voice = parse_speaker_phrase("the US and Iraqi officials")
    assert voice.plural
    assert voice.actor is None


@pytest.mark.parametrize(
    "phrase", ["Barack Obama's campaign", "Clinton’s long-time friend", "Kaine's lawyers"]
)
def test_what_belongs_to_a_person_is_not_the_person(phrase: str) -> None:
    owner, owned = re.split("['’]s ", phrase)
    voice = parse_speaker_phrase(phrase)
    assert voice.name in (None, f"{owner} {owned}")
    assert voice.body == (voice.name is not None)


@pytest.mark.parametrize("phrase", ["Omar Saleh.", "Omar Saleh's", "Omar Saleh’s", "Omar Saleh"])
def test_marks_of_the_sentence_are_no_part_of_a_name(phrase: str) -> None:
    assert parse_speaker_phrase(phrase).name == "Omar Saleh"


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
    ("token", "bare"),
    [("al-Araji", "araji"), ("Trump’s", "trump"), ("Khafaji", "khafaji"), ("Gen.", "gen")],
)
def test_names_are_compared_bare(token: str, bare: str) -> None:
    assert bare_name(token) == bare


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(), max_size=60)
    | st.lists(
        st.sampled_from(
            (
                "the a Iraqi US Minister of for President and , Ali al-Araji ’s ministry officials "
                "- ( ) . 's"
            ).split()
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_phrase_is_read_and_nothing_is_made_up(phrase: str) -> None:
    """Names, roles and organisations are words of the phrase; only a country may be derived."""
    voice = parse_speaker_phrase(phrase)
    for field in (voice.name, voice.role, voice.organisation):
        assert field is None or field
        for word in (field or "").split():
            assert word in phrase
