"""Names of bodies that contain "and" or commas, as against lists of speakers."""

import time

import pytest

from rag.speakers.body_names import is_joined_body, joined_items, phrase_parts
from rag.speakers.descriptions import parse_speaker_phrase
from rag.speakers.resolver import SpeakerResolver

BODIES = [
    "Food and Drug Administration",
    "Securities & Exchange Commission",
    "National Oceanic and Atmospheric Administration",
    "Bureau of Alcohol, Tobacco and Firearms",
    "Bureau of Alcohol, Tobacco, Firearms, and Explosives",
    "Department for Environment, Food and Rural Affairs",
    "Senate Health, Education, Labor and Pensions Committee",
    "Department of Health and Human Services",
]
SEVERAL = [
    "Clinton and Trump",
    "Kari Lund and Omar Saleh",
    "Kari Lund, Omar Saleh and Reince Priebus",
    "Clinton and Trump Administration",
    "Iraqi and Kurdish Security Council",
    "the FBI and Justice Department",
    "Reuters and Fox News Service",
    "Texas and Florida Department",
    "Department of Justice, Clinton and Trump",
    "the Department of Justice, FBI and CIA",
    "Qais Khazali, Defence and Security Committee",
]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("article", ["", "the ", "The "])
def test_body_with_and_or_commas_keeps_its_whole_name(name: str, article: str) -> None:
    speaker = parse_speaker_phrase(article + name)
    assert speaker.name == name
    assert speaker.body


@pytest.mark.parametrize("name", BODIES)
def test_organisation_with_and_or_commas_keeps_its_whole_name(name: str) -> None:
    speaker = parse_speaker_phrase(f"Kari Lund, a spokeswoman for the {name}")
    assert (speaker.name, speaker.organisation) == ("Kari Lund", name)


@pytest.mark.parametrize("phrase", SEVERAL)
def test_several_speakers_are_not_one_body(phrase: str) -> None:
    name = parse_speaker_phrase(phrase).name or ""
    assert " and " not in name


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("Food and Drug Administration", ("Food", "Drug")),
        ("Bureau of Alcohol, Tobacco and Firearms", ("Alcohol", "Tobacco", "Firearms")),
        ("Iraqi Foreign Ministry", ()),
    ],
)
def test_joined_items_leave_out_the_head(name: str, items: tuple[str, ...]) -> None:
    assert joined_items(name) == items


def test_people_of_the_article_are_not_joined_to_a_body() -> None:
    """Neither surname is in the census; the article shows that they are people."""
    name = "Obama and Trump Administration"
    assert is_joined_body(name.split())
    speakers = SpeakerResolver(["Barack Obama met Donald Trump."])
    assert speakers.resolve(f"the {name}").name is None


def test_parts_of_a_phrase_leave_a_body_whole() -> None:
    phrase = "Kari Lund (Oslo), head of the Bureau of Alcohol, Tobacco and Firearms, in Bergen"
    assert [part.strip() for part in phrase_parts(phrase) if part.strip()] == [
        "Kari Lund",
        "Oslo",
        "head of the Bureau of Alcohol, Tobacco and Firearms",
        "in Bergen",
    ]


@pytest.mark.parametrize("unit", ["BAGHDAD, ", "A ", "Bureau of A, B and ", "and "])
def test_phrase_parts_take_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        assert "".join(phrase_parts(unit * times))
        return time.process_time() - started

    assert seconds(4_000) < 40 * max(seconds(400), 0.001)
