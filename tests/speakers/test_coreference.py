"""Which person or body a name, pronoun or definite noun refers to."""

import pytest

from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.resolver import SpeakerResolver

KHAFAJI = "Maj. Gen. Tahsin Khafaji, spokesperson for Iraq’s Joint Operation Command"


def name(speakers: SpeakerResolver, phrase: str) -> str | None:
    pronoun = phrase.casefold() in ("he", "she", "it", "they", "who")
    return speakers.resolve(phrase, pronoun=pronoun).name


def test_surname_keeps_role_and_organisation() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve(KHAFAJI)
    speaker = speakers.resolve("Khafaji")
    assert speaker == SpeakerDescription(
        name="Tahsin Khafaji",
        role="spokesperson",
        organisation="Joint Operation Command",
        actor="Iraq",
    )


@pytest.mark.parametrize("word", ["the ministry", "The ministry", "it", "she"])
def test_body_is_referred_to_by_its_noun_it_or_she(word: str) -> None:
    """Translated agency texts call a ministry "she" where no woman spoke before."""
    speakers = SpeakerResolver([])
    speakers.resolve("The Iraqi Foreign Ministry")
    assert name(speakers, word) == "Iraqi Foreign Ministry"


def test_pronoun_refers_to_its_antecedent() -> None:
    speakers = SpeakerResolver(["Ali Hassan met Omar Saleh."])
    speakers.resolve("Ali Hassan")
    assert speakers.resolve("he", pronoun=True, antecedent="Omar Saleh").name == "Omar Saleh"


@pytest.mark.parametrize(
    "phrase", ["he", "she", "it", "they", "who", "the ministry", "the official", "the President"]
)
def test_phrase_without_candidate_stays_unresolved(phrase: str) -> None:
    assert name(SpeakerResolver(["Prices rose on Monday."]), phrase) is None


def test_office_refers_to_its_only_holder() -> None:
    speakers = SpeakerResolver(
        ["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi."]
    )
    speaker = speakers.resolve("The President")
    assert (speaker.name, speaker.role, speaker.actor) == (
        "Donald Trump",
        "US President",
        "United States",
    )


def test_office_with_two_holders_refers_to_the_one_who_spoke() -> None:
    speakers = SpeakerResolver(["President Donald Trump met President Emmanuel Macron."])
    assert name(speakers, "the President") is None
    speakers.resolve("Donald Trump")
    assert name(speakers, "the President") == "Donald Trump"


def test_official_refers_to_the_last_speaker() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve("Tahsin Khafaji")
    assert name(speakers, "the official") == "Tahsin Khafaji"


def test_narrower_official_is_not_the_last_speaker() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve("President Ana Ruiz")
    assert name(speakers, "The senior administration official") is None


def test_indefinite_noun_refers_to_no_earlier_speaker() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve(KHAFAJI)
    assert name(speakers, "an official") is None
    assert name(speakers, "a spokesperson") is None


def test_joint_statement_has_its_authors_as_speakers() -> None:
    speakers = SpeakerResolver(
        ["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi in May."]
    )
    speaker = speakers.resolve("a joint statement from Trump and Kadhimi")
    assert speaker.name == "Donald Trump and Mustafa al-Kadhimi"
    assert [(s.name, s.role) for s in speaker.speakers] == [
        ("Donald Trump", None),
        ("Mustafa al-Kadhimi", None),
    ]
    assert speaker.plural
    assert speaker.actor is None  # two countries


def test_written_statement_has_its_author_as_speaker() -> None:
    assert name(SpeakerResolver([]), "a statement by Kari Lund") == "Kari Lund"


def test_campaign_or_lawyer_is_not_its_owner() -> None:
    speakers = SpeakerResolver(["Donald Trump spoke."])
    speakers.resolve("Donald Trump")
    assert name(speakers, "Trump's campaign") != "Donald Trump"
    assert name(speakers, "Trump’s lawyers") is None


@pytest.mark.parametrize("phrase", ["The 45-year-old", "the father of two"])
def test_age_or_children_refer_to_the_person_of_the_article(phrase: str) -> None:
    text = "Former goalkeeper Stefan Brandl will stand for the council."
    speakers = SpeakerResolver([text, f"{phrase} said so."])
    assert speakers.resolve(phrase, at=len(text) + 1).name == "Stefan Brandl"


@pytest.mark.parametrize("phrase", ["the father", "the father of democracy", "the 45-year-old"])
def test_age_or_children_of_nobody_named_stay_unresolved(phrase: str) -> None:
    assert name(SpeakerResolver(["Prices rose on Monday."]), phrase) is None


def test_surname_with_its_body_is_the_person_named_before() -> None:
    speakers = SpeakerResolver(["Mary Alder is a professor."], [0])
    found = speakers.resolve("Alder of the University of Lund", at=200)
    assert (found.name, found.organisation) == ("Mary Alder", "University of Lund")


def test_common_noun_is_no_body_that_only_has_it_in_its_name() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve("the Government Accountability Office")
    assert name(speakers, "the federal government") is None
    speakers.resolve("the Harbour Police Department")
    assert name(speakers, "the department") == "Harbour Police Department"


def test_president_of_another_time_is_not_the_one_of_today() -> None:
    sentences = [
        "President Kari Lund spoke on Monday.",
        "Years ago former President Jonas Berg left the house.",
        "Berg went to the harbour.",
    ]
    starts = [0, 100, 200]
    assert SpeakerResolver(sentences, starts).resolve("the president", at=300).name is None
    assert SpeakerResolver(sentences[:1], starts[:1]).resolve("the president", at=300).name
