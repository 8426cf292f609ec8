"""Speakers over the corpus: who is one person, and who merely shares a name."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from rag.schema.claims import ClaimSpeaker, Speaker, joint_name
from rag.speakers.linking import link_speakers

Said = tuple[str, str | None, str | None] | tuple[str, str | None, str | None, Speaker]


def source(n: int, article: str, mention: str | None, *speakers: Speaker) -> ClaimSpeaker:
    """The source of one claim, as extracted from its article."""
    return ClaimSpeaker(
        claim=f"c{n}",
        article=article,
        group=f"c{n}",
        mention=mention,
        extracted=speakers,
        linked=speakers,
    )


def names(said: Iterable[Said], texts: dict[str, str] | None = None) -> list[str | None]:
    """
    The speakers of claims that are heard as (article, name, mention).

    A mention of None is the name itself; a fourth part tells role, organisation and actor.
    """
    sayings = []
    for n, (article, name, mention, *known) in enumerate(said):
        who = known[0] if known else Speaker()
        sayings.append(source(n, article, mention or name, replace(who, name=name)))
    found = link_speakers(sayings, texts or {})
    shuffled = sayings[:]
    random.Random(7).shuffle(shuffled)
    assert link_speakers(shuffled, texts or {}) == found, "the order of the articles counts"
    return [joint_name(found[saying.claim]) for saying in sayings]


def test_spellings_of_one_name_meet_under_the_one_that_most_articles_use() -> None:
    said: list[Said] = [
        ("a", "Donald J. Trump", None),
        ("b", "Donald Trump", None),
        ("c", "Donald Trump", None),
        ("d", "DONALD TRUMP", None),
    ]
    assert names(said) == ["Donald Trump"] * 4


def test_arabic_names_meet_however_they_are_written() -> None:
    said: list[Said] = [
        ("a", "Qassem al-Araji", None),
        ("b", "Qasim Al-Araji", None),
        ("c", "Qassem al-Araji", None),
        ("d", "Araji", None),
        ("e", "al-Araji", None),
    ]
    assert names(said) == ["Qassem al-Araji"] * 5


def test_a_surname_alone_goes_to_the_one_whom_the_corpus_knows() -> None:
    said: list[Said] = [
        ("a", "Tahsin Khafaji", "Maj. Gen. Tahsin Khafaji"),
        ("b", "Khafaji", None),
        ("c", None, "an official"),
    ]
    assert names(said) == ["Tahsin Khafaji", "Tahsin Khafaji", None]


@pytest.mark.parametrize(
    "said",
    [
        [("a", "Hillary Clinton", None), ("b", "Bill Clinton", None), ("c", "Clinton", None)],
        [("a", "Luis Rubio", None), ("b", "Marco Rubio", None), ("c", "Rubio", None)],
        [("a", "Donald Trump", None), ("b", "Donald Trump Jr.", None), ("c", "Trump Jr", None)],
        [("a", "George W. Bush", None), ("b", "George H. Bush", None), ("c", "George Bush", None)],
    ],
    ids=["Clinton", "Rubio", "Trump", "Bush"],
)  # fmt: skip
def test_people_who_share_a_surname_do_not_meet(said: list[Said]) -> None:
    found = names(said)
    assert found[:2] == [name for _, name, *_ in said[:2]]
    assert found[0] != found[1]
    assert found[2] != found[0]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Mrs. Clinton", "Hillary Clinton"),
        ("Mr. Clinton", "Bill Clinton"),
        ("she", "Hillary Clinton"),
    ],
)
def test_a_title_or_pronoun_tells_which_of_two_is_meant(mention: str, expected: str) -> None:
    said: list[Said] = [
        ("a", "Hillary Clinton", "she"),
        ("b", "Bill Clinton", "he"),
        ("c", "Clinton", mention),
    ]
    assert names(said)[2] == expected


def test_one_who_never_speaks_keeps_a_surname_from_another() -> None:
    said: list[Said] = [("a", "Kari Lund", None), ("b", "Lund", None)]
    assert names(said)[1] == "Kari Lund"
    texts = {"c": "The prize went to Peter Lund on Friday."}
    assert names(said, texts)[1] == "Lund"


def test_a_common_surname_needs_more_than_itself() -> None:
    """Smith here need not be John Smith there; a shared office, or fame, makes it so."""
    alone: Said = ("b", "Smith", None)
    assert names([("a", "John Smith", None), alone])[1] == "Smith"
    office = Speaker(None, "mayor", "Porthaven")
    assert (
        names([("a", "John Smith", None, office), ("b", "Smith", None, office)])[1] == "John Smith"
    )
    known: list[Said] = [(article, "John Smith", None) for article in "acd"]
    assert names([*known, alone])[-1] == "John Smith"


def test_those_who_speak_for_different_countries_are_two() -> None:
    said: list[Said] = [
        ("a", "Omar Saleh", None, Speaker(actor="Iraq")),
        ("b", "Saleh", None, Speaker(actor="Yemen")),
        ("c", "Saleh", None, Speaker(actor="Iraq")),
    ]
    assert names(said)[1:] == ["Saleh", "Omar Saleh"]


def test_names_that_one_article_keeps_apart_stay_apart() -> None:
    said: list[Said] = [
        ("a", "Mike Berg", None),
        ("a", "Michael Berg", None),
        ("b", "Dan Holt", None),
        ("c", "Daniel Holt", None),
    ]
    assert names(said) == ["Mike Berg", "Michael Berg", "Dan Holt", "Dan Holt"]


def test_a_suffix_parts_namesakes_unless_they_hold_one_office() -> None:
    office = Speaker(role="Vice President")
    said: list[Said] = [
        ("a", "Joseph R. Biden Jr.", None, office),
        ("b", "Joe Biden", None, office),
        ("c", "Joe Biden", None, office),
    ]
    assert set(names(said)) == {"Joe Biden"}


def test_role_organisation_and_actor_stay_as_said_at_each_place() -> None:
    told = [
        Speaker("Tahsin Khafaji", "spokesman", "Defense Ministry", "Iraq"),
        Speaker("Khafaji", "spokesperson", "Joint Operation Command", None),
    ]
    found = link_speakers([source(n, str(n), who.name, who) for n, who in enumerate(told)], {})
    assert found["c0"] == (told[0],)
    assert found["c1"] == (
        Speaker("Tahsin Khafaji", "spokesperson", "Joint Operation Command", None),
    )


def test_a_body_has_one_name_with_and_without_its_country() -> None:
    iraq = Speaker(actor="Iraq")
    said: list[Said] = [
        ("a", "Iraqi Foreign Ministry", None, iraq),
        ("b", "Ministry of Foreign Affairs", "the Ministry of Foreign Affairs", iraq),
        ("c", "Iraqi Foreign Ministry", None, iraq),
        ("d", "Foreign Ministry", "the Foreign Ministry", Speaker(actor="Iran")),
        ("e", "U.S.", "the U.S.", Speaker(actor="United States")),
    ]
    assert names(said) == ["Iraqi Foreign Ministry"] * 3 + ["Foreign Ministry", "United States"]


def test_a_newspaper_is_no_man_of_its_name() -> None:
    said: list[Said] = [("a", "Don Guardian", None), ("b", "Guardian", "The Guardian")]
    assert names(said) == ["Don Guardian", "Guardian"]


def test_those_who_speak_together_and_campaigns_take_the_names_of_their_people() -> None:
    trump, kadhimi = Speaker("Donald J. Trump", role="President"), Speaker("Mustafa al-Kadhimi")
    claims = [
        source(0, "a", "a joint statement", trump, kadhimi),
        source(1, "b", "Donald Trump", Speaker("Donald Trump")),
        source(2, "c", "Donald Trump", Speaker("Donald Trump")),
        source(3, "d", "the Trump campaign", Speaker("Donald J. Trump campaign")),
        source(4, "e", "Donald J. Trump", Speaker("Donald J. Trump")),
    ]
    found = link_speakers(claims, {})
    assert found["c0"] == (replace(trump, name="Donald Trump"), kadhimi)
    assert joint_name(found["c3"]) == "Donald Trump campaign"


def test_link_speakers_keeps_a_body_whose_name_looks_like_two_people() -> None:
    name = "Henry Smith and Daniel Wesson"
    assert link_speakers([source(0, "a", name, Speaker(name))], {})["c0"] == (Speaker(name),)


def test_no_claims_no_speakers() -> None:
    assert link_speakers([], {}) == {}
