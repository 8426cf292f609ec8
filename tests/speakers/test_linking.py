"""Entity linking: name variants of one speaker are merged, namesakes are not."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from rag.schema.claims import ClaimSpeaker, Speaker, joint_name
from rag.speakers.linking import link_speakers

Extracted = tuple[str, str | None, str | None] | tuple[str, str | None, str | None, Speaker]


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


def names(
    extracted_claims: Iterable[Extracted], texts: dict[str, str] | None = None
) -> list[str | None]:
    """
    The linked names of claims given as (article, name, mention).

    A mention of None is the name itself; a fourth part gives role, organisation and actor.
    """
    claims = []
    for n, (article, name, mention, *known) in enumerate(extracted_claims):
        who = known[0] if known else Speaker()
        claims.append(source(n, article, mention or name, replace(who, name=name)))
    found = link_speakers(claims, texts or {})
    shuffled = claims[:]
    random.Random(7).shuffle(shuffled)
    assert link_speakers(shuffled, texts or {}) == found, "the order of the articles counts"
    return [joint_name(found[claim.claim]) for claim in claims]


def test_spellings_are_linked_under_the_most_frequent_one() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Donald J. Trump", None),
        ("b", "Donald Trump", None),
        ("c", "Donald Trump", None),
        ("d", "DONALD TRUMP", None),
    ]
    assert names(extracted_claims) == ["Donald Trump"] * 4


def test_transliterations_of_arabic_names_are_linked() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Qassem al-Araji", None),
        ("b", "Qasim Al-Araji", None),
        ("c", "Qassem al-Araji", None),
        ("d", "Araji", None),
        ("e", "al-Araji", None),
    ]
    assert names(extracted_claims) == ["Qassem al-Araji"] * 5


def test_bare_surname_is_linked_to_its_only_bearer() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Tahsin Khafaji", "Maj. Gen. Tahsin Khafaji"),
        ("b", "Khafaji", None),
        ("c", None, "an official"),
    ]
    assert names(extracted_claims) == ["Tahsin Khafaji", "Tahsin Khafaji", None]


@pytest.mark.parametrize(
    "extracted_claims",
    [
        [("a", "Hillary Clinton", None), ("b", "Bill Clinton", None), ("c", "Clinton", None)],
        [("a", "Luis Rubio", None), ("b", "Marco Rubio", None), ("c", "Rubio", None)],
        [("a", "Donald Trump", None), ("b", "Donald Trump Jr.", None), ("c", "Trump Jr", None)],
        [("a", "George W. Bush", None), ("b", "George H. Bush", None), ("c", "George Bush", None)],
    ],
    ids=["Clinton", "Rubio", "Trump", "Bush"],
)  # fmt: skip
def test_people_who_share_a_surname_are_not_linked(extracted_claims: list[Extracted]) -> None:
    found = names(extracted_claims)
    assert found[:2] == [name for _, name, *_ in extracted_claims[:2]]
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
def test_title_or_pronoun_decides_between_two_bearers(mention: str, expected: str) -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Hillary Clinton", "she"),
        ("b", "Bill Clinton", "he"),
        ("c", "Clinton", mention),
    ]
    assert names(extracted_claims)[2] == expected


def test_bearer_without_claims_prevents_a_link() -> None:
    extracted_claims: list[Extracted] = [("a", "Kari Lund", None), ("b", "Lund", None)]
    assert names(extracted_claims)[1] == "Kari Lund"
    texts = {"c": "The prize went to Peter Lund on Friday."}
    assert names(extracted_claims, texts)[1] == "Lund"


def test_common_surname_needs_further_evidence() -> None:
    """Smith need not be John Smith of another article without a shared office or fame."""
    alone: Extracted = ("b", "Smith", None)
    assert names([("a", "John Smith", None), alone])[1] == "Smith"
    office = Speaker(None, "mayor", "Porthaven")
    assert (
        names([("a", "John Smith", None, office), ("b", "Smith", None, office)])[1] == "John Smith"
    )
    known: list[Extracted] = [(article, "John Smith", None) for article in "acd"]
    assert names([*known, alone])[-1] == "John Smith"


def test_speakers_for_different_countries_are_not_linked() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Omar Saleh", None, Speaker(actor="Iraq")),
        ("b", "Saleh", None, Speaker(actor="Yemen")),
        ("c", "Saleh", None, Speaker(actor="Iraq")),
    ]
    assert names(extracted_claims)[1:] == ["Saleh", "Omar Saleh"]


def test_names_that_occur_in_one_article_are_not_linked() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Mike Berg", None),
        ("a", "Michael Berg", None),
        ("b", "Dan Holt", None),
        ("c", "Daniel Holt", None),
    ]
    assert names(extracted_claims) == ["Mike Berg", "Michael Berg", "Dan Holt", "Dan Holt"]


def test_suffix_separates_namesakes_unless_they_share_an_office() -> None:
    office = Speaker(role="Vice President")
    extracted_claims: list[Extracted] = [
        ("a", "Joseph R. Biden Jr.", None, office),
        ("b", "Joe Biden", None, office),
        ("c", "Joe Biden", None, office),
    ]
    assert set(names(extracted_claims)) == {"Joe Biden"}


def test_linking_changes_only_names() -> None:
    speakers = [
        Speaker("Tahsin Khafaji", "spokesman", "Defense Ministry", "Iraq"),
        Speaker("Khafaji", "spokesperson", "Joint Operation Command", None),
    ]
    found = link_speakers([source(n, str(n), who.name, who) for n, who in enumerate(speakers)], {})
    assert found["c0"] == (speakers[0],)
    assert found["c1"] == (
        Speaker("Tahsin Khafaji", "spokesperson", "Joint Operation Command", None),
    )


def test_body_has_one_name_with_and_without_its_country() -> None:
    iraq = Speaker(actor="Iraq")
    extracted_claims: list[Extracted] = [
        ("a", "Iraqi Foreign Ministry", None, iraq),
        ("b", "Ministry of Foreign Affairs", "the Ministry of Foreign Affairs", iraq),
        ("c", "Iraqi Foreign Ministry", None, iraq),
        ("d", "Foreign Ministry", "the Foreign Ministry", Speaker(actor="Iran")),
        ("e", "U.S.", "the U.S.", Speaker(actor="United States")),
    ]
    assert names(extracted_claims) == ["Iraqi Foreign Ministry"] * 3 + [
        "Foreign Ministry",
        "United States",
    ]


def test_newspaper_is_not_linked_to_a_person() -> None:
    extracted_claims: list[Extracted] = [
        ("a", "Don Guardian", None),
        ("b", "Guardian", "The Guardian"),
    ]
    assert names(extracted_claims) == ["Don Guardian", "Guardian"]


def test_joint_speakers_and_campaigns_use_linked_names() -> None:
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


def test_no_claims_give_no_speakers() -> None:
    assert link_speakers([], {}) == {}
